import type { AttemptPolicy } from '../engine/attempts';
import type { BrokerName } from '../brokers/broker-names';
import type { DeadLetter } from '../brokers/broker';
import type { Process } from '../engine/process';
import type { Topology } from '../engine/topology';
import type { NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { NotificationRepository } from '../notifications/notification';
import type { Projections } from '../notifications/projections';
import type { NotificationTypes } from '../notifications/type-catalogue';
import type { ActorId, CommandTarget } from '../shop/actors';
import type { CommandBus } from '../shop/command-bus';
import type { DataStore } from '../shop/data-store';
import type { OutsideEvent } from '../shop/outside-events';
import type { Operation } from './operations';

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

/** Who takes part in a run, beside those who always do. */
export interface Cast {
  /** Who gives commands to whom in this run, each pair once. */
  readonly callers: readonly Caller[];
  /** Analytics is there, or is to come. */
  readonly hasAnalytics: boolean;
  /** Accounts is there: it has something to do. */
  readonly hasAccounts: boolean;
  readonly hasOutbox: boolean;
  readonly latencies: Latencies;
}

/** What a shop is built with: the kinds of notification, and the switches and numbers of a recording’s settings. */
export interface ShopOptions {
  readonly types: NotificationTypes;
  readonly broker: BrokerName;
  readonly outbox: boolean;
  readonly idempotency: boolean;
  readonly upcasting: boolean;
  /** Analytics is there from the start. */
  readonly analytics: boolean;
  readonly autoSend: boolean;
  readonly autoRetry: boolean;
  readonly autoRetryDelayMs: number;
  readonly deliveryReceipts: boolean;
  /** For the handling of events and for calls; one attempt when retries are off. */
  readonly attempts: AttemptPolicy;
  readonly redeliverAfterMs: number;
  readonly prefetch: number;
  readonly partitions: number;
  readonly outboxDelayMs: number;
}

/** A shop that is ready to take commands. */
export interface RunningShop {
  readonly commands: CommandBus;
  readonly notifications: NotificationRepository;
  readonly projections: Projections;
  /** Events that their consumers could not process. */
  readonly deadLetters: () => readonly DeadLetter[];
  /** Changes the shop while it runs: who listens, and which version of events is published. */
  readonly operate: (operation: ShopOperation) => void;
  /** What the service that owns an event does when a system outside says that it happened: all but the write. */
  readonly hear: (event: OutsideEvent) => Process;
}

/** The operations that the shop itself carries out; the others are the world's. */
export type ShopOperation = Extract<
  Operation,
  { readonly type: 'add-consumer' | 'remove-consumer' | 'publish-version' }
>;

/** One of the two ways to build the shop. */
export interface Architecture {
  /** The node in which the notification engine runs. */
  readonly engine: NodeId;
  /** Who is there and who can reach whom. */
  topology(cast: Cast): Topology;
  build(world: World, database: DataStore, options: ShopOptions): RunningShop;
}
