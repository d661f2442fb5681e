import { screen, within } from '@testing-library/svelte';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Act } from '../../../src/simulation';
import { openDetails } from '../../support/details-page';

// Its code comes when it is opened; a test does not wait for the reading of files.
beforeAll(() => import('../../../src/ui/projections/Projections.svelte'));

const brokenEmail: Act = {
  at: 0,
  kind: 'fault',
  fault: { type: 'adapter-fail', channel: 'email', count: 1, reason: 'SMTP error 451', late: false },
};

async function openProjections(
  view: 'Log' | 'Feed' | 'Statistics' | 'Failed',
  opening: Parameters<typeof openDetails>[0] = {},
) {
  const details = openDetails({ scenario: 'order-shipped', at: 'end', ...opening, panel: 'projections' });
  await details.user.click(await screen.findByRole('radio', { name: new RegExp(`^${view}`) }));
  return details;
}

const region = (name: string) => within(screen.getByRole('region', { name }));

describe('the tab Projections', () => {
  it('shows every notification with every status, and leads to it', async () => {
    const { session, user } = await openProjections('Log');
    const log = region('Notification log');
    const history = log.getByRole('list', { name: 'What ntf-1 has been' });
    expect(
      within(history)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual([expect.stringMatching(/^pending \d+ ms/), expect.stringMatching(/^sent \d+ ms/)]);
    await user.click(log.getByRole('button', { name: 'ntf-2' }));
    expect(session.selection).toEqual({ kind: 'entity', machine: 'notification', id: 'ntf-2' });
  });

  it('shows what is known at the step, and says why when that is nothing', async () => {
    const { goTo } = await openProjections('Log');
    goTo(1);
    expect(region('Notification log').getByText(/no entry at step 1\. Press Play/)).toBeVisible();
  });

  it('shows a customer’s feed, and has it read by the real command', async () => {
    const { session, user } = await openProjections('Feed');
    const feed = region('Customer feed');
    expect(feed.getByRole('combobox', { name: 'Customer' })).toHaveDisplayValue('Alice Johnson (2)');
    expect(feed.getByText('GET /notifications/cust-001')).toBeVisible();
    expect(
      feed.getAllByRole('listitem').map((entry) => within(entry).getByRole('button').textContent),
    ).toEqual(['ntf-2', 'ntf-1']);
    await user.click(feed.getByRole('button', { name: /^Read feed/ }));
    expect(session.personActs.map((act) => act.kind === 'command' && act.command)).toEqual([
      { type: 'ReadFeed', customerId: 'cust-001' },
    ]);
    expect(session.view.current).toMatchObject({ kind: 'sent', name: 'ReadFeed' });
  });

  it('keeps whose feed was chosen when another tab was open meanwhile', async () => {
    const { user, tab } = await openProjections('Feed');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Customer' }), 'Bob Smith (0)');
    expect(screen.getByText(/Nothing stands in this customer’s feed/)).toBeVisible();
    await user.click(tab(/^Now/));
    await user.click(tab(/^Projections/));
    expect(await screen.findByRole('combobox', { name: 'Customer' })).toHaveDisplayValue('Bob Smith (0)');
  });

  it('draws what was sent on a day, and says the same in a table', async () => {
    const { user } = await openProjections('Statistics');
    const statistics = region('Daily statistics');
    expect(
      statistics.getByRole('img', { name: 'Sent on 2026-03-02: 1 order shipped email, 1 order shipped SMS' }),
    ).toBeVisible();
    await user.click(statistics.getByText('The same as a table'));
    expect(statistics.getByRole('row', { name: '2026-03-02 order shipped SMS 1' })).toBeVisible();
  });

  it('retries what failed, by the real command', async () => {
    const { session, user, goTo } = await openProjections('Failed', { choices: { acts: [brokenEmail] } });
    const failed = region('Failed queue');
    expect(failed.getByText('SMTP error 451')).toBeVisible();
    expect(failed.getByText('Retries so far: 0 of 3')).toBeVisible();
    await user.click(failed.getByRole('button', { name: 'Retry ntf-1' }));
    expect(session.view.current).toMatchObject({ kind: 'sent', name: 'RetryNotification' });
    const retry = failed.getByRole('button', { name: 'Retry ntf-1' });
    expect(retry).toHaveFocus();
    expect(retry).toHaveAccessibleDescription('A retry is on its way.');
    await user.keyboard('{Enter}');
    expect(session.personActs).toHaveLength(2);
    goTo(session.trace.length);
    expect(failed.getByText(/No notification waits for a retry/)).toBeVisible();
    expect(session.view.inbox.map(({ channel }) => channel)).toContain('email');
  });

  it('says why what has no retry left cannot be retried', async () => {
    await openProjections('Failed', { scenario: 'retries-run-out' });
    const retry = region('Failed queue').getByRole('button', { name: /^Retry/ });
    expect(retry).toHaveAttribute('aria-disabled', 'true');
    expect(retry).toHaveAccessibleDescription('No retry is left: 3 of 3 are used.');
  });
});
