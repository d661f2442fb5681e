import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import {
  recordingOf,
  type Disturbed,
  type Facts,
  type FaultRecord,
  type Lost,
  type NodeDown,
  type TraceRecord,
} from '../../src/simulation';

const names = namesOf(recordingOf('price-drop', 'event-sourced'));
const at = (node: string, seq = 1) => ({ seq, at: 0, cause: 0, flow: 'flow-1', node });

const router = { productId: 'prod-001', productName: 'Wireless Router X500' };
const link = { from: 'bus', to: 'notification-service' };

/** A message, a question, and the answers to them, as records 1 to 4; then the fault, and a call with its answer. */
const before: readonly TraceRecord[] = [
  sent(1, 'bus', 'notification-service', 'event', 'PriceChanged', router),
  {
    ...at('ordering', 2),
    kind: 'query',
    to: 'store',
    access: 'read',
    entity: 'orders',
    name: 'order',
    parameters: { orderId: 'ord-001' },
    arrivesAt: 4,
  },
  reply(3, 'store', 'ordering', 'order', 2),
  { ...at('bus', 4), kind: 'arrived', from: 'pricing', form: 'event', name: 'PriceChanged', message: 1 },
  fault('bus', 'drop', 'begins', { ...link, count: 1 }, 5),
  sent(6, 'ordering', 'inventory', 'call', 'POST /stock/reservations', { orderId: 'ord-001' }),
  reply(7, 'inventory', 'ordering', 'POST /stock/reservations', 6),
  sent(8, 'dispatcher', 'email', 'delivery', 'ntf-1', { notificationId: 'ntf-1' }),
  sent(9, 'inventory', 'bus', 'acknowledgement', 'basic.ack', {
    eventId: 'evt-1',
    eventType: 'OrderCreated',
  }),
  { ...(sent(10, 'bus', 'inventory', 'event', 'OrderCreated', {}) as object), ...copyOf(1) } as TraceRecord,
];
const say = (record: TraceRecord) => narrate(record, before, names);

