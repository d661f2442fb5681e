import type {
  Disturbed,
  Duplicated,
  FaultRecord,
  Lost,
  LossReason,
  NodeDown,
  NodeUp,
  NodeId,
  Sent,
  TimedOut,
  TraceRecord,
} from '../simulation';
import { entryOf, textOf } from './facts';
import { messageAt } from './message-at';
import { gistOf } from './message-gist';
import { narrateFault } from './narrate-fault';
import type { Names } from './names';
import { listed, nameWord, spaced } from './words';

/** Sentences for what goes wrong on the way, and for parts of the shop that come and go. */

/** What goes wrong, and what is put into force so that it does. */
type Trouble = Duplicated | Disturbed | Lost | TimedOut | NodeDown | NodeUp | FaultRecord;

export function narrateTrouble(record: Trouble, trace: readonly TraceRecord[], names: Names): string {
  switch (record.kind) {
    case 'fault':
      return narrateFault(record, names);
    case 'duplicated':
      return narrateDuplicated(record, trace, names);
    case 'disturbed':
      return narrateDisturbed(record, trace, names);
    case 'lost':
      return narrateLost(record, trace, names);
    case 'timed-out':
      return narrateTimedOut(record, trace, names);
    case 'node-down':
      return narrateNodeDown(record, names);
    case 'node-up':
      return narrateNodeUp(record.node, names);
  }
}

function narrateDuplicated(copy: Duplicated, trace: readonly TraceRecord[], names: Names): string {
  const thing = thingOnItsWay(copy.original, copy.name, trace, names);
  return `${thing} is copied on its way ${wayOf(copy.node, copy.to, names)} and will arrive twice${struck(copy.fault, trace)}`;
}

function narrateDisturbed(record: Disturbed, trace: readonly TraceRecord[], names: Names): string {
  const { node, to, name, message, effect, delayMs, fault } = record;
  const thing = thingOnItsWay(message, name, trace, names);
  const way = `on its way ${wayOf(node, to, names)}`;
  const held = `${thing} is held up for ${delayMs} ms between ${names.nodeTitle(node)} and ${names.nodeTitle(to)}`;
  const happened: { readonly [effect in Disturbed['effect']]: string } = {
    delayed: `${held}, and what follows waits too`,
    overtaken: `${held} and may be overtaken`,
    corrupted: `${thing} is spoiled ${way} and cannot be read there`,
  };
  return `${entryOf(happened, effect) ?? `${thing} is disturbed ${way}`}${struck(fault, trace)}`;
}

function narrateLost(record: Lost, trace: readonly TraceRecord[], names: Names): string {
  return (entryOf(losses, record.reason) ?? losses.dropped)(record, trace, names);
}

type Loss = (lost: Lost, trace: readonly TraceRecord[], names: Names) => string;

const losses: { readonly [reason in LossReason]: Loss } = {
  dropped: ({ node, from, name, message, fault }, trace, names) => {
    const thing = thingOnItsWay(message, name, trace, names);
    return `${thing} is lost on its way ${wayOf(from, node, names)}${fault === undefined ? '' : struck(fault, trace)}`;
  },
  'addressee away': ({ node, name, message }, trace, names) => {
    const thing = thingOnItsWay(message, name, trace, names);
    const receiver = names.nodeTitle(node);
    return trace[message - 1]?.kind === 'reply'
      ? `${thing} is lost: what ${receiver} wanted it for is gone`
      : `${thing} is lost: ${receiver} is not there`;
  },
  'nobody waits': ({ node, name, message }, trace, names) =>
    `${thingOnItsWay(message, name, trace, names)} is of no use: ${names.nodeTitle(node)} does not wait for it any more`,
  'nobody listens': ({ node, from, name, message }, trace, names) => {
    const thing = thingOnItsWay(message, name, trace, names);
    return `${thing} is lost for ${names.nodeTitle(node)}, which is not there: ${names.nodeTitle(from)} keeps no copy`;
  },
};

function narrateTimedOut(record: TimedOut, trace: readonly TraceRecord[], names: Names): string {
  const { node, from, name, request, afterMs } = record;
  const asked = trace[request - 1]?.kind === 'query' ? `“${name}”` : nameWord(name);
  return `${names.nodeTitle(node)} gives up waiting for ${names.nodeTitle(from)} after ${afterMs} ms: no answer to ${asked}`;
}

function narrateNodeDown({ node, reason, stations }: NodeDown, names: Names): string {
  const parts = stations.map((station) => names.nodeTitle(station));
  const also = parts.length === 0 ? '' : `, and with it ${listed(parts)}`;
  const title = names.nodeTitle(node);
  if (reason === 'stopped') {
    return `${title} is stopped${also}: what is begun is finished, and nothing more is taken`;
  }
  const gone = `what ${parts.length === 0 ? 'it was' : 'they were'} doing is gone`;
  return `${title} ${reason === 'crashed' ? 'crashes' : 'goes down'}${also}; ${gone}`;
}

function narrateNodeUp(node: NodeId, names: Names): string {
  return `${names.nodeTitle(node)} is there again`;
}

/** `PriceChanged for Wireless Router X500`, `The question “order”`, `The answer to POST /notify` */
function thingOnItsWay(seq: number, name: string, trace: readonly TraceRecord[], names: Names): string {
  const record = trace[seq - 1];
  if (record?.kind === 'query') return `The question “${record.name}”`;
  if (record?.kind === 'reply') {
    if (messageAt(trace, record.request)?.form === 'delivery') return `The receipt for ${record.name}`;
    const isOfStore = trace[record.request - 1]?.kind === 'query';
    return `The answer to ${isOfStore ? `“${record.name}”` : nameWord(record.name)}`;
  }
  const message = messageAt(trace, seq);
  if (message === undefined) return nameWord(name);
  const copy = message.kind === 'duplicated' ? 'The copy of ' : '';
  return `${copy}${messageWord(message, names)}`;
}

function messageWord({ form, name, payload }: Sent | Duplicated, names: Names): string {
  if (form === 'delivery') return `the delivery of ${name}`;
  if (form === 'acknowledgement') {
    return `the acknowledgement of ${textOf(payload['eventType']) ?? 'an event'} (${name})`;
  }
  const { about } = gistOf(name, payload, names);
  return `${nameWord(name)}${about === undefined ? '' : ` for ${about}`}`;
}

function wayOf(from: NodeId, to: NodeId, names: Names): string {
  return `from ${names.nodeTitle(from)} to ${names.nodeTitle(to)}`;
}

/** `: the fault “drop” struck it` */
function struck(fault: number, trace: readonly TraceRecord[]): string {
  const record = trace[fault - 1];
  return record?.kind === 'fault' ? `: the fault “${spaced(record.fault)}” struck it` : '';
}
