import {
  keyOf,
  scenarioOf,
  shopOf,
  type Act,
  type Recording,
  type Run,
  type TraceRecord,
  typeRowsOf,
  typesOf,
} from '../simulation';
import { isSame } from './data-difference';
import { factsOf, textOf } from './facts';

/** Something that two runs have differently; undefined on the side that has it not. */
export interface Difference<What, Side = string> {
  readonly what: What;
  readonly left: Side | undefined;
  readonly right: Side | undefined;
}

/** What is different about two runs, and what came of it. */
export interface BranchDifference {
  /** Scenario, architecture, broker, seed and settings, by name: `latencyMs.bus`. */
  readonly settings: readonly Difference<string>[];
  /** Data at the start, by table, row and field: `orders ord-003 status`. */
  readonly data: readonly Difference<string>[];
  /** Acts of the person that only one side has; one that happens at another time is on both lists. */
  readonly acts: { readonly left: readonly Act[]; readonly right: readonly Act[] };
  /** The first record that is not the same in both; undefined when all are. */
  readonly parting: Difference<number, TraceRecord> | undefined;
  /** Notifications that only one side has, or that ended in another status there. */
  readonly notifications: readonly Difference<NotificationKind>[];
  /** Messages that only one side has received. */
  readonly inbox: { readonly left: readonly InboxItem[]; readonly right: readonly InboxItem[] };
  /** How often the same things happened on each side. */
  readonly counts: readonly Difference<CountName, number>[];
}

/** What tells notifications of two runs apart: their ids are numbered in each run anew. */
export interface NotificationKind {
  readonly type: string;
  /** Undefined: the warehouse. */
  readonly customerId: string | undefined;
  readonly channel: string;
  /** The order or product that it is about, or else the event that it was created for. */
  readonly cause: string;
}

export interface InboxItem {
  readonly channel: string;
  readonly to: string;
  readonly subject: string | undefined;
  readonly body: string;
}

/** What is counted, in the order in which people ask. */
const countNames = [
  'records',
  'durationMs',
  'notifications',
  'received',
  'stopped',
  'failed',
  'errors',
] as const;
export type CountName = (typeof countNames)[number];

/** Compares two runs, whatever they have in common. */
export function differenceOf(left: Run, right: Run): BranchDifference {
  const settings = differing(settingsOf(left.recording), settingsOf(right.recording));
  const ownActs = [left.recording.acts, right.recording.acts] as const;
  return {
    settings,
    data: differing(dataOf(left.recording), dataOf(right.recording)),
    acts: {
      left: missing(...ownActs, ({ at }) => at),
      right: missing(ownActs[1], ownActs[0], ({ at }) => at),
    },
    parting: partingOf(left.trace, right.trace),
    notifications: fateDifferences(fatesIn(left.trace), fatesIn(right.trace)),
    inbox: {
      left: missing(inboxOf(left), inboxOf(right), ({ body }) => body),
      right: missing(inboxOf(right), inboxOf(left), ({ body }) => body),
    },
    counts: countsOf(left, right),
  };
}

/** Whether nothing at all is different. */
export function isSameStory({ settings, data, acts, parting }: BranchDifference): boolean {
  const inputs = settings.length + data.length + acts.left.length + acts.right.length;
  return inputs === 0 && parting === undefined;
}

function settingsOf(recording: Recording): ReadonlyMap<string, string> {
  const { architecture, broker, seed, settings, until } = recording;
  const scenario = scenarioOf(recording)?.title ?? '';
  const leaves = new Map<string, string>();
  addLeaves({ scenario, architecture, broker, seed, until: until ?? 'the end', ...settings }, '', leaves);
  return leaves;
}

/** Every field of every row at the start, and of every kind of notification. */
function dataOf(recording: Recording): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  for (const [table, rows] of Object.entries(shopOf(recording))) {
    const key = keyOf[table as keyof typeof keyOf] as (row: object) => string;
    for (const row of rows) addLeaves(row, `${table} ${key(row)} `, leaves);
  }
  for (const { origin: _, category, segments: __, ...type } of typesOf(recording)) {
    const ofCustomers = category === undefined ? {} : { category };
    addLeaves({ ...type, ...ofCustomers }, `types ${type.name} `, leaves);
  }
  // What the shop’s table says of segments stands there.
  for (const { name, segments } of typeRowsOf(recording)) {
    if (segments !== undefined) addLeaves(segments ?? 'all', `types ${name} segments`, leaves);
  }
  return leaves;
}

