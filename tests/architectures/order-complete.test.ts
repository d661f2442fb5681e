import { describe, expect, it } from 'vitest';
import { architectureNames, type Command } from '../../src/simulation';
import { answers, deliveries, ofKind, play, playInTurn, publishedByServices } from '../support/play';

const ship = (orderId: string, productId: string): Command => ({ type: 'ShipLineItem', orderId, productId });
const cancel = (orderId: string, productId: string): Command => ({
  type: 'CancelLineItem',
  orderId,
  productId,
});

const alice = ['email alice.johnson@example.com', 'sms +1-555-0101'];

describe.each(architectureNames)('a complete order, %s', (architecture) => {
  it('is not told of when the first of two line items has shipped', () => {
    const run = playInTurn(architecture, [ship('ord-001', 'prod-001')]);
    expect(answers(run)).toEqual([{ orderId: 'ord-001', productId: 'prod-001', status: 'SHIPPED' }]);
    expect(run.outcome.notifications).toEqual([]);
  });

  it('is told of once, to Alice by email and SMS, when the second has shipped', () => {
    const run = play('order-complete', architecture);
    expect(deliveries(run)).toEqual(alice);
    expect(run.outcome.notifications.map(({ type }) => type)).toEqual(['order_complete', 'order_complete']);
    expect(Math.min(...run.outcome.inbox.map(({ at }) => at))).toBeGreaterThan(300);
  });

  it('is described by email with the order and all of its items', () => {
    const [email] = play('order-complete', architecture).outcome.inbox;
    expect(email?.subject).toContain('ord-001');
    expect(email?.body).toContain('Wireless Router X500');
    expect(email?.body).toContain('USB-C Hub Pro');
  });

  it('counts the same item shipped twice as one', () => {
    const run = play('order-complete-same-item-twice', architecture);
    expect(deliveries(run)).toEqual(alice);
    expect(Math.min(...run.outcome.inbox.map(({ at }) => at))).toBeGreaterThan(600);
    expect(ofKind(run, 'ignored').map(({ machine, entity }) => `${machine} ${entity}`)).toEqual([
      'order-completion ord-001',
    ]);
  });

  it('is not told of again when its last item is scanned once more', () => {
    const run = playInTurn(architecture, [
      ship('ord-001', 'prod-001'),
      ship('ord-001', 'prod-002'),
      ship('ord-001', 'prod-002'),
    ]);
    expect(deliveries(run)).toEqual(alice);
  });

  it('knows that prod-003 of ord-002 has shipped before: nothing after prod-005, one email to Bob after prod-006', () => {
    const early = playInTurn(architecture, [ship('ord-002', 'prod-005')]);
    expect(early.outcome.notifications).toEqual([]);
    const run = play('order-complete-item-already-shipped', architecture);
    expect(deliveries(run)).toEqual(['email bob.smith@example.com']);
    expect(run.outcome.inbox[0]?.body).toContain('Mechanical Keyboard Elite');
  });

  it('does not wait for a cancelled line item, and is told of once', () => {
    const run = play('partial-cancellation', architecture);
    expect(deliveries(run)).toEqual(alice);
    expect(run.outcome.inbox[0]?.body).not.toContain('USB-C Hub Pro');
  });

  it('is complete as well when the cancellation comes before the shipment', () => {
    const run = playInTurn(architecture, [cancel('ord-001', 'prod-002'), ship('ord-001', 'prod-001')]);
    expect(deliveries(run)).toEqual(alice);
  });

  it('is never complete when every line item is cancelled', () => {
    const run = playInTurn(architecture, [cancel('ord-001', 'prod-001'), cancel('ord-001', 'prod-002')]);
    expect(answers(run)).toHaveLength(2);
    expect(run.outcome.notifications).toEqual([]);
  });

  it('counts each of three line items, and refuses none of them', () => {
    const items = ['prod-001', 'prod-002', 'prod-003'].map((productId) => ({ productId, quantity: 1 }));
    const run = playInTurn(architecture, [
      { type: 'PlaceOrder', customerId: 'cust-001', items },
      ship('ord-005', 'prod-001'),
      ship('ord-005', 'prod-002'),
      ship('ord-005', 'prod-003'),
    ]);
    const states = ofKind(run, 'changed').filter(({ machine }) => machine === 'order-completion');
    expect(states.map(({ to }) => to)).toEqual(['open', 'partial', 'partial', 'complete']);
    expect(ofKind(run, 'ignored')).toEqual([]);
    expect(deliveries(run).slice(1)).toEqual(alice);
  });

  it('interleaved orders do not disturb each other', () => {
    const run = play('order-complete-interleaved', architecture);
    expect([...deliveries(run)].sort()).toEqual([...alice, 'email bob.smith@example.com'].sort());
    for (const { to, body } of run.outcome.inbox) {
      expect(body).toContain(to.startsWith('bob') ? 'ord-002' : 'ord-001');
    }
  });

  it('a product that is not in the order is an error, and nothing is published', () => {
    const run = play('order-complete-product-not-in-order', architecture);
    expect(answers(run)).toEqual(['ProductNotInOrder: Order ord-001 has no line item prod-004']);
    expect(publishedByServices(run)).toEqual([]);
    expect(ofKind(run, 'changed')).toEqual([]);
    expect(run.outcome.inbox).toEqual([]);
  });

  it.each([
    [
      'an item that has shipped',
      [ship('ord-001', 'prod-001'), cancel('ord-001', 'prod-001')],
      'It is SHIPPED',
    ],
    [
      'an item that was cancelled',
      [cancel('ord-001', 'prod-001'), ship('ord-001', 'prod-001')],
      'It is CANCELLED',
    ],
    ['an order that has shipped', [ship('ord-003', 'prod-004')], 'Order ord-003 is SHIPPED'],
  ])('%s cannot change any more', (_, commands, reason) => {
    const run = playInTurn(architecture, commands);
    expect(answers(run).at(-1)).toMatch(new RegExp(`^LineItemRefused: .*${reason}`));
    expect(run.outcome.inbox).toEqual([]);
  });
});

describe('where the state of completion lives', () => {
  it.each([
    ['event-sourced', 'correlator'],
    ['api-driven', 'ordering'],
  ] as const)('%s, in %s', (architecture, node) => {
    const changes = ofKind(play('order-complete', architecture), 'changed').filter(
      ({ machine }) => machine === 'order-completion',
    );
    expect(changes.map(({ to }) => to)).toEqual(['open', 'partial', 'complete']);
    expect(new Set(changes.map((change) => change.node))).toEqual(new Set([node]));
  });
});
