import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render, requireContext, warehouseTeam } from '../../src/notifications/template';
import { NotificationTypes } from '../../src/notifications/type-catalogue';
import type { Facts } from '../../src/engine/trace';
import type { Channel } from '../../src/shop/models';
import { holdsForAll, propertySeed } from '../support/properties';

const order = {
  orderId: 'ord-001',
  totalCents: 30997,
  items: [
    { name: 'Wireless Router X500', quantity: 1, priceCents: 14999 },
    { name: 'USB-C Hub Pro', quantity: 2, priceCents: 7999 },
  ],
};
const contexts = {
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
  payment_received: { orderId: 'ord-001', amountCents: 30997 },
  review_prompt: order,
  cart_recovery: { items: order.items },
  welcome: {},
  stock_allocated: { orderId: 'ord-001', productId: 'prod-001', quantity: 10, batchReference: 'batch-001' },
  low_stock: { productId: 'prod-005', productName: 'Ergonomic Mouse Pro', stock: 3 },
};
type Name = keyof typeof contexts;
const types = new NotificationTypes();
const names = Object.keys(contexts) as Name[];
const isInternal = (name: Name) => types.require(name).audience === 'internal';
const toCustomers = names.filter((name) => !isInternal(name));
const internal = names.filter(isInternal);
const alice = { name: 'Alice Johnson' };

function rendered(type: Name, channel: Channel, context: Facts = contexts[type]) {
  const content = render(types.require(type), channel, context, isInternal(type) ? warehouseTeam : alice);
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
    ['payment_received', 'payment_alerts', ['email']],
    ['review_prompt', 'promotions', ['email', 'push']],
    ['cart_recovery', 'promotions', ['email']],
    ['welcome', 'order_updates', ['email']],
  ] as const)('%s belongs to %s and goes to %j', (name, category, channels) => {
    expect(types.require(name)).toMatchObject({ category, channels });
  });

  it('stock_allocated and low_stock go to the warehouse mailbox; no preferences apply', () => {
    expect(internal).toEqual(['stock_allocated', 'low_stock']);
    for (const name of internal) {
      expect(types.require(name).channels).toEqual(['mailbox']);
      expect(types.require(name)).not.toHaveProperty('category');
    }
  });

  it.each(['birthday', 'constructor'])('there is none called %s', (name) => {
    expect(() => types.require(name)).toThrow(
      expect.objectContaining({
        name: 'UnknownNotificationType',
        message: expect.stringContaining(name) as string,
      }),
    );
  });

  it.each(internal)('%s is none that customers get', (name) => {
    expect(types.require(name)).toMatchObject({ name });
    expect(() => types.requireCustomerType(name)).toThrow(/warehouse/);
    expect(types.requireCustomerType('price_drop')).toMatchObject({ name: 'price_drop' });
  });

  it.each(names)('%s has words for each of its channels and for no other', (name) => {
    const { channels, template } = types.require(name);
    expect(Object.keys(template).sort()).toEqual([...channels].sort());
  });
});

