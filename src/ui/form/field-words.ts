import { entryOf } from '../../analysis/facts';
import { sentence, spaced } from '../../analysis/words';
import { formatCents, type Problem } from '../../simulation';
import { formatSpan } from '../format-span';

/** Names whose words do not follow from their spelling. */
const labels: { readonly [name: string]: string } = {
  after: 'When it crashes',
  by: 'Given by',
  channel: 'Channel',
  count: 'How many',
  delayMs: 'Later by (ms)',
  durationMs: 'For how long (ms)',
  email: 'Email',
  from: 'From',
  fromOffset: 'From place in the log',
  late: 'Only after it has taken the notification',
  node: 'Part of the shop',
  percent: 'Lower by (%)',
  push: 'Push',
  sms: 'SMS',
  to: 'To',
};

const hints: { readonly [name: string]: string } = {
  count: 'The next ones, one after the other.',
  durationMs: 'Left out: until the end, or until someone starts it.',
  message: 'Left out: whatever comes first.',
};

const absences: { readonly [name: string]: string } = {
  durationMs: 'Until the end.',
  filter: 'All orders.',
  message: 'Any.',
  segments: 'Whoever the table of segments allows.',
};

/** Texts of choices that are not words of their own. */
const options: { readonly [value: string]: string } = {
  answer: 'when any request of it is answered',
  arrival: 'when a message has arrived',
  handling: 'when it has handled an event, before it says so',
  mailbox: 'Warehouse mailbox',
  sms: 'SMS',
  write: 'when a write of it is answered',
};

/** What people call a field: `Price (cents)` for `priceCents`, `Customer` for `customerId`. */
export function fieldLabel(name: string): string {
  const own = entryOf(labels, name);
  if (own !== undefined) return own;
  const words = spaced(name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')).toLowerCase();
  const plain = words
    .replace(/(?<=.) id$/, '')
    .replace(/(?<=.) ids$/, 's')
    .replace(/ cents$/, ' (cents)')
    .replace(/ ms$/, ' (ms)');
  return sentence(plain);
}

/** What stands under a field: what it is for, or what its value comes to; undefined when nothing needs to be said. */
export function fieldHint(name: string, value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    if (/cents$/i.test(name)) return formatCents(value);
    if (/ms$/i.test(name) && value >= 10_000) return formatSpan(value);
  }
  return entryOf(hints, name);
}

/** A choice as people read it. */
export function optionLabel(value: unknown): string {
  const text = String(value);
  return (
    entryOf(options, text) ?? sentence(/^[A-Z_]+$/.test(text) ? spaced(text).toLowerCase() : spaced(text))
  );
}

/** The name of the field at a path: `productId` for `command.items[0].productId`, `tags` for `tags[1]`. */
export function fieldName(path: string): string {
  return /([^.[\]]+)(?:\[\d+\])*$/.exec(path)?.[1] ?? '';
}

/** The path of what a field holds: `items` and `quantity` make `items.quantity`. */
export function within(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** What it means that a field is left out: `Any.` for the message that a fault strikes. */
export function fieldAbsence(name: string): string {
  return entryOf(absences, name) ?? 'None.';
}

/** What is wrong at a path, as a sentence; undefined when nothing is. */
export function problemAt(problems: readonly Problem[], path: string): string | undefined {
  const found = problems
    .filter((problem) => problem.path === path)
    .map(({ message }) => `${sentence(message)}.`);
  return found.length === 0 ? undefined : found.join(' ');
}
