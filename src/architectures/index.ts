import { apiDrivenTopology } from './api-driven/topology';
import { buildApiDriven } from './api-driven/wiring';
import type { Architecture } from './architecture';
import { eventSourcedTopology } from './event-sourced/topology';
import { buildEventSourced } from './event-sourced/wiring';

export const architectureNames = ['event-sourced', 'api-driven'] as const;
export type ArchitectureName = (typeof architectureNames)[number];

/** The two ways to build the shop. */
export const architectures: Readonly<Record<ArchitectureName, Architecture>> = {
  'event-sourced': { topology: eventSourcedTopology, build: buildEventSourced },
  'api-driven': { topology: apiDrivenTopology, build: buildApiDriven },
};
