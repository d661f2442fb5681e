import type {
  Arrived,
  Changed,
  Facts,
  Ignored,
  Sent,
  TimerCancelled,
  TimerFired,
  TimerSet,
  TraceRecord,
} from '../simulation';
import { entryOf, numberOf, textOf } from './facts';
import type { Names } from './names';
import { partWord, plainText, stateWords } from './words';

/** Sentences for events on their way from a broker to a consumer, and for the outbox: who keeps track of what. */

export function narrateDelivery(change: Changed, trace: readonly TraceRecord[], names: Names): string {
  const { event, consumer } = deliveryOf(change.entity, trace, change.seq, names);
  const keeper = names.nodeTitle(change.node);
  const steps = change.from === null ? beginnings : events;
  const say = entryOf(steps, change.event) ?? becomes;
  return say({ change, event, consumer, keeper, names });
}

interface Step extends OnItsWay {
  readonly change: Changed;
  readonly keeper: string;
  readonly names: Names;
}

type Say = (step: Step) => string;

const becomes: Say = ({ event, consumer, change: { to } }) =>
  `${event} for ${consumer} is ${stateWords(String(to))}`;

const beginnings: { readonly [event: string]: Say } = {
  PUBLISHED: ({ keeper, event, consumer }) =>
    `${keeper} keeps ${event} for ${consumer} until it is acknowledged`,
  FAILED_ONCE: ({ keeper, event }) => `${keeper} keeps track of ${event} by itself, because it failed`,
};

const events: { readonly [event: string]: Say } = {
  HAND_OVER: ({ keeper, event, consumer, change }) =>
    `${keeper} hands ${event} to ${consumer}${attemptWords(change)} and waits for its acknowledgement`,
  TRY_AGAIN: ({ keeper, event, change }) => `${keeper} tries ${event} again${attemptWords(change)}`,
  ACKNOWLEDGED: ({ keeper, event, consumer }) =>
    keeper === consumer
      ? `${keeper} has processed ${event} after all`
      : `${keeper} is done with ${event} for ${consumer}: it is acknowledged`,
  FAILED: ({ event, consumer, change, names }) => {
    const { attempt, reason } = change.facts;
    const why = reasonWords(textOf(reason), names);
    return change.to === 'deadLettered'
      ? `${event} goes to the dead letters of ${consumer} after attempt ${numberOf(attempt) ?? 1}: ${why}`
      : `${event} for ${consumer} failed in attempt ${numberOf(attempt) ?? 1} and will be tried again: ${why}`;
  },
  RELEASED: ({ event, consumer }) =>
    `${event} goes back to its place: ${consumer} was gone before it acknowledged it`,
  REDRIVEN: ({ event, consumer }) =>
    `${event} is taken out of the dead letters of ${consumer}, to be tried anew`,
  LOST: ({ keeper, event, consumer }) =>
    keeper === consumer
      ? `What ${keeper} remembered of ${event} is gone: it will not be tried again`
      : `${keeper} throws ${event} for ${consumer} away: nobody listens there any more`,
  untilIdle: ({ event, consumer }) =>
    `${event} for ${consumer} was not acknowledged in time and will be delivered again`,
  backoff: ({ event, consumer }) => `${event} for ${consumer} has waited and may be tried again`,
};

export function narrateDeliveryRefusal(
  { entity, event: refused, state, seq }: Ignored,
  trace: readonly TraceRecord[],
  names: Names,
): string {
  const { event, consumer } = deliveryOf(entity, trace, seq, names);
  return `${event} for ${consumer} refuses ${refused}: it is ${stateWords(state)}`;
}

/** @param wait how long it lasts: `for 200 ms`. */
export function narrateDeliveryTimer(
  timer: TimerSet | TimerFired | TimerCancelled,
  wait: string,
  trace: readonly TraceRecord[],
  names: Names,
): string {
  const { event, consumer } = deliveryOf(timer.entity, trace, timer.seq, names);
  const keeper = names.nodeTitle(timer.node);
  const isForAnswer = timer.event === 'untilIdle';
  switch (timer.kind) {
    case 'timer-set':
      return isForAnswer
        ? `${keeper} waits for ${consumer} to acknowledge ${event}, ${wait} at most`
        : `${event} for ${consumer} waits ${wait} before it is tried again`;
    case 'timer-fired':
      return isForAnswer
        ? `The time in which ${consumer} should have acknowledged ${event} is over`
        : `The wait before ${event} for ${consumer} is tried again is over`;
    case 'timer-cancelled':
      if (!isForAnswer) return `${keeper} calls off the wait before ${event} for ${consumer} is tried again`;
      return isAcknowledged(timer, trace)
        ? `${keeper} stops its timer for ${consumer} and ${event}: it is acknowledged`
        : `${keeper} does not wait any longer for ${consumer} to acknowledge ${event}`;
  }
}

