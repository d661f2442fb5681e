import { describe, expect, it } from 'vitest';
import { architectureNames } from '../../src/simulation';
import { answers, deliveries, ofKind, play, playInTurn } from '../support/play';

describe.each(architectureNames)('a failed payment, %s', (architecture) => {
  it('for ord-001 brings Alice an email and an SMS that both name the order', () => {
    const run = play('payment-failed', architecture);
    expect(deliveries(run)).toEqual(['email alice.johnson@example.com', 'sms +1-555-0101']);
    for (const { body } of run.outcome.inbox) expect(body).toContain('ord-001');
  });

  it('is explained by email with the amount and the reason given', () => {
    const [email] = play('payment-failed', architecture).outcome.inbox;
    expect(email?.body).toContain('Insufficient funds');
    expect(email?.body).toContain('$309.97');
  });

  it('for ord-002 brings Bob one email', () => {
    expect(deliveries(play('payment-failed-email-only', architecture))).toEqual([
      'email bob.smith@example.com',
    ]);
  });

  it('of an order that has failed before is the next attempt', () => {
    const run = playInTurn(architecture, [
      { type: 'FailPayment', orderId: 'ord-004', reason: 'Card expired' },
      { type: 'FailPayment', orderId: 'ord-001', reason: 'Card expired' },
    ]);
    expect(answers(run)).toEqual([
      { paymentId: 'pay-004-2', attempt: 2 },
      { paymentId: 'pay-001', attempt: 1 },
    ]);
  });

  it('of an order that does not exist is an error at the caller, and nothing is recorded or sent', () => {
    const run = playInTurn(architecture, [
      { type: 'FailPayment', orderId: 'ord-999', reason: 'Card expired' },
    ]);
    expect(answers(run)).toEqual(['OrderNotFound: Order ord-999 does not exist']);
    expect(ofKind(run, 'changed')).toEqual([]);
    expect(run.outcome.inbox).toEqual([]);
  });
});
