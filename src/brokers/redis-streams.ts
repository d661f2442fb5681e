import type { Broker, BrokerOptions } from './broker';
import type { Delivery } from './delivery';
import { QueueLane } from './queue-lane';

/**
 * Redis Streams (seed 002): an append-only log with consumer groups.
 *
 * Promises: at least once. A group reads the stream in order, one entry at a time here (XREADGROUP … COUNT 1); what it was
 * given stays in its list of pending entries until it acknowledges it (XACK). What stays there too long (idle time) is
 * claimed and delivered again (XAUTOCLAIM), so an event can come twice and out of order, but none is lost. The entries stay
 * in the stream: a group that is created later, from the beginning, reads them all. Redis has no dead-letter queue;
 * consumers look at the delivery count and put an entry aside that has been tried too often.
 *
 * Source: Redis documentation, Streams, “Consumer groups”, “Recovering from permanent failures”, “Claiming and the delivery
 * counter” (https://redis.io/docs/latest/develop/data-types/streams/).
 */
export function redisStreams(options: BrokerOptions): Broker {
  return {
    name: 'redis-streams',
    keepsPast: true,
    connect: (consumer) => new ConsumerGroup(options, consumer, 1),
  };
}

class ConsumerGroup extends QueueLane {
  protected readonly acknowledgement = 'XACK';

  /** Nothing is said to Redis: the entry stays pending until it has been idle long enough; the next one is read. */
  protected attemptFailed(delivery: Delivery, error: Error): void {
    const { maxAttempts } = this.options.attempts;
    if (delivery.attemptCount >= maxAttempts && this.fail(this.consumer.node, delivery, error)) {
      this.tell(delivery, this.acknowledgement);
    }
    this.free(delivery);
  }

  /** What the consumer had stays pending until it is claimed; it can read on when it is back. */
  protected consumerGone(open: readonly Delivery[]): void {
    for (const delivery of open) this.free(delivery);
  }
}
