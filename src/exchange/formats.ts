import { charts } from '../analysis/state-chart/state-chart';
import { kindTitle } from '../analysis/state-chart/subjects';
import type { Recording } from '../simulation';
import type { Scope } from './scope';

/**
 * The catalogue of the formats that a run can be taken away in: what each is for, what a file of it is called, and when it is
 * offered. The code that writes each is named beside the dialog (`src/ui/exporting/writers.ts`) and fetched when it is chosen.
 * Pictures are drawn by the page, which adds them (`src/ui/exporting/picture-formats.ts`).
 */

/** The kinds of formats, in the order in which they are offered. */
export const formatGroups = [
  'For Signalbox',
  'Event log',
  'Diagrams',
  'Traces',
  'Contracts and brokers',
  'Tables',
  'Pictures',
] as const;

type FormatGroup = (typeof formatGroups)[number];

export type FormatId =
  | 'run'
  | 'recording'
  | 'cloudevents'
  | 'cloudevents-lines'
  | 'mermaid-sequence'
  | 'mermaid-states'
  | 'chrome-trace'
  | 'otlp'
  | 'asyncapi'
  | 'redis'
  | 'kcat'
  | 'csv';

/** Something that a person chooses about a file beside its format and scope. */
export interface FormatChoice {
  readonly id: string;
  readonly label: string;
  /** Whether the name of the file says it. */
  readonly isInName?: boolean;
  /** The first is chosen at first. */
  readonly options: readonly { readonly id: string; readonly title: string }[];
}

/** What was chosen: the id of an option for the id of each choice. */
export type Chosen = Readonly<Record<string, string>>;

export interface Format<Id extends string = string> {
  readonly id: Id;
  readonly group: FormatGroup;
  readonly title: string;
  /** What it is for and which tool opens it: one sentence or two. */
  readonly purpose: string;
  /** How the name of a file ends, without the leading dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** What of a run it can hold; the first is what it holds when another is asked for. */
  readonly scopes: readonly Scope['kind'][];
  /** Why it holds nothing less than the whole run, where it cannot. */
  readonly whyWhole?: string;
  readonly choices?: readonly FormatChoice[];
  /** Why it cannot be had of a recording; undefined when it can. */
  readonly whyNot?: (recording: Recording) => string | undefined;
  /** The command that takes a file of it in. @param name of the file. */
  readonly command?: (name: string) => string;
}

