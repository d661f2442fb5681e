import { render, screen, waitFor, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { recordingOf } from '../../../src/simulation';
import BlastRadius from '../../../src/ui/blast-radius/BlastRadius.svelte';
import { inSlices } from '../../../src/ui/blast-radius/in-slices';
import { Session } from '../../../src/ui/session.svelte';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

async function openRadius(scenario = 'order-created-fans-out') {
  const session = new Session();
  session.open(recordingOf(scenario, 'event-sourced'), { step: 5 });
  session.shownView = 'blast-radius';
  render(WithSession, { session, of: BlastRadius });
  await computed();
  return { session, user: userEvent.setup() };
}

async function computed(): Promise<void> {
  await waitFor(
    () => {
      expect(screen.getByRole('status')).toHaveTextContent(/^Computed (\d+) of \1 runs$/);
    },
    { timeout: 60_000 },
  );
}

function rowOf(name: RegExp): HTMLElement {
  const row = screen.getByRole('rowheader', { name }).closest('tr');
  if (row === null) throw new Error(`there is no row ${name.source}`);
  return row;
}

/** What stands in the cells of a part, by column. */
function cellsOf(name: RegExp): readonly string[] {
  return within(rowOf(name))
    .getAllByRole('cell')
    .map((cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim());
}

describe('the blast radius', () => {
  it('shows both architectures side by side, each cell from a run of its own', async () => {
    await openRadius();
    expect(screen.getAllByRole('columnheader').map((header) => header.textContent)).toEqual([
      'Part',
      'Event-sourced · In-memory',
      'API-driven',
    ]);
    const [sourced, driven] = cellsOf(/^Notification service \/ Notification API$/);
    expect(sourced).toContain('1 notification lost');
    expect(sourced).not.toContain('back to the caller');
    expect(driven).toContain('1 notification lost');
    expect(driven).toContain('1 command failed back to the caller');
    expect(cellsOf(/^Pricing$/)).toEqual(['Nothing changes', 'Nothing changes']);
    expect(cellsOf(/^Event bus$/)[1]).toBe('There is no such part');
  });

  it('is asked for another broker, or all of them', async () => {
    const { user } = await openRadius();
    const broker = screen.getByRole('combobox', { name: 'Over which broker' });
    await user.selectOptions(broker, 'Kafka');
    await computed();
    expect(cellsOf(/^Notification service/)[0]).toContain('1 notification still to come');
    await user.selectOptions(broker, 'All brokers');
    await computed();
    expect(screen.getAllByRole('columnheader')).toHaveLength(7);
    const byBroker = cellsOf(/^Notification service/).map(
      (text) => /notification (lost|still to come)/.exec(text)?.[1],
    );
    expect(byBroker).toEqual(['lost', 'lost', 'still to come', 'still to come', 'still to come', 'lost']);
  });

  it('is asked for a part that comes back, or is slow', async () => {
    const { user } = await openRadius();
    const trouble = screen.getByRole('combobox', { name: 'What happens' });
    await user.selectOptions(trouble, 'Slow all the time');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Slower by' }), '500 ms');
    await computed();
    expect(cellsOf(/^Inventory$/)[0]).toBe('Behind: Inventory (500 ms)');
    expect(cellsOf(/^Inventory$/)[1]).toContain('1 command slower (500 ms)');
    await user.selectOptions(trouble, 'Down from then on, back after a while');
    expect(screen.getByRole('combobox', { name: 'Back after' })).toBeVisible();
  });

  it('opens a row with every line, and selects the part in every view', async () => {
    const { session, user } = await openRadius();
    const opener = screen.getByRole('button', { name: /^Analytics$/ });
    await user.click(opener);
    expect(opener).toHaveAttribute('aria-expanded', 'true');
    expect(session.selection).toEqual({ kind: 'node', id: 'analytics' });
    const answer = () => screen.queryByRole('button', { name: /PlaceOrder: back at the caller as an error/ });
    expect(answer()).toBeVisible();
    await user.click(opener);
    expect(answer()).not.toBeInTheDocument();
  });

  it('opens the run of a line as a branch, at the record that shows it', async () => {
    const { session, user } = await openRadius();
    await user.click(screen.getByRole('button', { name: /^Notification service/ }));
    const line = screen.getByRole('button', {
      name: /^Step \d+ of the run with Notification service down: Order/,
    });
    await user.click(line);
    expect(session.personActs).toEqual([
      { at: 0, kind: 'fault', fault: { type: 'down', node: 'notification-service' } },
    ]);
    expect(session.futures.branch.name).toBe('Notification service down');
    expect(session.futures.branches).toHaveLength(2);
    expect(session.trace[session.step - 1]).toMatchObject({ kind: 'lost', node: 'notification-service' });
    expect(session.shownView).toBe('stage');
  });

  it('opens a run of the other architecture as a story of its own', async () => {
    const { session, user } = await openRadius();
    await user.click(screen.getByRole('button', { name: /^Notification service/ }));
    await user.click(screen.getByRole('button', { name: /^Open this run : Notification API down/ }));
    expect(session.recording.architecture).toBe('api-driven');
    expect(session.trace[session.step - 1]).toMatchObject({ kind: 'fault', fault: 'down', phase: 'begins' });
  });

  it('says when the story has a fault of its own', async () => {
    await openRadius('notification-service-down');
    expect(
      screen.getByText(/^This story has a fault of its own|This story has \d+ faults of its own/),
    ).toBeVisible();
  });

  it('keeps what is computed when it is given up, and goes on from there', async () => {
    const session = new Session();
    session.open(recordingOf('order-complete', 'event-sourced'));
    render(WithSession, { session, of: BlastRadius });
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('status')).toHaveTextContent(/^Computed \d+ of \d+ runs$/);
    await user.click(screen.getByRole('button', { name: 'Compute the rest' }));
    await computed();
    expect(screen.queryByRole('button', { name: 'Compute the rest' })).not.toBeInTheDocument();
  });
});

describe('a computation in slices', () => {
  function* counting(to: number): Generator<void, number> {
    for (let count = 0; count < to; count += 1) yield;
    return to;
  }

  it('gives its result after it has begun, and not before', async () => {
    const results: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      inSlices(counting(1_000), {
        done: (result) => {
          results.push(result);
          resolve();
        },
        failed: () => {
          resolve();
        },
      });
    });
    expect(results).toEqual([]);
    await done;
    expect(results).toEqual([1_000]);
  });

  it('says when it breaks', async () => {
    function* broken(): Generator<void, number> {
      yield;
      throw new Error('no more');
    }
    const error = await new Promise((resolve) => {
      inSlices(broken(), { done: resolve, failed: resolve });
    });
    expect(error).toEqual(new Error('no more'));
  });

  it('that is given up gives none', async () => {
    const results: unknown[] = [];
    const note = (result: unknown) => results.push(result);
    const cancel = inSlices(counting(3), { done: note, failed: note });
    cancel();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(results).toEqual([]);
  });
});
