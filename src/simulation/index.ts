/**
 * The door to the simulation: tests, benchmarks, the page and a worker use only this.
 */
export { busNode, type BusEvent } from '../brokers/broker';
export { brokerNames, type BrokerName } from '../brokers/broker-names';
export { partitionKeyOf } from '../brokers/partition-key';
export { deliveryMachine } from '../brokers/delivery.machine';
export { architectureNames, type ArchitectureName } from '../architectures/architecture-names';
export { epochMsOf, isoDay, isoTime, timeOfDay } from '../engine/calendar';
export { hashOf, scramble } from '../engine/random';
export type { Problem, Result } from '../engine/result';
export type { Topology, TopologyLink, TopologyNode, NodeRole } from '../engine/topology';
export type * from '../engine/trace';
export type { NotificationEvent } from '../notifications/notification-events';
export { notificationMachine } from '../notifications/notification.machine';
export { addressOf } from '../notifications/notifier';
export { defaultPreferences } from '../notifications/preference-rules';
export { notificationTypes } from '../notifications/notification-types';
export { orderCompletionMachine } from '../notifications/order-completion.machine';
export { triggers, type Trigger } from '../notifications/triggers';
export { shippedTypeRows } from '../notifications/type-catalogue';
export { NotificationTypeChanges } from '../notifications/type-rows';
export { placeholdersOf } from '../notifications/wording';
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
  orderStatuses,
  warehouseAddress,
  type Cart,
  type Customer,
  type Order,
  type Preferences,
  type Product,
} from '../shop/models';
export { actors, routeOf, type ActorId } from '../shop/actors';
export { shopEventSchemas } from '../shop/event-schemas';
export { formatCents } from '../shop/money';
export { lowStockMark } from '../shop/stock-rules';
export { requireStatusChange } from '../shop/order-rules';
export { OutsideEvent } from '../shop/outside-events';
export { keyOf, ShopData, ShopDataChanges, withChanges } from '../shop/shop-data';
export { check } from '../shop/validation';
export { findScenario, loadEverything, openingScenario, scenarios, whenEverythingIsLoaded } from './library';
export type { Outcome } from './outcome';
export { Edit } from './edits';
export { Fault } from './faults';
export { Operation, type OrderFilter } from '../architectures/operations';
export {
  parseRecording,
  recordingOf,
  scenarioOf,
  shopOf,
  startMsOf,
  typeRowsOf,
  type Choices,
  type Recording,
} from './recording';
export { completeSettings, defaultSettings, SettingsChanges, type Settings } from './settings';
export { Act, Command, parseScenario, Scenario, scenarioGroups } from './scenario';
export { shopData } from './shipped-shop';
export { typesOf, type TypeOfRun } from './types-of';
export {
  createSimulation,
  runOf,
  simulate,
  topologyOf,
  type PerformedAct,
  type Run,
  type Simulation,
} from './simulate';
