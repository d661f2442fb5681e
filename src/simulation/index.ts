/**
 * The door to the simulation: tests, benchmarks, the page and a worker use only this.
 */
export { busNode } from '../brokers/broker';
export { brokerNames, type BrokerName } from '../brokers/broker-names';
export { deliveryMachine } from '../brokers/delivery.machine';
export { architectureNames, type ArchitectureName } from '../architectures/architecture-names';
export { epochMsOf, isoDay, timeOfDay } from '../engine/calendar';
export type { Problem, Result } from '../engine/result';
export type { Topology, TopologyLink, TopologyNode, NodeRole } from '../engine/topology';
export type * from '../engine/trace';
export type { NotificationEvent } from '../notifications/notification-events';
export { addressOf } from '../notifications/notifier';
export { notificationTypes } from '../notifications/notification-types';
export {
  Projections,
  type DailyCount,
  type FailedEntry,
  type FeedEntry,
  type LogEntry,
} from '../notifications/projections';
export {
  categories,
  customerChannels,
  warehouseAddress,
  type Customer,
  type Order,
  type Preferences,
  type Product,
} from '../shop/models';
export { formatCents } from '../shop/money';
export { withChanges, type ShopData } from '../shop/shop-data';
export { findScenario, loadEverything, openingScenario, scenarios, whenEverythingIsLoaded } from './library';
export type { Outcome } from './outcome';
export { type Fault } from './faults';
export { type Operation, type OrderFilter } from '../architectures/operations';
export { parseRecording, recordingOf, scenarioOf, type Choices, type Recording } from './recording';
export { completeSettings, defaultSettings, type Settings, type SettingsChanges } from './settings';
export { parseScenario, scenarioGroups, type Act, type Command, type Scenario } from './scenario';
export { shopData } from './shipped-shop';
export { createSimulation, simulate, topologyOf, type Run, type Simulation } from './simulate';
