import { formatCents, type Json } from '../simulation';
import { textsOf } from './facts';
import type { Names } from './names';

/** A value of a payload, and the values within it. */
export interface Branch {
  /** The field's name; of an entry of a list its place: `1.` */
  readonly key: string;
  /** The value of a leaf as people read it; of others how much is within: `3 entries`. */
  readonly text: string;
  readonly kind: 'text' | 'number' | 'boolean' | 'nothing' | 'list' | 'object';
  /** What the value stands for: `$119.99`, `Carol Williams`, `08:00`. */
  readonly hint: string | undefined;
  readonly branches: readonly Branch[];
}

/** Lists are shown up to this length, the rest is counted. */
const longestList = 100;

/** A payload as a tree. @param at the simulated ms at which it is seen. */
export function branchesOf(payload: Json, names: Names, at: number): readonly Branch[] {
  if (Array.isArray(payload)) {
    const entries = payload as readonly Json[];
    const shown = entries
      .slice(0, longestList)
      .map((entry, index) => branchOf(`${index + 1}.`, entry, names, at));
    return entries.length <= longestList ? shown : [...shown, restOf(entries.length - longestList)];
  }
  if (typeof payload === 'object' && payload !== null) {
    return Object.entries(payload as Record<string, Json | undefined>).flatMap(([key, value]) =>
      value === undefined ? [] : [branchOf(key, value, names, at)],
    );
  }
  return [branchOf('value', payload, names, at)];
}

function branchOf(key: string, value: Json, names: Names, at: number): Branch {
  if (Array.isArray(value) || (typeof value === 'object' && value !== null)) {
    const branches = branchesOf(value, names, at);
    const isList = Array.isArray(value);
    const text = isList
      ? counted(value.length, 'entry', 'entries')
      : counted(branches.length, 'field', 'fields');
    return { key, text, kind: isList ? 'list' : 'object', hint: hintOfWhole(value, branches), branches };
  }
  return { key, ...leafOf(value), hint: hintOf(key, value, names, at), branches: [] };
}

function leafOf(value: string | number | boolean | null): Pick<Branch, 'kind' | 'text'> {
  if (value === null) return { kind: 'nothing', text: 'none' };
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'number') return { kind: 'number', text: String(value) };
  return { kind: 'boolean', text: value ? 'yes' : 'no' };
}

/** Fields that hold a simulated moment. */
const moments = new Set(['occurredAt', 'scheduledFor', 'heldUntil', 'sentAt', 'deliveredAt', 'dueAt']);

function hintOf(key: string, value: Json, names: Names, at: number): string | undefined {
  if (typeof value === 'number') {
    if (key.endsWith('Cents')) return formatCents(value);
    return moments.has(key) ? names.moment(value, at) : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const name = [names.customerName(value), names.productName(value), names.recipientName(value)];
  return name.find((known) => known !== value);
}

/** A short list of words says what is in it; of anything else the name of the first thing in it does. */
function hintOfWhole(
  value: readonly Json[] | Readonly<Record<string, Json | undefined>>,
  branches: readonly Branch[],
): string | undefined {
  if (!Array.isArray(value)) return branches.find(({ kind, hint }) => kind === 'text' && hint)?.hint;
  const words = textsOf(value);
  const areShort = words.length === value.length && words.every((word) => word.length < 12);
  return areShort && words.length > 0 && words.length <= 4 ? words.join(', ') : undefined;
}

function restOf(count: number): Branch {
  return { key: '…', text: `${count} more`, kind: 'nothing', hint: undefined, branches: [] };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
