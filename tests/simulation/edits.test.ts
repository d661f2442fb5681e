import { describe, expect, it } from 'vitest';
import {
  architectureNames,
  parseScenario,
  recordingOf,
  scenarios,
  shopData,
  simulate,
  type Act,
  type ArchitectureName,
  type Command,
  type Edit,
  type Run,
} from '../../src/simulation';
import { ofKind, play, told, verdictsOn } from '../support/play';

/** A run of commands with edits between them, at the simulated ms of each. */
function edited(
  architecture: ArchitectureName,
  commands: readonly (readonly [at: number, command: Command])[],
  edits: readonly (readonly [at: number, edit: Edit])[],
): Run {
  const acts = edits.map(([at, edit]): Act => ({ at, kind: 'edit', edit }));
  return simulate(recordingOf(told(commands), architecture, { acts }));
}

/** What was sent of a type, to whom and by which channel. */
function sent({ outcome }: Run, type: string): readonly string[] {
  return outcome.notifications
    .filter((notification) => notification.type === type)
    .map(({ customerId, channel }) => `${customerId ?? 'the warehouse'} by ${channel}`);
}

const drop: Command = { type: 'UpdatePrice', productId: 'prod-001', priceCents: 11_999 };
const [preferences] = shopData.preferences.filter(({ customerId }) => customerId === 'cust-001');
if (preferences === undefined) throw new Error('cust-001 has preferences');

