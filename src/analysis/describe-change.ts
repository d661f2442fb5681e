import type { Changed, State, TraceRecord } from '../simulation';
import { entryOf, numberOf } from './facts';
import type { Names } from './names';
import { lineItemOf, valueWord } from './narrate-change';
import { amount, channelWord, counted } from './words';

/**
 * What a record changed in the world, as a short phrase: `ord-001: PROCESSING → SHIPPED`.
 * @returns undefined when it changed nothing.
 */
export function describeChange(record: TraceRecord, names: Names): string | undefined {
  if (record.kind === 'received') {
    const { channel, to } = record;
    return `${firstNameAt(to, names)}’s ${channelWord(channel)} inbox: +1`;
  }
  if (record.kind !== 'changed') return undefined;
  const describe = entryOf(effects, record.machine);
  if (describe !== undefined) return describe(record, names);
  return record.from === record.to ? undefined : `${record.entity}: ${step(record, valueWord)}`;
}

/** `Alice` for `alice.johnson@example.com`; an address that is nobody's stays whole. */
export function firstNameAt(address: string, names: Names): string {
  const name = names.recipientName(address);
  return name === address ? address : (name.split(' ', 1)[0] ?? name);
}

type Effect = (change: Changed, names: Names) => string | undefined;

const effects: { readonly [machine: string]: Effect } = {
  'line-item': (change, names) => {
    const { orderId, productId } = lineItemOf(change.entity);
    if (change.from === change.to) return undefined;
    return `${names.productName(productId)} in ${orderId}: ${step(change, valueWord)}`;
  },
  'product.price': (change, names) =>
    change.from === change.to ? undefined : `${names.productName(change.entity)}: ${step(change, amount)}`,
  'product.stock': (change, names) =>
    change.from === change.to
      ? undefined
      : `${names.productName(change.entity)} in stock: ${step(change, valueWord)}`,
  notification: (change) => `${change.entity}: ${step(change, lifeWord)}`,

  'order-completion': (change) => {
    const openCount = numberOf(change.facts['openCount']);
    const open = openCount === undefined ? '' : `, ${counted(openCount, 'item')} open`;
    return `${change.entity} completion: ${step(change, valueWord)}${open}`;
  },
};

/** `being sent` for `pending.sending`: what stands last says most. */
function lifeWord(state: State): string {
  const last = valueWord(state).split('.').at(-1) ?? '';
  return last === 'sending' ? 'being sent' : last;
}

/** `PROCESSING → SHIPPED`; what came into being has no before. */
function step({ from, to }: Changed, word: typeof valueWord): string {
  return from === null ? `new, ${word(to)}` : `${word(from)} → ${word(to)}`;
}