/** Takes a value apart: the texts of its parts, each under its path. */
function addLeaves(value: unknown, path: string, leaves: Map<string, string>): void {
  if (typeof value === 'string') leaves.set(path.trimEnd(), value);
  else if (typeof value !== 'object' || value === null) {
    leaves.set(path.trimEnd(), value === null ? 'none' : JSON.stringify(value));
  } else if (Array.isArray(value) && value.every((part) => typeof part !== 'object')) {
    leaves.set(path.trimEnd(), value.length === 0 ? 'none' : value.join(', '));
  } else {
    const separator = path === '' || path.endsWith(' ') ? '' : '.';
    for (const [name, part] of Object.entries(value)) addLeaves(part, `${path}${separator}${name}`, leaves);
  }
}

/** The entries that two maps do not have in common. */
function differing(
  left: ReadonlyMap<string, string>,
  right: ReadonlyMap<string, string>,
): readonly Difference<string>[] {
  const all = [...new Set([...left.keys(), ...right.keys()])];
  return all
    .filter((what) => left.get(what) !== right.get(what))
    .map((what) => ({ what, left: left.get(what), right: right.get(what) }));
}

/**
 * What one list has and another has not; what is there twice must be there twice.
 * @param groupOf only items of the same group can be the same: so not each is compared with each.
 */
function missing<Item>(
  items: readonly Item[],
  others: readonly Item[],
  groupOf: (item: Item) => string | number,
): readonly Item[] {
  const left = new Map<string | number, Item[]>();
  for (const other of others) {
    const group = left.get(groupOf(other));
    if (group === undefined) left.set(groupOf(other), [other]);
    else group.push(other);
  }
  return items.filter((item) => {
    const group = left.get(groupOf(item)) ?? [];
    const index = group.findIndex((other) => isSame(item, other));
    if (index >= 0) group.splice(index, 1);
    return index < 0;
  });
}

function partingOf(
  left: readonly TraceRecord[],
  right: readonly TraceRecord[],
): Difference<number, TraceRecord> | undefined {
  const length = Math.max(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    const [here, there] = [left[index], right[index]];
    if (!isSameRecord(here, there)) return { what: index + 1, left: here, right: there };
  }
  return undefined;
}

function isSameRecord(here: TraceRecord | undefined, there: TraceRecord | undefined): boolean {
  if (here === undefined || there === undefined) return here === there;
  if (here.kind !== there.kind || here.at !== there.at || here.node !== there.node) return false;
  return isSame(here, there);
}

interface Fate {
  readonly kind: NotificationKind;
  status: string;
}

/** What became of each notification. Of several of a kind, each next one has a name of its own. */
function fatesIn(trace: readonly TraceRecord[]): ReadonlyMap<string, Fate> {
  const byId = new Map<string, Fate>();
  const byName = new Map<string, Fate>();
  const counts = new Map<string, number>();
  for (const record of trace) {
    if (record.kind !== 'changed' || record.machine !== 'notification') continue;
    const status = String(record.to).split('.', 1)[0] ?? '';
    const known = byId.get(record.entity);
    if (known !== undefined) {
      known.status = status;
      continue;
    }
    const { type, customerId, channel, context, source } = record.facts;
    const { orderId, productId } = factsOf(context);
    const kind = {
      type: textOf(type) ?? '',
      customerId: textOf(customerId),
      channel: textOf(channel) ?? '',
      cause: textOf(orderId) ?? textOf(productId) ?? textOf(factsOf(source)['type']) ?? '',
    };
    const name = JSON.stringify(kind);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const fate = { kind, status };
    byId.set(record.entity, fate);
    byName.set(`${name} ${count}`, fate);
  }
  return byName;
}

function fateDifferences(
  left: ReadonlyMap<string, Fate>,
  right: ReadonlyMap<string, Fate>,
): readonly Difference<NotificationKind>[] {
  const differences: Difference<NotificationKind>[] = [];
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const [here, there] = [left.get(name), right.get(name)];
    const what = here?.kind ?? there?.kind;
    if (what === undefined || here?.status === there?.status) continue;
    differences.push({ what, left: here?.status, right: there?.status });
  }
  return differences;
}

function inboxOf({ outcome }: Run): readonly InboxItem[] {
  return outcome.inbox.map(({ channel, to, subject, body }) => ({ channel, to, subject, body }));
}

function countsOf(left: Run, right: Run): readonly Difference<CountName, number>[] {
  const [here, there] = [countsIn(left), countsIn(right)];
  return countNames.map((what) => ({ what, left: here[what], right: there[what] }));
}

function countsIn({ trace, outcome }: Run): Readonly<Record<CountName, number>> {
  const isError = (record: TraceRecord) =>
    record.kind === 'failed' || record.kind === 'timed-out' || (record.kind === 'reply' && !record.ok);
  return {
    records: trace.length,
    durationMs: trace.at(-1)?.at ?? 0,
    notifications: outcome.notifications.length,
    received: outcome.inbox.length,
    stopped: outcome.decisions.filter((decision) => decision.outcome === 'stopped').length,
    failed: outcome.notifications.filter(({ status }) => status === 'failed' || status === 'bounced').length,
    errors: trace.filter(isError).length,
  };
}
