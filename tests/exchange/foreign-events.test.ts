import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noChoices, withCustomerChoice, withTypeChoice } from '../../src/exchange/foreign-events/choices';
import { suggestedTarget, targets } from '../../src/exchange/foreign-events/targets';
import {
  mostDriven,
  readForeignLog,
  translate,
  type ForeignReport,
  type ReadLog,
} from '../../src/exchange/foreign-events/translate';
import { readFile } from '../../src/exchange/read-file';
import { holdsForAll, propertySeed } from '../support/properties';
import {
  architectureNames,
  parseScenario,
  recordingOf,
  scenarios,
  shopEventSchemas,
  simulate,
  type ArchitectureName,
  type Run,
} from '../../src/simulation';

const folder = resolve(import.meta.dirname, '../../fixtures/exports/v1/foreign');

function logOf(values: readonly unknown[], name = 'a.json'): ReadLog {
  const read = readForeignLog(
    values.map((value, index) => ({ value, path: `[${index}]` })),
    name,
  );
  if (!read.ok) throw new Error(read.refusal.reason);
  return read.value;
}
const reportOf = (values: readonly unknown[]) => translate(logOf(values), noChoices);

function sample(name: string): ReadLog {
  const read = readFile(readFileSync(`${folder}/${name}`, 'utf8'), name);
  if (!read.ok || read.value.kind !== 'events') throw new Error(`${name} holds events`);
  const log = readForeignLog(read.value.events, name);
  if (!log.ok) throw new Error(log.refusal.reason);
  return log.value;
}

function play({ scenario }: ForeignReport, architecture: ArchitectureName): Run {
  if (scenario === undefined) throw new Error('it can be played');
  return simulate(recordingOf(scenario, architecture));
}

/** What everybody received, without when. */
const told = ({ trace }: Run) =>
  trace
    .flatMap((record) =>
      record.kind === 'received'
        ? [`${record.channel} ${record.to} ${record.subject ?? ''} ${record.body}`]
        : [],
    )
    .sort();
const recipients = (run: Run) => told(run).map((line) => line.split(' ').slice(0, 2).join(' '));
const sumOf = ({ counts }: ForeignReport) => counts.driven + counts.mapped + counts.unknown + counts.unusable;

const shipped = {
  id: 'e',
  type: 'order.shipped',
  time: '2026-01-01T00:00:00Z',
  data: { orderId: '7', customerId: '1' },
};

