import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import { recordingOf, type Changed, type Facts, type State, type TraceRecord } from '../../src/simulation';

const names = namesOf(recordingOf('price-drop', 'event-sourced', { settings: { outbox: true } }));
const at = (node: string, seq = 9) => ({ seq, at: 0, cause: 0, flow: 'flow-1', node });

const changed = (
  node: string,
  from: State,
  to: State,
  event: string,
  facts: Facts = {},
  entity = 'evt-1@inventory',
): Changed => ({ ...at(node), kind: 'changed', machine: 'delivery', entity, from, to, event, facts });

const facts = { consumer: 'inventory', eventId: 'evt-1', eventType: 'OrderCreated' };
const beginning = { ...changed('bus', null, 'waiting', 'PUBLISHED', facts), seq: 1 };
const say = (record: TraceRecord) => narrate(record, [beginning], names);

describe('an event on its way to a consumer', () => {
  const reason = 'Error: Out of memory';
  it.each<[string, TraceRecord]>([
    ['Event bus keeps OrderCreated for Inventory until it is acknowledged', beginning],
    [
      'Inventory keeps track of OrderCreated by itself, because it failed',
      changed('inventory', null, 'processing', 'FAILED_ONCE', facts),
    ],
    [
      'Event bus hands OrderCreated to Inventory and waits for its acknowledgement',
      changed('bus', 'waiting', 'unacknowledged', 'HAND_OVER', { attempt: 1 }),
    ],
    [
      'Event bus hands OrderCreated to Inventory (attempt 2) and waits for its acknowledgement',
      changed('bus', 'waiting', 'unacknowledged', 'HAND_OVER', { attempt: 2 }),
    ],
    [
      'Inventory tries OrderCreated again (attempt 2)',
      changed('inventory', 'waiting', 'processing', 'TRY_AGAIN', { attempt: 2 }),
    ],
    [
      'Event bus is done with OrderCreated for Inventory: it is acknowledged',
      changed('bus', 'unacknowledged', 'acknowledged', 'ACKNOWLEDGED'),
    ],
    [
      'Inventory has processed OrderCreated after all',
      changed('inventory', 'processing', 'acknowledged', 'ACKNOWLEDGED'),
    ],
    [
      'OrderCreated for Inventory failed in attempt 1 and will be tried again: Out of memory',
      changed('bus', 'unacknowledged', 'backingOff', 'FAILED', { attempt: 1, reason }),
    ],
    [
      'OrderCreated goes to the dead letters of Inventory after attempt 3: Out of memory',
      changed('bus', 'unacknowledged', 'deadLettered', 'FAILED', { attempt: 3, reason }),
    ],
    [
      'OrderCreated goes back to its place: Inventory was gone before it acknowledged it',
      changed('bus', 'unacknowledged', 'waiting', 'RELEASED'),
    ],
    [
      'OrderCreated is taken out of the dead letters of Inventory, to be tried anew',
      changed('bus', 'deadLettered', 'waiting', 'REDRIVEN'),
    ],
    [
      'Event bus throws OrderCreated for Inventory away: nobody listens there any more',
      changed('bus', 'waiting', 'lost', 'LOST'),
    ],
    [
      'What Inventory remembered of OrderCreated is gone: it will not be tried again',
      changed('inventory', 'backingOff', 'lost', 'LOST'),
    ],
    [
      'OrderCreated for Inventory was not acknowledged in time and will be delivered again',
      changed('bus', 'unacknowledged', 'waiting', 'untilIdle'),
    ],
    [
      'OrderCreated for Inventory has waited and may be tried again',
      changed('bus', 'backingOff', 'waiting', 'backoff'),
    ],
    [
      'An event for Dispatcher has waited and may be tried again',
      changed('bus', 'backingOff', 'waiting', 'backoff', {}, 'evt-7@dispatcher-2'),
    ],
    [
      'OrderCreated for Inventory refuses ACKNOWLEDGED: it is waiting to be tried again',
      {
        ...at('bus'),
        kind: 'ignored',
        machine: 'delivery',
        entity: 'evt-1@inventory',
        state: 'backingOff',
        event: 'ACKNOWLEDGED',
      },
    ],
  ])('%s', (sentence, record) => {
    expect(say(record)).toBe(sentence);
  });

  const timer = { ...at('bus'), machine: 'delivery', entity: 'evt-1@inventory' };
  it.each<[string, TraceRecord]>([
    [
      'Event bus waits for Inventory to acknowledge OrderCreated, for 3000 ms at most',
      { ...timer, kind: 'timer-set', event: 'untilIdle', dueAt: 3000 },
    ],
    [
      'The time in which Inventory should have acknowledged OrderCreated is over',
      { ...timer, kind: 'timer-fired', event: 'untilIdle', timer: 1 },
    ],
    [
      'Event bus does not wait any longer for Inventory to acknowledge OrderCreated',
      { ...timer, kind: 'timer-cancelled', event: 'untilIdle', timer: 1 },
    ],
    [
      'OrderCreated for Inventory waits for 200 ms before it is tried again',
      { ...timer, kind: 'timer-set', event: 'backoff', dueAt: 200 },
    ],
    [
      'The wait before OrderCreated for Inventory is tried again is over',
      { ...timer, kind: 'timer-fired', event: 'backoff', timer: 1 },
    ],
    [
      'Event bus calls off the wait before OrderCreated for Inventory is tried again',
      { ...timer, kind: 'timer-cancelled', event: 'backoff', timer: 1 },
    ],
  ])('%s', (sentence, record) => {
    expect(say(record)).toBe(sentence);
  });

  it('has its timer stopped when it is acknowledged', () => {
    const { entity } = beginning;
    const done = { ...changed('bus', 'unacknowledged', 'acknowledged', 'ACKNOWLEDGED'), seq: 2, entity };
    const stopped = {
      ...timer,
      kind: 'timer-cancelled',
      event: 'untilIdle',
      timer: 1,
      cause: 2,
      seq: 3,
    } as const;
    expect(narrate(stopped, [beginning, done], names)).toBe(
      'Event bus stops its timer for Inventory and OrderCreated: it is acknowledged',
    );
  });
});

