import type { Changed, Decision, FaultRecord, NodeDown, Query, Sent, TraceRecord } from '../simulation';
import { firstNameAt } from './describe-change';
import { entryOf, factsOf, numberOf, textOf } from './facts';
import type { Names } from './names';
import { amount, channelWord, counted, nameWord, partWord, spaced, valueWord } from './words';

/** A label of one to four words for a token or a chip: `PriceChanged`, `ask: order ord-001`, `segment ✗`. */
export function briefOf(record: TraceRecord, names: Names): string {
  switch (record.kind) {
    case 'sent':
      return briefOfSent(record, names);
    case 'arrived':
      return nameWord(record.name);
    case 'handled':
      return `${record.name} ✓`;
    case 'query':
      return briefOfQuery(record, names);
    case 'reply':
      return record.ok ? `reply: ${lastWords(record.name)}` : 'reply: error';
    case 'concluded':
      return `${record.name} ${record.ok ? '✓' : '✗'}`;
    case 'decision':
      return briefOfDecision(record);
    case 'changed':
      return briefOfChange(record, names);
    case 'ignored':
      return `${thingWord(record)} refuses`;
    case 'rendered':
      return `text: ${channelWord(record.channel)}`;
    case 'received':
      return `${channelWord(record.channel)} → ${firstNameAt(record.to, names)}`;
    case 'failed':
      return 'error';
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
      return `${spaced(record.kind)}: ${thingWord(record)}`;
    case 'duplicated':
      return `${lastWords(record.name)} copied`;
    case 'disturbed':
      return `${lastWords(record.name)} ${record.effect}`;
    case 'lost':
      return `${lastWords(record.name)} lost`;
    case 'timed-out':
      return `timeout: ${lastWords(record.name)}`;
    case 'node-down':
      return `${names.nodeTitle(record.node)} ${entryOf(departures, record.reason) ?? 'away'}`;
    case 'node-up':
      return `${names.nodeTitle(record.node)} back`;
    case 'fault':
      return briefOfFault(record);
    case 'limit-reached':
      return 'limit reached';
    default:
      return laterKind(record);
  }
}

function briefOfSent({ form, name, to, payload }: Sent, names: Names): string {
  const address = textOf(payload['to']);
  return form === 'delivery' && address !== undefined
    ? `${channelWord(to)} → ${firstNameAt(address, names)}`
    : nameWord(name);
}

const departures: { readonly [reason in NodeDown['reason']]: string } = {
  down: 'away',
  crashed: 'crashes',
  stopped: 'stopped',
};

function briefOfFault({ fault, phase }: FaultRecord): string {
  const name = spaced(fault);
  if (phase === 'begins') return `fault: ${name}`;
  return phase === 'void' ? `${name}: nothing there` : `${name}: over`;
}

function briefOfQuery({ access, name, parameters }: Query, names: Names): string {
  if (access === 'write') return name;
  const customerId = textOf(parameters['customerId']);
  const customer = customerId === undefined ? undefined : names.customerName(customerId).split(' ', 1)[0];
  return ['ask:', name, textOf(parameters['orderId']) ?? customer]
    .filter((word) => word !== undefined)
    .join(' ');
}

/** `set line item status` → `line item status` */
function lastWords(name: string): string {
  return nameWord(name).split(' ').slice(-3).join(' ');
}

const marks: { readonly [outcome: string]: string } = {
  passed: '✓',
  complete: '✓',
  stopped: '✗',
  'nothing to ship': '✗',
};

function briefOfDecision({ rule, outcome }: Decision): string {
  const mark = entryOf(marks, outcome);
  return mark === undefined ? `${spaced(rule)}: ${spaced(outcome)}` : `${spaced(rule)} ${mark}`;
}

function briefOfChange(change: Changed, names: Names): string {
  const state = spacedOut(valueWord(change.to).split('.').at(-1) ?? '');
  return entryOf(briefs, change.machine)?.(change, names) ?? `${thingWord(change)} ${state}`;
}

const briefs: { readonly [machine: string]: (change: Changed, names: Names) => string } = {
  'product.price': ({ to }) => amount(to),
  'product.stock': ({ to }) => `stock: ${valueWord(to)}`,
  sales: ({ to }) => `${counted(numberOf(to) ?? 0, 'order')} counted`,
  schema: ({ to }) => `version ${valueWord(to)}`,
  'customer.segment': ({ to }) => `segment: ${valueWord(to)}`,
  cart: ({ entity }, names) => `cart of ${firstName(names.customerName(entity))}`,
  preferences: ({ entity }, names) => `preferences of ${firstName(names.customerName(entity))}`,
  customer: ({ facts, to }) =>
    `${firstName(textOf(factsOf(facts['customer'])['name']) ?? 'customer')} ${valueWord(to)}`,
  'outside-event': ({ to, facts }) =>
    `${textOf(factsOf(facts['event'])['type']) ?? 'event'} ${valueWord(to)}`,
  subscription: ({ entity, to }, names) => `${partWord(entity, names)} ${valueWord(to)}`,
  integration: ({ entity, to }, names) => `${partWord(entity, names)} ${valueWord(to)}`,
};

/** What a record is about, in one word; what is on its way to someone goes by what keeps track of it. */
function thingWord({ machine, entity }: { readonly machine: string; readonly entity: string }): string {
  return entryOf(keepers, machine) ?? entity;
}

const keepers: { readonly [machine: string]: string } = {
  delivery: 'delivery',
  outbox: 'outbox',
  projection: 'projections',
};

/** `backingOff` → `backing off` */
function spacedOut(state: string): string {
  return state.replaceAll(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

function firstName(name: string): string {
  return name.split(' ', 1)[0] ?? name;
}

/** A record of a later version may be of a kind that is not known here. */
function laterKind(record: { readonly kind: string }): string {
  return spaced(record.kind);
}
