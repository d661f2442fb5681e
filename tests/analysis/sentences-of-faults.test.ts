import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import { recordingOf, type Facts, type FaultRecord, type TraceRecord } from '../../src/simulation';

const names = namesOf(recordingOf('price-drop', 'event-sourced'));
const byCalls = namesOf(recordingOf('price-drop', 'api-driven'));
const say = (record: TraceRecord, of = names) => narrate(record, [], of);
const link = { from: 'bus', to: 'notification-service' };

describe('a fault that begins says what will happen', () => {
  it.each<[string, string, string, Facts]>([
    [
      'Fault “drop”: the next message from Event bus to Notification service will be lost',
      ...(['bus', 'drop'] as const),
      { ...link, count: 1 },
    ],
    [
      'Fault “drop”: the next 3 PriceChanged from Event bus to Notification service will be lost',
      ...(['bus', 'drop'] as const),
      { ...link, message: 'PriceChanged', count: 3 },
    ],
    [
      'Fault “delay”: the next 2 messages from Event bus to Notification service will be held up for 500 ms, and what follows waits as well',
      ...(['bus', 'delay'] as const),
      { ...link, count: 2, delayMs: 500 },
    ],
    [
      'Fault “duplicate”: the next PriceChanged from Event bus to Notification service will arrive twice',
      ...(['bus', 'duplicate'] as const),
      { ...link, message: 'PriceChanged', count: 1 },
    ],
    [
      'Fault “reorder”: the next message from Event bus to Notification service will be held up for 100 ms, and what follows may overtake',
      ...(['bus', 'reorder'] as const),
      { ...link, count: 1, delayMs: 100 },
    ],
    [
      'Fault “corrupt”: the next message from Event bus to Notification service will arrive spoiled',
      ...(['bus', 'corrupt'] as const),
      { ...link, count: 1 },
    ],
    [
      'Fault “down”: Notification service goes away now, for 2000 ms',
      ...(['notification-service', 'down'] as const),
      { node: 'notifications', durationMs: 2000 },
    ],
    [
      'Fault “down”: Dispatcher goes away now, until someone starts it',
      ...(['dispatcher', 'down'] as const),
      { node: 'dispatcher' },
    ],
    [
      'Fault “crash”: Ordering will crash as soon as its next write to the data store is answered and stay away for 700 ms',
      ...(['ordering', 'crash'] as const),
      { node: 'ordering', after: 'write', durationMs: 700 },
    ],
    [
      'Fault “crash”: Inventory will crash when it is done with the next message and has not said so yet and stay away until someone starts it',
      ...(['inventory', 'crash'] as const),
      { node: 'inventory', after: 'handling' },
    ],
    [
      'Fault “slow”: Inventory takes 500 ms longer before it begins anything, from now on',
      ...(['inventory', 'slow'] as const),
      { node: 'inventory', delayMs: 500 },
    ],
    [
      'Fault “throw”: what handles the next OrderCreated in Inventory will throw “Out of memory”',
      ...(['inventory', 'throw'] as const),
      { node: 'inventory', message: 'OrderCreated', count: 1, error: 'Out of memory' },
    ],
    [
      'Fault “adapter fail”: Email will refuse the next notification: SMTP error 451',
      ...(['email', 'adapter-fail'] as const),
      { channel: 'email', count: 1, reason: 'SMTP error 451', late: false },
    ],
    [
      'Fault “adapter fail”: Email will take the next 2 notifications and say later that it failed: SMTP error 451',
      ...(['email', 'adapter-fail'] as const),
      { channel: 'email', count: 2, reason: 'SMTP error 451', late: true },
    ],
    [
      'Fault “adapter throw”: SMS will throw “Connection reset by peer” at the next notification',
      ...(['sms', 'adapter-throw'] as const),
      { channel: 'sms', count: 1, error: 'Connection reset by peer' },
    ],
    [
      'Fault “adapter slow”: Email takes 500 ms longer before it begins anything, for 3000 ms',
      ...(['email', 'adapter-slow'] as const),
      { channel: 'email', delayMs: 500, durationMs: 3000 },
    ],
    [
      'Fault “adapter bounce”: the next notification given to Email will bounce: Mailbox unavailable',
      ...(['email', 'adapter-bounce'] as const),
      { channel: 'email', count: 1, reason: 'Mailbox unavailable' },
    ],
  ])('%s', (sentence, node, type, details) => {
    expect(say(fault(node, type, 'begins', { type, ...details }))).toBe(sentence);
  });
});

describe('a fault that ends, or finds nothing', () => {
  it.each<[string, TraceRecord]>([
    [
      'The fault “drop” strikes what sets out from Event bus to Notification service now, and is over',
      fault('bus', 'drop', 'ends', { ...link }),
    ],
    ['The fault “throw” strikes in Inventory now, and is over', fault('inventory', 'throw', 'ends', {})],
    ['Inventory is as quick as before again', fault('inventory', 'slow', 'ends', { delayMs: 500 })],
    ['Email is as quick as before again', fault('email', 'adapter-slow', 'ends', { delayMs: 500 })],
    [
      'Fault “down”: there is nothing to break, this run has no Outbox relay',
      fault('store', 'down', 'void', { node: 'relay' }),
    ],
    [
      'Fault “drop”: there is nothing to break, in this run nothing goes from Analytics to Notification service',
      fault('store', 'drop', 'void', { from: 'analytics', to: 'notifications' }),
    ],
    [
      'There is nothing to stop: this run has no Analytics',
      fault('store', 'stop', 'void', { node: 'analytics' }),
    ],
  ])('%s', (sentence, record) => {
    expect(say(record)).toBe(sentence);
  });

  it('calls the parts that an architecture lacks by their names', () => {
    expect(say(fault('store', 'drop', 'void', { from: 'bus', to: 'notifications' }), byCalls)).toBe(
      'Fault “drop”: there is nothing to break, in this run nothing goes from Event bus to Notification API',
    );
  });
});

function fault(node: string, type: string, phase: FaultRecord['phase'], details: Facts): FaultRecord {
  return { seq: 1, at: 0, cause: 0, flow: 'flow-1', node, kind: 'fault', fault: type, phase, details };
}
