import { describe, expect, it } from 'vitest';
import { architectureNames, type ArchitectureName, type Run } from '../../src/simulation';
import { answers, deliveries, messages, ofKind, play, playInTurn, verdictsOn } from '../support/play';

const carolAndEva = ['email carol.williams@example.com', 'sms +1-555-0103', 'email eva.martinez@example.com'];

describe.each(architectureNames)('the price of a product, %s', (architecture) => {
  it('a drop reaches Carol by email and SMS, Eva by email, and nobody else', () => {
    expect([...deliveries(play('price-drop', architecture))].sort()).toEqual([...carolAndEva].sort());
  });

  it('the subject names the new price; the body the old one, the new one, the saving and the percentage', () => {
    const emails = play('price-drop', architecture).outcome.inbox.filter(
      ({ channel }) => channel === 'email',
    );
    expect(emails).toHaveLength(2);
    for (const { subject, body } of emails) {
      expect(subject).toContain('119.99');
      expect(body).toContain('Wireless Router X500');
      for (const part of ['149.99', '119.99', '30.00', '20 %']) expect(body).toContain(part);
    }
  });

  it('Bob has the product in his cart and hears nothing, because he is silver', () => {
    const run = play('price-drop', architecture);
    const decision = run.outcome.decisions.find(
      ({ rule, subject }) => rule === 'segment' && subject === 'cust-002',
    );
    expect(decision).toMatchObject({
      outcome: 'stopped',
      because: { segment: 'silver', eligible: ['gold', 'platinum'] },
    });
    expect(run.outcome.notifications.map(({ customerId }) => customerId)).not.toContain('cust-002');
  });

  it('a rise notifies nobody', () => {
    const run = play('price-rise', architecture);
    expect(run.outcome.inbox).toEqual([]);
    expect(verdictsOn(run, 'prod-001')).toEqual(['price-drop: stopped']);
  });

  it('the same price again notifies nobody', () => {
    const run = playInTurn(architecture, [{ type: 'UpdatePrice', productId: 'prod-001', priceCents: 14999 }]);
    expect(run.outcome.inbox).toEqual([]);
  });

  it.each([0, 5999, 7998])('a product in no cart notifies nobody, even at %i cents', (priceCents) => {
    const run = playInTurn(architecture, [{ type: 'UpdatePrice', productId: 'prod-002', priceCents }]);
    expect(run.outcome.inbox).toEqual([]);
    expect(verdictsOn(run, 'prod-002')).toEqual(['price-drop: passed', 'audience: stopped']);
  });

  it('a product that only a silver customer has in the cart notifies nobody', () => {
    const run = play('price-drop-ineligible-segment', architecture);
    expect(run.outcome.inbox).toEqual([]);
    expect(verdictsOn(run, 'cust-002')).toEqual(['segment: stopped']);
  });

  it('a discount of 20 % on 149.99 is the same as the price 119.99', () => {
    const discount = play('price-discount', architecture);
    expect(answers(discount)).toEqual([{ productId: 'prod-001', priceCents: 11999 }]);
    expect(messages(discount)).toEqual(messages(play('price-drop', architecture)));
  });

  it('an eligible customer who wants no price alerts gets none', () => {
    const run = playInTurn(architecture, [{ type: 'UpdatePrice', productId: 'prod-002', priceCents: 5999 }], {
      shop: {
        customers: [
          {
            id: 'cust-004',
            name: 'David Brown',
            email: 'david.brown@example.com',
            phone: '1',
            segment: 'gold',
          },
        ],
        carts: [{ customerId: 'cust-004', items: [{ productId: 'prod-002', quantity: 1 }] }],
      },
    });
    expect(run.outcome.inbox).toEqual([]);
    expect(verdictsOn(run, 'cust-004')).toContain('channels: stopped');
  });

  it('two drops in turn are two alerts, each with its own prices', () => {
    const run = playInTurn(architecture, [
      { type: 'UpdatePrice', productId: 'prod-003', priceCents: 14999 },
      { type: 'UpdatePrice', productId: 'prod-003', priceCents: 13999 },
    ]);
    expect(run.outcome.inbox.map(({ to, subject }) => `${to} ${subject}`)).toEqual([
      'eva.martinez@example.com Mechanical Keyboard Elite is now $149.99',
      'eva.martinez@example.com Mechanical Keyboard Elite is now $139.99',
    ]);
  });

  it('a product that does not exist is an error at the caller, and nothing changes', () => {
    const run = playInTurn(architecture, [{ type: 'UpdatePrice', productId: 'prod-999', priceCents: 1 }]);
    expect(answers(run)).toEqual(['ProductNotFound: Product prod-999 does not exist']);
    expect(ofKind(run, 'changed')).toEqual([]);
  });
});

describe('what Pricing has to know', () => {
  const readsOf = (run: Run) => [
    ...new Set(
      ofKind(run, 'query')
        .filter(({ node, access }) => node === 'pricing' && access === 'read')
        .map(({ entity }) => entity),
    ),
  ];
  const sentBy = (architecture: ArchitectureName, form: string) =>
    ofKind(play('price-drop', architecture), 'sent').filter(
      (record) => record.node === 'pricing' && record.form === form,
    );

  it('event-sourced, Pricing reads products only and publishes once', () => {
    expect(readsOf(play('price-drop', 'event-sourced'))).toEqual(['products']);
    expect(sentBy('event-sourced', 'event').map(({ name }) => name)).toEqual(['PriceChanged']);
    expect(sentBy('event-sourced', 'call')).toEqual([]);
  });

  it('event-sourced, PriceChanged carries product facts only: no cart, no customer', () => {
    const [event] = sentBy('event-sourced', 'event');
    expect(event?.payload).toEqual({
      id: 'evt-1',
      type: 'PriceChanged',
      version: 1,
      productId: 'prod-001',
      productName: 'Wireless Router X500',
      oldPriceCents: 14999,
      newPriceCents: 11999,
    });
  });

  it('API-driven, Pricing reads carts, segments, customers and preferences as well', () => {
    expect(readsOf(play('price-drop', 'api-driven'))).toEqual([
      'products',
      'carts',
      'segments',
      'customers',
      'preferences',
    ]);
  });

  it('API-driven, Pricing calls the notification API once for each eligible customer and publishes nothing', () => {
    const calls = sentBy('api-driven', 'call');
    expect(calls.map(({ name, payload }) => [name, payload['customerId']])).toEqual([
      ['POST /notify', 'cust-003'],
      ['POST /notify', 'cust-005'],
    ]);
    expect(sentBy('api-driven', 'event')).toEqual([]);
  });

  it('API-driven, Pricing waits for the answer to each call before it makes the next', () => {
    const run = play('price-drop', 'api-driven');
    const calls = ofKind(run, 'sent').filter(({ form }) => form === 'call');
    const answered = calls.map(({ seq }) => ofKind(run, 'reply').find(({ request }) => request === seq));
    expect(answered[0]?.arrivesAt).toBeLessThanOrEqual(calls[1]?.at ?? 0);
    expect(answered[1]?.arrivesAt).toBeLessThanOrEqual(ofKind(run, 'concluded')[0]?.at ?? 0);
  });

  it('the rule about segments is applied by the notification service in one architecture, by Pricing in the other', () => {
    const deciders = (architecture: ArchitectureName) =>
      new Set(
        ofKind(play('price-drop', architecture), 'decision')
          .filter(({ rule }) => rule === 'segment')
          .map(({ node }) => node),
      );
    expect(deciders('event-sourced')).toEqual(new Set(['notification-service']));
    expect(deciders('api-driven')).toEqual(new Set(['pricing']));
  });
});
