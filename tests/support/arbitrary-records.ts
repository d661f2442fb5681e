import fc from 'fast-check';
import type { Facts, Json, TraceRecord } from '../../src/simulation';

/** Names that narration knows, names that objects have by birth, and any others. */
const name = fc.oneof(
  fc.constantFrom(
    'ShipOrder',
    'PlaceOrder',
    'POST /notify',
    'PriceChanged',
    'NotificationFailed',
    'ReadFeed',
    'NotifyCustomers',
    'Bounced',
    'XACK',
    'PUT /preferences',
  ),
  fc.constantFrom('order', 'customer', 'products', 'carts holding', 'preferences', 'set price', 'add order'),
  fc.constantFrom('constructor', '__proto__', 'toString'),
  fc.string({ minLength: 1 }),
);
const id = fc.oneof(
  fc.constantFrom('cust-001', 'prod-001', 'ord-001', 'ntf-1', 'email', 'bus', 'store'),
  fc.string(),
);
const machine = fc.oneof(
  fc.constantFrom(
    'order',
    'line-item',
    'product.price',
    'product.stock',
    'payment',
    'notification',
    'order-completion',
    'delivery',
    'outbox',
    'projection',
    'subscription',
    'integration',
    'schema',
    'sales',
    'allocation',
    'customer',
    'preferences',
  ),
  fc.string(),
);
const rule = fc.oneof(
  fc.constantFrom(
    'price-drop',
    'audience',
    'segment',
    'subscription',
    'channels',
    'quiet-hours',
    'duplicate',
  ),
  fc.constantFrom('schedule', 'order-complete', 'idempotency', 'stock'),
  fc.string(),
);
const fault = fc.oneof(
  fc.constantFrom('drop', 'delay', 'crash', 'slow', 'adapter-fail', 'adapter-bounce', 'throw', 'stop'),
  fc.string(),
);
const outcome = fc.oneof(fc.constantFrom('passed', 'stopped', 'held', 'wait', 'complete'), fc.string());
const json: fc.Arbitrary<Json> = fc.jsonValue();

const state = fc.option(
  fc.oneof(fc.constantFrom('pending.ready', 'sent', 'complete'), fc.string(), fc.integer()),
);

/** Facts with fields that sentences look for, holding anything. */
const field = fc.constantFrom(
  ...[
    'orderId',
    'customerId',
    'productId',
    'items',
    'status',
    'reason',
    'channels',
    'from',
    'to',
    'order',
    'payment',
  ],
  ...[
    'oldPriceCents',
    'notificationType',
    'cartHolders',
    'eligible',
    'quietHours',
    'scheduledFor',
    'open',
    'results',
    'node',
    'count',
    'delayMs',
    'durationMs',
    'filter',
    'known',
    'before',
    'attempt',
  ],
);
const facts: fc.Arbitrary<Facts> = fc.dictionary(field, json);
const number = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.double());
const recorded = { seq: number, at: number, cause: number, flow: fc.string(), node: id };
const travelling = { ...recorded, to: id, arrivesAt: number };
const timed = { ...recorded, machine, entity: id, event: name };
const written = { ...recorded, channel: id, subject: fc.string(), body: fc.string() };
const is = <Kind extends string>(kind: Kind) => fc.constant(kind);
const form = fc.constantFrom('command', 'event', 'call', 'delivery', 'acknowledgement');
const access = fc.constantFrom('read', 'write');

/** Records of every kind with anything in them, as a recording of a later version might hold. */
export const anyRecord: fc.Arbitrary<TraceRecord> = fc.oneof(
  fc.record({ ...travelling, kind: is('sent'), form, name, payload: facts }),
  fc.record({ ...recorded, kind: is('arrived'), from: id, form, name, message: number }),
  fc.record({ ...recorded, kind: is('handled'), name, message: number }),
  fc.record({ ...travelling, kind: is('query'), access, entity: id, name, parameters: facts }),
  fc.record({ ...travelling, kind: is('reply'), name, request: number, ok: fc.boolean(), payload: json }),
  fc.record({ ...travelling, kind: is('reply'), name, request: number, ok: fc.boolean(), payload: facts }),
  fc.record({ ...recorded, kind: is('concluded'), name, ok: fc.boolean(), payload: json }),
  fc.record({ ...recorded, kind: is('decision'), rule, subject: id, outcome, because: facts }),
  fc.record({
    ...recorded,
    kind: is('changed'),
    machine,
    entity: id,
    from: state,
    to: state,
    event: name,
    facts,
  }),
  fc.record({ ...recorded, kind: is('ignored'), machine, entity: id, state: name, event: name }),
  fc.record({ ...written, kind: is('rendered'), template: name, recipient: id }),
  fc.record({ ...written, kind: is('received'), to: id, notification: id }),
  fc.record({ ...recorded, kind: is('failed'), name, message: fc.string() }),
  fc.record({ ...timed, kind: is('timer-set'), dueAt: number }),
  fc.record({ ...timed, kind: is('timer-fired'), timer: number }),
  fc.record({ ...timed, kind: is('timer-cancelled'), timer: number }),
  fc.record({
    ...travelling,
    kind: is('duplicated'),
    form,
    name,
    payload: facts,
    original: number,
    fault: number,
  }),
  fc.record({
    ...recorded,
    kind: is('disturbed'),
    to: id,
    name,
    message: number,
    effect: fc.constantFrom('delayed', 'overtaken', 'corrupted'),
    delayMs: number,
    fault: number,
  }),
  fc.record({
    ...recorded,
    kind: is('lost'),
    from: id,
    name,
    message: number,
    reason: fc.constantFrom('dropped', 'addressee away', 'nobody waits', 'nobody listens'),
    fault: number,
  }),
  fc.record({ ...recorded, kind: is('timed-out'), from: id, name, request: number, afterMs: number }),
  fc.record({
    ...recorded,
    kind: is('node-down'),
    reason: fc.constantFrom('down', 'crashed', 'stopped'),
    stations: fc.array(id),
  }),
  fc.record({ ...recorded, kind: is('node-up') }),
  fc.record({
    ...recorded,
    kind: is('fault'),
    fault,
    phase: fc.constantFrom('begins', 'ends', 'void'),
    details: facts,
  }),
  fc.record({ ...recorded, kind: is('limit-reached'), limit: name, value: number }),
);
