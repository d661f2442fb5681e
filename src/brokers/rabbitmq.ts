import { busNode, type Broker, type BrokerOptions } from './broker';
import type { Delivery } from './delivery';
import { QueueLane } from './queue-lane';

/**
 * RabbitMQ: an exchange that puts each event into one queue per consumer.
 *
 * Promises: at least once, with manual acknowledgements. A consumer has at most `prefetch` unacknowledged events. A
 * rejected event (basic.nack) is tried again after a wait, and when it was tried too often it goes to the dead-letter
 * exchange. When a consumer's channel closes, what it had not acknowledged goes back to its place in the queue and is
 * delivered again; so an event can come twice, but none is lost. In order as long as nothing is delivered again. A queue
 * gets what is published after it was bound: who subscribes later does not see what was before.
 *
 * Source: RabbitMQ documentation, “Consumer Acknowledgements and Publisher Confirms” (https://www.rabbitmq.com/docs/confirms),
 * “Consumer Prefetch” (…/consumer-prefetch), “Dead Letter Exchanges” (…/dlx), “Queues: message ordering” (…/queues).
 */
export function rabbitMq(options: BrokerOptions): Broker {
  return {
    name: 'rabbitmq',
    keepsPast: false,
    connect: (consumer) => new Queue(options, consumer, options.prefetch),
  };
}

class Queue extends QueueLane {
  protected readonly acknowledgement = 'basic.ack';

  protected attemptFailed(delivery: Delivery, error: Error): void {
    this.tell(delivery, 'basic.nack', () => {
      this.fail(busNode, delivery, error);
      this.free(delivery);
    });
  }

  /** The channel is closed: at once everything goes back to where it was. */
  protected consumerGone(open: readonly Delivery[]): void {
    for (const delivery of open) {
      if (delivery.state !== 'unacknowledged') continue;
      delivery.enter();
      delivery.release();
      this.putBack(delivery);
    }
  }
}
