/**
 * Files and links that went wrong: flipped, cut, and with values and fields that nobody expects. The same random numbers
 * give the same file.
 */
import { RandomStreams } from '../../src/engine/random';
import { writeCloudEvents, writeCloudEventsLines } from '../../src/exchange/cloud-events/write-cloud-events';
import { textOf } from '../../src/exchange/piece';
import { writeRecordingFile } from '../../src/exchange/recording-file';
import { pack } from '../../src/exchange/packing';
import { writeRunFile } from '../../src/exchange/run-file';
import { writeShareLink } from '../../src/exchange/share-link';
import {
  architectureNames,
  findScenario,
  recordingOf,
  scenarios,
  simulate,
  type Act,
  type NotificationTypeChanges,
  type Recording,
  type Run,
} from '../../src/simulation';

/** Something that a person gives to the page. */
export interface Given {
  readonly kind: (typeof kinds)[number];
  readonly text: string;
}

const kinds = ['run', 'recording', 'scenario', 'log', 'NDJSON log', 'foreign log', 'link'] as const;

/** Logs of other systems, as lists. */
const foreignLogs = Object.values(
  import.meta.glob<string>('../../fixtures/exports/v1/foreign/valid-*.json', {
    eager: true,
    query: '?raw',
    import: 'default',
  }),
);

const acts: readonly Act[] = [
  { at: 12, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } },
  { at: 40, kind: 'fault', fault: { type: 'drop', from: 'ordering', to: 'store', count: 2 } },
  { at: 90, kind: 'operation', operation: { type: 'add-consumer', consumer: 'analytics' } },
  { at: 400, kind: 'edit', edit: { type: 'set-stock', productId: 'prod-002', stock: 3 } },
];

const notificationTypes: NotificationTypeChanges = [
  { name: 'order_shipped', channels: ['push', 'sms'], delayMs: 3_600_000 },
  { name: 'payment_received', template: { sms: { body: 'Thank you' } } },
];

/** What a random choice of `mutated` goes by. */
export type Dice = (sides: number) => number;

/** Dice that always fall the same way. */
export function diceOf(seed: number): Dice {
  const streams = new RandomStreams(seed);
  return (sides) => Math.floor(streams.draw('mutations') * sides);
}

function one<Choice>(dice: Dice, choices: readonly Choice[]): Choice {
  return choices[dice(choices.length)] as Choice;
}

/** A file or link that went wrong in one to four places. */
export function anyMutation(dice: Dice): Given {
  const kind = one(dice, kinds);
  const original = originalOf(kind, dice);
  const times = 1 + dice(4);
  if (kind === 'link' && dice(2) === 0) return { kind, text: linkWithContent(original, dice, times) };
  let { text } = original;
  for (let time = 0; time < times; time += 1) {
    if (dice(3) === 0) text = brokenText(text, dice);
    else text = kind === 'NDJSON log' ? changedLines(text, dice) : changedJson(text, dice);
  }
  return { kind, text };
}

/** NDJSON with one line of it otherwise: changed within, gone, twice, elsewhere, or no JSON. */
function changedLines(text: string, dice: Dice): string {
  const lines = text.split('\n');
  // The first line, which describes the run, as often as all others.
  const at = dice(2) === 0 ? 0 : dice(lines.length);
  const line = lines[at] ?? '';
  switch (dice(6)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(dice(lines.length), 0, line);
      break;
    case 2:
      lines[at] = one(dice, ['', ' ', '\r', '[]', '42', '{}', '\uFEFF', 'null']);
      break;
    default:
      lines[at] = changedJson(line, dice).replaceAll('\n', '');
  }
  return lines.join(one(dice, ['\n', '\n', '\r\n']));
}

interface Original {
  readonly text: string;
  readonly recording: Recording;
}

/** Runs take long to write: one for each story and kind, written when it is needed. */
const runTexts = new Map<string, string>();

const writers: { readonly [kind in Given['kind']]?: (run: Run) => string } = {
  run: writeRunFile,
  log: (run) => textOf(writeCloudEvents(run)),
  'NDJSON log': (run) => textOf(writeCloudEventsLines(run)),
  // What is left when someone filters a log: no event says what run it is from.
  'foreign log': (run) => `[${textOf(writeCloudEventsLines(run)).split('\n').slice(1, 12).join(',')}]`,
};