/** All formats, in the order in which they are offered. */
export const formats: readonly Format<FormatId>[] = [
  {
    id: 'run',
    group: 'For Signalbox',
    title: 'Run',
    purpose:
      'The recording, every record and what became of it, as JSON. Import opens it again and checks it record by record.',
    extension: 'json',
    mediaType: 'application/json',
    scopes: ['run'],
    whyWhole: 'Always the whole run: it is checked from the first record to the last.',
  },
  {
    id: 'recording',
    group: 'For Signalbox',
    title: 'Recording',
    purpose:
      'Scenario, settings, data and acts without the records: small, and enough for Import to play the same run again.',
    extension: 'recording.json',
    mediaType: 'application/json',
    scopes: ['run'],
    whyWhole: 'Always the whole run: all of it is computed from the recording.',
  },
  {
    id: 'cloudevents',
    group: 'Event log',
    title: 'CloudEvents',
    purpose:
      'Every record as an event of CloudEvents 1.0, in one JSON array, for its SDKs and event tools. Import makes the identical run of it.',
    extension: 'cloudevents.json',
    mediaType: 'application/cloudevents-batch+json',
    scopes: ['run'],
    whyWhole: 'Always the whole run, so that importing it gives the run again.',
  },
  {
    id: 'cloudevents-lines',
    group: 'Event log',
    title: 'CloudEvents, one a line',
    purpose: 'The same events as NDJSON, for jq, pandas, DuckDB and all that reads a log line by line.',
    extension: 'cloudevents.ndjson',
    mediaType: 'application/x-ndjson',
    scopes: ['run'],
    whyWhole: 'Always the whole run, so that importing it gives the run again.',
  },
  {
    id: 'mermaid-sequence',
    group: 'Diagrams',
    title: 'Mermaid sequence diagram',
    purpose:
      'Who tells whom what, as text that GitHub, GitLab, Obsidian and mermaid.live draw. What is longer than Mermaid draws comes as several diagrams in one Markdown file.',
    extension: 'sequence.mmd',
    mediaType: 'text/vnd.mermaid',
    scopes: ['run', 'flow', 'cursor'],
  },
  {
    id: 'mermaid-states',
    group: 'Diagrams',
    title: 'Mermaid state diagram',
    purpose:
      'The states of notifications, orders and deliveries, out of the very machines that run, as text that GitHub, GitLab, Obsidian and mermaid.live draw.',
    extension: 'states.mmd',
    mediaType: 'text/vnd.mermaid',
    scopes: ['run'],
    choices: [
      {
        id: 'machine',
        label: 'Machine',
        isInName: true,
        options: charts.map(({ id }) => ({ id, title: kindTitle(id) })),
      },
    ],
  },
  {
    id: 'chrome-trace',
    group: 'Traces',
    title: 'Chrome trace',
    purpose:
      'Work, waiting and messages of every part on a time axis. It opens in Perfetto, speedscope and chrome://tracing.',
    extension: 'trace.json',
    mediaType: 'application/json',
    scopes: ['run', 'flow', 'cursor'],
  },
  {
    id: 'otlp',
    group: 'Traces',
    title: 'OpenTelemetry',
    purpose:
      'Every service’s spans as OTLP JSON, for Jaeger or a collector’s file receiver. Events are linked; calls are parents and children.',
    extension: 'otlp.json',
    mediaType: 'application/json',
    scopes: ['run', 'flow', 'cursor'],
  },
  {
    id: 'asyncapi',
    group: 'Contracts and brokers',
    title: 'AsyncAPI',
    purpose:
      'The contract of the bus as AsyncAPI 3.1: who sends and receives what, with payload schemas and examples. AsyncAPI Studio shows it; generators make code and documentation of it.',
    extension: 'asyncapi.json',
    mediaType: 'application/vnd.aai.asyncapi+json;version=3.1.0',
    scopes: ['run'],
    whyWhole: 'A contract is about the bus, so it is always made of the whole run.',
    whyNot: whyNoBus,
  },
  {
    id: 'redis',
    group: 'Contracts and brokers',
    title: 'Redis script',
    purpose:
      'Plays the run into a real Redis: over Redis Streams with the same groups, deliveries and pending entries, over Redis Pub/Sub the messages alone.',
    extension: 'redis.txt',
    mediaType: 'text/plain',
    scopes: ['run', 'cursor'],
    whyNot: (recording) => whyNoBus(recording) ?? whyNoRedis(recording),
    command: (name) => `redis-cli < ${name}`,
  },
  {
    id: 'kcat',
    group: 'Contracts and brokers',
    title: 'Events for Kafka',
    purpose:
      'The events of the bus in the order of its log, each with its key, for kcat to play into a real Kafka.',
    extension: 'kcat.txt',
    mediaType: 'text/plain',
    scopes: ['run', 'flow', 'cursor'],
    whyNot: whyNoBus,
    command: (name) => `kcat -P -b localhost:9092 -t signalbox.events -K '\\t' < ${name}`,
  },
  {
    id: 'csv',
    group: 'Tables',
    title: 'CSV',
    purpose:
      'A row for each activity, with its story, time and cause, for process mining (ProM, Disco, PM4Py), pandas and spreadsheets.',
    extension: 'csv',
    mediaType: 'text/csv',
    scopes: ['run', 'flow', 'cursor'],
  },
];

function whyNoBus({ architecture }: Recording): string | undefined {
  return architecture === 'event-sourced' ? undefined : 'The API-driven architecture has no event bus.';
}

function whyNoRedis({ broker }: Recording): string | undefined {
  return broker === 'redis-streams' || broker === 'redis-pubsub'
    ? undefined
    : 'It plays what Redis does: choose the broker Redis Streams or Redis Pub/Sub.';
}

/**
 * The name of a file: `signalbox-price-drop-api-driven.json`; of less than all of it `…-story-2.trace.json`,
 * `…-to-step-12.trace.json`; of one thing that was chosen `…-notification.states.mmd`.
 * @param extension where the file has another one than its format.
 */
export function fileNameOf(
  format: Format,
  { scenario, architecture }: Recording,
  scope: Scope,
  chosen: Chosen = {},
  extension = format.extension,
): string {
  const scenarioId = typeof scenario === 'string' ? scenario : scenario.id;
  const choices = (format.choices ?? []).map(({ id, isInName = false }) =>
    isInName ? (chosen[id] ?? '') : '',
  );
  const parts = ['signalbox', scenarioId, architecture, scopePart(scope), ...choices];
  return `${parts.filter((part) => part !== '').join('-')}.${extension}`;
}

function scopePart(scope: Scope): string {
  switch (scope.kind) {
    case 'run':
      return '';
    case 'flow':
      return `story-${scope.flow.replaceAll(/[^\w-]+/g, '-')}`;
    case 'cursor':
      return `to-step-${scope.step}`;
  }
}