describe('what happens on the way', () => {
  const lost = (node: string, from: string, name: string, message: number, reason: Lost['reason']): Lost => ({
    ...at(node, 20),
    kind: 'lost',
    from,
    name,
    message,
    reason,
  });
  const disturbed = (effect: Disturbed['effect'], message = 1, name = 'PriceChanged'): Disturbed => ({
    ...at('bus', 20),
    kind: 'disturbed',
    to: 'notification-service',
    name,
    message,
    effect,
    delayMs: effect === 'corrupted' ? 0 : 800,
    fault: 5,
  });

  it.each<[string, TraceRecord]>([
    [
      'PriceChanged for Wireless Router X500 is lost on its way from Event bus to Notification service: the fault “drop” struck it',
      { ...lost('notification-service', 'bus', 'PriceChanged', 1, 'dropped'), fault: 5 },
    ],
    [
      'PriceChanged for Wireless Router X500 is lost: Notification service is not there',
      lost('notification-service', 'bus', 'PriceChanged', 1, 'addressee away'),
    ],
    [
      'PriceChanged for Wireless Router X500 is lost for Notification service, which is not there: Event bus keeps no copy',
      lost('notification-service', 'bus', 'PriceChanged', 4, 'nobody listens'),
    ],
    [
      'The question “order” is lost: Data store is not there',
      lost('store', 'ordering', 'order', 2, 'addressee away'),
    ],
    [
      'The answer to “order” is lost: what Ordering wanted it for is gone',
      lost('ordering', 'store', 'order', 3, 'addressee away'),
    ],
    [
      'The answer to POST /stock/reservations is of no use: Ordering does not wait for it any more',
      lost('ordering', 'inventory', 'POST /stock/reservations', 7, 'nobody waits'),
    ],
    [
      'The delivery of ntf-1 is lost: Email is not there',
      lost('email', 'dispatcher', 'ntf-1', 8, 'addressee away'),
    ],
    [
      'The acknowledgement of OrderCreated (basic.ack) is lost: Event bus is not there',
      lost('bus', 'inventory', 'basic.ack', 9, 'addressee away'),
    ],
    [
      'PriceChanged for Wireless Router X500 is held up for 800 ms between Event bus and Notification service, and what follows waits too: the fault “drop” struck it',
      disturbed('delayed'),
    ],
    [
      'PriceChanged for Wireless Router X500 is held up for 800 ms between Event bus and Notification service and may be overtaken: the fault “drop” struck it',
      disturbed('overtaken'),
    ],
    [
      'PriceChanged for Wireless Router X500 is spoiled on its way from Event bus to Notification service and cannot be read there: the fault “drop” struck it',
      disturbed('corrupted'),
    ],
    [
      'PriceChanged for Wireless Router X500 is copied on its way from Event bus to Notification service and will arrive twice: the fault “drop” struck it',
      {
        ...(sent(20, 'bus', 'notification-service', 'event', 'PriceChanged', router) as object),
        ...copyOf(1),
      } as TraceRecord,
    ],
    [
      'Inventory receives OrderCreated, a second copy',
      {
        ...at('inventory', 20),
        kind: 'arrived',
        from: 'bus',
        form: 'event',
        name: 'OrderCreated',
        message: 10,
      },
    ],
    [
      'Ordering gives up waiting for Inventory after 2000 ms: no answer to POST /stock/reservations',
      {
        ...at('ordering', 20),
        kind: 'timed-out',
        from: 'inventory',
        name: 'POST /stock/reservations',
        request: 6,
        afterMs: 2000,
      },
    ],
    [
      'Ordering gives up waiting for Data store after 2000 ms: no answer to “order”',
      { ...at('ordering', 20), kind: 'timed-out', from: 'store', name: 'order', request: 2, afterMs: 2000 },
    ],
    [
      'Notification service could not process PriceChanged for Wireless Router X500: Out of memory',
      {
        ...at('notification-service', 20),
        kind: 'failed',
        name: 'Error',
        message: 'Out of memory',
        handling: 1,
      },
    ],
  ])('%s', (sentence, record) => {
    expect(say(record)).toBe(sentence);
  });
});

describe('parts that come and go', () => {
  const down = (node: string, reason: NodeDown['reason'], stations: readonly string[] = []): NodeDown => ({
    ...at(node),
    kind: 'node-down',
    reason,
    stations,
  });

  it.each<[string, TraceRecord]>([
    ['Inventory crashes; what it was doing is gone', down('inventory', 'crashed')],
    ['Inventory goes down; what it was doing is gone', down('inventory', 'down')],
    [
      'Notification service crashes, and with it Preferences and Templates; what they were doing is gone',
      down('notification-service', 'crashed', ['preferences', 'templates']),
    ],
    [
      'Inventory is stopped: what is begun is finished, and nothing more is taken',
      down('inventory', 'stopped'),
    ],
    ['Inventory is there again', { ...at('inventory'), kind: 'node-up' }],
  ])('%s', (sentence, record) => {
    expect(say(record)).toBe(sentence);
  });
});

function sent(
  seq: number,
  node: string,
  to: string,
  form: 'event' | 'call' | 'delivery' | 'acknowledgement',
  name: string,
  payload: Facts,
): TraceRecord {
  return { ...at(node, seq), kind: 'sent', to, form, name, payload, arrivesAt: 5 };
}

function copyOf(original: number) {
  return { kind: 'duplicated', original, fault: 5 } as const;
}

function reply(seq: number, node: string, to: string, name: string, request: number): TraceRecord {
  return { ...at(node, seq), kind: 'reply', to, name, request, ok: true, payload: null, arrivesAt: 9 };
}

function fault(
  node: string,
  type: string,
  phase: FaultRecord['phase'],
  details: Facts,
  seq = 20,
): FaultRecord {
  return { ...at(node, seq), kind: 'fault', fault: type, phase, details };
}
