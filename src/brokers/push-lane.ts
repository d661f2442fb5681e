import { deliveryChart } from './delivery.machine';
import type { BrokerOptions, DeadLetter, Lane, LoggedEvent } from './broker';
import type { Consumer, Done } from './consumer';
import { deadLetterOf, Delivery } from './delivery';

/** The state in which a delivery begins that is only kept track of because its first attempt has failed. */
const processing = deliveryChart.next(deliveryChart.initial, { type: 'TRY_AGAIN' }).state;

/**
 * The way of a broker that hands an event over and forgets it. What fails is tried again by the consumer itself, from its
 * own memory: when the consumer crashes, that is gone as well.
 */
export class PushLane implements Lane {
  /** What failed and may still be tried again, and what is dead-lettered. */
  readonly #failed = new Set<Delivery>();
  #isOpen = true;

  constructor(
    private readonly options: BrokerOptions,
    private readonly consumer: Consumer,
    /** Whether the event can be handed over at all; if not, it is gone. */
    private readonly reaches: (consumer: Consumer, logged: LoggedEvent) => boolean,
  ) {
    options.world.outages.watch(consumer.node, {
      down: (abrupt) => {
        if (abrupt) this.#forget();
      },
      up: () => {
        for (const delivery of this.#failed) if (delivery.state === 'waiting') this.#tryAgain(delivery);
      },
    });
  }

  get deadLetters(): readonly DeadLetter[] {
    return this.#dead.map(deadLetterOf);
  }

  get #dead(): readonly Delivery[] {
    return [...this.#failed].filter(({ state }) => state === 'deadLettered');
  }

  offer(logged: LoggedEvent): void {
    if (!this.reaches(this.consumer, logged)) return;
    this.consumer.hand(logged, (settlement, message, isIntact) => {
      if (settlement.ok || !this.#isOpen) return;
      const { world } = this.options;
      const { node } = this.consumer;
      const onTime = (due: Delivery) => {
        this.#tryAgain(due);
      };
      const delivery: Delivery = new Delivery(world, node, node, { ...logged, isIntact }, onTime, processing);
      delivery.attemptCount = 1;
      delivery.begin('FAILED_ONCE');
      this.#failed.add(delivery);
      this.#settlementOf(delivery)(settlement, message, isIntact);
    });
  }

  redrive(): number {
    const letters = this.#dead;
    for (const delivery of letters) {
      delivery.remember();
      delivery.redrive();
      this.#tryAgain(delivery);
    }
    return letters.length;
  }

  close(): void {
    this.#isOpen = false;
    this.#forget();
  }

  #tryAgain(delivery: Delivery): void {
    if (!this.#isOpen || !this.consumer.isThere) return;
    delivery.enter();
    delivery.tryAgain();
    const { event, isIntact } = delivery.logged;
    this.consumer.process(event, delivery.message, isIntact, this.#settlementOf(delivery));
  }

  #settlementOf(delivery: Delivery): Done {
    return (settlement, message) => {
      delivery.message = message;
      if (settlement.ok) {
        delivery.acknowledge();
        this.#failed.delete(delivery);
      } else {
        delivery.fail(this.consumer.node, settlement.error, this.options.attempts);
      }
    };
  }

  /** What was to be tried again is gone; the dead letters are kept elsewhere. */
  #forget(): void {
    for (const delivery of this.#failed) {
      if (delivery.state === 'deadLettered') continue;
      delivery.enter();
      delivery.lose();
      this.#failed.delete(delivery);
    }
  }
}
