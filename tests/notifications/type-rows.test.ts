import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render, requireContext } from '../../src/notifications/template';
import { factsOfTrigger, triggers } from '../../src/notifications/triggers';
import { NotificationTypes, shippedTypeRows } from '../../src/notifications/type-catalogue';
import { problemsOfTypeRows } from '../../src/notifications/type-problems';
import { segmentRules, withTypeRows, type TypeRow } from '../../src/notifications/type-rows';
import { placeholdersIn, placeholdersOf } from '../../src/notifications/wording';
import { holdsForAll, propertySeed } from '../support/properties';

const alice = { name: 'Alice Johnson' };
const letter = { subject: 'About {orderId}', body: 'Dear {customerName}, {items}' };

/** A type of its own that lacks nothing. */
const ownType = {
  name: 'refund_promise',
  category: 'payment_alerts',
  channels: ['email'],
  trigger: 'order-cancelled',
  template: { email: letter },
} as const satisfies TypeRow;

/** The type with something left out. */
function without(...fields: readonly (keyof TypeRow)[]): TypeRow {
  const copy: TypeRow = { ...ownType };
  for (const field of fields) Reflect.deleteProperty(copy, field);
  return copy;
}

function problems(...rows: readonly TypeRow[]): readonly string[] {
  return problemsOfTypeRows(rows, shippedTypeRows).map(({ path, message }) => `${path}: ${message}`);
}

/** The kinds of notification with these rows over those that ship. */
function typesWith(...rows: readonly TypeRow[]): NotificationTypes {
  return new NotificationTypes(withTypeRows(shippedTypeRows, rows));
}

describe('a row of a shipped name', () => {
  it('changes just what it gives', () => {
    const types = typesWith({ name: 'order_shipped', channels: ['sms'] });
    const before = new NotificationTypes().require('order_shipped');
    expect(types.require('order_shipped')).toEqual({ ...before, channels: ['sms'] });
  });

  it('changes the words of one channel and keeps those of the others', () => {
    const types = typesWith({ name: 'order_shipped', template: { sms: { body: 'On its way: {orderId}' } } });
    const before = new NotificationTypes().require('order_shipped').template;
    expect(types.require('order_shipped').template).toEqual({
      ...before,
      sms: { body: 'On its way: {orderId}' },
    });
  });

  it('keeps its place among what is told at a moment', () => {
    const types = typesWith(
      { name: 'order_delivered', delayMs: 1 },
      { ...ownType, trigger: 'order-delivered' },
    );
    expect(types.toldOf('order-delivered').map(({ name }) => name)).toEqual([
      'order_delivered',
      'review_prompt',
      'refund_promise',
    ]);
  });

  it.each<[string, TypeRow]>([
    ['fewer channels', { name: 'order_shipped', channels: ['push'] }],
    ['a delay', { name: 'order_shipped', delayMs: 60_000 }],
    ['no moment, so that nobody is told', { name: 'order_shipped', trigger: 'none' }],
    ['a moment with the same facts', { name: 'order_shipped', trigger: 'order-placed' }],
    ['segments', { name: 'order_shipped', segments: ['gold'] }],
    [
      'another audience, with words for it',
      {
        name: 'order_shipped',
        audience: 'internal',
        template: { mailbox: { subject: '{orderId}', body: '{items}' } },
      },
    ],
  ])('may give it %s', (_, row) => {
    expect(problems(row)).toEqual([]);
  });

  it('lets a type be for all that another row made for some', () => {
    const some = withTypeRows(shippedTypeRows, [{ name: 'price_drop', segments: ['gold'] }]);
    const table = [{ notificationType: 'price_drop', segments: ['platinum'] }] as const;
    expect(segmentRules(table, some)).toEqual([{ notificationType: 'price_drop', segments: ['gold'] }]);
    const kept = withTypeRows(some, [{ name: 'price_drop', delayMs: 1 }]);
    expect(segmentRules(table, kept)).toEqual(segmentRules(table, some));
    const all = withTypeRows(some, [{ name: 'price_drop', segments: null }]);
    expect(segmentRules(table, all)).toEqual([]);
    expect(segmentRules(table, shippedTypeRows)).toEqual(table);
    expect(problems({ name: 'price_drop', segments: null })).toEqual([]);
  });

  it('that turns it to the warehouse leaves nothing of what only customers have', () => {
    const words = { mailbox: { subject: '{orderId}', body: '{items}' } };
    const some = withTypeRows(shippedTypeRows, [{ name: 'order_shipped', segments: ['gold'] }]);
    const row: TypeRow = { name: 'order_shipped', audience: 'internal', template: words };
    const merged = withTypeRows(some, [row]).find(({ name }) => name === 'order_shipped');
    // What came of it can stand there as a row by itself.
    expect(problemsOfTypeRows([merged ?? row], shippedTypeRows)).toEqual([]);
    expect(segmentRules([], withTypeRows(some, [row]))).toEqual([]);
    expect(problems({ ...row, segments: null })).toEqual([]);
  });

  it('that turns it to the warehouse leads it to the mailbox, whatever its channels were', () => {
    const types = typesWith({ name: 'order_shipped', audience: 'internal' });
    expect(types.require('order_shipped')).toMatchObject({ audience: 'internal', channels: ['mailbox'] });
    expect(() => types.requireCustomerType('order_shipped')).toThrow(/warehouse/);
  });

  it.each<[string, TypeRow, RegExp]>([
    [
      'a channel that it has no words for',
      { name: 'order_cancelled', channels: ['email', 'sms'] },
      /^notificationTypes\[0\]\.template\.sms: is missing: it goes by sms, so give its words$/,
    ],
    [
      'the warehouse without words for it',
      { name: 'order_shipped', audience: 'internal' },
      /^notificationTypes\[0\]\.template\.mailbox: is missing/,
    ],
    [
      'a moment whose facts its words do not fit',
      { name: 'order_cancelled', trigger: 'payment-failed' },
      /^notificationTypes\[0\]\.template\.email: the words that it has do not fit payment-failed, so give others: .*\{items\}.*known are \{customerName\}, \{orderId\}, \{reason\}, \{amount\}$/,
    ],
    [
      'a moment that concerns no customer',
      { name: 'order_cancelled', trigger: 'stock-low', template: { email: { subject: 'Low', body: 'Low' } } },
      /^notificationTypes\[0\]\.trigger: is for customers, and stock-low concerns none; make it "internal"/,
    ],
    [
      'customers, though stock concerns none',
      {
        name: 'low_stock',
        audience: 'customer',
        category: 'promotions',
        channels: ['email'],
        template: { email: { subject: 'Low', body: 'Low' } },
      },
      /^notificationTypes\[0\]\.audience: is for customers, and stock-low concerns none/,
    ],
    [
      'the mailbox, which customers do not have',
      { name: 'order_cancelled', channels: ['email', 'mailbox'], template: { mailbox: letter } },
      /^notificationTypes\[0\]\.channels\[1\]: customers have no mailbox/,
    ],
    [
      'a channel other than the mailbox, to the warehouse',
      { name: 'low_stock', channels: ['email'] },
      /^notificationTypes\[0\]\.channels: must be \["mailbox"\]/,
    ],
    [
      'segments, to the warehouse',
      { name: 'low_stock', segments: ['gold'] },
      /^notificationTypes\[0\]\.segments: is only for customers/,
    ],
  ])('must not give it %s', (_, row, problem) => {
    expect(problems(row)).toContainEqual(expect.stringMatching(problem));
  });
});