describe('types of other systems', () => {
  it.each([
    ['com.acme.order.shipped.v2', 'order-shipped'],
    ['OrderShipped', 'order-shipped'],
    ['order_shipped', 'order-shipped'],
    ['ORDER-SHIPPED', 'order-shipped'],
    ['OrderShippedEvent', 'order-shipped'],
    ['order_shipped_v3', 'order-shipped'],
    ['sales/OrderPlaced', 'order-created'],
    ['order-created', 'order-created'],
    ['invoice.payment_failed', 'payment-failed'],
    ['com.acme.CartAbandoned.1', 'cart-left'],
    ['inventory.StockRanLow', 'stock-low'],
    ['__proto__', undefined],
    ['constructor', undefined],
    ['search.performed', undefined],
    ['shipped.order.search', undefined],
    // A word alone is news of the shop only where nothing else is said to have been shipped, delivered …
    ['shipped', 'order-shipped'],
    ['DeliveredEvent', 'order-delivered'],
    ['shipment.dispatched.v1', 'order-shipped'],
    ['com.acme.packages.delivered', 'order-delivered'],
    ['user.signup', 'customer-registered'],
    ['accounts/signed_up', 'customer-registered'],
    ['inventory.allocated', 'stock-allocated'],
    ['email.delivered', undefined],
    ['webhook.delivered', undefined],
    ['com.acme.feature.shipped', undefined],
    ['event.dispatched', undefined],
    ['memory.allocated', undefined],
    ['newsletter.signup', undefined],
    ['newsletter.sign.up', undefined],
  ])('%s is %s', (type, target) => {
    expect(suggestedTarget(type)).toBe(target);
  });

  it('each have one meaning', () => {
    const names = Object.values(targets).flatMap((target) => target.names as readonly string[]);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(Object.keys(shopEventSchemas))('of this shop are known: %s', (type) => {
    const target = suggestedTarget(type);
    expect(target && targets[target].type).toBe(type);
  });
});

describe.each(architectureNames)('a log in foreign words, %s', (architecture) => {
  it('of CloudEvents notifies the customer of the order once for each news', () => {
    const report = translate(sample('valid-webshop.cloudevents.json'), noChoices);
    expect(report.counts).toEqual({ driven: 6, mapped: 0, unknown: 1, unusable: 0 });
    const run = play(report, architecture);
    const marta = 'email marta.lind@nordwind.example';
    // Placed, paid, shipped (told twice under one id), delivered; packed is no news.
    expect(recipients(run)).toEqual([marta, marta, marta, marta]);
    expect(told(run).join('\n')).toContain('Trail lamp');
    expect(told(run).join('\n')).toContain('$189.80');
  });

  it('in snake case, out of order, with a customer whom nobody knows', () => {
    const report = translate(sample('valid-snake-case.ndjson'), noChoices);
    expect(report.counts).toEqual({ driven: 8, mapped: 0, unknown: 1, unusable: 1 });
    expect(report.unusable).toEqual([
      { type: 'order_shipped', reason: 'does not say when it happened', places: ['line 7'] },
    ]);
    const run = play(report, architecture);
    const olu = 'email olu@kiosk.example';
    expect(recipients(run).filter((line) => line === olu)).toHaveLength(4);
    // The cart is of a bronze customer, so the lower price is told to nobody; the order of nobody is told to whoever owns it.
    expect(recipients(run)).toContain('email customer-3@unknown.example');
    expect(told(run).join('\n')).not.toContain('$12.00');
  });

  it('of flat objects completes an order item by item', () => {
    const report = translate(sample('valid-flat-objects.json'), noChoices);
    expect(sumOf(report)).toBe(report.total);
    const run = play(report, architecture);
    expect(told(run).filter((line) => line.includes('is complete'))).toHaveLength(1);
    expect(recipients(run).filter((line) => line.startsWith('mailbox'))).toHaveLength(2);
  });
});

describe('what a person says about a log', () => {
  it('makes a type that nobody knows drive', () => {
    const log = sample('valid-flat-objects.json');
    const choices = withTypeChoice(noChoices, 'ParcelHandedOver', { target: 'order-shipped' });
    const report = translate(log, choices);
    expect([report.counts.mapped, report.counts.unknown]).toEqual([1, 1]);
    expect(told(play(report, 'event-sourced')).join('\n')).toContain('ord-B7');
  });

  it('keeps a known type from driving', () => {
    const choices = withTypeChoice(noChoices, 'order_cancelled', { target: 'none' });
    expect(translate(sample('valid-snake-case.ndjson'), choices).counts).toMatchObject({
      driven: 6,
      unknown: 3,
    });
  });

  it('finds what a fact is called', () => {
    const log = logOf([{ ...shipped, data: { bestellung: '7', kunde: '1' } }]);
    expect(translate(log, noChoices).unusable).toMatchObject([{ reason: 'does not say: Order' }]);
    const fields = { orderId: 'bestellung', customerId: 'kunde' };
    const report = translate(log, withTypeChoice(noChoices, 'order.shipped', { fields }));
    expect(report.scenario?.acts).toMatchObject([{ event: { orderId: 'ord-7', customerId: 'cust-1' } }]);
  });

  it('gives a made customer a name, a segment and channels', () => {
    const log = sample('valid-snake-case.ndjson');
    const change = {
      name: 'Kai',
      email: 'kai@kiosk.example',
      segment: 'gold',
      channels: 'email and SMS',
    } as const;
    const report = translate(log, withCustomerChoice(noChoices, '7002', change));
    const run = play(report, 'api-driven');
    expect(recipients(run)).toContain('email kai@kiosk.example');
    expect(told(run).join('\n')).toContain('Kai');
    expect(told(run).join('\n')).toContain('$12.00');
    expect(recipients(run).some((line) => line.startsWith('sms'))).toBe(true);
  });

  it('lets a customer of the shop stand for one of theirs', () => {
    const report = translate(logOf([shipped]), withCustomerChoice(noChoices, '1', { as: 'cust-001' }));
    expect(recipients(play(report, 'event-sourced'))).toEqual([
      'email alice.johnson@example.com',
      'sms +1-555-0101',
    ]);
  });

  it('takes back that a customer is the one of the shop with the same id', () => {
    const log = logOf([{ ...shipped, data: { orderId: '7', customerId: 'cust-001' } }]);
    expect(translate(log, noChoices).customers).toMatchObject([
      { row: { name: 'Alice Johnson' }, isMade: false },
    ]);
    const report = translate(log, withCustomerChoice(noChoices, 'cust-001', { as: '' }));
    expect(report.customers).toMatchObject([{ row: { id: 'cust-001-2' }, isMade: true }]);
  });

  it('is told what is wrong with an address', () => {
    const report = translate(logOf([shipped]), withCustomerChoice(noChoices, '1', { email: 'nowhere' }));
    expect(report.scenario).toBeUndefined();
    expect(report.problems).toMatchObject([{ path: 'shop.customers[0].email' }]);
  });
});

describe('what events say', () => {
  it.each([
    ['2026-01-01T01:00:00+02:00', '2025-12-31T23:00:00.000Z'],
    ['2026-01-01 01:00:00', '2026-01-01T01:00:00.000Z'],
    [1767229200, '2026-01-01T01:00:00.000Z'],
    [1767229200123, '2026-01-01T01:00:00.123Z'],
    ['1767229200', '2026-01-01T01:00:00.000Z'],
  ])('is at the time %s', (time, startsAt) => {
    expect(reportOf([{ ...shipped, time }]).scenario?.startsAt).toBe(startsAt);
  });

  it.each(['yesterday', '2026-02-30T00:00:00Z', 1e300, -5, '9999-01-01T00:00:00Z', {}, null])(
    'cannot be used at the time %s, and says so with its place',
    (time) => {
      const { unusable, counts } = reportOf([{ ...shipped, time }]);
      expect(counts.unusable).toBe(1);
      expect(unusable).toMatchObject([
        { places: ['[0]'], reason: expect.stringMatching(/time|when/) as string },
      ]);
    },
  );

  it.each([
    [11999, 11999],
    ['119.99', 11999],
    [119.99, 11999],
    ['$1,119.99', 111999],
    ['1.119,99 EUR', 111999],
    [{ value: '119.99', currency: 'EUR' }, 11999],
  ])('as an amount, %o is %i cents', (amount, cents) => {
    const event = { ...shipped, type: 'payment.received', data: { orderId: '7', customerId: '1', amount } };
    expect(reportOf([event]).scenario?.acts).toMatchObject([{ event: { amountCents: cents } }]);
  });

  it('is played in the order of time, and what is at one time in that of the file', () => {
    const at = (id: string, time: string) => ({ ...shipped, id, time: `2026-01-01T00:00:${time}Z` });
    const report = reportOf([at('b', '05'), at('a', '01'), at('c', '05')]);
    const acts = report.scenario?.acts.map((act) => (act.kind === 'event' ? [act.event.id, act.at] : []));
    expect(acts).toEqual([
      ['a', 0],
      ['b', 4000],
      ['c', 4000],
    ]);
    expect(report.notes.join(' ')).toContain('Out of order: 1 event');
  });

  it('is one event under one id of a source, and another one under that of another source', () => {
    const event = { ...shipped, specversion: '1.0', source: '/one' };
    const report = reportOf([event, event, { ...event, source: '/two' }]);
    const ids = report.scenario?.acts.map((act) => (act.kind === 'event' ? act.event.id : ''));
    expect(ids).toEqual(['e', 'e', 'e of /two']);
  });

  it('more than ten years after the first cannot be used', () => {
    const { counts, unusable } = reportOf([shipped, { ...shipped, id: 'f', time: '2036-06-01T00:00:00Z' }]);
    expect([counts.driven, counts.unusable]).toEqual([1, 1]);
    expect(unusable[0]?.reason).toContain('ten years');
  });

  it('beyond the first thousands is counted and not played', () => {
    const values = Array.from({ length: mostDriven + 5 }, (_, index) => ({ ...shipped, id: `e-${index}` }));
    const report = reportOf(values);
    expect([report.counts.driven, report.counts.unusable]).toEqual([mostDriven, 5]);
    expect(report.unusable[0]?.reason).toContain(`first ${mostDriven}`);
  });

  it('of two customers never becomes one', () => {
    const report = reportOf([
      { ...shipped, data: { orderId: '7', customerId: '001' } },
      { ...shipped, id: 'f', data: { orderId: '8', customerId: 'cust-001' } },
    ]);
    expect(new Set(report.customers.map(({ row }) => row.id)).size).toBe(2);
  });
});

/** The facts of the events that drive a report. */
const eventsOf = ({ scenario }: ForeignReport) =>
  (scenario?.acts ?? []).flatMap((act) => (act.kind === 'event' ? [act.event] : []));
const idsOf = (report: ForeignReport) => eventsOf(report).map(({ id }) => id);
/** Minutes into a morning. */
const at = (minute: number) => `2026-01-01T09:${String(minute).padStart(2, '0')}:00Z`;

describe('an event that cannot be used', () => {
  const created = { type: 'order.created', time: at(0), data: { orderId: '7', customerId: '1' } };

  it('leaves the status of its order as it was for the next one', () => {
    const report = reportOf([
      created,
      { type: 'order.status_changed', time: at(1), data: { orderId: '7', status: 'on hold' } },
      { type: 'order.shipped', time: at(2), data: { orderId: '7' } },
    ]);
    expect(report.counts).toMatchObject({ driven: 2, unusable: 1 });
    expect(eventsOf(report)[1]).toMatchObject({ from: 'PENDING', to: 'SHIPPED' });
  });

  it('leaves the status of a line item as it was', () => {
    const data = { orderId: '7', sku: 'mug' };
    const report = reportOf([
      { type: 'item_status_changed', time: at(1), data: { ...data, status: 'on hold' } },
      { type: 'item_shipped', time: at(2), data },
    ]);
    expect(eventsOf(report)).toMatchObject([{ from: 'PENDING', to: 'SHIPPED' }]);
  });

  it('leaves the price of its product as it was', () => {
    const price = (minute: number, newPrice: number) => ({
      type: 'price.changed',
      time: at(minute),
      data: { sku: 'mug', newPriceCents: newPrice },
    });
    // The first one does not say what it was before, and nobody else does: from then on it is known.
    const report = reportOf([price(0, 2000), price(1, 1800), price(2, 500_000_000), price(3, 1500)]);
    expect(report.counts).toMatchObject({ driven: 2, unusable: 2 });
    expect(eventsOf(report)).toMatchObject([
      { oldPriceCents: 2000, newPriceCents: 1800 },
      { oldPriceCents: 1800, newPriceCents: 1500 },
    ]);
  });

  it('is no attempt to pay', () => {
    const failed = (minute: number, attempt?: number) => ({
      type: 'payment.failed',
      time: at(minute),
      data: {
        orderId: '7',
        customerId: '1',
        amountCents: 100,
        ...(attempt === undefined ? {} : { attempt }),
      },
    });
    const report = reportOf([failed(0), failed(1, 0), failed(2)]);
    expect(report.counts).toMatchObject({ driven: 2, unusable: 1 });
    expect(eventsOf(report)).toMatchObject([{ attempt: 1 }, { attempt: 2 }]);
  });

  it('takes no id from a later one, and is no event told again', () => {
    const event = { specversion: '1.0', source: '/a', id: 'e', type: 'order.shipped', time: at(0) };
    const refused = { ...event, type: 'order.status_changed', data: { orderId: '7', status: 'on hold' } };
    const report = reportOf([refused, { ...event, data: { orderId: '7' } }]);
    expect(idsOf(report)).toEqual(['e']);
    expect(report.notes.join(' ')).not.toContain('Told again');
  });
});

describe('what cannot be of a list', () => {
  const cart = (items: unknown, customerId = '1') => ({
    type: 'cart.left',
    time: at(0),
    data: { customerId, items },
  });
  const other = { type: 'order.shipped', time: at(1), data: { orderId: '7', customerId: '2' } };

  it.each([0, 10_001, -1, 'two', 1e300])(
    'as a quantity of %s, keeps the log from nothing else',
    (quantity) => {
      const report = reportOf([cart([{ sku: 'mug', quantity }]), other]);
      expect(report.problems).toEqual([]);
      expect(report.counts).toMatchObject({ driven: 1, unusable: 1 });
      expect(report.scenario?.shop?.carts).toEqual([]);
      expect(report.notes.join(' ')).toMatch(/Left out of carts.*: 1 item\..*Left out, .*: 1 cart\./);
    },
  );

  it('leaves the rest of a cart in it', () => {
    const items = [
      { sku: 'mug', quantity: 0 },
      { sku: 'plate', quantity: 2 },
    ];
    const report = reportOf([cart(items), other]);
    expect(report.scenario?.shop?.carts).toEqual([
      { customerId: 'cust-1', items: [{ productId: 'prod-plate', quantity: 2 }] },
    ]);
  });

  it('is counted and said, as are the items of an order beyond those that are looked at', () => {
    const items = Array.from({ length: 203 }, (_, index) => ({ sku: `p-${index}`, quantity: 1 }));
    const order = { type: 'order.created', time: at(0), data: { orderId: '7', customerId: '1' } };
    const report = reportOf([
      { ...order, data: { ...order.data, items: [{ quantity: 1 }, null, ...items] } },
    ]);
    const notes = report.notes.join(' ');
    expect(notes).toContain('without a product that can be read, and left out: 2 entries.');
    // Two of the first 200 are none, so that 198 are taken and 5 stand behind them.
    expect(notes).toContain('Beyond the first 200 items of a list, and left out: 5 items.');
    expect(report.scenario?.shop?.orders?.[0]?.items).toHaveLength(198);
  });
});

describe('the id of an event', () => {
  const of = (type: string, minute: number, data: object, id = '17') => ({
    id,
    type,
    time: at(minute),
    data,
  });
  const order = { orderId: '17', customerId: '1' };

  it('that is the id of its order makes no two events one', () => {
    const report = reportOf([of('order.created', 0, order), of('order.shipped', 1, order)]);
    expect(idsOf(report)).toEqual(['17', '17 of order.shipped']);
    expect(recipients(play(report, 'event-sourced'))).toHaveLength(2);
    expect(report.notes.join(' ')).toContain('With an id that another event has too: 1 event');
  });

  it('without specversion is that of one event when type and content are the same', () => {
    const failed = { orderId: '7', customerId: '1', amountCents: 100 };
    const reordered = { amountCents: 100, customerId: '1', orderId: '7' };
    const again = [of('payment.failed', 0, failed), of('payment.failed', 1, reordered)];
    expect(idsOf(reportOf(again))).toEqual(['17', '17']);
    const more = { ...failed, amountCents: 200 };
    expect(new Set(idsOf(reportOf([...again, of('payment.failed', 2, more)]))).size).toBe(2);
  });

  it('that is only its order’s is that of one event only at one time', () => {
    const failed = (minute: number) => of('payment.failed', minute, { ...order, amountCents: 100 });
    const report = reportOf([failed(0), failed(0), failed(5)]);
    const [first, second, third] = idsOf(report);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    expect(eventsOf(report)[2]).toMatchObject({ attempt: 2 });
  });

  it('that is made is none that another event of the log has', () => {
    const { id: _id, ...unnamed } = of('order.shipped', 0, order);
    const report = reportOf([
      unnamed,
      of('order.delivered', 1, order, 'entry-1'),
      of('order.created', 2, { ...order, orderId: '8' }, 'a'),
      of('order.shipped', 3, { ...order, orderId: '8' }, 'a'),
      of('order.delivered', 4, { ...order, orderId: '8' }, 'a of order.shipped'),
    ]);
    const ids = idsOf(report);
    expect(new Set(ids).size).toBe(5);
    expect([ids[1], ids[2], ids[4]]).toEqual(['entry-1', 'a', 'a of order.shipped']);
  });

  it('of a made customer or product is none that the log has', () => {
    const report = reportOf([
      of('order.shipped', 0, { orderId: '7' }),
      of('order.shipped', 1, { orderId: '8', customerId: 'of 7' }),
      of('order.shipped', 2, { orderId: '9', customerId: 'of-7' }),
      of('low.stock', 3, { sku: 'items-of-7', onHand: 1 }),
    ]);
    expect(report.problems).toEqual([]);
    expect(new Set(report.customers.map(({ row }) => row.id)).size).toBe(3);
    const owners = report.scenario?.shop?.orders?.map(({ customerId }) => customerId);
    expect(new Set(owners).size).toBe(3);
    const products = report.scenario?.shop?.products?.map(({ id }) => id) ?? [];
    expect(products).toHaveLength(4);
    expect(new Set(products).size).toBe(4);
    expect(report.customers.filter(({ order: of }) => of !== undefined)).toMatchObject([{ order: '7' }]);
  });
});

describe('an event with many fields', () => {
  const wide = (count: number): object => ({
    ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, index])),
    orderId: '7',
  });

  it('is read beyond those that a list can show', () => {
    const report = reportOf([{ ...shipped, data: wide(500) }]);
    expect(report.counts.driven).toBe(1);
    expect(report.notes.join(' ')).not.toContain('fields');
  });

  it('of which it cannot be read says that, and not only what is missing', () => {
    const { unusable } = reportOf([{ ...shipped, data: wide(5000) }]);
    expect(unusable[0]?.reason).toBe('does not say: Order in its first 2000 fields; the rest is not read');
    const report = reportOf([{ ...shipped, data: { orderId: '7', ...wide(5000) } }]);
    expect(report.counts.driven).toBe(1);
    expect(report.notes.join(' ')).toContain('With more than 2000 fields');
  });
});

