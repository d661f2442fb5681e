import { brokerNames, type BrokerName } from '../../simulation';
import { brokerTitles } from '../header/broker-titles';
import type { ParameterName, ParameterValue } from './parameters';

/** What each broker promises, in one sentence. */
export const brokerPromises: Readonly<Record<BrokerName, string>> = {
  'in-memory': 'Calls every subscriber at once, in one process; nothing is lost while that process lives.',
  'redis-pubsub': 'Hands an event to whoever listens now; a consumer that is away never sees it.',
  'redis-streams':
    'Keeps events for consumer groups and hands out again what nobody acknowledged: at least once.',
  rabbitmq:
    'Gives every consumer a queue of its own; what is refused too often goes to a dead-letter exchange.',
  kafka: 'Keeps events in partitions, in order for each key; every consumer reads on from its own offset.',
};

/** Something that is on or off. */
export interface Switch {
  readonly name: ParameterName;
  readonly title: string;
  /** What is different when it is on. */
  readonly effect: string;
  readonly matters: 'Both architectures' | 'Event-sourced only';
}

export const switches: readonly Switch[] = [
  {
    name: 'outbox',
    title: 'Transactional outbox',
    effect:
      'An event is stored together with the change that it tells of, and a relay publishes it: a crash in between loses nothing.',
    matters: 'Event-sourced only',
  },
  {
    name: 'idempotency',
    title: 'Idempotency',
    effect:
      'Whoever gets the same event or request twice acts on it once; without this, a customer may hear twice.',
    matters: 'Both architectures',
  },
  {
    name: 'retries',
    title: 'Retries',
    effect: 'An event whose handling failed, or a call that failed, is tried again.',
    matters: 'Both architectures',
  },
  {
    name: 'upcasting',
    title: 'Upcasting',
    effect: 'An event of another version is turned into the version that its consumer was built for.',
    matters: 'Event-sourced only',
  },
  {
    name: 'analytics',
    title: 'Analytics',
    effect:
      'Analytics is there from the start and hears of new orders: one more subscriber, or one more call for Ordering.',
    matters: 'Both architectures',
  },
  {
    name: 'autoSend',
    title: 'Send when due',
    effect:
      'Scheduled notifications are sent at their time, without anybody giving ProcessScheduledNotifications.',
    matters: 'Both architectures',
  },
  {
    name: 'autoRetry',
    title: 'Retry notifications',
    effect: 'A notification that failed is sent again without being told to, after waits that grow.',
    matters: 'Both architectures',
  },
  {
    name: 'deliveryReceipts',
    title: 'Delivery receipts',
    effect: 'Channels confirm each delivery, so that a notification goes on from sent to delivered.',
    matters: 'Both architectures',
  },
];

/** A whole number. */
export interface Figure {
  readonly name: ParameterName;
  readonly title: string;
  readonly unit: string;
  readonly hint?: string;
}

/** The whole numbers, in groups that belong together. */
export const figureGroups: readonly { readonly title: string; readonly figures: readonly Figure[] }[] = [
  {
    title: 'Chance',
    figures: [
      { name: 'seed', title: 'Seed', unit: '', hint: 'The same seed gives the same run.' },
      { name: 'jitterMs', title: 'Jitter', unit: 'ms', hint: 'The most that chance adds to each way.' },
    ],
  },
  {
    title: 'How long the ways take',
    figures: [
      { name: 'latencyMs.command', title: 'Commands', unit: 'ms' },
      { name: 'latencyMs.bus', title: 'Event bus', unit: 'ms', hint: 'Event-sourced only.' },
      { name: 'latencyMs.store', title: 'Data store', unit: 'ms' },
      { name: 'latencyMs.api', title: 'Calls to an API', unit: 'ms' },
      { name: 'latencyMs.channel', title: 'Channels', unit: 'ms' },
    ],
  },
  {
    title: 'Waiting and trying again',
    figures: [
      {
        name: 'timeoutMs',
        title: 'Timeout',
        unit: 'ms',
        hint: 'How long a caller waits for an API or a channel.',
      },
      {
        name: 'retryPolicy.maxAttempts',
        title: 'Attempts',
        unit: '',
        hint: 'At handling an event or at a call, the first one included.',
      },
      {
        name: 'retryPolicy.firstDelayMs',
        title: 'Wait before the second attempt',
        unit: 'ms',
      },
      {
        name: 'retryPolicy.factor',
        title: 'Growth of the wait',
        unit: '×',
        hint: 'Each wait is that many times the one before.',
      },
      {
        name: 'autoRetryDelayMs',
        title: 'Wait before a notification is retried',
        unit: 'ms',
        hint: 'With “Retry notifications”; it doubles each time.',
      },
    ],
  },
  {
    title: 'Broker and outbox',
    figures: [
      {
        name: 'redeliverAfterMs',
        title: 'Redelivery after',
        unit: 'ms',
        hint: 'How long a broker waits for an acknowledgement.',
      },
      {
        name: 'prefetch',
        title: 'Prefetch',
        unit: '',
        hint: 'RabbitMQ: unacknowledged events at a consumer.',
      },
      { name: 'partitions', title: 'Partitions', unit: '', hint: 'Kafka: what the keys are spread over.' },
      {
        name: 'outboxDelayMs',
        title: 'Outbox delay',
        unit: 'ms',
        hint: 'Until the relay notices a new row of the outbox.',
      },
    ],
  },
  {
    title: 'Length of the run',
    figures: [
      {
        name: 'recordLimit',
        title: 'Most records',
        unit: '',
        hint: 'A run that writes more stops and says so.',
      },
    ],
  },
];

/** A value as people read it. */
export function wordFor(value: ParameterValue, unit = ''): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const broker = brokerNames.find((name) => name === value);
  if (broker !== undefined) return brokerTitles[broker];
  return unit === '' ? String(value) : `${value} ${unit}`;
}

/** What someone typed as a number; as it is when it is none, so that the check can say so. */
export function readFigure(text: string): number | string {
  const typed = text.trim();
  return /^-?\d+(\.\d+)?$/.test(typed) ? Number(typed) : typed;
}

/** `Jitter must be at most 60000 ms. The run stays as it was.` */
export function problemWith(title: string, problem: string): string {
  return `${title} ${problem}. The run stays as it was.`;
}
