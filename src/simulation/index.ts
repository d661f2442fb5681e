/**
 * The door to the simulation: tests, benchmarks, the page and a worker use only this.
 */
export { busNode } from '../brokers/event-bus';
export { architectureNames, type ArchitectureName } from '../architectures';
export { epochMsOf, isoDay, timeOfDay } from '../engine/calendar';
export type { Problem, Result } from '../engine/result';
export type { Topology, TopologyLink, TopologyNode, NodeRole } from '../engine/topology';
export type * from '../engine/trace';
export { addressOf } from '../notifications/notifier';
export { notificationTypes } from '../notifications/notification-types';
export {
  categories,
  customerChannels,
  type Customer,
  type Order,
  type Preferences,
  type Product,
} from '../shop/models';
export { formatCents } from '../shop/money';
export { withChanges, type ShopData } from '../shop/shop-data';
export { findScenario, scenarios } from './library';
export type { Outcome } from './outcome';
export { parseRecording, recordingOf, scenarioOf, type Recording } from './recording';
export { parseScenario, scenarioGroups, type Act, type Command, type Scenario } from './scenario';
export { shopData } from './shipped-shop';
export { createSimulation, simulate, topologyOf, type Run, type Simulation } from './simulate';
