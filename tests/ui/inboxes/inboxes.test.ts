import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { openDetails } from '../../support/details-page';
import { told } from '../../support/play';

const inboxes = () => within(screen.getByRole('region', { name: 'Inboxes' }));

describe('the inboxes', () => {
  it('say why they are empty and what to do', () => {
    openDetails({ panel: 'inboxes', at: 1 });
    expect(inboxes().getByRole('heading', { name: 'No messages yet' })).toBeVisible();
    expect(inboxes().getByText(/Nobody has received anything by step 1/)).toHaveTextContent(
      /press Play to go on/,
    );
  });

  it('lead to the log when the story is over and nobody received anything', async () => {
    const { session, user } = openDetails({ scenario: 'price-rise', panel: 'inboxes', at: 'end' });
    await user.click(inboxes().getByRole('button', { name: 'Open the log' }));
    expect(session.panel).toBe('log');
  });

  it('hold only what has been received at this step', () => {
    const { session, goTo } = openDetails({ panel: 'inboxes', at: 'end' });
    expect(inboxes().getAllByRole('article')).toHaveLength(3);
    const first = session.trace.find(({ kind }) => kind === 'received');
    goTo(first?.seq ?? 0);
    expect(inboxes().getAllByRole('article')).toHaveLength(1);
    goTo((first?.seq ?? 1) - 1);
    expect(inboxes().queryAllByRole('article')).toHaveLength(0);
  });

  it('say channel, recipient, subject and body of each message', () => {
    openDetails({ panel: 'inboxes', at: 'end' });
    const email = inboxes().getByRole('article', {
      name: 'Email to Carol Williams: Wireless Router X500 is now $119.99',
    });
    expect(email).toHaveTextContent('Wireless Router X500 is now $119.99');
    expect(email).toHaveTextContent('went down from $149.99 to $119.99');
    expect(inboxes().getByRole('article', { name: /^SMS to Carol Williams/ })).toHaveTextContent(
      '$149.99 → $119.99',
    );
    expect(inboxes().getAllByText('carol.williams@example.com')).not.toHaveLength(0);
  });

  it('open an email, which then counts as read', async () => {
    const { user, tab } = openDetails({ panel: 'inboxes', at: 'end' });
    expect(tab(/Inboxes/)).toHaveAccessibleName('Inboxes 3 unread');
    const open = inboxes().getByRole('button', { name: /^Open email to Carol Williams/ });
    expect(open).toHaveAttribute('aria-expanded', 'false');
    await user.click(open);
    expect(open).toHaveAttribute('aria-expanded', 'true');
    expect(inboxes().getByText(/^Hello Carol Williams,/)).toBeVisible();
    expect(inboxes().getByText('Carol Williams <carol.williams@example.com>')).toBeVisible();
    expect(tab(/Inboxes/)).toHaveAccessibleName('Inboxes 2 unread');
  });

  it('keep what was read through steps back and other tabs, but not into another run', async () => {
    const { session, user, goTo, tab } = openDetails({ panel: 'inboxes', at: 'end' });
    await user.click(inboxes().getByRole('button', { name: /^Open email to Carol Williams/ }));
    await user.click(tab(/Now/));
    goTo(1);
    goTo(session.trace.length);
    await user.click(tab(/Inboxes/));
    expect(tab(/Inboxes/)).toHaveAccessibleName('Inboxes 2 unread');
    session.chooseArchitecture('api-driven');
    goTo(session.trace.length);
    expect(tab(/Inboxes/)).toHaveAccessibleName('Inboxes 3 unread');
  });

  it('lead from a message to its notification and to the step at which it came', async () => {
    const { session, user } = openDetails({ panel: 'inboxes', at: 'end' });
    const sms = inboxes().getByRole('article', { name: /^SMS to Carol Williams/ });
    await user.click(within(sms).getByRole('button', { name: /^Open SMS/ }));
    await user.click(within(sms).getByRole('button', { name: /^Go to step/ }));
    expect(session.view.current).toMatchObject({ kind: 'received', channel: 'sms', to: '+1-555-0103' });
    await user.click(within(sms).getByRole('button', { name: 'Notification ntf-2' }));
    expect(session.selection).toEqual({ kind: 'entity', machine: 'notification', id: 'ntf-2' });
  });

  it('show one person alone', async () => {
    const { user } = openDetails({ panel: 'inboxes', at: 'end' });
    await user.click(inboxes().getByRole('button', { name: 'Eva Martinez' }));
    expect(inboxes().getAllByRole('article')).toHaveLength(1);
    expect(inboxes().getByRole('button', { name: 'Eva Martinez' })).toHaveAttribute('aria-pressed', 'true');
    await user.click(inboxes().getByRole('button', { name: 'Everyone' }));
    expect(inboxes().getAllByRole('article')).toHaveLength(3);
  });

  it('call a customer who registered in this run by name', () => {
    const { session } = openDetails({ scenario: 'new-customer', panel: 'inboxes', at: 'end' });
    const person = screen.getByRole('heading', { name: 'Nina Park' });
    expect(person).toBeVisible();
    expect(session.view.inbox).not.toHaveLength(0);
    expect(inboxes().queryByText('@')).not.toBeInTheDocument();
  });

  it('show push messages as banners', () => {
    const iris = shopOrderOf('cust-009');
    openDetails({ scenario: iris, panel: 'inboxes', at: 'end' });
    expect(inboxes().getByRole('article', { name: /^Push message to Iris Novak/ })).toHaveTextContent(
      'ord-777',
    );
  });
});

/** A story in which an order of a customer ships. */
function shopOrderOf(customerId: string) {
  return told([[0, { type: 'ShipOrder', orderId: 'ord-777' }]], {
    shop: {
      orders: [
        {
          id: 'ord-777',
          customerId,
          status: 'PROCESSING',
          items: [{ productId: 'prod-004', quantity: 1, priceCents: 19999, status: 'PENDING' }],
          totalCents: 19999,
        },
      ],
    },
  });
}