function originalOf(kind: Given['kind'], dice: Dice): Original {
  const { id } = one(dice, scenarios);
  const architecture = one(dice, architectureNames);
  const scenario = dice(3) === 0 ? (findScenario(id) ?? id) : id;
  const recording = recordingOf(scenario, architecture, {
    acts: acts.slice(dice(acts.length + 1)),
    shop: dice(2) === 0 ? {} : { carts: [{ customerId: 'cust-001', items: [] }], without: { carts: [] } },
    settings: { outbox: dice(2) === 0 },
    ...(dice(2) === 0 ? {} : { notificationTypes }),
  });
  switch (kind) {
    case 'run':
    case 'log':
    case 'NDJSON log':
    case 'foreign log': {
      if (kind === 'foreign log' && dice(3) > 0) return { text: one(dice, foreignLogs), recording };
      const key = `${kind} ${id} ${architecture}`;
      const text = runTexts.get(key) ?? writers[kind]?.(simulate(recordingOf(id, architecture))) ?? '';
      runTexts.set(key, text);
      return { text, recording };
    }
    case 'recording':
      return { text: writeRecordingFile(recording), recording };
    case 'scenario':
      return { text: JSON.stringify(findScenario(id), null, 2), recording };
    case 'link': {
      const logFilter = { group: '', node: '', flow: '', text: 'Carol' };
      const looks = { shownView: 'log', comparedWith: 'broker:kafka', panel: 'log' };
      const place = { recording, step: 12, ...looks, selection: 'node:ordering', logFilter };
      return { text: writeShareLink({ ...place, breakpoints: [{ kind: 'node', node: 'bus' }] }), recording };
    }
  }
}

/** A link whose content went wrong while its checksum is right: somebody meant it. */
function linkWithContent({ recording }: Original, dice: Dice, times: number): string {
  let content = JSON.stringify({ recording, step: 12, panel: 'now', log: { text: 'x' } });
  for (let time = 0; time < times; time += 1) {
    content = dice(4) === 0 ? brokenText(content, dice) : changedJson(content, dice);
  }
  return `#v1.${pack(content)}`;
}

/** A text with a bit flipped, a part gone, doubled, or something foreign in it. */
function brokenText(text: string, dice: Dice): string {
  const at = dice(text.length + 1);
  switch (dice(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2: {
      const flipped = String.fromCharCode(text.charCodeAt(at) ^ (1 << dice(8)));
      return text.slice(0, at) + flipped + text.slice(at + 1);
    }
    case 3:
      return text.slice(0, at) + text.slice(at + dice(40));
    case 4:
      return text.slice(0, at) + text.slice(at, at + dice(200)) + text.slice(at);
    default:
      return text.slice(0, at) + one(dice, foreign) + text.slice(at);
  }
}

const foreign = [
  '\0',
  '\uD800',
  '\\uD800',
  '\uFEFF',
  '"',
  '\\',
  '{',
  ']',
  ',',
  '-',
  '1e999',
  'NaN',
  '\n',
  '[['.repeat(5_000),
  '{"a":'.repeat(2_000),
  '"__proto__":{},',
];

/** Values that are hardly ever meant. */
const strange: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => '',
  () => 0,
  () => -1,
  () => 1.5,
  () => 1e308,
  () => -1e308,
  () => Number.MAX_SAFE_INTEGER,
  () => 2 ** 53,
  () => 2 ** 32,
  () => 4_294_967_295,
  () => [],
  () => ({}),
  () => [[[]]],
  () => '\uD800',
  () => '\uDC00😀',
  () => '__proto__',
  () => 'x'.repeat(20_000),
  () => 'prod-001',
  () => 'notifications',
  () => JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}') as unknown,
  () => Array.from({ length: 500 }, () => null),
  () => nested(60),
];

const strangeNames = ['__proto__', 'constructor', 'hasOwnProperty', 'length', '', '0', 'version', 'at'];

function nested(levels: number): unknown {
  return levels === 0 ? 1 : { inner: [nested(levels - 1)] };
}

/** JSON with one value or field of it otherwise; a text that is no JSON stays as it is. */
function changedJson(text: string, dice: Dice): string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return text;
  }
  const places = containersIn(json, dice);
  if (places.length === 0) return text;
  const container = one(dice, places);
  if (Array.isArray(container)) changeList(container, dice);
  else changeFields(container, dice);
  return JSON.stringify(json, null, dice(2));
}

type Container = unknown[] | Record<string, unknown>;

/** Lists and objects; of a long list only some members, so that what stands beside a trace is changed as often. */
function containersIn(value: unknown, dice: Dice): Container[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner: readonly unknown[] = Object.values(value);
  const some = inner.length > 12 ? [inner[dice(inner.length)], inner[dice(inner.length)]] : inner;
  return [value as Container, ...some.flatMap((part) => containersIn(part, dice))];
}

function changeList(list: unknown[], dice: Dice): void {
  const at = dice(list.length + 1);
  switch (dice(4)) {
    case 0:
      list.splice(at, 1);
      return;
    case 1:
      list.splice(at, 0, list[dice(list.length + 1)]);
      return;
    case 2:
      list.reverse();
      return;
    default:
      list[at] = one(dice, strange)();
  }
}

function changeFields(fields: Record<string, unknown>, dice: Dice): void {
  const names = Object.keys(fields);
  const name = names.length === 0 ? 'at' : one(dice, names);
  switch (dice(5)) {
    case 0:
      // A mutation takes any field away.
      Reflect.deleteProperty(fields, name);
      return;
    case 1:
      define(fields, one(dice, strangeNames), one(dice, strange)());
      return;
    case 2:
      define(fields, one(dice, [...names, ...strangeNames]), fields[name]);
      return;
    default:
      define(fields, name, one(dice, strange)());
  }
}

/** Also what a plain assignment would take for the prototype. */
function define(fields: object, name: string, value: unknown): void {
  Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
}
