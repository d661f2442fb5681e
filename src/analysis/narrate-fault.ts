import type { Facts, FaultRecord } from '../simulation';
import { entryOf, numberOf, textOf } from './facts';
import type { Names } from './names';
import { nameWord, partWord, plainText, spaced } from './words';

/** Sentences for faults: what will happen when one begins, that it is over, or that there is nothing to break. */
export function narrateFault(record: FaultRecord, names: Names): string {
  return (entryOf(phases, record.phase) ?? begins)(record, names);
}

type Say = (record: FaultRecord, names: Names) => string;

const begins: Say = (record, names) => `Fault “${spaced(record.fault)}”: ${promiseOf(record, names)}`;

const phases: { readonly [phase in FaultRecord['phase']]: Say } = {
  begins,
  ends: (record, names) => (entryOf(endings, record.fault) ?? anyEnding)(record, names),
  void: nothingThere,
};

/** What a fault in force will do. */
function promiseOf(record: FaultRecord, names: Names): string {
  return entryOf(promises, record.fault)?.(record, names) ?? `${names.nodeTitle(record.node)} is broken`;
}

const promises: { readonly [fault: string]: Say } = {
  drop: (record, names) => `${nextOnLink(record.details, names)} will be lost`,
  delay: (record, names) =>
    `${nextOnLink(record.details, names)} will be held up for ${msOf(record.details)}, and what follows waits as well`,
  duplicate: (record, names) => `${nextOnLink(record.details, names)} will arrive twice`,
  reorder: (record, names) =>
    `${nextOnLink(record.details, names)} will be held up for ${msOf(record.details)}, and what follows may overtake`,
  corrupt: (record, names) => `${nextOnLink(record.details, names)} will arrive spoiled`,
  down: ({ node, details }, names) =>
    `${names.nodeTitle(node)} goes away now,${spanOf(details, untilStarted)}`,
  crash: ({ node, details }, names) => {
    const moment = entryOf(crashMoments, textOf(details['after']) ?? '') ?? 'at some moment of its work';
    return `${names.nodeTitle(node)} will crash ${moment} and stay away${spanOf(details, untilStarted)}`;
  },
  slow: slowness,
  'adapter-slow': slowness,
  throw: ({ node, details }, names) =>
    `what handles ${next(details, 'message')} in ${names.nodeTitle(node)} will throw “${textIn(details, 'error', names)}”`,
  'adapter-fail': ({ node, details }, names) => {
    const [channel, what] = [names.nodeTitle(node), next(details, 'notification')];
    const reason = textIn(details, 'reason', names);
    return details['late'] === true
      ? `${channel} will take ${what} and say later that it failed: ${reason}`
      : `${channel} will refuse ${what}: ${reason}`;
  },
  'adapter-throw': ({ node, details }, names) =>
    `${names.nodeTitle(node)} will throw “${textIn(details, 'error', names)}” at ${next(details, 'notification')}`,
  'adapter-bounce': ({ node, details }, names) =>
    `${next(details, 'notification')} given to ${names.nodeTitle(node)} will bounce: ${textIn(details, 'reason', names)}`,
};

function slowness({ node, details }: FaultRecord, names: Names): string {
  return `${names.nodeTitle(node)} takes ${msOf(details)} longer before it begins anything,${spanOf(details, 'from now on')}`;
}

const untilStarted = 'until someone starts it';

/** When a part crashes that is to crash after something. */
const crashMoments: { readonly [after: string]: string } = {
  arrival: 'as soon as the next message has arrived',
  write: 'as soon as its next write to the data store is answered',
  answer: 'as soon as it has the next answer',
  handling: 'when it is done with the next message and has not said so yet',
};

const asBefore: Say = ({ node }, names) => `${names.nodeTitle(node)} is as quick as before again`;

const endings: { readonly [fault: string]: Say } = { slow: asBefore, 'adapter-slow': asBefore };

/** A fault that waits for something is over when it has struck for the last time, which follows. */
const anyEnding: Say = ({ node, fault, details }, names) => {
  const { from, to } = details;
  const place =
    textOf(from) === undefined ? `in ${names.nodeTitle(node)}` : `what sets out ${wayWords(from, to, names)}`;
  return `The fault “${spaced(fault)}” strikes ${place} now, and is over`;
};

/** A fault or an operation for a part that this run does not have. */
function nothingThere({ fault, details }: FaultRecord, names: Names): string {
  const { from, to } = details;
  const part = textOf(details['node']) ?? textOf(details['channel']) ?? 'such part';
  const missing =
    textOf(from) === undefined
      ? `this run has no ${partWord(part, names)}`
      : `in this run nothing goes ${wayWords(from, to, names)}`;
  const intent = entryOf(operations, fault);
  return intent === undefined
    ? `Fault “${spaced(fault)}”: there is nothing to break, ${missing}`
    : `There is nothing to ${intent}: ${missing}`;
}

const operations: { readonly [operation: string]: string } = { stop: 'stop', start: 'start' };

/** `the next 2 PriceChanged from Pricing to Event bus` */
function nextOnLink(details: Facts, names: Names): string {
  return `${next(details, 'message')} ${wayWords(details['from'], details['to'], names)}`;
}

/** `the next notification`, `the next 3 messages`, `the next PriceChanged` */
function next({ count, message }: Facts, thing: string): string {
  const times = numberOf(count) ?? 1;
  const name = nameWord(textOf(message) ?? '');
  if (times === 1) return `the next ${name || thing}`;
  return `the next ${times} ${name || `${thing}s`}`;
}

function wayWords(from: Facts[string], to: Facts[string], names: Names): string {
  return `from ${partWord(textOf(from) ?? '', names)} to ${partWord(textOf(to) ?? '', names)}`;
}

function textIn(details: Facts, field: string, names: Names): string {
  return plainText(textOf(details[field]) ?? 'no reason given', names);
}

function msOf({ delayMs }: Facts): string {
  return `${numberOf(delayMs) ?? 0} ms`;
}

/** ` for 2000 ms`; without an end: what else is said. */
function spanOf({ durationMs }: Facts, endless: string): string {
  const span = numberOf(durationMs);
  return span === undefined ? ` ${endless}` : ` for ${span} ms`;
}
