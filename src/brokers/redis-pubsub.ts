import type { Broker, BrokerOptions } from './broker';
import { PushLane } from './push-lane';

/**
 * Redis Pub/Sub (seed 004): fire and forget.
 *
 * Promises: at most once. A message goes to the clients that are subscribed and connected at that moment; Redis keeps no
 * copy, so a consumer that is away misses it for good, and a message that is lost on the way is not sent again. Never
 * twice; messages of one publisher arrive in their order.
 *
 * Source: Redis documentation, Pub/Sub, “Delivery semantics” (https://redis.io/docs/latest/develop/pubsub/).
 */
export function redisPubSub(options: BrokerOptions): Broker {
  return {
    name: 'redis-pubsub',
    keepsPast: false,
    connect: (consumer) =>
      new PushLane(options, consumer, ({ node, isThere }, { event, arrival }) => {
        if (!isThere) options.world.journal.lost(node, 'bus', event.type, arrival, 'nobody listens');
        return isThere;
      }),
  };
}