describe('a note', () => {
  it('counts every event that stands behind one that happened later', () => {
    const events = [9, 1, 2, 3, 9].map((minute, index) => ({
      ...shipped,
      id: `e${index}`,
      time: at(minute),
    }));
    expect(reportOf(events).notes.join(' ')).toContain('Out of order: 3 events.');
  });

  const paid = (amount: unknown, type = 'payment.received') => ({
    type,
    time: at(0),
    data: { orderId: '7', customerId: '1', amount },
  });

  it.each(['1.299 EUR', '1.299', '$ 12.500', '-5'])('shows %s, which is no amount for sure', (amount) => {
    const report = reportOf([paid(amount)]);
    expect(eventsOf(report)).toMatchObject([{ amountCents: 0 }]);
    expect(report.notes.join(' ')).toContain(`such as “${amount}”: 1 amount.`);
  });

  it.each([
    ['0.125', 13],
    ['1299.500', 129_950],
    ['1,299.500', 129_950],
    ['1.299,00', 129_900],
    ['1.299.000', 1_299_000],
  ])('is not needed for %s, which can mean only one amount', (amount, cents) => {
    expect(eventsOf(reportOf([paid(amount)]))).toMatchObject([{ amountCents: cents }]);
  });

  it('stands at the place of a new price that cannot be read', () => {
    const price = { type: 'price.changed', time: at(0), data: { sku: 'mug', newPrice: '1.299 EUR' } };
    const { unusable } = reportOf([price]);
    expect(unusable).toMatchObject([{ reason: 'says what is no amount: New price “1.299 EUR”' }]);
  });

  it('tells when whole amounts of one type are cents and those of another are not', () => {
    const differ = 'Whole amounts are taken as cents in payment.received';
    expect(reportOf([paid(120), paid(119.99, 'payment.failed')]).notes.join(' ')).toContain(differ);
    expect(reportOf([paid(120), paid(119, 'payment.failed')]).notes.join(' ')).not.toContain('Whole amounts');
    const log = logOf([paid(120), paid(119.99, 'payment.failed')]);
    const chosen = translate(log, withTypeChoice(noChoices, 'payment.received', { unit: 'units' }));
    expect(chosen.notes.join(' ')).not.toContain('Whole amounts');
  });
});

