import { busNode, type BrokerOptions, type DeadLetter, type Lane, type LoggedEvent } from './broker';
import type { Consumer } from './consumer';
import { deadLetterOf, Delivery } from './delivery';

/**
 * The way of a broker that keeps each event for a consumer until the consumer has acknowledged it. What differs between
 * such brokers is in their own files: how many events are out at once, and what a failure leads to.
 */
export abstract class QueueLane implements Lane {
  /** What waits, the next one first. */
  readonly #waiting: Delivery[] = [];
  /** What occupies the consumer, as far as the broker knows. */
  readonly #out = new Set<Delivery>();
  /** All that is neither acknowledged nor dead-lettered. */
  readonly #open = new Set<Delivery>();
  readonly #dead = new Set<Delivery>();

  /** @param limit how many events are out at once. */
  constructor(
    protected readonly options: BrokerOptions,
    protected readonly consumer: Consumer,
    private readonly limit: number,
  ) {
    options.world.outages.watch(busNode, {
      up: () => {
        this.pump();
      },
    });
    options.world.outages.watch(consumer.node, {
      up: () => {
        this.pump();
      },
      down: (abrupt) => {
        if (abrupt) this.consumerGone([...this.#open]);
      },
    });
  }

  /** What the consumer says to the broker when it is done with an event. */
  protected abstract readonly acknowledgement: string;

  /** An attempt failed; said where the consumer is. */
  protected abstract attemptFailed(delivery: Delivery, error: Error): void;

  /** The consumer's memory is gone. @param open what was not acknowledged, in order. */
  protected abstract consumerGone(open: readonly Delivery[]): void;

  get deadLetters(): readonly DeadLetter[] {
    return [...this.#dead].map(deadLetterOf);
  }

  offer(logged: LoggedEvent): void {
    const { journal } = this.options.world;
    const origin = journal.thread;
    const onTime = (due: Delivery) => {
      this.putBack(due);
    };
    const delivery: Delivery = new Delivery(this.options.world, busNode, this.consumer.node, logged, onTime);
    delivery.enter();
    delivery.begin('PUBLISHED');
    this.#open.add(delivery);
    this.#waiting.push(delivery);
    this.pump();
    journal.enter(origin);
  }

  redrive(): number {
    const letters = [...this.#dead];
    for (const delivery of letters) {
      delivery.remember();
      this.#dead.delete(delivery);
      this.#open.add(delivery);
      delivery.redrive();
      this.#waiting.push(delivery);
    }
    this.pump();
    return letters.length;
  }

  close(): void {
    this.#waiting.length = 0;
    this.#out.clear();
    for (const delivery of this.#open) {
      delivery.enter();
      delivery.lose();
    }
    this.#open.clear();
  }

  /** Hands over what may be handed over. */
  protected pump(): void {
    const { outages } = this.options.world;
    while (outages.isUp(busNode) && this.consumer.isThere && this.#out.size < this.limit) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#handOver(next);
    }
  }

  /** Puts a delivery that is to be handed over again before all that is younger. */
  protected putBack(delivery: Delivery): void {
    this.#out.delete(delivery);
    if (!this.#open.has(delivery)) return;
    const { offset } = delivery.logged;
    const behind = this.#waiting.findIndex(({ logged }) => logged.offset > offset);
    this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, delivery);
    this.pump();
  }

  /** The consumer may take another event. */
  protected free(delivery: Delivery): void {
    this.#out.delete(delivery);
    this.pump();
  }

  /** Takes note of a failed attempt at `node`. Returns true when it was the last and the event is dead-lettered. */
  protected fail(node: string, delivery: Delivery, error: Error): boolean {
    if (delivery.state !== 'unacknowledged') return false;
    delivery.remember();
    delivery.enter();
    const isLast = delivery.fail(node, error, this.options.attempts);
    if (isLast) {
      this.#open.delete(delivery);
      this.#dead.add(delivery);
    }
    return isLast;
  }

  /** The consumer says something about a delivery to the broker. @param heard is what the broker does about it. */
  protected tell(delivery: Delivery, name: string, heard?: () => void): void {
    const { event, offset } = delivery.logged;
    const payload = { eventId: event.id, eventType: event.type, offset };
    this.options.world.send(this.consumer.node, busNode, 'acknowledgement', name, payload, (_, isIntact) => {
      if (!isIntact || heard === undefined) return;
      delivery.remember();
      heard();
    });
  }

  #handOver(delivery: Delivery): void {
    this.#out.add(delivery);
    delivery.enter();
    delivery.handOver(this.options.redeliverAfterMs);
    this.consumer.hand(delivery.logged, (settlement) => {
      if (settlement.ok) this.#acknowledge(delivery);
      else this.attemptFailed(delivery, settlement.error);
    });
  }

  #acknowledge(delivery: Delivery): void {
    this.tell(delivery, this.acknowledgement, () => {
      if (this.#open.delete(delivery)) {
        delivery.enter();
        delivery.acknowledge();
        const at = this.#waiting.indexOf(delivery);
        if (at !== -1) this.#waiting.splice(at, 1);
      }
      this.free(delivery);
    });
  }
}