describe('every email', () => {
  it.each(toCustomers)('of %s has a subject and a body that greets by name', (name) => {
    const { subject, body } = rendered(name, 'email');
    expect(subject).toMatch(/\S/);
    expect(body.split('\n')[0]).toContain('Alice Johnson');
  });

  it.each(names)('and letter to the warehouse, of %s, leaves no value out', (name) => {
    const { subject = '', body } = rendered(name, isInternal(name) ? 'mailbox' : 'email');
    expect(`${subject} ${body}`).not.toMatch(/undefined|null|NaN|\[object|\{\{/);
  });

  it.each(internal)('to the warehouse, of %s, has a subject and greets the warehouse', (name) => {
    const { subject, body } = rendered(name, 'mailbox');
    expect(subject).toMatch(/\S/);
    expect(body.split('\n')[0]).toContain('warehouse');
  });
});

describe('the context of a template', () => {
  it.each(names)('of %s is complete when it has what its words need', (name) => {
    expect(() => {
      requireContext(types.require(name), { ...contexts[name] });
    }).not.toThrow();
  });

  it.each(names.filter((name) => name !== 'welcome'))('of %s must not lack anything', (name) => {
    expect(() => {
      requireContext(types.require(name), {});
    }).toThrow(expect.objectContaining({ name: 'MissingContext' }));
  });

  it('that lacks something, or has it in another shape, is told with each field', () => {
    expect(() => {
      requireContext(types.require('payment_failed'), { orderId: 'ord-001', reason: 7 });
    }).toThrow(/^context\.amountCents, context\.reason \(must be text\): .*payment-failed/);
  });
});

describe('facts that come from outside', () => {
  const drop = contexts.price_drop;

  it.each<[string, 'price_drop' | 'order_shipped' | 'low_stock' | 'stock_allocated', Facts, RegExp]>([
    [
      'parts of a cent',
      'price_drop',
      { ...drop, newPriceCents: 0.5 },
      /^context\.newPriceCents \(must be whole cents\): /,
    ],
    [
      'a price below nothing',
      'price_drop',
      { ...drop, oldPriceCents: -1 },
      /^context\.oldPriceCents \(must not be negative\): /,
    ],
    [
      'an item that is not there',
      'order_shipped',
      { ...contexts.order_shipped, items: [{ name: 'Lamp', quantity: 0, priceCents: 1 }] },
      /^context\.items\[0\]\.quantity \(must be at least 1\): /,
    ],
    [
      'half a thing in stock',
      'low_stock',
      { ...contexts.low_stock, stock: 1.5 },
      /^context\.stock \(must be a whole number\): /,
    ],
    [
      'half a thing set aside',
      'stock_allocated',
      { ...contexts.stock_allocated, quantity: 0.5 },
      /^context\.quantity \(must be a whole number\): /,
    ],
  ])('must not be %s', (_, name, context, message) => {
    expect(() => {
      requireContext(types.require(name), context);
    }).toThrow(
      expect.objectContaining({ name: 'MissingContext', message: expect.stringMatching(message) as string }),
    );
  });

  it('may say that something was free: then there is no percentage of it to save', () => {
    const context = { ...drop, oldPriceCents: 0, newPriceCents: 0 };
    expect(() => {
      requireContext(types.require('price_drop'), context);
    }).not.toThrow();
    expect(rendered('price_drop', 'sms', context).body).toMatch(/\$0\.00 → \$0\.00, you save \$0\.00$/);
  });
});

const withSms = names.filter((name) => Object.hasOwn(types.require(name).template, 'sms'));

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

  it('payment_received name the order and the amount', () => {
    const { subject, body } = rendered('payment_received', 'email');
    expect(subject).toContain('ord-001');
    for (const part of ['ord-001', '$309.97']) expect(body).toContain(part);
  });

  it.each(['email', 'push'] as const)('review_prompt by %s name the order and its items', (channel) => {
    const { subject = '', body } = rendered('review_prompt', channel);
    expect(`${subject} ${body}`).toContain('ord-001');
    for (const { name } of order.items) expect(body).toContain(name);
  });

  it('cart_recovery name what is in the cart', () => {
    const { body } = rendered('cart_recovery', 'email');
    for (const { name } of order.items) expect(body).toContain(name);
  });

  it('stock_allocated name the order, the product and the batch', () => {
    const { subject, body } = rendered('stock_allocated', 'mailbox');
    for (const part of ['ord-001', 'batch-001']) expect(subject).toContain(part);
    for (const part of ['ord-001', '10 × prod-001', 'batch-001']) expect(body).toContain(part);
  });

  it('low_stock name the product and what is left', () => {
    const { body } = rendered('low_stock', 'mailbox');
    for (const part of ['Ergonomic Mouse Pro', 'prod-005', '3']) expect(body).toContain(part);
  });
});