describe('a run of ours, exported as the events of another system', () => {
  /** Only what services published: another system does not know commands, and has other ids. */
  function asForeign(run: Run): readonly object[] {
    return run.trace.flatMap((record) => {
      if (record.kind !== 'sent' || record.form !== 'event' || record.to !== 'bus') return [];
      if (!(record.name in shopEventSchemas)) return [];
      const { id, type: _type, version: _version, ...data } = record.payload;
      const time = new Date(Date.UTC(2026, 2, 2, 9) + record.at).toISOString();
      return [
        {
          specversion: '1.0',
          id: `theirs-${JSON.stringify(id)}`,
          source: '/theirs',
          type: `com.theirs.${record.name}`,
          time,
          data,
        },
      ];
    });
  }

  // Stories in which nothing but the shop's news leads to notifications: no fault, no word to the engine, no edit.
  const ofEvents = scenarios.filter(
    ({ acts, shop, settings, notificationTypes }) =>
      shop === undefined &&
      settings === undefined &&
      notificationTypes === undefined &&
      acts.every(
        (act) =>
          act.kind === 'command' &&
          act.only === undefined &&
          /^(ShipOrder|DeliverOrder|CancelOrder|FailPayment|ReceivePayment|UpdatePrice|DiscountPrice|LeaveCart|AllocateOrder)$/.test(
            act.command.type,
          ),
      ),
  );

  it('is told of in enough stories to mean something', () => {
    expect(ofEvents.length).toBeGreaterThanOrEqual(8);
  });

  it.each(ofEvents.map(({ id }) => id))('notifies the same people of the same: %s', (id) => {
    const original = simulate(recordingOf(id, 'event-sourced', { broker: 'in-memory' }));
    const foreign = asForeign(original);
    if (foreign.length === 0) {
      expect(told(original)).toEqual([]);
      return;
    }
    const report = reportOf(foreign);
    expect(report.counts).toEqual({ driven: foreign.length, mapped: 0, unknown: 0, unusable: 0 });
    const again = play(report, 'event-sourced');
    expect(recipients(again)).toEqual(recipients(original));
    expect(recipients(play(report, 'api-driven'))).toEqual(recipients(original));
  });
});

