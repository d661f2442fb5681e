import type { AttemptPolicy } from '../engine/attempts';
import type { Json, NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { EventEnvelope } from '../shop/events';
import type { BrokerName } from './broker-names';
import type { Consumer } from './consumer';

/** The bus in every topology that has one. */
export const busNode: NodeId = 'bus';

/** Any event as the bus carries it. */
export type BusEvent = EventEnvelope<string> & { readonly [fact: string]: Json | undefined };

/** An event as it stands in the bus's log. */
export interface LoggedEvent {
  readonly event: BusEvent;
  /** Position in the log: 0, 1, 2 … */
  readonly offset: number;
  /** False when it was spoiled on its way to the bus. */
  readonly isIntact: boolean;
  /** Story of the event and `seq` of its arrival at the bus. */
  readonly flow: string;
  readonly arrival: number;
}

/** An event that nobody could process, and why. */
export type DeadLetter = {
  readonly consumer: NodeId;
  readonly eventId: string;
  readonly eventType: string;
  readonly reason: string;
  readonly attempts: number;
};

/** What all brokers are told about the run. */
export interface BrokerOptions {
  readonly world: World;
  /** For failing events; one attempt when retries are off. */
  readonly attempts: AttemptPolicy;
  /** How long a broker that waits for acknowledgements waits for one, in ms. */
  readonly redeliverAfterMs: number;
  /** How many unacknowledged events a RabbitMQ consumer may have. */
  readonly prefetch: number;
  /** How many partitions a Kafka topic has. */
  readonly partitions: number;
}

/**
 * A broker decides when, whether and how often a consumer sees an event that reached the bus and that it subscribed to.
 */
export interface Broker {
  readonly name: BrokerName;
  /** Whether who subscribes late gets what was published before. */
  readonly keepsPast: boolean;
  /** Opens the way to a consumer: its queue, its group, its connection. */
  connect(consumer: Consumer): Lane;
}

/** The way from a broker to one consumer. */
export interface Lane {
  /** An event that the consumer subscribed to is there. */
  offer(logged: LoggedEvent): void;
  readonly deadLetters: readonly DeadLetter[];
  /** Puts the dead letters back, to be tried anew. Returns how many. */
  redrive(): number;
  /** The consumer has unsubscribed: what waits is thrown away. */
  close(): void;
}
