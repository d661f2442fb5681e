import { fromBase64Url } from '../base64url';
import type { LogEntry } from '../log-entries';
import { readJson } from '../read-json';
import { subjectPath } from './fields';
import { plain } from './plain-name';
import { momentOf } from './moment';
import { textIn } from './values';

/** An event of another system, as far as its envelope is understood. */
export interface ForeignEvent {
  /** Where it stands in the file, and as which entry, from 0. */
  readonly path: string;
  readonly index: number;
  readonly type: string;
  /** Its id there; undefined when it has none. */
  readonly id: string | undefined;
  /** Who says so, in a CloudEvent, where ids are unique within a source; undefined elsewhere. */
  readonly source: string | undefined;
  /** When it happened, in ms since 1970; a text says why that is not known. */
  readonly time: number | string;
  /** What it says, by place: `customer.id`, `lines`. Lists stay whole. */
  readonly facts: ReadonlyMap<string, unknown>;
  /** Whether it says more than is read: more fields, or deeper ones. */
  readonly isCut: boolean;
}

/** Something in a log that is no event, and why. */
export interface NoEvent {
  readonly path: string;
  readonly reason: string;
}

type Fields = { readonly [name: string]: unknown };

/** The names by which events call their type, time and id, best first; and what holds the rest. */
const typeNames = ['type', 'eventtype', 'event', 'eventname', 'detailtype', 'name'];
const timeNames = [
  'time',
  'timestamp',
  'ts',
  'occurredat',
  'occurredon',
  'eventtime',
  'happenedat',
  'createdat',
  'datetime',
  'date',
  'at',
];
const idNames = ['id', 'eventid', 'messageid', 'uuid'];
const dataNames = ['data', 'payload', 'body', 'detail', 'properties', 'attributes'];

/** Deeper fields, and more of them, are not read. */
const deepest = 5;
export const mostFacts = 2000;

/** Reads an entry of a log as an event: a CloudEvent, or an object with a type, a time and what it says. Never throws. */
export function readForeignEvent({ value, path }: LogEntry, index: number): ForeignEvent | NoEvent {
  if (!isObject(value)) return { path, reason: 'is no object' };
  const names = new Map<string, string>();
  for (const name of Object.keys(value)) {
    const known = plain(name);
    if (!names.has(known)) names.set(known, name);
  }
  const find = (wanted: readonly string[]) =>
    wanted
      .map((name) => names.get(name))
      .find((name) => name !== undefined && textIn(value[name]) !== undefined);
  const typeName = find(typeNames);
  if (typeName === undefined) return { path, reason: 'does not say what type of event it is' };
  const isCloudEvent = textIn(value['specversion']) !== undefined;
  const data = isCloudEvent ? dataOf(value) : holderOf(value, names);
  if (typeof data === 'string') return { path, reason: data };
  const timeName = find(timeNames);
  const idName = find(idNames);
  const envelope = new Set([typeName, timeName, idName]);
  const said = data ?? Object.fromEntries(Object.entries(value).filter(([name]) => !envelope.has(name)));
  const facts = new Map<string, unknown>();
  const isCut = !flatten(said, '', 0, facts);
  const subject = isCloudEvent ? textIn(value['subject']) : undefined;
  if (subject !== undefined) facts.set(subjectPath, subject.split('/').at(-1) ?? subject);
  return {
    path,
    index,
    type: textIn(value[typeName]) ?? '',
    id: idName === undefined ? undefined : textIn(value[idName]),
    source: isCloudEvent ? (textIn(value['source']) ?? '') : undefined,
    time: timeName === undefined ? 'does not say when it happened' : momentOf(value[timeName]),
    facts,
    isCut,
  };
}

/** Whether it is an event at all. */
export function isEvent(read: ForeignEvent | NoEvent): read is ForeignEvent {
  return 'facts' in read;
}

/** What a CloudEvent says; a text when that cannot be read. */
function dataOf(event: Fields): Fields | string {
  const { data, data_base64: coded } = event;
  if (data === undefined || data === null) {
    if (typeof coded !== 'string') return {};
    const text = decoded(coded);
    const json = text === undefined ? undefined : readJson(text);
    if (json?.ok !== true) return 'has data_base64 that is no JSON';
    return isObject(json.value) ? json.value : { value: json.value };
  }
  if (typeof data === 'string') {
    const json = readJson(data);
    return json.ok && isObject(json.value) ? json.value : { value: data };
  }
  return isObject(data) ? data : { value: data };
}

/** Where an event that is no CloudEvent says the rest; undefined when it does so beside its type. */
function holderOf(event: Fields, names: ReadonlyMap<string, string>): Fields | undefined {
  for (const known of dataNames) {
    const name = names.get(known);
    const value = name === undefined ? undefined : event[name];
    if (isObject(value)) return value;
  }
  return undefined;
}

/** The text in base64 (RFC 4648) of UTF-8. */
function decoded(coded: string): string | undefined {
  const bytes = fromBase64Url(coded.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
  if (bytes === undefined) return undefined;
  try {
    return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return undefined;
  }
}

/**
 * The values of an object and of the objects in it, by place; those that cannot be told apart by place are left out.
 * @returns whether all of it has been read: it is cut where it is too deep, or too much.
 */
export function flatten(value: Fields, within: string, depth: number, into: Map<string, unknown>): boolean {
  let isWhole = true;
  for (const [name, part] of Object.entries(value)) {
    if (part === null || part === undefined) continue;
    if (into.size >= mostFacts) return false;
    const place = within === '' ? name : `${within}.${name}`;
    if (!isObject(part)) {
      if (!into.has(place)) into.set(place, part);
    } else if (depth >= deepest || !flatten(part, place, depth + 1, into)) isWhole = false;
  }
  return isWhole;
}

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
