import { invariant } from '../engine/invariant';
import type { Architecture } from './architecture';
import type { ArchitectureName } from './architecture-names';
import { engineNode, eventSourcedTopology } from './event-sourced/topology';
import { buildEventSourced } from './event-sourced/wiring';

/** The ways to build the shop that are loaded. The first is always there; `simulation/everything.ts` brings the other. */
const loaded = new Map<ArchitectureName, Architecture>([
  ['event-sourced', { engine: engineNode, topology: eventSourcedTopology, build: buildEventSourced }],
]);

/** Makes an architecture known. */
export function addArchitecture(name: ArchitectureName, architecture: Architecture): void {
  loaded.set(name, architecture);
}

/** One of the two ways to build the shop. @throws InvariantViolation when it is not loaded yet. */
export function architectureOf(name: ArchitectureName): Architecture {
  const architecture = loaded.get(name);
  invariant(architecture !== undefined, `the architecture ${name} is loaded`);
  return architecture;
}
