/**
 * Random troubles: faults of every kind at every place of either architecture, and operations of those who run the shop.
 */
import fc from 'fast-check';
import type { Act, Fault, Operation } from '../../src/simulation';

/** Links of both architectures; in the one that lacks a link there is nothing to break. */
const link = fc
  .constantFrom(
    'shopper ordering',
    'warehouse ordering',
    'ordering bus',
    'inventory bus',
    'pricing bus',
    'relay bus',
    'bus notifications',
    'bus inventory',
    'bus analytics',
    'bus dispatcher',
    'bus projections',
    'notifications bus',
    'dispatcher bus',
    'inventory ordering',
    'dispatcher email',
    'email dispatcher',
    'dispatcher sms',
    'ordering notifications',
    'notifications ordering',
    'pricing notifications',
    'ordering inventory',
    'ordering store',
    'store ordering',
    'store preferences',
    'ordering shopper',
  )
  .map((ends) => {
    const [from = '', to = ''] = ends.split(' ');
    return { from, to };
  });

const node = fc.constantFrom(
  'ordering',
  'pricing',
  'inventory',
  'analytics',
  'bus',
  'notifications',
  'dispatcher',
  'projections',
  'relay',
  'store',
  'email',
  'sms',
);
const channel = fc.constantFrom('email' as const, 'sms' as const, 'push' as const, 'mailbox' as const);
const count = fc.integer({ min: 1, max: 4 });
const delayMs = fc.integer({ min: 1, max: 3_000 });
/** Most outages end. */
const outage = fc.oneof(
  { arbitrary: fc.record({ durationMs: fc.integer({ min: 1, max: 4_000 }) }), weight: 4 },
  { arbitrary: fc.constant({}), weight: 1 },
);

const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc
    .tuple(link, count, fc.constantFrom('drop' as const, 'duplicate' as const, 'corrupt' as const))
    .map(([ends, count, type]) => ({ type, ...ends, count })),
  fc
    .tuple(link, count, delayMs, fc.constantFrom('delay' as const, 'reorder' as const))
    .map(([ends, count, delayMs, type]) => ({ type, ...ends, count, delayMs })),
  fc.tuple(node, outage).map(([node, span]) => ({ type: 'down' as const, node, ...span })),
  fc
    .tuple(
      node,
      fc.constantFrom('arrival' as const, 'write' as const, 'answer' as const, 'handling' as const),
      outage,
    )
    .map(([node, after, span]) => ({ type: 'crash' as const, node, after, ...span })),
  fc
    .tuple(node, delayMs, outage)
    .map(([node, delayMs, span]) => ({ type: 'slow' as const, node, delayMs, ...span })),
  fc
    .tuple(node, count)
    .map(([node, count]) => ({ type: 'throw' as const, node, count, error: 'Out of memory' })),
  fc.tuple(channel, count, fc.boolean()).map(([channel, count, late]) => ({
    type: 'adapter-fail' as const,
    channel,
    count,
    reason: 'SMTP error 451',
    late,
  })),
  fc
    .tuple(channel, count)
    .map(([channel, count]) => ({ type: 'adapter-throw' as const, channel, count, error: 'Reset by peer' })),
  fc
    .tuple(channel, count)
    .map(([channel, count]) => ({ type: 'adapter-bounce' as const, channel, count, reason: 'No such user' })),
  fc
    .tuple(channel, delayMs)
    .map(([channel, delayMs]) => ({ type: 'adapter-slow' as const, channel, delayMs })),
);

const consumer = fc.constantFrom('notifications' as const, 'inventory' as const, 'analytics' as const);
const plain = { noNullPrototype: true } as const;
const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ type: fc.constant('add-consumer' as const), consumer }, plain),
  fc.record(
    {
      type: fc.constant('add-consumer' as const),
      consumer: fc.constant('analytics' as const),
      filter: fc.constantFrom({ minTotalCents: 20_000 }, { customerIds: ['cust-001'] }),
    },
    plain,
  ),
  fc.record({ type: fc.constant('remove-consumer' as const), consumer }, plain),
  fc.record({ type: fc.constantFrom('stop' as const, 'start' as const), node }, plain),
  fc.record({ type: fc.constant('slow' as const), node, delayMs }, plain),
  fc.record(
    {
      type: fc.constant('publish-version' as const),
      version: fc.constantFrom(1 as const, 2 as const),
    },
    plain,
  ),
);

const at = fc.integer({ min: 0, max: 800 });

/** Something that breaks, or that someone changes, within the first second. */
export const anyTrouble: fc.Arbitrary<Act> = fc.oneof(
  { arbitrary: fc.record({ at, kind: fc.constant('fault' as const), fault: anyFault }, plain), weight: 4 },
  {
    arbitrary: fc.record({ at, kind: fc.constant('operation' as const), operation: anyOperation }, plain),
    weight: 1,
  },
);
