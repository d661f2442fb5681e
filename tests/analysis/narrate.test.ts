import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { briefOf } from '../../src/analysis/brief';
import { describeChange } from '../../src/analysis/describe-change';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import {
  architectureNames,
  recordingOf,
  scenarios,
  shopData,
  simulate,
  type TraceRecord,
} from '../../src/simulation';
import { anyRecord } from '../support/arbitrary-records';

const runs = scenarios.flatMap(({ id }) => architectureNames.map((architecture) => ({ id, architecture })));
const names = namesOf(recordingOf('price-drop', 'event-sourced'));
/** Records that change something for people, besides changes of state. */
const changing: ReadonlySet<string> = new Set(['received', 'node-down', 'node-up']);
const unreadable = /undefined|null|NaN|\[object|[{}]|\s\s|\n/;

describe('the shipped scenarios', () => {
  it.each(runs)('$id, $architecture, have a readable sentence for each record', ({ id, architecture }) => {
    const { trace, recording } = simulate(recordingOf(id, architecture));
    const named = namesOf(recording, trace);
    const sentences = trace.map((record) => narrate(record, trace, named));
    expect(sentences.filter((sentence) => !/^[A-Z]/.test(sentence) || unreadable.test(sentence))).toEqual([]);
    expect(sentences.filter((sentence) => sentence.length > 160)).toEqual([]);
  });

  it.each(runs)('$id, $architecture, name people and products, not their ids', ({ id, architecture }) => {
    const { trace, recording } = simulate(recordingOf(id, architecture));
    const named = namesOf(recording, trace);
    const known = [...shopData.customers, ...shopData.products].map((thing) => thing.id);
    const sentences = trace.map((record) => narrate(record, trace, named));
    expect(sentences.filter((sentence) => known.some((thing) => sentence.includes(thing)))).toEqual([]);
  });

  it.each(runs)('$id, $architecture, have a label of up to four words for each record', (run) => {
    const { trace, recording } = simulate(recordingOf(run.id, run.architecture));
    const named = namesOf(recording, trace);
    const labels = trace.map((record) => briefOf(record, named));
    expect(labels.filter((label) => !/^\S+( \S+){0,3}$/.test(label) || unreadable.test(label))).toEqual([]);
  });

  it.each(runs)('$id, $architecture, say what each change and each delivery changed', (run) => {
    const { trace, recording } = simulate(recordingOf(run.id, run.architecture));
    const named = namesOf(recording, trace);
    for (const record of trace) {
      const phrase = describeChange(record, named);
      const changes = changing.has(record.kind) || (record.kind === 'changed' && record.from !== record.to);
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
    ['Warehouse’s mailbox: +1', received('mailbox', 'warehouse@signalbox.example')],
    ['Preferences of Alice Johnson: new, version 1', changed('preferences', 'cust-001', null, 'version 1')],
    [
      'Delivery to Dispatcher: unacknowledged → dead lettered',
      changed('delivery', 'evt-1@dispatcher', 'unacknowledged', 'deadLettered'),
    ],
    ['Projections: emptied', changed('projection', 'all', 'kept', 'empty')],
    ['ntf-1 in the projections: pending → sent', changed('projection', 'ntf-1', 'pending', 'sent')],
    ['Orders counted: 0 → 1', changed('sales', 'orders', 0, 1)],
    ['OrderCreated: version 1 → 2', changed('schema', 'OrderCreated', 1, 2)],
    ['Analytics: new, subscribed', changed('subscription', 'analytics', null, 'subscribed')],
    ['Analytics: called → not called', changed('integration', 'analytics', 'called', 'not called')],
    ['batch-001: allocated → cancelled', changed('allocation', 'batch-001', 'allocated', 'cancelled')],
    [
      'Dispatcher: there → crashed',
      { ...at('dispatcher'), kind: 'node-down', reason: 'crashed', stations: [] },
    ],
    ['Dispatcher: there again', { ...at('dispatcher'), kind: 'node-up' }],
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
    ['stock: 48', changed('product.stock', 'prod-001', 50, 48)],
    ['delivery backing off', changed('delivery', 'evt-1@dispatcher', 'unacknowledged', 'backingOff')],
    ['Analytics subscribed', changed('subscription', 'analytics', null, 'subscribed')],
    ['order complete ✗', decision('order-complete', 'ord-001', 'nothing to ship', {})],
    ['fault: adapter fail', { ...at('email'), ...fault, fault: 'adapter-fail', phase: 'begins' }],
    ['drop: over', { ...at('bus'), ...fault, fault: 'drop', phase: 'ends' }],
    ['drop: nothing there', { ...at('bus'), ...fault, fault: 'drop', phase: 'void' }],
    [
      'Notification service crashes',
      { ...at('notification-service'), kind: 'node-down', reason: 'crashed', stations: [] },
    ],
    ['Notification service back', { ...at('notification-service'), kind: 'node-up' }],
    [
      'line item status lost',
      {
        ...at('store'),
        kind: 'lost',
        from: 'ordering',
        name: 'set line item status',
        message: 1,
        reason: 'dropped',
      },
    ],
    [
      'timeout: PUT /preferences',
      {
        ...at('accounts'),
        kind: 'timed-out',
        from: 'store',
        name: 'PUT /preferences',
        request: 1,
        afterMs: 5,
      },
    ],
  ])('%s', (label, record) => {
    expect(briefOf(record, names)).toBe(label);
  });
});

const fault = { kind: 'fault', details: {} } as const;

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
