import type { Changed, Decision, Query, Sent, TraceRecord } from '../simulation';
import { firstNameAt } from './describe-change';
import { entryOf, textOf } from './facts';
import type { Names } from './names';
import { valueWord } from './narrate-change';
import { amount, channelWord, spaced } from './words';

/** A label of one to four words for a token or a chip: `PriceChanged`, `ask: order ord-001`, `segment ✗`. */
export function briefOf(record: TraceRecord, names: Names): string {
  switch (record.kind) {
    case 'sent':
      return briefOfSent(record, names);
    case 'arrived':
      return record.name;
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
      return briefOfChange(record);
    case 'ignored':
      return `${record.entity} refuses`;
    case 'rendered':
      return `text: ${channelWord(record.channel)}`;
    case 'received':
      return `${channelWord(record.channel)} → ${firstNameAt(record.to, names)}`;
    case 'failed':
      return 'error';
    case 'timer-set':
    case 'timer-fired':
    case 'timer-cancelled':
      return `${spaced(record.kind)}: ${record.entity}`;
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
    : name;
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
  return name.split(' ').slice(-3).join(' ');
}

const marks: { readonly [outcome: string]: string } = { passed: '✓', complete: '✓', stopped: '✗' };

function briefOfDecision({ rule, outcome }: Decision): string {
  const mark = entryOf(marks, outcome);
  return mark === undefined ? `${spaced(rule)}: ${spaced(outcome)}` : `${spaced(rule)} ${mark}`;
}

function briefOfChange({ machine, entity, to }: Changed): string {
  if (machine === 'product.price') return amount(to);
  return `${entity} ${valueWord(to).split('.').at(-1) ?? ''}`;
}

/** A record of a later version may be of a kind that is not known here. */
function laterKind(record: { readonly kind: string }): string {
  return spaced(record.kind);
}