describe('a log that cannot be played', () => {
  it('says of each event why, with its place', () => {
    const report = translate(sample('broken-no-time.ndjson'), noChoices);
    expect(report.scenario).toBeUndefined();
    expect(report.unusable.map(({ reason, places }) => [reason, ...places])).toEqual([
      ['does not say when it happened', 'line 1'],
      ['does not say when it happened', 'line 2'],
    ]);
  });
});

describe('hostile logs', () => {
  it('are plain text wherever they are shown', () => {
    const script = '<script>alert(1)</script>';
    const report = reportOf([
      {
        ...shipped,
        id: script,
        type: 'order.shipped',
        data: { orderId: script, customerId: script, customerName: script },
      },
      { ...shipped, type: script },
    ]);
    expect(report.counts).toMatchObject({ driven: 1, unknown: 1 });
    expect(told(play(report, 'event-sourced')).join('\n')).toContain(script);
  });

  it.each([
    [
      'prototype keys',
      JSON.parse('{"type":"order.shipped","time":"2026-01-01","__proto__":{"orderId":"1"}}') as unknown,
    ],
    [
      'prototype keys in the data',
      JSON.parse(
        '{"type":"order.shipped","time":"2026-01-01","data":{"__proto__":{"orderId":"7"}}}',
      ) as unknown,
    ],
    ['lone surrogates', { ...shipped, data: { orderId: '\ud800', customerId: '\udc00' } }],
    [
      'a huge amount',
      { ...shipped, type: 'payment.failed', data: { orderId: '7', customerId: '1', amount: 1e300 } },
    ],
    [
      'a huge quantity',
      { ...shipped, type: 'stock.reserved', data: { orderId: '7', sku: 'x', qty: 99999999 } },
    ],
    ['an id as long as a book', { ...shipped, data: { orderId: 'x'.repeat(100_000) } }],
    [
      'an item that costs more than anything',
      {
        ...shipped,
        data: { orderId: '7', customerId: '1', items: [{ sku: 'x', qty: 99_999, price: 1e12 }] },
      },
    ],
    ['a total above everything', { ...shipped, data: { orderId: '7', customerId: '1', total: 1e14 } }],
    ['a list for a text', { ...shipped, data: { orderId: ['7'] } }],
  ])('with %s are counted once and break nothing', (_, value) => {
    const report = reportOf([value]);
    expect(sumOf(report)).toBe(1);
    expect(report.problems).toEqual([]);
    expect(({} as { orderId?: unknown }).orderId).toBeUndefined();
    if (report.scenario !== undefined) {
      expect(parseScenario(JSON.parse(JSON.stringify(report.scenario))).ok).toBe(true);
      for (const architecture of architectureNames) expect(() => play(report, architecture)).not.toThrow();
    }
  });

  it(`whatever they hold, are read without an error, and every entry is counted once (seed ${propertySeed})`, () => {
    const word = fc.constantFrom(
      ...[
        'type',
        'event',
        'name',
        'time',
        'ts',
        'id',
        'data',
        'payload',
        'orderId',
        'customer',
        'customerId',
      ],
      ...['items', 'to', 'amount', 'sku', 'quantity', 'price', '__proto__', 'constructor'],
    );
    const types = fc.constantFrom(
      'OrderCreated',
      'order_shipped',
      'price.changed',
      'cart.left',
      'LowStock',
      'payment.failed',
      'x',
    );
    const number = fc.constantFrom(0, 1, 3, -1, 1.5, 10_000, 10_001, 1e15, '0', '2', 'two', '1.299');
    const name = fc.constantFrom(
      '7',
      'of 7',
      'of-7',
      'items-of-7',
      'cust-001',
      'ord-001',
      'prod-001',
      'entry-1',
    );
    const value = fc.oneof(
      types,
      number,
      name,
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.constantFrom('2026-01-01T00:00:00Z', 1767229200, null, true),
    );
    const anything = fc.dictionary(
      word,
      fc.oneof(value, fc.array(fc.dictionary(word, value), { maxLength: 3 })),
      { maxKeys: 6 },
    );
    const item = fc.record(
      { sku: fc.oneof(name, value), quantity: number, price: number },
      { requiredKeys: ['sku'] },
    );
    const items = fc.array(fc.oneof({ arbitrary: item, weight: 4 }, value), { maxLength: 3 });
    const likely = fc.record(
      { orderId: name, customerId: name, sku: name, quantity: number, price: number, items },
      { requiredKeys: [] },
    );
    const event = fc.record(
      {
        type: types,
        time: fc.constantFrom('2026-01-01T00:00:00Z', 1767229200, 'soon'),
        id: value,
        data: fc.oneof(anything, { arbitrary: likely, weight: 2 }),
      },
      { requiredKeys: ['type', 'time', 'data'] },
    );
    holdsForAll(
      fc.array(fc.oneof({ arbitrary: event, weight: 3 }, anything, fc.jsonValue()), { maxLength: 8 }),
      (values) => {
        const report = reportOf(values);
        expect(sumOf(report)).toBe(values.length);
        expect(report.types.reduce((sum, { driven }) => sum + driven, 0)).toBe(
          report.counts.driven + report.counts.mapped,
        );
        expect(report.problems).toEqual([]);
        if (report.scenario !== undefined) expect(() => play(report, 'api-driven')).not.toThrow();
      },
      500,
    );
  });

  it('that are too long are refused with a remedy', () => {
    const many = Array.from({ length: 50_001 }, (_, index) => ({ value: shipped, path: `[${index}]` }));
    const read = readForeignLog(many, 'a.json');
    expect(read.ok ? '' : read.refusal.remedy).toContain('Cut the log');
  });
});
