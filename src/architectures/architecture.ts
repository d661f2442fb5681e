import type { Topology } from '../engine/topology';
import type { World } from '../engine/world';
import type { NotificationRepository } from '../notifications/notification';
import type { Projections } from '../notifications/projections';
import type { ActorId, CommandTarget } from '../shop/actors';
import type { CommandBus } from '../shop/command-bus';
import type { DataStore } from '../shop/data-store';

/** How long the ways between the parts of the shop take, in whole ms. */
export interface Latencies {
  /** From a person or job to a service. */
  readonly command: number;
  /** Between a service and the event bus, each way. */
  readonly bus: number;
  /** Between a service and the data store, each way. */
  readonly store: number;
  /** Between a service and the notification API, each way. */
  readonly api: number;
  /** From the dispatcher to a channel, and back. */
  readonly channel: number;
}

/** Someone outside who gives commands to a part of the shop. */
export interface Caller {
  readonly actor: ActorId;
  readonly target: CommandTarget;
}

/** A shop that is ready to take commands. */
export interface RunningShop {
  readonly commands: CommandBus;
  readonly notifications: NotificationRepository;
  readonly projections: Projections;
}

/** One of the two ways to build the shop. */
export interface Architecture {
  /** Who is there and who can reach whom. @param callers who gives commands to whom in this run, each pair once. */
  topology(latencies: Latencies, callers: readonly Caller[]): Topology;
  build(world: World, database: DataStore): RunningShop;
}