describe('a row of a new name', () => {
  it('is a new type', () => {
    expect(problems(ownType)).toEqual([]);
    expect(typesWith(ownType).require('refund_promise')).toMatchObject({ audience: 'customer', delayMs: 0 });
  });

  it('for the warehouse needs neither category nor channels', () => {
    const row: TypeRow = {
      ...without('category', 'channels'),
      audience: 'internal',
      template: { mailbox: { subject: '{orderId}', body: '{items}' } },
    };
    expect(problems(row)).toEqual([]);
    expect(typesWith(row).require('refund_promise')).toMatchObject({ channels: ['mailbox'] });
  });

  it.each(['category', 'channels', 'trigger', 'template'] as const)('must have its %s', (field) => {
    const path = field === 'template' ? 'template.email' : field;
    expect(problems(without(field))).toEqual([
      expect.stringMatching(new RegExp(`^notificationTypes\\[0\\]\\.${path}: is missing: `)),
    ]);
  });

  it('must stand there once', () => {
    expect(problems(ownType, ownType)).toEqual(['notificationTypes[1]: refund_promise stands there twice']);
  });
});

describe('the words of a type', () => {
  it.each<[string, string, RegExp]>([
    [
      'a placeholder that nobody knows',
      'Dear {nickname}',
      /says \{nickname\}, .*known are \{customerName\}, \{orderId\}/,
    ],
    ['a fact of another moment', '{batchReference}', /says \{batchReference\}/],
    ['a brace that is not closed', 'Order {orderId', /brace on its own; write \{\{ or \}\}/],
    ['a brace that is not opened', 'Order orderId}', /brace on its own/],
    ['a placeholder with spaces', '{ orderId }', /brace on its own/],
    ['an empty placeholder', '{}', /brace on its own/],
  ])('must not have %s', (_, body, problem) => {
    const found = problems({ ...ownType, template: { email: { subject: 'Cancelled', body } } });
    expect(found).toEqual([expect.stringMatching(problem)]);
    expect(found[0]).toMatch(/^notificationTypes\[0\]\.template\.email\.body: /);
  });

  it.each(['{{', '}}', '{{orderId}}', '{{{orderId}', '{orderId}}}'])('may have %s', (body) => {
    expect(problems({ ...ownType, template: { email: { subject: 'Cancelled', body } } })).toEqual([]);
  });

  it('name a customer only where one is written to', () => {
    const template = { mailbox: { subject: 'For {customerName}', body: '{orderId}' } };
    expect(
      problems({ name: 'refund_due', audience: 'internal', trigger: 'order-cancelled', template }),
    ).toEqual([
      expect.stringMatching(/^notificationTypes\[0\]\.template\.mailbox\.subject: says \{customerName\}/),
    ]);
  });

  const facts = {
    orderId: 'ord-001',
    totalCents: 30997,
    items: [
      { name: 'Wireless Router X500', quantity: 1, priceCents: 14999 },
      { name: 'USB-C Hub Pro', quantity: 2, priceCents: 7999 },
    ],
    amountCents: 1205,
    reason: 'Insufficient funds',
    oldPriceCents: 15000,
    newPriceCents: 12000,
  };
  const said = (body: string) =>
    render({ template: { email: { subject: 'S', body } } }, 'email', facts, alice)?.body;

  it.each([
    ['{customerName}', 'Alice Johnson'],
    ['{orderId}', 'ord-001'],
    ['{total}', '$309.97'],
    ['{amount}', '$12.05'],
    ['{oldPrice} → {newPrice}', '$150.00 → $120.00'],
    ['{saving}', '$30.00 (20 %)'],
    ['{items}', '1 × Wireless Router X500 at $149.99\n2 × USB-C Hub Pro at $79.99'],
    ['{itemsInLine}', '1 × Wireless Router X500 at $149.99, 2 × USB-C Hub Pro at $79.99'],
    ['{itemNames}', 'Wireless Router X500, USB-C Hub Pro'],
    ['{{orderId}}', '{orderId}'],
    ['{{{orderId}}}', '{ord-001}'],
    ['100 % <b>plain</b> $& $1', '100 % <b>plain</b> $& $1'],
  ])('%s says %s', (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  it(`leave facts as they are, whatever is in them (seed ${propertySeed})`, () => {
    holdsForAll(fc.string(), (reason) => {
      const words = { template: { email: { subject: '{reason}', body: '<{reason}>' } } };
      expect(render(words, 'email', { reason }, alice)).toEqual({ subject: reason, body: `<${reason}>` });
    });
  });

  it('are cut in an SMS and nowhere else', () => {
    const body = 'x'.repeat(200);
    const template = { sms: { body }, push: { subject: 'S', body } };
    expect(render({ template }, 'sms', {}, alice)?.body).toBe(`${'x'.repeat(159)}…`);
    expect(render({ template }, 'push', {}, alice)?.body).toBe(body);
  });
});

describe('the placeholders of a moment', () => {
  it.each(triggers.filter((trigger) => trigger !== 'none'))(
    '%s are made of the facts that it has',
    (trigger) => {
      const known = placeholdersOf(trigger, 'mailbox');
      const row: TypeRow = {
        name: 'all_of_it',
        audience: 'internal',
        trigger,
        template: { mailbox: { subject: 'All', body: known.map((name) => `{${name}}`).join(' ') || '-' } },
      };
      expect(problems(row)).toEqual([]);
      for (const fact of factsOfTrigger[trigger]) {
        // Each fact can be said: money by its amount, everything else by its own name.
        expect(known.some((name) => fact === name || fact === `${name}Cents`)).toBe(true);
      }
    },
  );

  it('that is none are all that there are, and whoever asks gives the facts that are needed', () => {
    const row: TypeRow = {
      ...ownType,
      trigger: 'none',
      template: { email: { subject: '{amount}', body: '{saving}' } },
    };
    expect(problems(row)).toEqual([]);
    const type = typesWith(row).require('refund_promise');
    expect(() => {
      requireContext(type, { amountCents: 1, oldPriceCents: 2 });
    }).toThrow(/^context\.newPriceCents: the template “refund-promise” needs it$/);
    expect(() => {
      requireContext(type, { amountCents: 1, oldPriceCents: 2, newPriceCents: 1 });
    }).not.toThrow();
  });
});

describe('the types that ship', () => {
  it('pass the check of rows, written out as rows', () => {
    expect(problemsOfTypeRows(shippedTypeRows, [])).toEqual([]);
  });

  it('are told at moments of the list, each but none', () => {
    const types = new NotificationTypes();
    for (const trigger of triggers) {
      expect(types.toldOf(trigger).length > 0).toBe(trigger !== 'none');
    }
  });

  it('name nobody but through placeholders that are known', () => {
    for (const { trigger = 'none', template = {} } of shippedTypeRows) {
      for (const [channel, words] of Object.entries(template)) {
        const known = placeholdersOf(trigger, channel as 'email');
        for (const text of Object.values(words))
          expect(known).toEqual(expect.arrayContaining([...placeholdersIn(text)]));
      }
    }
  });
});
