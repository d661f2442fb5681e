/**
 * The door to the simulation: tests, benchmarks, the page and a worker use only this.
 */
export { busNode } from '../brokers/event-bus';
export { architectureNames, type ArchitectureName } from '../architectures';
export type { Problem, Result } from '../engine/result';
export type { Topology, TopologyLink, TopologyNode, NodeRole } from '../engine/topology';
export type * from '../engine/trace';
export { findScenario, scenarios } from './library';
export type { Outcome } from './outcome';
export { parseRecording, recordingOf, scenarioOf, type Recording } from './recording';
export { parseScenario, scenarioGroups, type Act, type Command, type Scenario } from './scenario';
export { shopData } from './shipped-shop';
export { createSimulation, simulate, topologyOf, type Run, type Simulation } from './simulate';
