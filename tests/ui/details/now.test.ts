import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { openDetails } from '../../support/details-page';

const bobIsSilver = (record: { kind: string; rule?: string; subject?: string }) =>
  record.kind === 'decision' && record.rule === 'segment' && record.subject === 'cust-002';

describe('the tab Now', () => {
  it('tells the story and what to press before the first step', () => {
    const { session } = openDetails();
    expect(screen.getByRole('heading', { name: 'Price drop' })).toBeVisible();
    expect(screen.getByText(session.scenario.story)).toBeVisible();
    expect(screen.getByText(session.scenario.ending)).toBeVisible();
    expect(screen.getByText(/Press/)).toHaveTextContent('Press Space or Play');
  });

  it('says what happened, where, and when', () => {
    const { session } = openDetails({ at: 1 });
    const [first] = session.trace;
    expect(first).toBeDefined();
    if (first === undefined) return;
    expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(session.sentence(first));
    expect(screen.getByText('Step 1 · at 0 ms')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Merchandiser' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Pricing' })).toBeVisible();
  });

  it('leads to the cause, and on to its cause, without losing the focus', async () => {
    const { session, user } = openDetails({ at: 5 });
    const step = session.trace[4];
    const because = within(screen.getByRole('region', { name: 'Because' }));
    because.getByRole('button').focus();
    await user.keyboard('{Enter}');
    expect(session.step).toBe(step?.cause);
    await user.keyboard('{Enter}');
    expect(session.step).toBe(session.trace[(step?.cause ?? 0) - 1]?.cause);
  });

  it('leads to an effect, and says how much later that is', async () => {
    const { session, user } = openDetails({ at: 1 });
    const effects = within(screen.getByRole('region', { name: 'It leads to' }));
    await user.click(effects.getByRole('button', { name: /8 ms later/ }));
    expect(session.step).toBe(2);
    expect(session.view.current?.kind).toBe('arrived');
  });

  it('shows the values that decided', () => {
    openDetails({ at: bobIsSilver });
    const table = screen.getByRole('table', { name: /segment/ });
    expect(within(table).getByRole('row', { name: /segment silver/ })).toBeVisible();
    expect(within(table).getByRole('row', { name: /gold and platinum/ })).toBeVisible();
    expect(within(table).getByRole('row', { name: /stopped/ })).toBeVisible();
  });

  it('says what the step changed', () => {
    openDetails({ at: (record) => record.kind === 'changed' && record.machine === 'product.price' });
    const changed = screen.getByRole('region', { name: 'It changed' });
    expect(changed).toHaveTextContent('Wireless Router X500: $149.99 → $119.99');
  });

  it('opens the record in the inspector', async () => {
    const { session, user } = openDetails({ at: 8 });
    await user.click(screen.getByRole('button', { name: 'Open step 8 in the inspector' }));
    expect(session.selection).toEqual({ kind: 'record', seq: 8 });
    expect(session.panel).toBe('inspector');
  });

  it.each(['event-sourced', 'api-driven'] as const)(
    'shows at the end what each person received, and why another got nothing (%s)',
    async (architecture) => {
      const { session, user } = openDetails({ at: 'end', architecture });
      const received = within(screen.getByRole('region', { name: 'What people have received' }));
      expect(received.getByRole('heading', { name: 'Bob Smith' })).toBeVisible();
      expect(screen.getByText(session.scenario.ending)).toBeVisible();
      expect(received.getByText('nothing')).toBeVisible();
      expect(received.getByRole('button', { name: /Segment rule: Bob Smith is silver/ })).toBeVisible();
      const [carols] = received.getAllByRole('button', {
        name: /Email Wireless Router X500 is now \$119.99/,
      });
      expect(carols).toBeDefined();
      if (carols === undefined) return;
      await user.click(carols);
      expect(session.panel).toBe('inboxes');
      expect(screen.getByText(/Hello Carol Williams/)).toBeVisible();
    },
  );
});

describe('the tabs of the detail side', () => {
  it('are walked with the arrow keys', async () => {
    const { session, user, tab } = openDetails();
    tab(/Now/).focus();
    await user.keyboard('{ArrowLeft}');
    expect(session.panel).toBe('code');
    expect(tab(/Code/)).toHaveFocus();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(tab(/Inspector/)).toHaveFocus();
    expect(tab(/Inspector/)).toHaveAttribute('aria-selected', 'true');
  });
});
