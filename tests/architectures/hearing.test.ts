import { describe, expect, it } from 'vitest';
import {
  architectureNames,
  parseScenario,
  recordingOf,
  simulate,
  type Act,
  type ArchitectureName,
  type OutsideEvent,
  type Run,
  type Scenario,
} from '../../src/simulation';
import { ofKind } from '../support/play';

const heard = (at: number, event: OutsideEvent): Act => ({ at, kind: 'event', event });
const crash = (at: number, node: string): Act => ({
  at,
  kind: 'fault',
  fault: { type: 'down', node, durationMs: 10 },
});

/** A story that a system outside tells. */
function runOf(architecture: ArchitectureName, acts: readonly Act[], different: Partial<Scenario> = {}): Run {
  const read = parseScenario({
    id: 'told-from-outside',
    title: 'Told from outside',
    group: 'Simple',
    story: 'Another system says what has happened.',
    ending: 'Whoever has to know is told.',
    acts,
    ...different,
  });
  if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path} ${message}`).join('; '));
  return simulate(recordingOf(read.value, architecture));
}

const ofAlice = { orderId: 'ord-001', customerId: 'cust-001' };
const shipped: OutsideEvent = {
  id: 'x-1',
  type: 'OrderStatusChanged',
  ...ofAlice,
  from: 'PROCESSING',
  to: 'SHIPPED',
};

const countOf = (run: Run) => ofKind(run, 'received').length;
const stoppedIn = (run: Run) =>
  ofKind(run, 'decision')
    .filter(({ rule }) => rule === 'idempotency')
    .map(({ node, because }) => [node, because['before']]);

describe('what a service has heard, without a bus', () => {
  /** Long enough for the event to be under way still at the second one. */
  const twice = (...between: readonly Act[]) => [heard(0, shipped), ...between, heard(40, shipped)];

  it('is remembered while it is under way, whichever other service crashes', () => {
    const undisturbed = runOf('api-driven', twice());
    expect(stoppedIn(undisturbed)).toEqual([['ordering', 'under way']]);
    for (const node of ['pricing', 'billing', 'inventory']) {
      const run = runOf('api-driven', twice(crash(20, node)));
      expect([node, stoppedIn(run)]).toEqual([node, [['ordering', 'under way']]]);
      expect([node, countOf(run)]).toEqual([node, countOf(undisturbed)]);
    }
  });

  it('is forgotten with the work under way when the service itself crashes, so that it can be told again', () => {
    const run = runOf('api-driven', twice(crash(20, 'ordering')));
    expect(stoppedIn(run)).toEqual([]);
    expect(countOf(run)).toBeGreaterThan(0);
  });

  it('stays remembered through a crash once it is done', () => {
    const run = runOf('api-driven', [heard(0, shipped), crash(60_000, 'ordering'), heard(120_000, shipped)]);
    expect(stoppedIn(run)).toEqual([['ordering', 'processed']]);
  });
});

describe.each(architectureNames)('an event that is no news, %s', (architecture) => {
  const unknown = { orderId: 'ord-999', customerId: 'cust-001' };
  const inWork: OutsideEvent = {
    id: 'x-1',
    type: 'OrderStatusChanged',
    ...unknown,
    from: 'PENDING',
    to: 'PROCESSING',
  };

  it('needs no order, so that it does not go wrong with one that nobody knows', () => {
    const run = runOf(architecture, [heard(0, inWork)]);
    expect(ofKind(run, 'failed')).toEqual([]);
    expect(ofKind(run, 'query')).toEqual([]);
  });

  it('is told apart from news, which needs its order', () => {
    const run = runOf(architecture, [heard(0, { ...inWork, from: 'PROCESSING', to: 'SHIPPED' })]);
    expect(ofKind(run, 'failed').map(({ name }) => name)).toContain('OrderNotFound');
    expect(countOf(run)).toBe(0);
  });

  it('needs no order either when no notification tells it in this shop', () => {
    const notificationTypes = ['order_shipped', 'order_confirmed'].map((name) => ({
      name,
      trigger: 'none' as const,
    }));
    const placed: OutsideEvent = {
      id: 'x-2',
      type: 'OrderCreated',
      ...unknown,
      items: [{ productId: 'prod-002', quantity: 1, priceCents: 7999 }],
      grandTotalCents: 7999,
      currency: 'USD',
    };
    for (const event of [{ ...inWork, to: 'SHIPPED' as const }, placed]) {
      const run = runOf(architecture, [heard(0, event)], { notificationTypes });
      expect([event.type, ofKind(run, 'failed')]).toEqual([event.type, []]);
      const asked = ofKind(run, 'query').filter(({ name }) => name === 'order');
      expect([event.type, asked]).toEqual([event.type, []]);
    }
  });
});
