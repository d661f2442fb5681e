import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { recordingOf, simulate, type ArchitectureName, type Choices } from '../../../src/simulation';
import Coupling from '../../../src/ui/coupling/Coupling.svelte';
import { Session } from '../../../src/ui/session.svelte';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

interface Opening {
  readonly scenario?: string;
  readonly architecture?: ArchitectureName;
  readonly step?: number;
  readonly choices?: Choices;
}

function open({ scenario = 'price-drop', architecture = 'event-sourced', step = 0, choices }: Opening = {}) {
  const session = new Session();
  session.setReducedMotion(true);
  session.open(recordingOf(scenario, architecture, choices), { step });
  render(WithSession, { session, of: Coupling });
  return { session, user: userEvent.setup() };
}

const matrix = () => within(screen.getByRole('group', { name: /^Matrix/ }));
const behind = () => within(screen.getByRole('region', { name: 'Records behind the number' }));
const number = (name: string | RegExp) => screen.getByRole('button', { name });

describe('the coupling meter', () => {
  it('answers the questions of the findings tables for both architectures, whichever is shown', () => {
    open({ architecture: 'api-driven' });
    const findings = within(screen.getByRole('group', { name: 'Findings' }));
    const row = findings.getByRole('row', { name: /^A domain service queries carts/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent.trim()),
    ).toEqual(['No', 'Yes: Pricing, 1 time']);
  });

  it('has a matrix with two columns for a part of both, and one for a part of one', () => {
    open();
    const heads = matrix()
      .getAllByRole('columnheader')
      .map((head) => [head.textContent.trim(), head.getAttribute('colspan')]);
    expect(heads).toContainEqual(['Pricing', '2']);
    expect(heads).toContainEqual(['Event bus', '1']);
    expect(heads).toContainEqual(['Notification service / Notification API', '2']);
  });

  it('says of each number whose it is, and how it compares with the other architecture', () => {
    open();
    expect(number('Pricing, API-driven: 1 read of carts; only in this architecture')).toHaveTextContent('1');
    expect(
      number('Pricing, Event-sourced: 1 read of products; the same in the other architecture'),
    ).toBeVisible();
    expect(
      number('Pricing, API-driven: reads or writes 5 entities; more than in the other architecture'),
    ).toHaveTextContent('5');
    expect(
      number('Pricing, Event-sourced: reads or writes 1 entity; less than in the other architecture'),
    ).toHaveTextContent('1');
  });

  it('lists the records behind a number of the run that is shown, which lead to their steps, and selects the node', async () => {
    const { session, user } = open();
    await user.click(number(/^Pricing, Event-sourced: 1 event to Event bus/));
    expect(session.selection).toEqual({ kind: 'node', id: 'pricing' });
    const records = behind().getAllByRole('listitem');
    expect(records).toHaveLength(1);
    await user.click(behind().getByRole('button', { name: /^Pricing publishes PriceChanged/ }));
    expect(session.trace[session.step - 1]).toMatchObject({
      kind: 'sent',
      name: 'PriceChanged',
      node: 'pricing',
    });
  });

  it('shows a record of the other architecture there, with the list still open', async () => {
    const { session, user } = open();
    await user.click(number(/^Pricing, API-driven: 3 reads of customers/));
    expect(behind().getAllByRole('listitem')).toHaveLength(3);
    await user.click(
      behind().getByRole('button', { name: /^Pricing asks .* Carol Williams .* show it API-driven/ }),
    );
    expect(session.recording.architecture).toBe('api-driven');
    expect(session.trace[session.step - 1]).toMatchObject({
      kind: 'query',
      node: 'pricing',
      parameters: { customerId: 'cust-003' },
    });
    expect(behind().getByRole('button', { name: /Carol Williams/ })).toHaveAttribute('aria-current', 'step');
  });

  it('does not select a node that the shown architecture has not', async () => {
    const { session, user } = open({ scenario: 'order-complete', architecture: 'api-driven' });
    await user.click(number(/^Event correlator, Event-sourced: keeps order completion of 1, with 3 changes/));
    expect(session.selection).toBeUndefined();
    expect(behind().getAllByRole('listitem')).toHaveLength(3);
  });

  it('puts the list away by the number or by its button', async () => {
    const { user } = open();
    const carts = number(/^Pricing, API-driven: 1 read of carts/);
    await user.click(carts);
    expect(carts).toHaveAttribute('aria-pressed', 'true');
    await user.click(carts);
    expect(screen.queryByRole('region', { name: 'Records behind the number' })).toBeNull();
    await user.click(carts);
    await user.click(behind().getByRole('button', { name: 'Close the list of records' }));
    expect(screen.queryByRole('region', { name: 'Records behind the number' })).toBeNull();
  });

  it('is about the whole run: the step changes nothing', () => {
    const { session } = open();
    const before = matrix()
      .getAllByRole('button')
      .map((button) => button.getAttribute('aria-label'));
    flushSync(() => {
      session.jumpTo(session.trace.length);
    });
    expect(
      matrix()
        .getAllByRole('button')
        .map((button) => button.getAttribute('aria-label')),
    ).toEqual(before);
  });

  it('measures anew when the run changes', async () => {
    const { session } = open({ step: 1 });
    flushSync(() => {
      session.chooseScenario('order-complete');
    });
    expect(await screen.findByRole('button', { name: /^Ordering, API-driven: knows 2 rules/ })).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Pricing/ })).toBeNull();
  });

  it('shows a part of a long list, and more when it is asked to', async () => {
    const acts = Array.from({ length: 30 }, (_, index) => ({
      at: 1000 * (index + 1),
      kind: 'command' as const,
      command: { type: 'UpdatePrice' as const, productId: 'prod-002', priceCents: 100 + index },
    }));
    const { user } = open({ choices: { acts } });
    await user.click(number(/^Pricing, Event-sourced: 62 queries to Data store/));
    expect(behind().getAllByRole('listitem')).toHaveLength(40);
    await user.click(behind().getByRole('button', { name: 'Show 22 of 22 more' }));
    expect(behind().getAllByRole('listitem')).toHaveLength(62);
  });

  it('says so when nothing happens at all', () => {
    const session = new Session();
    session.open({ ...recordingOf('quiet-hours', 'event-sourced'), until: 0, acts: [] });
    const first = simulate(session.recording).trace.length;
    render(WithSession, { session, of: Coupling });
    // A run that stops at 0 ms has at most what is sent then, by people outside: no part has done anything.
    expect(first).toBeLessThanOrEqual(1);
    expect(screen.getByText(/^Nothing happens in this run/)).toBeVisible();
  });
});

describe('the picture', () => {
  const picture = () => within(screen.getByRole('group', { name: /^Picture/ }));

  it('has the parts of both architectures as buttons that select them', async () => {
    const { session, user } = open();
    await user.click(picture().getByRole('button', { name: 'Pricing, API-driven' }));
    expect(session.selection).toEqual({ kind: 'node', id: 'pricing' });
    for (const name of ['Pricing, API-driven', 'Pricing, Event-sourced'])
      expect(picture().getByRole('button', { name })).toHaveAttribute('aria-current', 'true');
    expect(picture().getByRole('button', { name: 'Dispatcher, API-driven' })).not.toHaveAttribute(
      'aria-current',
    );
  });

  it('is told in words', () => {
    open();
    const items = screen.getAllByRole('listitem', { hidden: true }).map(({ textContent }) => textContent);
    const pricing = items.find((text) => text.startsWith('Pricing, API-driven:'));
    expect(pricing).toContain('2 calls to Notification API');
    expect(pricing).toContain('3 decisions by the rule segment');
    expect(items.find((text) => text.startsWith('Pricing, Event-sourced:'))).not.toContain('carts');
  });
});
