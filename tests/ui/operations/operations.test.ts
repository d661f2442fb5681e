import { screen, within } from '@testing-library/svelte';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Act } from '../../../src/simulation';
import { openDetails } from '../../support/details-page';

// Its code comes when it is opened; a test does not wait for the reading of files.
beforeAll(() => import('../../../src/ui/operations/Operations.svelte'));

const poison: Act = {
  at: 0,
  kind: 'fault',
  fault: {
    type: 'throw',
    node: 'notifications',
    message: 'OrderStatusChanged',
    count: 3,
    error: 'No memory',
  },
};
const stopInventory: Act = { at: 0, kind: 'operation', operation: { type: 'stop', node: 'inventory' } };

async function openOperations(opening: Parameters<typeof openDetails>[0] = {}) {
  const details = openDetails({ scenario: 'order-shipped', at: 'end', ...opening, panel: 'operations' });
  await screen.findByRole('region', { name: 'Dead letters' });
  return details;
}

const section = (name: string | RegExp) => within(screen.getByRole('region', { name }));

describe('the tab Operations', () => {
  it('shows each consumer with how it stands and what waits for it', async () => {
    const { session, user } = await openOperations({
      scenario: 'order-confirmed',
      choices: { broker: 'rabbitmq', acts: [stopInventory] },
    });
    const consumers = section('Consumers and their lag at this step');
    expect(consumers.getByRole('columnheader', { name: 'Unacked' })).toBeVisible();
    expect(consumers.getByRole('row', { name: 'Inventory stopped 1 0 0 0' })).toBeVisible();
    await user.click(consumers.getByRole('button', { name: 'Inventory' }));
    expect(session.selection).toEqual({ kind: 'node', id: 'inventory' });
  });

  it('shows what is in flight where the broker forgets', async () => {
    await openOperations();
    const consumers = section('Consumers and their lag at this step');
    expect(consumers.getByRole('columnheader', { name: 'In flight' })).toBeVisible();
    expect(consumers.getByText(/In-memory .*forgets an event/)).toHaveTextContent(
      /keeps its own dead letters/,
    );
  });

  it('shows whom services call where there is no bus', async () => {
    await openOperations({ scenario: 'order-confirmed', architecture: 'api-driven' });
    const callees = section('Whom services call, and who waits, at this step');
    expect(callees.getByRole('row', { name: 'Inventory called 0 0 1' })).toBeVisible();
    expect(section('Dead letters').getByText(/no dead-letter queue here/)).toBeVisible();
  });

  it('redrives dead letters by the real command', async () => {
    const { session, user, goTo } = await openOperations({ choices: { acts: [poison] } });
    const letters = section('Dead letters');
    expect(letters.getByRole('heading', { name: 'Notification service 1 event' })).toBeVisible();
    expect(letters.getByText('Error: No memory')).toBeVisible();
    expect(letters.getByText('after 3 attempts')).toBeVisible();
    const redrive = letters.getByRole('button', { name: 'Redrive the dead letters of Notification service' });
    await user.click(redrive);
    expect(session.view.current).toMatchObject({ kind: 'sent', name: 'RedriveDeadLetters' });
    expect(redrive).toHaveFocus();
    expect(redrive).toHaveAttribute('aria-disabled', 'true');
    expect(redrive).toHaveAccessibleDescription('A redrive is on its way.');
    await user.keyboard('{Enter}');
    goTo(session.step - 1);
    expect(redrive).toHaveAttribute('aria-disabled', 'true');
    expect(session.personActs).toHaveLength(2);
    goTo(session.trace.length);
    expect(letters.getByText(/^None at step/)).toBeVisible();
    expect(session.view.inbox).toHaveLength(2);
  });

  it('shows notifications that no retry is left for', async () => {
    const { session, user } = await openOperations({ scenario: 'retries-run-out' });
    await user.click(section('Dead letters').getByRole('button', { name: 'ntf-1' }));
    expect(session.selection).toEqual({ kind: 'entity', machine: 'notification', id: 'ntf-1' });
  });

  it('shows faults in force and parts that are away', async () => {
    const { goTo } = await openOperations({ choices: { acts: [poison, stopInventory] } });
    goTo(3);
    const troubles = section(/^Faults in force/);
    expect(troubles.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      expect.stringMatching(/Inventory\s+was stopped in good order/),
      expect.stringMatching(/Notification service fails at the next 3 OrderStatusChanged: No memory/),
    ]);
  });

  it('shows what lies in the outbox', async () => {
    const { session, goTo } = await openOperations({ choices: { settings: { outbox: true } } });
    const rows = section('Outbox rows that are not published');
    expect(rows.getByText(/published every event/)).toBeVisible();
    const stored = session.trace.find((record) => record.kind === 'changed' && record.machine === 'outbox');
    goTo(stored?.seq ?? 0);
    expect(rows.getByRole('button', { name: /^OrderStatusChanged evt-/ })).toBeVisible();
  });

  it('replays the log, and takes out again what a person did', async () => {
    const { session, user } = await openOperations();
    const { trace } = session;
    expect(section('What you have done in this run').getByText(/Nothing yet/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Replay the log' }));
    await user.click(screen.getByRole('button', { name: 'Process what is due' }));
    const own = section('What you have done in this run');
    expect(own.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      expect.stringContaining('Process scheduled notifications'),
      expect.stringContaining('Replay log'),
    ]);
    await user.click(own.getByRole('button', { name: 'Remove Process scheduled notifications' }));
    expect(own.getByRole('button', { name: 'Remove Replay log' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(session.personActs).toEqual([]);
    expect(session.trace).toEqual(trace);
    expect(own.getByText(/Nothing yet/).parentElement).toHaveFocus();
  });
});
