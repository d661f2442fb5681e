import { hashOf } from '../engine/random';
import type { Broker, BrokerOptions, BusEvent, DeadLetter, Lane, LoggedEvent } from './broker';
import type { Consumer } from './consumer';
import type { Delivery } from './delivery';
import { partitionKeyOf } from './partition-key';
import { QueueLane } from './queue-lane';

/**
 * Kafka: a log of partitions.
 *
 * Promises: at least once, and order within a key. An event's key (its order, product, customer or notification) decides on
 * its partition; a consumer group reads each partition in order and commits the offset up to which it is done. After a
 * crash it goes on from the last committed offset, so an event can come twice, but none is lost and none overtakes another
 * of the same key. A failing event holds its partition up while it is tried again; when it was tried too often it is put
 * into a dead-letter topic and the offset moves on. The log is kept: a new group begins at the earliest offset, and any
 * group can be set back to an offset.
 *
 * Source: Apache Kafka documentation, “Design: Message Delivery Semantics” and “The Consumer”
 * (https://kafka.apache.org/documentation/#semantics, #theconsumer), consumer configuration `auto.offset.reset`.
 */
export function kafka(options: BrokerOptions): Broker {
  return {
    name: 'kafka',
    keepsPast: true,
    connect: (consumer) => new ConsumerGroup(options, consumer),
  };
}

/** The partition of an event: the same for the same key. */
export function partitionOf(event: BusEvent, partitions: number): number {
  return (hashOf(partitionKeyOf(event), 0) >>> 0) % partitions;
}

/** One consumer of a group of its own: it has all partitions. */
class ConsumerGroup implements Lane {
  readonly #partitions: readonly Partition[];

  constructor(
    private readonly options: BrokerOptions,
    consumer: Consumer,
  ) {
    const numbers = Array.from({ length: options.partitions }, (_, number) => number);
    this.#partitions = numbers.map(() => new Partition(options, consumer, 1));
  }

  get deadLetters(): readonly DeadLetter[] {
    return this.#partitions.flatMap(({ deadLetters }) => deadLetters);
  }

  offer(logged: LoggedEvent): void {
    this.#partitions[partitionOf(logged.event, this.options.partitions)]?.offer(logged);
  }

  redrive(): number {
    return this.#partitions.reduce((count, partition) => count + partition.redrive(), 0);
  }

  close(): void {
    for (const partition of this.#partitions) partition.close();
  }
}

class Partition extends QueueLane {
  protected readonly acknowledgement = 'OffsetCommit';

  /** The consumer stays where it is and tries again, or puts the event aside and moves on. */
  protected attemptFailed(delivery: Delivery, error: Error): void {
    if (!this.fail(this.consumer.node, delivery, error)) return;
    this.tell(delivery, this.acknowledgement);
    this.free(delivery);
  }

  /** It begins again at the last committed offset. */
  protected consumerGone(open: readonly Delivery[]): void {
    for (const delivery of open) {
      if (delivery.state !== 'unacknowledged') continue;
      delivery.enter();
      delivery.release();
      this.putBack(delivery);
    }
  }
}
