import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notificationTypes, type NotificationTypeName } from '../../src/notifications/notification-types';
import type { CustomerChannel } from '../../src/shop/models';
import { holdsForAll, propertySeed } from '../support/properties';

const order = {
  orderId: 'ord-001',
  totalCents: 30997,
  items: [
    { name: 'Wireless Router X500', quantity: 1, priceCents: 14999 },
    { name: 'USB-C Hub Pro', quantity: 2, priceCents: 7999 },
  ],
};
const contexts: Readonly<Record<NotificationTypeName, object>> = {
  order_confirmed: order,
  order_shipped: order,
  order_complete: order,
  order_delivered: order,
  order_cancelled: order,
  payment_failed: { orderId: 'ord-001', amountCents: 30997, reason: 'Insufficient funds' },
  price_drop: {
    productId: 'prod-001',
    productName: 'Wireless Router X500',
    oldPriceCents: 14999,
    newPriceCents: 11999,
  },
};
const names = Object.keys(contexts) as NotificationTypeName[];
const alice = { name: 'Alice Johnson' };

function rendered(type: NotificationTypeName, channel: CustomerChannel, context = contexts[type]) {
  const { render } = notificationTypes[type].template;
  const content = render[channel]?.(context, alice);
  if (content === undefined) throw new Error(`${type} has no words for ${channel}`);
  return content;
}

describe('the types of notification', () => {
  it.each([
    ['order_confirmed', 'order_updates', ['email']],
    ['order_shipped', 'order_updates', ['email', 'sms', 'push']],
    ['order_complete', 'order_updates', ['email', 'sms', 'push']],
    ['order_delivered', 'order_updates', ['email', 'sms', 'push']],
    ['order_cancelled', 'order_updates', ['email']],
    ['payment_failed', 'payment_alerts', ['email', 'sms']],
    ['price_drop', 'price_alerts', ['email', 'sms', 'push']],
  ] as const)('%s belongs to %s and goes to %j', (name, category, channels) => {
    expect(notificationTypes[name]).toMatchObject({ category, channels });
  });

  it.each(names)('%s has words for each of its channels and for no other', (name) => {
    const { channels, template } = notificationTypes[name];
    expect(Object.keys(template.render).sort()).toEqual([...channels].sort());
  });
});

describe('every email', () => {
  it.each(names)('of %s has a subject and a body that greets by name', (name) => {
    const { subject, body } = rendered(name, 'email');
    expect(subject).toMatch(/\S/);
    expect(body.split('\n')[0]).toContain('Alice Johnson');
  });

  it.each(names)('of %s leaves no value out', (name) => {
    const { subject = '', body } = rendered(name, 'email');
    expect(`${subject} ${body}`).not.toMatch(/undefined|null|NaN|\[object|\{\{/);
  });
});

const withSms = names.filter((name) =>
  (notificationTypes[name].channels as readonly string[]).includes('sms'),
);

describe('every SMS', () => {
  it.each(withSms)('of %s has no subject', (name) => {
    expect(rendered(name, 'sms')).not.toHaveProperty('subject');
  });

  it.each(withSms)('of %s names what it is about', (name) => {
    expect(rendered(name, 'sms').body).toContain(name === 'price_drop' ? 'Wireless Router X500' : 'ord-001');
  });

  it(`has at most 160 characters, whatever it is about (seed ${propertySeed})`, () => {
    const cents = fc.integer({ min: 0, max: 100_000_000 });
    const item = fc.record({
      name: fc.string({ maxLength: 80 }),
      quantity: fc.integer({ min: 1, max: 999 }),
      priceCents: cents,
    });
    const context = fc.record({
      orderId: fc.string({ maxLength: 40 }),
      totalCents: cents,
      items: fc.array(item, { minLength: 1, maxLength: 12 }),
      amountCents: cents,
      reason: fc.string({ maxLength: 300 }),
      productId: fc.string({ maxLength: 40 }),
      productName: fc.string({ maxLength: 300 }),
      oldPriceCents: cents,
      newPriceCents: cents,
    });
    holdsForAll(context, (facts) => {
      for (const name of withSms) expect(rendered(name, 'sms', facts).body.length).toBeLessThanOrEqual(160);
    });
  });
});

describe('the words of', () => {
  it('order_shipped name the order and each item with name, quantity and price', () => {
    const { subject, body } = rendered('order_shipped', 'email');
    expect(subject).toContain('ord-001');
    expect(body).toContain('ord-001');
    const lines = body.split('\n');
    for (const parts of [
      ['1 ×', 'Wireless Router X500', '$149.99'],
      ['2 ×', 'USB-C Hub Pro', '$79.99'],
    ]) {
      expect(lines.filter((line) => parts.every((part) => line.includes(part)))).toHaveLength(1);
    }
  });

  it('order_complete name the order and all items', () => {
    const { subject, body } = rendered('order_complete', 'email');
    expect(`${subject} ${body}`).toContain('ord-001');
    for (const { name } of order.items) expect(body).toContain(name);
  });

  it('order_confirmed name the order and its total', () => {
    const { body } = rendered('order_confirmed', 'email');
    expect(body).toContain('ord-001');
    expect(body).toContain('$309.97');
  });

  it('payment_failed name the order, the amount and the reason', () => {
    const { body } = rendered('payment_failed', 'email');
    for (const part of ['ord-001', '$309.97', 'Insufficient funds']) expect(body).toContain(part);
  });

  it('price_drop name the new price in the subject; old, new, saving and percentage in the body', () => {
    const { subject, body } = rendered('price_drop', 'email');
    expect(subject).toContain('$119.99');
    for (const part of ['Wireless Router X500', '$149.99', '$119.99', '$30.00', '20 %']) {
      expect(body).toContain(part);
    }
  });

  it('price_drop fit into one SMS with product, prices and saving', () => {
    const { body } = rendered('price_drop', 'sms');
    for (const part of ['Wireless Router X500', '$149.99', '$119.99', '$30.00']) expect(body).toContain(part);
  });
});
