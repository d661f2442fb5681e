import type { RunMetrics } from '../../analysis/metrics/metrics';
import type { Names } from '../../analysis/names';
import type { BrokerName } from '../../simulation';
import { formatSpan } from '../format-span';
import type { BarRow } from './bar-chart';
import {
  lagSeries,
  messageKinds,
  messageRows,
  noQueueWords,
  outcomeRows,
  queueSeries,
  receivedWithin,
  waitingKinds,
  waitingRows,
} from './measures';
import type { Series } from './step-chart';

interface Measure {
  readonly id: string;
  /** What is measured, and in what. */
  readonly title: string;
  readonly note: string;
}

/** A figure over time. */
export interface StepMeasure extends Measure {
  readonly kind: 'steps';
  /** What it is counted over: the time of the run, or how long something took. */
  readonly axis: 'run' | 'inbox';
  readonly seriesOf: (metrics: RunMetrics, names: Names) => readonly Series[];
  /** Said where a side has nothing of the kind. */
  readonly none: (metrics: RunMetrics, broker: BrokerName) => string;
}

/** A figure of each part, or of each kind of thing, in the whole run. */
export interface BarMeasure extends Measure {
  readonly kind: 'bars';
  /** What the parts of a bar are, in order. */
  readonly kinds: readonly string[];
  readonly rowsOf: (metrics: RunMetrics, names: Names) => readonly BarRow[];
  /** What a bar is of. */
  readonly rowTitle: string;
  readonly valueWords: (value: number) => string;
  /** Said where there is nothing to count. */
  readonly none: string;
}

/** All charts of a run, in the order in which they are shown. */
export const charts: readonly (StepMeasure | BarMeasure)[] = [
  {
    id: 'messages-sent',
    kind: 'steps',
    axis: 'run',
    title: 'Messages sent',
    note: 'sum of all messages so far; questions to the data store are none',
    seriesOf: ({ messages }) => (messages.times.length === 0 ? [] : [{ name: '', steps: messages }]),
    none: () => 'No message was sent.',
  },
  {
    id: 'messages-by-sender',
    kind: 'bars',
    title: 'Messages by sender',
    note: 'number of messages in the whole run',
    kinds: messageKinds,
    rowsOf: messageRows,
    rowTitle: 'Part',
    valueWords: String,
    none: 'No message was sent.',
  },
  {
    id: 'callers-waiting',
    kind: 'steps',
    axis: 'run',
    title: 'Callers waiting',
    note: 'number of parts that wait for the answer of another one; people and the data store left out',
    seriesOf: ({ callers }) => (callers.times.length === 0 ? [] : [{ name: '', steps: callers }]),
    none: () => 'Nobody waited for another part.',
  },
  {
    id: 'time-waiting',
    kind: 'bars',
    title: 'Time spent waiting',
    note: 'simulated time, each wait counted by itself, in the whole run',
    kinds: waitingKinds,
    rowsOf: waitingRows,
    rowTitle: 'Part',
    valueWords: formatSpan,
    none: 'Nobody waited.',
  },
  {
    id: 'lag',
    kind: 'steps',
    axis: 'run',
    title: 'Lag of consumers',
    note: 'number of events that are for a consumer and that it is not done with',
    seriesOf: lagSeries,
    none: ({ hasBus }) =>
      hasBus ? 'No event was to be handled.' : 'There are no consumers: parts call each other.',
  },
  {
    id: 'queues',
    kind: 'steps',
    axis: 'run',
    title: 'Queues at the broker',
    note: 'number of events that wait for a consumer, or to be tried again',
    seriesOf: queueSeries,
    none: noQueueWords,
  },
  {
    id: 'time-to-inbox',
    kind: 'steps',
    axis: 'inbox',
    title: 'Time to inbox',
    note: 'number of notifications received within so long of the act that they were written for',
    seriesOf: ({ timesToInbox }) =>
      timesToInbox.length === 0 ? [] : [{ name: '', steps: receivedWithin(timesToInbox) }],
    none: () => 'Nobody received anything.',
  },
  {
    id: 'outcomes',
    kind: 'bars',
    title: 'Notifications by outcome',
    note: 'number of notifications, by what had become of them in the end',
    kinds: ['Notifications'],
    rowsOf: outcomeRows,
    rowTitle: 'Outcome',
    valueWords: String,
    none: 'No notification was written.',
  },
];
