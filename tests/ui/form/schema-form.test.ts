import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { Edit, Fault, type Problem } from '../../../src/simulation';
import { beginningOf } from '../../../src/ui/form/beginning';
import type { ChoicesFor } from '../../../src/ui/form/field';
import { schemaOf } from '../../../src/ui/form/json-schema';
import FormUnderTest from '../../support/FormUnderTest.svelte';

interface Form {
  readonly begun?: unknown;
  readonly problems?: readonly Problem[];
  readonly choices?: ChoicesFor;
}

function openForm(of: v.GenericSchema, { begun, ...rest }: Form = {}) {
  const schema = schemaOf(of);
  const first = begun ?? beginningOf(schema);
  const written: unknown[] = [first];
  render(FormUnderTest, { schema, begun: first, onwrite: (value: unknown) => written.push(value), ...rest });
  return { user: userEvent.setup(), value: () => written.at(-1) };
}

const people: ChoicesFor = (name) =>
  name === 'customerId' || name === 'customerIds'
    ? [
        { value: 'cust-001', label: 'cust-001 · Alice' },
        { value: 'cust-002', label: 'cust-002 · Bob' },
      ]
    : undefined;

describe('a form that a schema makes', () => {
  it('takes text as it is typed', async () => {
    const { user, value } = openForm(v.strictObject({ reason: v.string() }));
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'no stock');
    expect(value()).toEqual({ reason: 'no stock' });
  });

  it('takes a number, and keeps what is none as it was typed', async () => {
    const { user, value } = openForm(
      v.strictObject({ delayMs: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
    );
    const field = screen.getByRole('textbox', { name: 'Later by (ms)' });
    expect(field).toHaveValue('1');
    await user.clear(field);
    await user.type(field, '20.50');
    expect(field).toHaveValue('20.50');
    expect(value()).toEqual({ delayMs: 20.5 });
    await user.type(field, 'x');
    expect(value()).toEqual({ delayMs: '20.50x' });
    expect(field).toHaveValue('20.50x');
  });

  it('says what an amount of cents is in dollars', async () => {
    const { user } = openForm(v.strictObject({ priceCents: v.pipe(v.number(), v.safeInteger()) }));
    const field = screen.getByRole('textbox', { name: 'Price (cents)' });
    await user.clear(field);
    await user.type(field, '12950');
    expect(field).toHaveAccessibleDescription('$129.50');
  });

  it('switches a flag, and offers what an enumeration has', async () => {
    const { user, value } = openForm(
      v.strictObject({ late: v.boolean(), segment: v.picklist(['bronze', 'gold']) }),
    );
    await user.click(screen.getByRole('checkbox', { name: /^Only after/ }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Segment' }), 'Gold');
    expect(value()).toEqual({ late: true, segment: 'gold' });
    expect(screen.getByRole('combobox')).not.toHaveTextContent('another one');
  });

  it('ticks several of an enumeration, and keeps their order', async () => {
    const { user, value } = openForm(
      v.strictObject({ channels: v.array(v.picklist(['email', 'sms', 'push'])) }),
    );
    const group = within(screen.getByRole('group', { name: 'Channels' }));
    await user.click(group.getByRole('checkbox', { name: 'Push' }));
    await user.click(group.getByRole('checkbox', { name: 'Email' }));
    expect(value()).toEqual({ channels: ['email', 'push'] });
    await user.click(group.getByRole('checkbox', { name: 'Push' }));
    expect(value()).toEqual({ channels: ['email'] });
  });

  it('adds what may be left out, and leaves it out again, with the focus where the work is', async () => {
    const { user, value } = openForm(
      v.strictObject({ durationMs: v.exactOptional(v.pipe(v.number(), v.minValue(1))) }),
    );
    expect(screen.queryByRole('textbox')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Add For how long (ms)' }));
    expect(value()).toEqual({ durationMs: 1 });
    expect(screen.getByRole('textbox', { name: 'For how long (ms)' })).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Leave out For how long (ms)' }));
    expect(value()).toEqual({});
    expect(screen.getByRole('button', { name: 'Add For how long (ms)' })).toHaveFocus();
  });

  it('gives null to what may be null when it is left out', async () => {
    const { user, value } = openForm(
      v.strictObject({ quietHours: v.nullable(v.strictObject({ from: v.string(), to: v.string() })) }),
    );
    await user.click(screen.getByRole('button', { name: 'Add Quiet hours' }));
    await user.type(screen.getByRole('textbox', { name: 'From' }), '22:00');
    expect(value()).toEqual({ quietHours: { from: '22:00', to: '' } });
    await user.click(screen.getByRole('button', { name: 'Leave out Quiet hours' }));
    expect(value()).toEqual({ quietHours: null });
  });

  it('adds, removes and moves items of a list by keyboard', async () => {
    const items = v.array(
      v.strictObject({ productId: v.string(), quantity: v.pipe(v.number(), v.minValue(1)) }),
    );
    const { user, value } = openForm(v.strictObject({ items }), {
      begun: { items: [{ productId: 'prod-001', quantity: 1 }] },
    });
    await user.click(screen.getByRole('button', { name: 'Add item' }));
    const second = within(screen.getByRole('group', { name: 'Item 2' }));
    expect(second.getByRole('textbox', { name: 'Product' })).toHaveFocus();
    await user.keyboard('prod-002');
    screen.getByRole('button', { name: 'Move Item 2 up' }).focus();
    await user.keyboard('{Enter}');
    expect(value()).toEqual({
      items: [
        { productId: 'prod-002', quantity: 1 },
        { productId: 'prod-001', quantity: 1 },
      ],
    });
    expect(screen.getByRole('button', { name: 'Move Item 1 up' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(value()).toMatchObject({ items: [{ productId: 'prod-002' }, { productId: 'prod-001' }] });
    screen.getByRole('button', { name: 'Remove Item 1' }).focus();
    await user.keyboard('{Enter}');
    expect(value()).toEqual({ items: [{ productId: 'prod-001', quantity: 1 }] });
    expect(screen.getByRole('button', { name: 'Remove Item 1' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(value()).toEqual({ items: [] });
    expect(screen.getByRole('button', { name: 'Add item' })).toHaveFocus();
  });

  it('offers real ids by name, and takes any other one', async () => {
    const { user, value } = openForm(v.strictObject({ customerId: v.string() }), { choices: people });
    const field = screen.getByRole('combobox', { name: 'Customer' });
    await user.selectOptions(field, 'cust-002 · Bob');
    expect(value()).toEqual({ customerId: 'cust-002' });
    await user.selectOptions(field, 'another one…');
    await user.type(screen.getByRole('textbox', { name: 'Customer, another one' }), 'cust-999');
    expect(value()).toEqual({ customerId: 'cust-999' });
    await user.selectOptions(field, 'cust-001 · Alice');
    expect(screen.queryByRole('textbox')).toBeNull();
  });

  it('offers for one more id of a list one that it has not yet', async () => {
    const { user, value } = openForm(v.strictObject({ customerIds: v.array(v.string()) }), {
      begun: { customerIds: ['cust-001'] },
      choices: people,
    });
    await user.click(screen.getByRole('button', { name: 'Add customer' }));
    expect(value()).toEqual({ customerIds: ['cust-001', 'cust-002'] });
  });

  it('keeps what both kinds of a union have when the kind changes', async () => {
    const { user, value } = openForm(Fault, { begun: { type: 'down', node: 'pricing', durationMs: 30 } });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kind' }), 'Slow');
    expect(value()).toEqual({ type: 'slow', node: 'pricing', delayMs: 500, durationMs: 30 });
  });

  it('edits what it has no field for as JSON, and keeps what is none', async () => {
    const { user, value } = openForm(v.strictObject({ context: v.record(v.string(), v.string()) }));
    const field = screen.getByRole('textbox', { name: 'Context' });
    await user.clear(field);
    await user.click(field);
    await user.paste('{"orderId": "ord-001"}');
    expect(value()).toEqual({ context: { orderId: 'ord-001' } });
    await user.type(field, '!');
    expect(value()).toEqual({ context: '{"orderId": "ord-001"}!' });
    expect(field).toHaveValue('{"orderId": "ord-001"}!');
  });

  it('says what is wrong at the very field, however deep it is', () => {
    openForm(Edit, {
      begun: { type: 'set-cart', cart: { customerId: 'cust-001', items: [{ productId: '', quantity: 0 }] } },
      problems: [
        { path: 'cart.items[0].quantity', message: 'must be at least 1' },
        { path: 'cart.items', message: 'must name each product once' },
      ],
    });
    const quantity = screen.getByRole('textbox', { name: 'Quantity' });
    expect(quantity).toBeInvalid();
    expect(quantity).toHaveAccessibleDescription('Must be at least 1.');
    expect(screen.getByRole('textbox', { name: 'Product' })).toBeValid();
    expect(screen.getByRole('group', { name: 'Items' })).toHaveAccessibleDescription(
      'Must name each product once.',
    );
  });
});
