import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { briefOf } from '../../src/analysis/brief';
import { describeChange } from '../../src/analysis/describe-change';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import { architectureNames, recordingOf, scenarios, simulate, type TraceRecord } from '../../src/simulation';
import { anyRecord } from '../support/arbitrary-records';

const runs = scenarios.flatMap(({ id }) => architectureNames.map((architecture) => ({ id, architecture })));
const names = namesOf(recordingOf('price-drop', 'event-sourced'));
const unreadable = /undefined|null|NaN|\[object|[{}]|\s\s|\n/;

describe('the shipped scenarios', () => {
  it.each(runs)('$id, $architecture, have a readable sentence for each record', ({ id, architecture }) => {
    const { trace, recording } = simulate(recordingOf(id, architecture));
    const named = namesOf(recording);
    const sentences = trace.map((record) => narrate(record, trace, named));
    expect(sentences.filter((sentence) => !/^[A-Z]/.test(sentence) || unreadable.test(sentence))).toEqual([]);
    expect(sentences.filter((sentence) => sentence.length > 160)).toEqual([]);
  });

  it.each(runs)('$id, $architecture, have a label of up to four words for each record', (run) => {
    const { trace, recording } = simulate(recordingOf(run.id, run.architecture));
    const labels = trace.map((record) => briefOf(record, namesOf(recording)));
    expect(labels.filter((label) => !/^\S+( \S+){0,3}$/.test(label) || unreadable.test(label))).toEqual([]);
  });

  it.each(runs)('$id, $architecture, say what each change and each delivery changed', (run) => {
    const { trace, recording } = simulate(recordingOf(run.id, run.architecture));
    for (const record of trace) {
      const phrase = describeChange(record, namesOf(recording));
      const changes = record.kind === 'received' || (record.kind === 'changed' && record.from !== record.to);
      if (!changes) expect(phrase).toBeUndefined();
      else expect(phrase).not.toMatch(unreadable);
    }
  });
});

describe('records from elsewhere', () => {
  it('have a sentence and a label, whatever stands in them', () => {
    fc.assert(
      fc.property(anyRecord, fc.array(anyRecord, { maxLength: 3 }), (record, trace) => {
        expect(narrate(record, trace, names)).toMatch(/^\S.*\S$/u);
        expect(briefOf(record, names)).not.toBe('');
        expect(describeChange(record, names)).not.toBe('');
      }),
      { numRuns: 2000 },
    );
  });

  it('have a sentence and a label also when their kind is not known', () => {
    const later = { ...at('bus'), kind: 'message-lost' } as unknown as TraceRecord;
    expect(narrate(later, [], names)).toBe('Event bus: message lost');
    expect(briefOf(later, names)).toBe('message lost');
    expect(describeChange(later, names)).toBeUndefined();
  });

  it('are one line, although their texts have several', () => {
    const record = { ...at('store'), kind: 'failed', name: 'Error', message: 'first\n\n  second' } as const;
    expect(narrate(record, [], names)).toBe('Data store runs into an error: first second');
  });
});

describe('what changed', () => {
  it.each<[string, TraceRecord]>([
    ['ord-001: PROCESSING → SHIPPED', changed('order', 'ord-001', 'PROCESSING', 'SHIPPED')],
    ['ord-005: new, PENDING', changed('order', 'ord-005', null, 'PENDING')],
    [
      'USB-C Hub Pro in ord-001: PENDING → SHIPPED',
      changed('line-item', 'ord-001/prod-002', 'PENDING', 'SHIPPED'),
    ],
    ['Wireless Router X500: $149.99 → $119.99', changed('product.price', 'prod-001', 14999, 11999)],
    ['Wireless Router X500 in stock: 50 → 48', changed('product.stock', 'prod-001', 50, 48)],
    ['ntf-1: ready → being sent', changed('notification', 'ntf-1', 'pending.ready', 'pending.sending')],
    [
      'ord-001 completion: open → partial, 1 item open',
      { ...changed('order-completion', 'ord-001', 'open', 'partial'), facts: { openCount: 1 } },
    ],
    ['Alice’s email inbox: +1', received('email', 'alice.johnson@example.com')],
    ['warehouse@example.com’s email inbox: +1', received('email', 'warehouse@example.com')],
  ])('%s', (phrase, record) => {
    expect(describeChange(record, names)).toBe(phrase);
  });

  it('is nothing when a state stays what it was', () => {
    expect(
      describeChange(changed('line-item', 'ord-001/prod-001', 'SHIPPED', 'SHIPPED'), names),
    ).toBeUndefined();
  });
});

describe('labels', () => {
  it.each<[string, TraceRecord]>([
    ['PriceChanged', sent('event', 'PriceChanged', {})],
    ['email → Carol', { ...sent('delivery', 'ntf-1', { to: 'carol.williams@example.com' }), to: 'email' }],
    ['SMS → Carol', received('sms', '+1-555-0103')],
    ['ask: order ord-001', query('read', 'order', { orderId: 'ord-001' })],
    ['ask: preferences Alice', query('read', 'preferences', { customerId: 'cust-001' })],
    ['set price', query('write', 'set price', { productId: 'prod-001' })],
    ['reply: order', reply('order', true, null)],
    ['segment ✗', decision('segment', 'cust-002', 'stopped', {})],
    ['channels ✓', decision('channels', 'cust-002', 'passed', {})],
    ['quiet hours: held', decision('quiet-hours', 'cust-009', 'held', {})],
    ['ntf-1 sending', changed('notification', 'ntf-1', 'pending.ready', 'pending.sending')],
    ['$119.99', changed('product.price', 'prod-001', 14999, 11999)],
  ])('%s', (label, record) => {
    expect(briefOf(record, names)).toBe(label);
  });
});

function at(node: string) {
  return { seq: 1, at: 0, cause: 0, flow: 'flow-1', node };
}

function changed(machine: string, entity: string, from: string | number | null, to: string | number) {
  return { ...at('store'), kind: 'changed', machine, entity, from, to, event: 'event', facts: {} } as const;
}

function received(channel: string, to: string) {
  return { ...at(channel), kind: 'received', channel, to, body: 'Hello', notification: 'ntf-1' } as const;
}

function sent(form: 'event' | 'delivery', name: string, payload: { to?: string }) {
  return { ...at('dispatcher'), kind: 'sent', to: 'bus', form, name, payload, arrivesAt: 5 } as const;
}

function query(access: 'read' | 'write', name: string, parameters: { [name: string]: string }) {
  return {
    ...at('ordering'),
    kind: 'query',
    to: 'store',
    access,
    entity: '',
    name,
    parameters,
    arrivesAt: 4,
  } as const;
}

function reply(name: string, ok: boolean, payload: null) {
  return {
    ...at('store'),
    kind: 'reply',
    to: 'ordering',
    name,
    request: 0,
    ok,
    payload,
    arrivesAt: 4,
  } as const;
}

function decision(rule: string, subject: string, outcome: string, because: object) {
  return { ...at('preferences'), kind: 'decision', rule, subject, outcome, because: { ...because } } as const;
}
