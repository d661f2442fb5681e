import type { Changed, NodeDown, State, TraceRecord } from '../simulation';
import { entryOf, factsOf, numberOf, textOf } from './facts';
import type { Names } from './names';
import { lineItemOf } from './narrate-change';
import { amount, channelWord, counted, itemWords, partWord, spaced, valueWord } from './words';

/**
 * What a record changed in the world, as a short phrase: `ord-001: PROCESSING → SHIPPED`.
 * @returns undefined when it changed nothing.
 */
export function describeChange(record: TraceRecord, names: Names): string | undefined {
  if (record.kind === 'received') {
    const { channel, to } = record;
    const inbox = channel === 'mailbox' ? 'mailbox' : `${channelWord(channel)} inbox`;
    return `${capital(firstNameAt(to, names))}’s ${inbox}: +1`;
  }
  if (record.kind === 'node-down')
    return `${names.nodeTitle(record.node)}: there → ${absences[record.reason]}`;
  if (record.kind === 'node-up') return `${names.nodeTitle(record.node)}: there again`;
  if (record.kind !== 'changed') return undefined;
  const describe = entryOf(effects, record.machine);
  if (describe !== undefined) return describe(record, names);
  return record.from === record.to ? undefined : `${record.entity}: ${step(record, valueWord)}`;
}

const absences: { readonly [reason in NodeDown['reason']]: string } = {
  down: 'away',
  crashed: 'crashed',
  stopped: 'stopped',
};

/** `Alice` for `alice.johnson@example.com`, `warehouse` for its mailbox; an address that is nobody's stays whole. */
export function firstNameAt(address: string, names: Names): string {
  const name = names.recipientName(address);
  return name === address ? address : (name.replace(/^the /, '').split(' ', 1)[0] ?? name);
}

/** What stands at the beginning of a phrase; an address stays as it is. */
function capital(name: string): string {
  return name.includes('@') ? name : name.charAt(0).toUpperCase() + name.slice(1);
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

  delivery: (change, names) => {
    const consumer = change.entity.slice(change.entity.lastIndexOf('@') + 1).replace(/-\d+$/, '');
    return `Delivery to ${partWord(consumer, names)}: ${step(change, lifeWord)}`;
  },
  outbox: (change) =>
    `${textOf(change.facts['eventType']) ?? change.entity} in the outbox: ${step(change, valueWord)}`,
  projection: (change) => {
    if (change.entity === 'all') return 'Projections: emptied';
    return change.from === change.to
      ? undefined
      : `${change.entity} in the projections: ${step(change, valueWord)}`;
  },
  preferences: (change, names) =>
    change.from === change.to
      ? undefined
      : `Preferences of ${names.customerName(change.entity)}: ${step(change, valueWord)}`,
  'customer.segment': (change, names) =>
    change.from === change.to
      ? undefined
      : `${names.customerName(change.entity)}: ${step(change, valueWord)}`,
  cart: ({ entity, facts }, names) =>
    `Cart of ${names.customerName(entity)}: ${itemWords(factsOf(facts['cart'])['items'], names)}`,
  customer: ({ entity, facts }) => `${textOf(factsOf(facts['customer'])['name']) ?? entity}: new customer`,
  sales: (change) => `Orders counted: ${step(change, valueWord)}`,
  schema: (change) =>
    change.from === change.to ? undefined : `${change.entity}: version ${step(change, valueWord)}`,
  'outside-event': ({ to, facts }) =>
    `${textOf(factsOf(facts['event'])['type']) ?? 'An event'} from outside: ${valueWord(to)}`,
  subscription: listener,
  integration: listener,
};

/** `Analytics: new, subscribed` */
function listener(change: Changed, names: Names): string | undefined {
  return change.from === change.to
    ? undefined
    : `${partWord(change.entity, names)}: ${step(change, valueWord)}`;
}

/** `being sent` for `pending.sending`: what stands last says most. */
function lifeWord(state: State): string {
  const last = valueWord(state).split('.').at(-1) ?? '';
  if (last === 'sending') return 'being sent';
  return spaced(last.replaceAll(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`));
}

/** `PROCESSING → SHIPPED`; what came into being has no before. */
function step({ from, to }: Changed, word: typeof valueWord): string {
  return from === null ? `new, ${word(to)}` : `${word(from)} → ${word(to)}`;
}