describe.each(architectureNames)('data changed by hand, %s', (architecture) => {
  it('tells nobody: no message, no decision, one record at the store', () => {
    const run = edited(
      architecture,
      [[50_000, drop]],
      [[10, { type: 'set-price', productId: 'prod-002', priceCents: 1 }]],
    );
    expect(run.trace[0]).toMatchObject({
      kind: 'changed',
      at: 10,
      node: 'store',
      machine: 'product.price',
      entity: 'prod-002',
      from: 7_999,
      to: 1,
      event: 'EDIT',
      cause: 0,
    });
    expect(run.trace.filter(({ flow }) => flow === run.trace[0]?.flow)).toHaveLength(1);
  });

  it('a cart decides who is told of a price that drops afterwards', () => {
    const add: Edit = {
      type: 'set-cart',
      cart: { customerId: 'cust-001', items: [{ productId: 'prod-001', quantity: 1 }] },
    };
    const empty: Edit = { type: 'set-cart', cart: { customerId: 'cust-003', items: [] } };
    const before = sent(edited(architecture, [[100, drop]], []), 'price_drop');
    const after = sent(
      edited(
        architecture,
        [[100, drop]],
        [
          [10, add],
          [11, empty],
        ],
      ),
      'price_drop',
    );
    expect(before.some((line) => line.startsWith('cust-003'))).toBe(true);
    expect(before.some((line) => line.startsWith('cust-001'))).toBe(false);
    expect(after.some((line) => line.startsWith('cust-003'))).toBe(false);
    expect(after.some((line) => line.startsWith('cust-001'))).toBe(true);
  });

  it('preferences hold from then on, and not for what was told before', () => {
    const noChannel: Edit = {
      type: 'set-preferences',
      preferences: { ...preferences, channels: { email: false, sms: false, push: false } },
    };
    const run = edited(
      architecture,
      [
        [0, { type: 'ShipOrder', orderId: 'ord-001' }],
        [20_000, { type: 'DeliverOrder', orderId: 'ord-001' }],
      ],
      [[10_000, noChannel]],
    );
    expect(sent(run, 'order_shipped').length).toBeGreaterThan(0);
    expect(sent(run, 'order_delivered')).toEqual([]);
    expect(verdictsOn(run, 'cust-001')).toContain('channels: stopped');
    expect(ofKind(run, 'changed').filter(({ event }) => event === 'EDIT')).toMatchObject([
      { machine: 'preferences', entity: 'cust-001', from: 'version 1', to: 'version 2' },
    ]);
  });

  it('a segment decides who may get a price alert', () => {
    const before = sent(edited(architecture, [[100, drop]], []), 'price_drop');
    const demoted: Edit = { type: 'set-segment', customerId: 'cust-003', segment: 'bronze' };
    const run = edited(architecture, [[100, drop]], [[10, demoted]]);
    expect(before.some((line) => line.startsWith('cust-003'))).toBe(true);
    expect(sent(run, 'price_drop').some((line) => line.startsWith('cust-003'))).toBe(false);
    expect(verdictsOn(run, 'cust-003')).toContain('segment: stopped');
  });

  it('a price is what the next change is a change from', () => {
    const cheap: Edit = { type: 'set-price', productId: 'prod-001', priceCents: 9_999 };
    const run = edited(architecture, [[100, drop]], [[10, cheap]]);
    expect(sent(run, 'price_drop')).toEqual([]);
    expect(verdictsOn(run, 'prod-001')).toEqual(['price-drop: stopped']);
  });

  it('stock is what the next order takes from', () => {
    const scarce: Edit = { type: 'set-stock', productId: 'prod-001', stock: 6 };
    const order: Command = {
      type: 'PlaceOrder',
      customerId: 'cust-001',
      items: [{ productId: 'prod-001', quantity: 2 }],
    };
    const run = edited(architecture, [[100, order]], [[10, scarce]]);
    const changes = ofKind(run, 'changed').filter(({ machine }) => machine === 'product.stock');
    expect(changes.map(({ from, to }) => [from, to])).toEqual([
      [50, 6],
      [6, 4],
    ]);
    expect(sent(run, 'low_stock')).toEqual(['the warehouse by mailbox']);
  });

  it.each<[string, Edit, string]>([
    ['price', { type: 'set-price', productId: 'prod-999', priceCents: 1 }, 'There is no product prod-999'],
    ['stock', { type: 'set-stock', productId: 'prod-999', stock: 1 }, 'There is no product prod-999'],
    [
      'segment',
      { type: 'set-segment', customerId: 'cust-999', segment: 'gold' },
      'There is no customer cust-999',
    ],
    [
      'cart',
      { type: 'set-cart', cart: { customerId: 'cust-999', items: [] } },
      'There is no customer cust-999',
    ],
    [
      'product in a cart',
      { type: 'set-cart', cart: { customerId: 'cust-001', items: [{ productId: 'prod-999', quantity: 1 }] } },
      'There is no product prod-999',
    ],
    [
      'preferences',
      { type: 'set-preferences', preferences: { ...preferences, customerId: 'cust-999' } },
      'There is no customer cust-999',
    ],
  ])('of what does not exist (%s) says so and changes nothing', (_, edit, message) => {
    const run = edited(architecture, [[100, drop]], [[10, edit]]);
    expect(run.trace[0]).toMatchObject({ kind: 'failed', name: 'NothingToEdit', message });
    const untouched = edited(architecture, [[100, drop]], []);
    expect(run.outcome.inbox).toEqual(untouched.outcome.inbox);
  });

  it('between a service’s reading and its writing is a change that the service had not seen', () => {
    const untouched = play(told([[0, drop]]), architecture);
    const write = ofKind(untouched, 'query').find(({ name }) => name === 'set price');
    const read = ofKind(untouched, 'query').find(({ name }) => name === 'product');
    const between = Math.floor(((read?.at ?? 0) + (write?.at ?? 0)) / 2) + 1;
    const run = edited(
      architecture,
      [[0, drop]],
      [[between, { type: 'set-price', productId: 'prod-001', priceCents: 1 }]],
    );
    expect(ofKind(run, 'concluded').map(({ ok }) => ok)).toEqual([false]);
    expect(JSON.stringify(ofKind(run, 'concluded')[0]?.payload)).toContain('ConcurrentChange');
  });
});

describe('an edit from outside', () => {
  const [scenario] = scenarios;
  const withEdit = (edit: object) => parseScenario({ ...scenario, acts: [{ at: 0, kind: 'edit', edit }] });

  it.each<[object, RegExp]>([
    [
      { type: 'set-moon' },
      /^acts\[0\]\.edit\.type: there is no edit "set-moon"; known are "set-preferences"/,
    ],
    [
      { type: 'set-price', productId: 'prod-001', priceCents: -1 },
      /^acts\[0\]\.edit\.priceCents: must not be negative$/,
    ],
    [{ type: 'set-stock', productId: '', stock: 1 }, /^acts\[0\]\.edit\.productId: must name a product$/],
    [
      { type: 'set-segment', customerId: 'cust-001', segment: 'tin' },
      /^acts\[0\]\.edit\.segment: must be one of "bronze"/,
    ],
  ])('as %j is refused with the path and a sentence', (edit, problem) => {
    const parsed = withEdit(edit);
    const found = parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
    expect(found).toContainEqual(expect.stringMatching(problem));
  });
});
