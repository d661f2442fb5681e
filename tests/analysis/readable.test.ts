import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { briefOf } from '../../src/analysis/brief';
import { decidingValues } from '../../src/analysis/decision-values';
import { describeChange } from '../../src/analysis/describe-change';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import {
  architectureNames,
  recordingOf,
  scenarios,
  shopData,
  simulate,
  type Recording,
  type TraceRecord,
} from '../../src/simulation';
import { propertySeed } from '../support/properties';
import { anyTroubledRecording, anyWholeRecording } from '../support/stories';

/** Random stories with all brokers, faults and operations, and the shipped ones: whatever comes up in them has words of its own. */

interface Told {
  readonly record: TraceRecord;
  readonly sentence: string;
  readonly label: string;
  readonly change: string | undefined;
  readonly values: readonly string[];
}

const stories = fc.sample(fc.oneof(anyTroubledRecording, anyWholeRecording), {
  numRuns: 250,
  seed: propertySeed,
});
const shipped = scenarios.flatMap(({ id }) => architectureNames.map((name) => recordingOf(id, name)));
const told = [...stories, ...shipped].flatMap(tell);

function tell(recording: Recording): readonly Told[] {
  const { trace } = simulate(recording);
  const names = namesOf(recording, trace);
  return trace.map((record) => ({
    record,
    sentence: narrate(record, trace, names),
    label: briefOf(record, names),
    change: describeChange(record, names),
    values:
      record.kind === 'decision'
        ? decidingValues(record, names).map(({ label, value }) => `${label}: ${value}`)
        : [],
  }));
}

/** What is different among the words that a test found wanting. */
const found = (words: readonly string[]) => [...new Set(words)].slice(0, 20);
const unreadable = /undefined|null|NaN|\[object|[{}]|\s\s|\n/;
const knownIds = [...shopData.customers, ...shopData.products].map(({ id }) => id);
const rawId = new RegExp(`\\b(?:evt|key|req|flow)-\\d|notification-(?:service|api)|${knownIds.join('|')}`);

/** How those who have no words of their own are told: see the `any…` functions of src/analysis. */
function isMakeshift({ record, sentence }: Told): boolean {
  const { kind } = record;
  if (kind === 'query') {
    return sentence.endsWith(` ${record.access === 'read' ? 'for' : 'to'} ${record.name} and waits`);
  }
  if (kind === 'reply' || kind === 'concluded') {
    const endings = [`${record.name} is done`, ` with ${record.name}`];
    return record.ok && endings.some((ending) => sentence.endsWith(ending));
  }
  if (kind === 'decision') return sentence.startsWith('Rule ') || sentence.includes('has done this before');
  if (kind === 'changed') {
    const thing = `${record.machine.replaceAll(/[-_.]+/g, ' ')} ${record.entity} is new:`;
    return sentence.toLowerCase().startsWith(thing);
  }
  if (kind === 'fault') return sentence.endsWith('is broken');
  return sentence.endsWith(`: ${kind.replaceAll('-', ' ')}`);
}

describe(`stories, random (seed ${propertySeed}) and shipped,`, () => {
  it('have a readable sentence for each record', () => {
    const sentences = told.map(({ sentence }) => sentence);
    expect(found(sentences.filter((sentence) => unreadable.test(sentence)))).toEqual([]);
    expect(found(sentences.filter((sentence) => !/^[A-Z=]/.test(sentence)))).toEqual([]);
    expect(found(sentences.filter((sentence) => sentence.length > 240))).toEqual([]);
  });

  it('name events, people, products and parts of the shop, not their ids', () => {
    expect(found(told.map(({ sentence }) => sentence).filter((sentence) => rawId.test(sentence)))).toEqual(
      [],
    );
  });

  it('have words of their own for everything that happens', () => {
    expect(found(told.filter(isMakeshift).map(({ sentence }) => sentence))).toEqual([]);
  });

  it('have a label of up to four words for each record', () => {
    const labels = told.map(({ label }) => label);
    expect(
      found(labels.filter((label) => !/^\S+( \S+){0,3}$/.test(label) || unreadable.test(label))),
    ).toEqual([]);
  });

  it('have a phrase for each change, and values for each decision', () => {
    const phrases = told.flatMap(({ change }) => change ?? []);
    expect(found(phrases.filter((phrase) => unreadable.test(phrase) || rawId.test(phrase)))).toEqual([]);
    const changes = told.filter(({ record }) => record.kind === 'changed' && record.from !== record.to);
    expect(
      found(changes.filter(({ change }) => change === undefined).map(({ sentence }) => sentence)),
    ).toEqual([]);
    const values = told.flatMap((one) => one.values);
    expect(found(values.filter((value) => !/^[A-Z][^_]+: [^[\]{}]+$/.test(value)))).toEqual([]);
  });
});

describe('between them, the stories have', () => {
  const all = (pick: (record: TraceRecord) => string | undefined) =>
    new Set(told.map(({ record }) => pick(record)).filter((word) => word !== undefined));

  it('every kind of record but the one that stops a run', () => {
    expect([...all(({ kind }) => kind)].sort()).toEqual(kinds);
  });

  it('every form of message, every fault, and every reason for a loss', () => {
    expect(all((record) => (record.kind === 'sent' ? record.form : undefined)).size).toBe(5);
    expect(all((record) => (record.kind === 'fault' ? record.fault : undefined)).size).toBeGreaterThanOrEqual(
      13,
    );
    expect(all((record) => (record.kind === 'lost' ? record.reason : undefined)).size).toBe(4);
  });

  it('every machine and every rule', () => {
    expect([...all((record) => (record.kind === 'changed' ? record.machine : undefined))].sort()).toEqual(
      machines,
    );
    expect([...all((record) => (record.kind === 'decision' ? record.rule : undefined))].sort()).toEqual(
      rules,
    );
  });
});

const kinds = [
  ...['arrived', 'changed', 'concluded', 'decision', 'disturbed', 'duplicated', 'failed', 'fault', 'handled'],
  ...[
    'ignored',
    'lost',
    'node-down',
    'node-up',
    'query',
    'received',
    'rendered',
    'reply',
    'sent',
    'timed-out',
  ],
  ...['timer-cancelled', 'timer-fired', 'timer-set'],
];
const machines = [
  ...['allocation', 'cart', 'customer', 'delivery', 'integration', 'line-item', 'notification', 'order'],
  ...['order-completion', 'outbox', 'payment', 'preferences', 'product.price', 'product.stock', 'projection'],
  ...['sales', 'schema', 'subscription'],
];
const rules = [
  ...['audience', 'channels', 'duplicate', 'idempotency', 'order-complete', 'price-drop', 'quiet-hours'],
  ...['schedule', 'segment', 'stock', 'subscription'],
];