describe('acknowledgements', () => {
  const payload = { eventId: 'evt-1', eventType: 'OrderCreated', offset: 0 };
  it.each([
    ['is done with OrderCreated (XACK)', 'XACK'],
    ['is done with OrderCreated (basic.ack)', 'basic.ack'],
    ['could not process OrderCreated (basic.nack)', 'basic.nack'],
    ['has moved its offset past OrderCreated (OffsetCommit)', 'OffsetCommit'],
  ])('a consumer %s', (words, name) => {
    const sent: TraceRecord = {
      ...at('inventory', 1),
      kind: 'sent',
      to: 'bus',
      form: 'acknowledgement',
      name,
      payload,
      arrivesAt: 5,
    };
    const arrived: TraceRecord = {
      ...at('bus', 2),
      kind: 'arrived',
      from: 'inventory',
      form: 'acknowledgement',
      name,
      message: 1,
    };
    expect(narrate(sent, [sent, arrived], names)).toBe(`Inventory tells Event bus that it ${words}`);
    expect(narrate(arrived, [sent, arrived], names)).toBe(`Event bus hears that Inventory ${words}`);
  });
});

describe('the outbox', () => {
  const outbox = (node: string, from: State, to: State, event: string): TraceRecord => ({
    ...changed(node, from, to, event, { eventType: 'OrderCreated' }, 'evt-1'),
    machine: 'outbox',
  });
  const query = (access: 'read' | 'write', name: string): TraceRecord => ({
    ...at('relay', 1),
    kind: 'query',
    to: 'store',
    access,
    entity: 'outbox',
    name,
    parameters: { eventId: 'evt-1', eventType: 'OrderCreated' },
    arrivesAt: 4,
  });
  const answer = (name: string, payload: Facts | boolean | null): TraceRecord => ({
    ...at('store', 2),
    kind: 'reply',
    to: 'relay',
    name,
    request: 1,
    ok: true,
    payload,
    arrivesAt: 8,
  });

  it.each<[string, TraceRecord, TraceRecord?]>([
    [
      'Data store puts OrderCreated into the outbox, in one transaction with the change that it tells of',
      outbox('store', null, 'stored', 'COMMIT'),
    ],
    [
      'Data store marks OrderCreated in the outbox as published',
      outbox('store', 'stored', 'published', 'PUBLISHED'),
    ],
    [
      'Outbox relay asks the data store for the OrderCreated that is in the outbox and waits',
      query('read', 'unpublished event'),
    ],
    [
      'The data store answers Outbox relay with the OrderCreated that is to be published',
      answer('unpublished event', { id: 'evt-1' }),
      query('read', 'unpublished event'),
    ],
    [
      'The data store answers Outbox relay that OrderCreated is published already',
      answer('unpublished event', null),
      query('read', 'unpublished event'),
    ],
    [
      'Outbox relay asks the data store to mark OrderCreated as published and waits',
      query('write', 'mark as published'),
    ],
    [
      'The data store answers Outbox relay that OrderCreated is marked as published',
      answer('mark as published', true),
      query('write', 'mark as published'),
    ],
    [
      'The data store answers Outbox relay that OrderCreated was marked as published before',
      answer('mark as published', false),
      query('write', 'mark as published'),
    ],
  ])('%s', (sentence, record, request) => {
    expect(narrate(record, request === undefined ? [] : [request], names)).toBe(sentence);
  });
});
