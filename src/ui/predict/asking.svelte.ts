import { untrack } from 'svelte';
import { Predictions, type Question } from '../../analysis/predictions/predictions';
import { notificationMachine } from '../../notifications/notification.machine';
import { orderCompletionMachine } from '../../notifications/order-completion.machine';
import { deliveryMachine, shopOf, type TraceRecord } from '../../simulation';
import type { StepGate } from '../playhead.svelte';
import type { Session } from '../session.svelte';

const storageKey = 'signalbox.ask-first';

/** A question that was revealed, and what the person had chosen; undefined for nothing. */
export interface Verdict {
  readonly question: Question;
  readonly chosen: string | undefined;
  /** Whether the focus was in the question. */
  readonly hadFocus: boolean;
}

/** What came of the questions of one run. */
class Tally {
  /** The records that are not asked about any more. */
  readonly done = new Set<number>();
  rightCount = $state(0);
  askedCount = $state(0);
}

/**
 * Asks before a step that decides something, if the person wants that: the playhead stops before the record until the answer is revealed or
 * the question skipped. The choice is kept in this browser, the score for the run.
 */
export class Asking implements StepGate {
  #isOn = $state(readChoice());
  /** What the person has chosen so far. */
  chosen = $state<string>();
  #open = $state.raw<Question>();
  #verdict = $state.raw<Verdict>();
  /** Both are about this run only. */
  #openIn = $state.raw<readonly TraceRecord[]>();
  readonly #tallies = new WeakMap<readonly TraceRecord[], Tally>();
  readonly #predictions = $derived.by(() => {
    const { trace, names, recording } = this.session;
    return new Predictions(trace, { names, machines, carts: shopOf(recording).carts });
  });
  readonly tally = $derived.by(() => this.#tallyOf(this.session.trace));

  constructor(private readonly session: Session) {
    if (this.#isOn) session.gate = this;
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  set isOn(isOn: boolean) {
    this.#isOn = isOn;
    this.#open = undefined;
    this.#verdict = undefined;
    this.session.gate = isOn ? this : undefined;
    try {
      localStorage.setItem(storageKey, isOn ? 'on' : 'off');
    } catch {
      // Storage is denied: the choice holds until the page is closed.
    }
  }

  /** The question that stands before the next step; going elsewhere leaves it. */
  get question(): Question | undefined {
    const { trace, step } = this.session;
    return this.#openIn === trace && this.#open?.seq === step + 1 ? this.#open : undefined;
  }

  /** What the step that is shown has revealed. */
  get verdict(): Verdict | undefined {
    const { trace, step } = this.session;
    return this.#openIn === trace && this.#verdict?.question.seq === step ? this.#verdict : undefined;
  }

  waitsBefore(record: TraceRecord): boolean {
    return untrack(() => this.#questionBefore(record) !== undefined);
  }

  /** Going on opens the question, or reveals the answer of the one that is open. */
  takesOver(record: TraceRecord): boolean {
    if (this.question?.seq === record.seq) {
      this.reveal();
      return true;
    }
    const question = this.#questionBefore(record);
    if (question === undefined) return false;
    this.#ask(question);
    return true;
  }

  /** Opens the question that playing has stopped before. */
  askAtStop(): void {
    const next = this.session.trace[this.session.step];
    const question = next === undefined ? undefined : this.#questionBefore(next);
    if (question !== undefined) this.#ask(question);
  }

  /** Forgets what the person has gone away from. */
  forgetWhatIsLeft(): void {
    if (this.question === undefined) this.#open = undefined;
    if (this.verdict === undefined) this.#verdict = undefined;
  }

  /** Goes on to the record that answers, and says whether the person was right; without a choice nothing is counted. */
  reveal(): void {
    const { question, chosen, tally } = this;
    if (question === undefined) return;
    if (chosen !== undefined) {
      tally.askedCount += 1;
      if (chosen === question.right) tally.rightCount += 1;
    }
    const hadFocus = document.activeElement?.closest('[data-question]') instanceof Element;
    this.#leave(question);
    this.#verdict = { question, chosen, hadFocus };
  }

  /** Goes on without an answer. */
  skip(): void {
    const { question } = this;
    if (question !== undefined) this.#leave(question);
  }

  #ask(question: Question): void {
    this.session.pause();
    this.chosen = undefined;
    this.#verdict = undefined;
    this.#open = question;
    this.#openIn = this.session.trace;
    this.session.showPanel('now');
  }

  #leave({ seq }: Question): void {
    this.tally.done.add(seq);
    this.#open = undefined;
    this.#verdict = undefined;
    this.session.showPanel('now');
    this.session.stepBy(1);
  }

  #questionBefore(record: TraceRecord): Question | undefined {
    if (!this.#isOn || this.tally.done.has(record.seq)) return undefined;
    return this.#predictions.before(record);
  }

  #tallyOf(trace: readonly TraceRecord[]): Tally {
    let tally = this.#tallies.get(trace);
    if (tally === undefined) this.#tallies.set(trace, (tally = new Tally()));
    return tally;
  }
}

const machines = new Map(
  [notificationMachine, orderCompletionMachine, deliveryMachine].map((machine) => [machine.id, machine]),
);

const bySession = new WeakMap<Session, Asking>();

/** The one who asks in a session, from the first time on that someone wants to know. */
export function askingOf(session: Session): Asking {
  let asking = bySession.get(session);
  if (asking === undefined) {
    const made = new Asking(session);
    bySession.set(session, (asking = made));
    // Talks to the transport: when it has stopped before a question, that is opened; when it has gone elsewhere, that is
    // forgotten. It lasts as long as the session.
    $effect.root(() => {
      $effect(() => {
        const { isHeld, step, trace } = session;
        untrack(() => {
          made.forgetWhatIsLeft();
          if (isHeld && step < trace.length) made.askAtStop();
        });
      });
    });
  }
  return asking;
}

function readChoice(): boolean {
  try {
    return localStorage.getItem(storageKey) === 'on';
  } catch {
    return false;
  }
}
