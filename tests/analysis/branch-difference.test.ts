import { describe, expect, it } from 'vitest';
import { differenceOf, isSameStory } from '../../src/analysis/branch-difference';
import { told } from '../support/play';
import { recordingOf, simulate, type Act, type Choices, type Run } from '../../src/simulation';

const cancel: Act = { at: 30, kind: 'command', command: { type: 'CancelOrder', orderId: 'ord-003' } };

const story = told([[0, { type: 'ShipOrder', orderId: 'ord-001' }]]);

function runOf(choices: Choices = {}, scenario = 'order-shipped'): Run {
  return simulate(recordingOf(scenario, 'event-sourced', choices));
}

/** The number of something on each side. */
function countsOf(left: Run, right: Run, what: string): readonly unknown[] {
  const row = differenceOf(left, right).counts.find((count) => count.what === what);
  return [row?.left, row?.right];
}

describe('two branches', () => {
  it('of the same recording are the same story', () => {
    const difference = differenceOf(runOf(), runOf());
    expect(isSameStory(difference)).toBe(true);
    expect(difference).toMatchObject({ settings: [], data: [], parting: undefined, notifications: [] });
    expect(difference.inbox).toEqual({ left: [], right: [] });
    expect(difference.counts.every(({ left, right }) => left === right)).toBe(true);
  });

  it('part at the first record that only one of them has', () => {
    const [left, right] = [runOf(), runOf({ acts: [cancel] })];
    const { acts, parting } = differenceOf(left, right);
    expect(acts).toEqual({ left: [], right: [cancel] });
    const seq = right.performed.find(({ of }) => of === 'person')?.seq ?? 0;
    expect(parting?.what).toBe(seq);
    expect(parting?.right).toMatchObject({ name: 'CancelOrder', at: cancel.at });
    expect(left.trace.slice(0, seq - 1)).toEqual(right.trace.slice(0, seq - 1));
  });

  it('part after the end of the shorter one when that is the beginning of the other', () => {
    const left = runOf();
    const late = { ...cancel, at: 60_000 };
    const { parting } = differenceOf(left, runOf({ acts: [late] }));
    expect(parting).toMatchObject({ what: left.trace.length + 1, left: undefined });
    expect(parting?.right).toMatchObject({ name: 'CancelOrder' });
  });

  it('differ in acts that are there twice on one side, and in those at another time', () => {
    const [once, twice] = [runOf({ acts: [cancel] }), runOf({ acts: [cancel, cancel] })];
    expect(differenceOf(once, twice).acts).toEqual({ left: [], right: [cancel] });
    const later = { ...cancel, at: 31 };
    const { acts } = differenceOf(once, runOf({ acts: [later] }));
    expect(acts).toEqual({ left: [cancel], right: [later] });
  });

  it('are the same when their acts are, in whatever order the fields stand', () => {
    const { kind, command, at } = cancel;
    const parsed: Act = { command: { orderId: 'ord-003', type: 'CancelOrder' }, kind, at };
    expect(JSON.stringify(parsed)).not.toBe(JSON.stringify(cancel));
    const made: Act = { kind, command, at };
    const [first, second, third] = [cancel, parsed, made].map((act) => runOf({ acts: [act, act] }));
    if (first === undefined || second === undefined || third === undefined) throw new Error('no runs');
    for (const other of [second, third]) {
      const difference = differenceOf(first, other);
      expect(difference.acts).toEqual({ left: [], right: [] });
      expect(difference.parting).toBeUndefined();
      expect(isSameStory(difference)).toBe(true);
    }
  });

  it('differ in settings, by name', () => {
    const settings = { outbox: true, latencyMs: { bus: 50 } };
    const difference = differenceOf(runOf(), runOf({ broker: 'kafka', seed: 7, settings }));
    expect(difference.settings).toEqual([
      { what: 'broker', left: 'in-memory', right: 'kafka' },
      { what: 'seed', left: '1', right: '7' },
      { what: 'latencyMs.bus', left: expect.any(String) as string, right: '50' },
      { what: 'outbox', left: 'false', right: 'true' },
    ]);
  });

  it('differ in data by row and field, and in rows that only one has', () => {
    const left = runOf();
    const product = { id: 'prod-001', name: 'Router', priceCents: 1, stock: 3 };
    const right = runOf({ shop: { products: [product], without: { customers: ['cust-010'] } } });
    const { data } = differenceOf(left, right);
    expect(data).toContainEqual({ what: 'products prod-001 priceCents', left: '14999', right: '1' });
    const names = data.filter(({ what }) => what.startsWith('customers'));
    for (const { what, right: gone } of names) {
      expect(what).toMatch(/^customers cust-010 /);
      expect(gone).toBeUndefined();
    }
  });

  it('differ in kinds of notification by name and field, whoever wrote the rows and in whatever place', () => {
    const own = { name: 'price_drop', delayMs: 7 } as const;
    const welcomeAfter = (delayMs: number): Run =>
      simulate(
        recordingOf({ ...story, notificationTypes: [{ name: 'welcome', delayMs }] }, 'event-sourced', {
          notificationTypes: [own],
        }),
      );
    const difference = differenceOf(welcomeAfter(5), welcomeAfter(9));
    expect(difference.data).toEqual([{ what: 'types welcome delayMs', left: '5', right: '9' }]);
    expect(isSameStory(difference)).toBe(false);
    expect(isSameStory(differenceOf(welcomeAfter(5), welcomeAfter(5)))).toBe(true);

    const ofScenario = simulate(recordingOf({ ...story, notificationTypes: [own] }, 'event-sourced'));
    const ofPerson = simulate(recordingOf(story, 'event-sourced', { notificationTypes: [own] }));
    expect(differenceOf(ofScenario, ofPerson).data).toEqual([]);
  });

  it('differ in the segments of a kind, which may be all', () => {
    const withSegments = (segments: readonly 'gold'[] | null): Run =>
      runOf({ notificationTypes: [{ name: 'price_drop', segments }] });
    const what = 'types price_drop segments';
    expect(differenceOf(withSegments(['gold']), withSegments(null)).data).toEqual([
      { what, left: 'gold', right: 'all' },
    ]);
    expect(differenceOf(runOf(), withSegments(null)).data).toEqual([{ what, left: undefined, right: 'all' }]);
  });

  it('differ in notifications by what they are about, whatever they are numbered', () => {
    const shipped: Act = { at: 5, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-004' } };
    const { notifications, inbox } = differenceOf(runOf(), runOf({ acts: [shipped] }));
    expect(notifications.length).toBeGreaterThan(0);
    for (const { what, left } of notifications) {
      expect(what.cause).toBe('ord-004');
      expect(left).toBeUndefined();
    }
    expect(inbox.left).toEqual([]);
    expect(inbox.right.length).toBeGreaterThan(0);
  });

  it('differ in what became of a notification', () => {
    const fault: Act = {
      at: 0,
      kind: 'fault',
      fault: { type: 'adapter-fail', channel: 'email', count: 1, reason: 'SMTP error 451', late: false },
    };
    const [left, right] = [runOf(), runOf({ acts: [fault] })];
    const { notifications, inbox } = differenceOf(left, right);
    expect(notifications).toEqual([
      {
        what: { type: 'order_shipped', customerId: 'cust-001', channel: 'email', cause: 'ord-001' },
        left: 'sent',
        right: 'failed',
      },
    ]);
    expect(inbox.left).toMatchObject([{ channel: 'email', subject: 'Your order ord-001 has shipped' }]);
    expect(inbox.right).toEqual([]);
    expect(countsOf(left, right, 'failed')).toEqual([0, 1]);
    expect(countsOf(left, right, 'records')).toEqual([left.trace.length, right.trace.length]);
  });

  it('of different architectures differ in that too', () => {
    const other = simulate(recordingOf('order-shipped', 'api-driven'));
    const { settings } = differenceOf(runOf(), other);
    expect(settings).toEqual([{ what: 'architecture', left: 'event-sourced', right: 'api-driven' }]);
  });
});
