import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { recordingOf, type ArchitectureName, type Scenario } from '../../../src/simulation';
import { Session } from '../../../src/ui/session.svelte';
import Why from '../../../src/ui/why/Why.svelte';
import '../../support/later-parts';
import { told } from '../../support/play';
import WithSession from '../../support/WithSession.svelte';

function openWhy(scenario: string | Scenario, architecture: ArchitectureName = 'api-driven') {
  const session = new Session();
  session.open(recordingOf(scenario, architecture));
  render(WithSession, { session, of: Why });
  return { session, user: userEvent.setup() };
}

const table = (name: string) => within(screen.getByRole('table', { name }));
const cell = (name: string) => screen.getByRole('button', { name });
const answer = () => within(screen.getByRole('region', { name: 'Answer' }));

/** What the first cell of each line of a table says. */
const people = (name: string) =>
  table(name)
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent);

describe('the view Why?', () => {
  it('shows who was told what, for the whole run, and that it does so', () => {
    const { session } = openWhy('price-drop');
    expect(session.step).toBe(0);
    expect(screen.getByText(/This is about the whole run, not only up to the step shown/)).toBeVisible();
    expect(people('Price drop')).toEqual(['Bob Smith', 'Carol Williams', 'Eva Martinez']);
    expect(cell('Price drop email for Carol Williams: sent')).toBeVisible();
    expect(cell('Price drop push for Carol Williams: skipped')).toBeVisible();
    expect(screen.queryByRole('table', { name: 'Order shipped' })).toBeNull();
  });

  it('answers why Bob was not told, selects him, and leads to the record', async () => {
    const { session, user } = openWhy('price-drop');
    await user.click(cell('Price drop email for Bob Smith: skipped'));
    expect(answer().getByRole('heading', { name: 'Price drop email for Bob Smith' })).toBeVisible();
    expect(
      answer().getByText(/because Bob’s segment is silver; price drop messages go to gold and platinum/),
    ).toBeVisible();
    expect(answer().getByText('Decided by Pricing.')).toBeVisible();
    expect(session.selection).toEqual({ kind: 'customer', id: 'cust-002' });
    await user.click(answer().getByRole('button', { name: /^Segment rule: Bob Smith is silver/ }));
    expect(session.view.current).toMatchObject({ kind: 'decision', rule: 'segment', subject: 'cust-002' });
  });

  it('shows the values that decided, and those of the other rules when they are asked for', async () => {
    const { user } = openWhy('price-drop');
    await user.click(cell('Price drop email for Bob Smith: skipped'));
    const [price, , segment] = answer().getAllByRole('group');
    expect(segment).toHaveAttribute('open');
    expect(within(segment ?? document.body).getByText('silver')).toBeVisible();
    expect(price).not.toHaveAttribute('open');
  });

  it('selects the notification of a message that was sent', async () => {
    const { session, user } = openWhy('price-drop');
    await user.click(cell('Price drop SMS for Carol Williams: sent'));
    expect(session.selection).toEqual({ kind: 'entity', machine: 'notification', id: 'ntf-2' });
    expect(cell('Price drop SMS for Carol Williams: sent')).toHaveAttribute('aria-pressed', 'true');
  });

  it('explains what is selected elsewhere', () => {
    const { session } = openWhy('price-drop');
    flushSync(() => {
      session.select({ kind: 'entity', machine: 'notification', id: 'ntf-3' });
    });
    expect(answer().getByRole('heading', { name: 'Price drop email for Eva Martinez' })).toBeVisible();
    flushSync(() => {
      session.select({ kind: 'customer', id: 'cust-001' });
    });
    expect(answer().getByRole('heading', { name: 'Price drop email for Alice Johnson' })).toBeVisible();
    expect(answer().getByText(/Wireless Router X500 is not in Alice’s cart/)).toBeVisible();
  });

  it('folds away whom nobody considered, and shows them on request', async () => {
    const { user } = openWhy('price-drop');
    await user.click(screen.getByRole('button', { name: 'Show 6 others never considered for price drop' }));
    expect(people('Price drop')).toHaveLength(9);
    await user.click(cell('Price drop email for David Brown: never considered'));
    expect(
      answer().getByText(/David was not considered: Wireless Router X500 is not in David’s cart/),
    ).toBeVisible();
  });

  it('narrows by person, kind and outcome', async () => {
    const { user } = openWhy('price-drop');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Outcome' }), 'Sent');
    expect(people('Price drop')).toEqual(['Carol Williams', 'Eva Martinez']);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Who' }), 'Eva Martinez');
    expect(people('Price drop')).toEqual(['Eva Martinez']);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Who' }), 'Bob Smith');
    expect(screen.getByText('Nothing fits these filters.')).toBeVisible();
  });

  it('reaches every kind and channel, those that the run is not about too', async () => {
    const { user } = openWhy('price-drop');
    await user.click(screen.getByRole('checkbox', { name: 'Only what concerns this run' }));
    await user.selectOptions(screen.getByRole('combobox', { name: 'Notification' }), 'Order confirmed');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Who' }), 'Bob Smith');
    await user.click(cell('Order confirmed SMS for Bob Smith: never considered'));
    expect(answer().getByText(/order confirmed messages go by email, not by SMS/)).toBeVisible();
  });

  it('shows each of several times with its own chain', async () => {
    const { user } = openWhy('order-complete', 'event-sourced');
    await user.click(cell('Order complete email for Alice Johnson: sent, skipped'));
    expect(
      answer()
        .getAllByRole('article')
        .map((article) => article.getAttribute('aria-label')),
    ).toEqual(['1 of 2: skipped', '2 of 2: sent']);
  });

  it('says so when a run has nothing to tell', () => {
    openWhy(told([[0, { type: 'UpdatePrice', productId: 'prod-001', priceCents: 14_999 }]]));
    expect(screen.getByText('Nothing happened in this run that anyone is told of.')).toBeVisible();
  });
});

describe('a shop with many customers', () => {
  beforeEach(() => {
    const customers = Array.from({ length: 70 }, (_, index) => ({
      id: `cust-${index + 100}`,
      name: `Customer ${index + 100}`,
      email: `customer${index + 100}@example.com`,
      phone: `+1-555-${index + 1000}`,
      segment: 'gold',
    }));
    const carts = customers.map(({ id }) => ({
      customerId: id,
      items: [{ productId: 'prod-001', quantity: 1 }],
    }));
    openWhy(
      told([[0, { type: 'UpdatePrice', productId: 'prod-001', priceCents: 9_999 }]], {
        shop: { customers, carts },
      }),
    );
  });

  it('has a page of them at first, and more on request', async () => {
    // A long run is computed in slices, and shown when it is whole.
    expect(await screen.findByRole('rowheader', { name: 'Customer 100' })).toBeVisible();
    expect(people('Price drop')).toHaveLength(30);
    await userEvent.setup().click(screen.getByRole('button', { name: /^Show more \(\d+\)/ }));
    expect(people('Price drop')).toHaveLength(60);
  });
});