/** Whether a timer was stopped because the delivery was acknowledged: the change of state just before says so. */
function isAcknowledged({ cause, entity }: TimerCancelled, trace: readonly TraceRecord[]): boolean {
  const change = trace[cause - 1];
  return change?.kind === 'changed' && change.entity === entity && change.event === 'ACKNOWLEDGED';
}

export function narrateOutbox({ node, from, facts }: Changed, names: Names): string {
  const event = textOf(facts['eventType']) ?? 'an event';
  const title = names.nodeTitle(node);
  return from === null
    ? `${title} puts ${event} into the outbox, in one transaction with the change that it tells of`
    : `${title} marks ${event} in the outbox as published`;
}

/** A consumer tells its broker that it is done with an event, or could not process it. */
export function narrateAcknowledgement({ node, to, name, payload }: Sent, names: Names): string {
  return `${names.nodeTitle(node)} tells ${names.nodeTitle(to)} that it ${doneWith(name, payload)}`;
}

/** The broker hears of it. @param payload of the acknowledgement, where it is known. */
export function narrateAcknowledged({ node, from, name }: Arrived, payload: Facts, names: Names): string {
  return `${names.nodeTitle(node)} hears that ${names.nodeTitle(from)} ${doneWith(name, payload)}`;
}

/** `is done with PriceChanged (XACK)` */
function doneWith(name: string, { eventType }: Facts): string {
  const event = textOf(eventType) ?? 'an event';
  return `${entryOf(acknowledgements, name) ?? 'is done with'} ${event} (${name})`;
}

const acknowledgements: { readonly [name: string]: string } = {
  'basic.nack': 'could not process',
  /** The bus says this to the outbox relay. */
  confirm: 'has',
  OffsetCommit: 'has moved its offset past',
};

function attemptWords({ facts }: Changed): string {
  const attempt = numberOf(facts['attempt']) ?? 1;
  return attempt === 1 ? '' : ` (attempt ${attempt})`;
}

/** `Error: Out of memory` without the name that says nothing. */
function reasonWords(reason: string | undefined, names: Names): string {
  return plainText(reason ?? 'no reason given', names).replace(/^\w+: /, '');
}

/** An event on its way to a consumer, as people call it. */
interface OnItsWay {
  /** `PriceChanged`; of an unknown one `an event`. */
  readonly event: string;
  /** `Notification service` */
  readonly consumer: string;
}

/** Reads a delivery off its id, `evt-1@inventory`, and its beginning. @param step where it is looked at. */
function deliveryOf(entity: string, trace: readonly TraceRecord[], step: number, names: Names): OnItsWay {
  const { eventType, consumer } = beginningsOf(trace, step).get(entity) ?? {};
  const node = textOf(consumer) ?? entity.slice(entity.lastIndexOf('@') + 1).replace(/-\d+$/, '');
  return { event: textOf(eventType) ?? 'an event', consumer: partWord(node, names) };
}

/** How deliveries began, as far as a trace was read for that. */
interface Beginnings {
  readonly byEntity: Map<string, Facts>;
  readCount: number;
}

/** Reading a trace to its end looks at each record once, however many deliveries it tells of. */
const beginningsByTrace = new WeakMap<readonly TraceRecord[], Beginnings>();

function beginningsOf(trace: readonly TraceRecord[], step: number): ReadonlyMap<string, Facts> {
  const beginnings = beginningsByTrace.get(trace) ?? { byEntity: new Map<string, Facts>(), readCount: 0 };
  beginningsByTrace.set(trace, beginnings);
  const { byEntity } = beginnings;
  const end = Math.min(step, trace.length);
  for (; beginnings.readCount < end; beginnings.readCount += 1) {
    const record = trace[beginnings.readCount];
    if (record?.kind === 'changed' && record.machine === 'delivery' && record.from === null) {
      byEntity.set(record.entity, record.facts);
    }
  }
  return byEntity;
}
