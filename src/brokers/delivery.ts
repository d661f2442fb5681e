import { delayAfter, type AttemptPolicy } from '../engine/attempts';
import { Lifecycle } from '../engine/lifecycle';
import type { Thread } from '../engine/journal';
import type { NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { DeadLetter, LoggedEvent } from './broker';
import { deliveryChart, type DeliveryMachineEvent } from './delivery.machine';

/** One event on its way to one consumer: where it stands, how often it was tried, and why it failed last. */
export class Delivery {
  attemptCount = 0;
  reason = '';
  /** `seq` of the message in which the consumer got it last; 0 when nobody has noted it. */
  message = 0;
  /** The story that it belongs to, and the last that was recorded of it. */
  thread: Thread;
  readonly #lifecycle: Lifecycle<DeliveryMachineEvent>;

  /**
   * @param keeper the node that keeps track of it: the bus, or the consumer.
   * @param onTime is told when a wait is over.
   */
  constructor(
    private readonly world: World,
    private readonly keeper: NodeId,
    readonly consumer: NodeId,
    readonly logged: LoggedEvent,
    onTime: (delivery: Delivery) => void,
    initial = deliveryChart.initial,
  ) {
    this.thread = { ...world.journal.thread };
    const entity = world.mint(`${logged.event.id}@${consumer}`).replace(/-1$/, '');
    this.#lifecycle = new Lifecycle(entity, deliveryChart, world, {
      initial,
      afterTimer: () => {
        this.remember();
        onTime(this);
      },
    });
  }

  get state(): string {
    return this.#lifecycle.state.path;
  }

  /** What is written from now on goes on with its story. */
  enter(): void {
    this.world.journal.enter(this.thread);
  }

  /** What is written now is the last that is known of it. */
  remember(): void {
    this.thread = { ...this.world.journal.thread };
  }

  /** Records that someone keeps track of it from now on. */
  begin(because: string): void {
    const { id: eventId, type: eventType } = this.logged.event;
    this.#lifecycle.begin(this.keeper, because, { consumer: this.consumer, eventId, eventType });
  }

  /** Gives it to the consumer. @param untilIdleMs when it comes back unless it is acknowledged. */
  handOver(untilIdleMs: number): void {
    this.attemptCount += 1;
    const { attemptCount: attempt } = this;
    this.#lifecycle.take(this.keeper, { type: 'HAND_OVER', delayMs: untilIdleMs }, { attempt });
  }

  tryAgain(): void {
    this.attemptCount += 1;
    this.#lifecycle.take(this.keeper, { type: 'TRY_AGAIN' }, { attempt: this.attemptCount });
  }

  acknowledge(): boolean {
    return this.#lifecycle.take(this.keeper, { type: 'ACKNOWLEDGED' });
  }

  /**
   * Takes note of a failed attempt.
   * @param node where that is known.
   * @returns whether it was the last one that the policy allows.
   */
  fail(node: NodeId, error: Error, policy: AttemptPolicy): boolean {
    const last = this.attemptCount >= policy.maxAttempts;
    const delayMs = delayAfter(this.attemptCount, policy);
    this.reason = `${error.name}: ${error.message}`;
    const facts = { reason: this.reason, attempt: this.attemptCount };
    this.#lifecycle.take(node, { type: 'FAILED', last, delayMs }, facts);
    return last;
  }

  lose(): void {
    this.#lifecycle.take(this.keeper, { type: 'LOST' });
  }

  /** The consumer is gone before it acknowledged. */
  release(): void {
    this.#lifecycle.take(this.keeper, { type: 'RELEASED' });
  }

  redrive(): void {
    this.attemptCount = 0;
    this.#lifecycle.take(this.keeper, { type: 'REDRIVEN' });
  }
}

/** A dead letter as people see it. */
export function deadLetterOf({ consumer, logged, reason, attemptCount }: Delivery): DeadLetter {
  const { id: eventId, type: eventType } = logged.event;
  return { consumer, eventId, eventType, reason, attempts: attemptCount };
}
