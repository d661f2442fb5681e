import * as v from 'valibot';
import type { Problem } from '../engine/result';
import { categories, customerChannels, segments, type SegmentRule } from '../shop/models';
import { triggers } from './triggers';

const text = v.pipe(
  v.string(),
  v.nonEmpty('must not be empty'),
  v.maxLength(10_000, 'must have at most 10000 characters'),
);
const Letter = v.strictObject({ subject: text, body: text });
const channels = [...customerChannels, 'mailbox'] as const;

/** A kind of notification, or what is different about one; what is left out stays as it is. */
const TypeRow = v.strictObject({
  name: v.pipe(
    v.string(),
    v.regex(
      /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/,
      'must be lower case words joined by "_", such as "order_shipped"',
    ),
    v.maxLength(60, 'must have at most 60 characters'),
  ),
  /** Whom it is for: the customer whom the news concerns, or the warehouse. */
  audience: v.exactOptional(v.picklist(['customer', 'internal'])),
  /** Which of the customers’ preferences rule it. */
  category: v.exactOptional(v.picklist(categories)),
  /** Where it goes unless the customer wants less. */
  channels: v.exactOptional(
    v.pipe(
      v.array(v.picklist(channels)),
      v.nonEmpty('must name at least one channel; the trigger "none" keeps it from being told'),
      v.check((names) => new Set(names).size === names.length, 'must name each channel once'),
      v.readonly(),
    ),
  ),
  /** The moment at which it is told. */
  trigger: v.exactOptional(v.picklist(triggers)),
  /** How long after that moment it is sent. */
  delayMs: v.exactOptional(
    v.pipe(
      v.number(),
      v.safeInteger('must be whole ms'),
      v.minValue(0, 'must not be negative'),
      v.maxValue(31_536_000_000, 'must be within a year'),
    ),
  ),
  /** The customers’ segments that may get it; null: all; left out: as the table of segments says. */
  segments: v.exactOptional(v.nullable(v.pipe(v.array(v.picklist(segments)), v.readonly()))),
  /** Its words, with placeholders such as `{orderId}`. */
  template: v.exactOptional(
    v.strictObject({
      email: v.exactOptional(Letter),
      sms: v.exactOptional(v.strictObject({ body: text })),
      push: v.exactOptional(Letter),
      mailbox: v.exactOptional(Letter),
    }),
  ),
});
export type TypeRow = Readonly<v.InferOutput<typeof TypeRow>>;

/** Kinds of notification beside those that there are, and what is different about these, each by its name. */
export const NotificationTypeChanges = v.pipe(v.array(TypeRow), v.readonly());
export type NotificationTypeChanges = readonly TypeRow[];

/**
 * Puts rows over others: one of a known name changes what it gives, any other is a new type. What becomes internal loses
 * what only customers have.
 */
export function withTypeRows(
  base: readonly TypeRow[],
  rows: NotificationTypeChanges = [],
): readonly TypeRow[] {
  if (rows.length === 0) return base;
  const byName = new Map(base.map((row) => [row.name, row]));
  for (const row of rows) {
    const known = byName.get(row.name);
    const merged = { ...known, ...row, template: { ...known?.template, ...row.template } };
    byName.set(row.name, merged.audience === 'internal' ? internalRow(merged) : merged);
  }
  return [...byName.values()];
}

function internalRow({ category: _, segments: __, channels: names, ...row }: TypeRow): TypeRow {
  return names?.includes('mailbox') === true ? { ...row, channels: ['mailbox'] } : row;
}

/** The table of segments, with what the types themselves say of them in its place. */
export function segmentRules(
  table: readonly SegmentRule[],
  rows: readonly TypeRow[],
): readonly SegmentRule[] {
  const saying = rows.filter(({ segments: eligible }) => eligible !== undefined);
  if (saying.length === 0) return table;
  const names = new Set(saying.map(({ name }) => name));
  const own = saying.flatMap(({ name, segments: eligible }) =>
    eligible === undefined || eligible === null ? [] : [{ notificationType: name, segments: eligible }],
  );
  return [...table.filter(({ notificationType }) => !names.has(notificationType)), ...own];
}

type CheckTypeRows = (rows: NotificationTypeChanges, base: readonly TypeRow[]) => readonly Problem[];

let check: CheckTypeRows | undefined;

/** Brings the check of rows, which is loaded later. */
export function addTypeRowCheck(added: CheckTypeRows): void {
  check = added;
}

/**
 * What is wrong with rows that are each well formed, with paths such as `notificationTypes[0].template.sms`.
 * @param base the types without them.
 */
export function typeRowProblems(rows: NotificationTypeChanges, base: readonly TypeRow[]): readonly Problem[] {
  if (rows.length === 0) return [];
  if (check !== undefined) return check(rows, base);
  return [{ path: 'notificationTypes', message: 'cannot be checked before everything is loaded' }];
}
