import { describe, expect, it } from 'vitest';
import { architectureNames, type Command } from '../../src/simulation';
import { answers, deliveries, ofKind, play, playInTurn, publishedByServices } from '../support/play';

const alice = ['email alice.johnson@example.com', 'sms +1-555-0101'];

describe.each(architectureNames)('the status of an order, %s', (architecture) => {
  it('shipping ord-001 brings Alice one email and one SMS', () => {
    const run = play('order-shipped', architecture);
    expect(deliveries(run)).toEqual(alice);
    expect(run.outcome.notifications.map(({ type, status }) => `${type} ${status}`)).toEqual([
      'order_shipped sent',
      'order_shipped sent',
    ]);
  });

  it('the email about a shipped order names the order and each item with quantity and price', () => {
    const [email] = play('order-shipped', architecture).outcome.inbox;
    expect(email?.subject).toContain('ord-001');
    expect(email?.body).toContain('Alice Johnson');
    expect(email?.body).toContain('ord-001');
    expect(email?.body).toMatch(/1 × Wireless Router X500 .*\$149\.99/);
    expect(email?.body).toMatch(/2 × USB-C Hub Pro .*\$79\.99/);
  });

  it('an SMS has no subject and fits into 160 characters', () => {
    const [, sms] = play('order-shipped', architecture).outcome.inbox;
    expect(sms).not.toHaveProperty('subject');
    expect(sms?.body).toContain('ord-001');
    expect(sms?.body.length).toBeLessThanOrEqual(160);
  });

  it('shipping ord-002 brings Bob one email and no SMS', () => {
    expect(deliveries(play('order-shipped-email-only', architecture))).toEqual([
      'email bob.smith@example.com',
    ]);
  });

  it('delivering ord-001 brings Alice one email and one SMS', () => {
    const run = play('order-delivered', architecture);
    expect(deliveries(run)).toEqual(alice);
    expect(run.outcome.inbox[0]?.body).toContain('ord-001');
  });

  it('cancelling ord-001 brings Alice an email and nothing else', () => {
    const run = playInTurn(architecture, [{ type: 'CancelOrder', orderId: 'ord-001' }]);
    expect(deliveries(run)).toEqual(['email alice.johnson@example.com']);
    expect(run.outcome.inbox[0]?.subject).toContain('ord-001');
  });

  it('shipping an order that does not exist is an error at the caller, and nothing is published or sent', () => {
    const run = play('order-not-found', architecture);
    expect(answers(run)).toEqual(['OrderNotFound: Order ord-999 does not exist']);
    expect(publishedByServices(run)).toEqual([]);
    expect(ofKind(run, 'sent').map(({ form }) => form)).toEqual(['command']);
    expect(run.outcome.inbox).toEqual([]);
    expect(run.outcome.notifications).toEqual([]);
  });

  it.each<Command>([
    { type: 'ShipOrder', orderId: 'ord-001' },
    { type: 'CancelOrder', orderId: 'ord-001' },
  ])('an order that has shipped refuses $type, and its customer hears nothing more', (second) => {
    const run = playInTurn(architecture, [{ type: 'ShipOrder', orderId: 'ord-001' }, second]);
    expect(answers(run)[1]).toMatch(/^OrderStatusRefused: .*ord-001.*SHIPPED/);
    expect(deliveries(run)).toEqual(alice);
  });

  it('the store has the new status when the caller is told so', () => {
    const run = play('order-shipped', architecture);
    const change = ofKind(run, 'changed').find(({ machine }) => machine === 'order');
    const told = ofKind(run, 'concluded')[0];
    expect(change).toMatchObject({ node: 'store', entity: 'ord-001', from: 'PROCESSING', to: 'SHIPPED' });
    expect(told).toMatchObject({
      node: 'warehouse',
      ok: true,
      payload: { orderId: 'ord-001', status: 'SHIPPED' },
    });
    expect(change?.seq).toBeLessThan(told?.seq ?? 0);
  });
});

describe('who waits for whom', () => {
  const timeOfAnswer = (architecture: 'event-sourced' | 'api-driven') => {
    const run = play('order-shipped', architecture);
    return { answer: ofKind(run, 'concluded')[0]?.at ?? NaN, inbox: run.outcome.inbox.map(({ at }) => at) };
  };

  it('event-sourced, the warehouse has its answer before anybody is notified', () => {
    const { answer, inbox } = timeOfAnswer('event-sourced');
    expect(answer).toBeLessThan(Math.min(...inbox));
  });

  it('API-driven, the warehouse waits until all messages are out', () => {
    const { answer, inbox } = timeOfAnswer('api-driven');
    expect(answer).toBeGreaterThan(Math.max(...inbox));
  });
});
