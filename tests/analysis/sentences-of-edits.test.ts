import { describe, expect, it } from 'vitest';
import { briefOf } from '../../src/analysis/brief';
import { cartAt, customerAt, preferencesAt } from '../../src/analysis/customers-at';
import { describeChange } from '../../src/analysis/describe-change';
import { landmarkOf } from '../../src/analysis/landmarks';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import { productAt } from '../../src/analysis/shop-at';
import { Replay } from '../../src/analysis/view';
import { recordingOf, shopData, simulate, type Act, type Edit } from '../../src/simulation';
import { told } from '../support/play';

const [preferences] = shopData.preferences.filter(({ customerId }) => customerId === 'cust-001');
if (preferences === undefined) throw new Error('cust-001 has preferences');

const router = { productId: 'prod-001', quantity: 2 };
const edits: readonly Edit[] = [
  { type: 'set-price', productId: 'prod-001', priceCents: 9_999 },
  { type: 'set-price', productId: 'prod-001', priceCents: 9_999 },
  { type: 'set-stock', productId: 'prod-001', stock: 7 },
  { type: 'set-segment', customerId: 'cust-001', segment: 'bronze' },
  { type: 'set-cart', cart: { customerId: 'cust-001', items: [router] } },
  { type: 'set-cart', cart: { customerId: 'cust-001', items: [] } },
  {
    type: 'set-preferences',
    preferences: { ...preferences, channels: { email: true, sms: false, push: false } },
  },
  { type: 'set-stock', productId: 'prod-999', stock: 1 },
];

const scenario = told([[1_000, { type: 'ShipOrder', orderId: 'ord-001' }]]);
const acts = edits.map((edit, index): Act => ({ at: index, kind: 'edit', edit }));
const { recording, trace } = simulate(recordingOf(scenario, 'event-sourced', { acts }));
const names = namesOf(recording, trace);
const records = trace.slice(0, edits.length);

describe('what is changed by hand', () => {
  it('is told in a sentence each', () => {
    expect(records.map((record) => narrate(record, trace, names))).toEqual([
      'The price of Wireless Router X500 is changed by hand in the database, $149.99 → $99.99; no service hears of it',
      'The price of Wireless Router X500 is changed by hand in the database, and stays $99.99; no service hears of it',
      'The stock of Wireless Router X500 is changed by hand in the database, 50 → 7; no service hears of it',
      'The segment of Alice Johnson is changed by hand in the database, gold → bronze; no service hears of it',
      'The cart of Alice Johnson is changed by hand in the database and holds 2 × Wireless Router X500 now; no service hears of it',
      'The cart of Alice Johnson is changed by hand in the database and holds no items now; no service hears of it',
      'The preferences of Alice Johnson are changed by hand in the database: SMS and push switched off; no service hears of it',
      'Nothing is changed by hand in the database: there is no product prod-999',
    ]);
  });

  it('has a short phrase for what is different now, and none where nothing is', () => {
    expect(records.map((record) => describeChange(record, names))).toEqual([
      'Wireless Router X500: $149.99 → $99.99',
      undefined,
      'Wireless Router X500 in stock: 50 → 7',
      'Alice Johnson: gold → bronze',
      'Cart of Alice Johnson: 2 × Wireless Router X500',
      'Cart of Alice Johnson: no items',
      'Preferences of Alice Johnson: version 1 → version 2',
      undefined,
    ]);
  });

  it('has a label of a few words', () => {
    expect(records.map((record) => briefOf(record, names))).toEqual([
      '$99.99',
      '$99.99',
      'stock: 7',
      'segment: bronze',
      'cart of Alice',
      'cart of Alice',
      'preferences of Alice',
      'error',
    ]);
  });

  it('is a landmark as a command is; what cannot be changed is an error', () => {
    expect(records.map(landmarkOf)).toEqual([...edits.slice(1).map(() => 'command'), 'error']);
  });

  it('is there from its step on', () => {
    const replay = new Replay(trace);
    const price = (step: number) => productAt(shopData, replay.at(step), 'prod-001')?.priceCents;
    expect([price(0), price(1)]).toEqual([14_999, 9_999]);
    const stock = (step: number) => productAt(shopData, replay.at(step), 'prod-001')?.stock;
    expect([stock(2), stock(3)]).toEqual([50, 7]);
    const segment = (step: number) => customerAt(shopData, replay.at(step), 'cust-001')?.segment;
    expect([segment(3), segment(4)]).toEqual(['gold', 'bronze']);
    const cart = (step: number) => cartAt(shopData, replay.at(step), 'cust-001').items;
    expect([cart(4), cart(5), cart(6)]).toEqual([[], [router], []]);
    const sms = (step: number) => preferencesAt(shopData, replay.at(step), 'cust-001')?.channels.sms;
    expect([sms(6), sms(7)]).toEqual([true, false]);
  });
});

describe('a type of one’s own for the warehouse', () => {
  it('says what it is and what it is about', () => {
    const toWarehouse = (name: string, trigger: 'order-shipped' | 'cart-left' | 'price-dropped') => ({
      name,
      trigger,
      audience: 'internal' as const,
      template: { mailbox: { subject: 'S', body: 'B' } },
    });
    const story = told([
      [0, { type: 'ShipOrder', orderId: 'ord-001' }],
      [10_000, { type: 'LeaveCart', customerId: 'cust-003' }],
      [20_000, { type: 'UpdatePrice', productId: 'prod-001', priceCents: 1 }],
    ]);
    const notificationTypes = [
      toWarehouse('ramp_free', 'order-shipped'),
      toWarehouse('cart_kept', 'cart-left'),
      toWarehouse('relabel', 'price-dropped'),
    ];
    const run = simulate(recordingOf(story, 'api-driven', { notificationTypes }));
    const called = namesOf(run.recording, run.trace);
    expect(run.trace.map((record) => narrate(record, run.trace, called))).toEqual(
      expect.arrayContaining([
        'Audience: ramp free messages are for the warehouse (order ord-001)',
        'Audience: cart kept messages are for the warehouse (Carol Williams)',
        'Audience: relabel messages are for the warehouse (Wireless Router X500)',
      ]),
    );
  });
});
