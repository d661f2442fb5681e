import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { recordingOf, typesOf, type Choices } from '../../../src/simulation';
import Bench from '../../../src/ui/bench/Bench.svelte';
import { blankScenario } from '../../../src/ui/library/new-scenario';
import { Session } from '../../../src/ui/session.svelte';
import WithDialog from '../../support/WithDialog.svelte';

function openBench(scenario = 'price-drop', choices: Choices = {}, session = new Session()) {
  session.open(recordingOf(scenario, 'event-sourced', choices));
  return showBench(session);
}

function showBench(session: Session) {
  const { unmount } = render(WithDialog, { session, of: Bench });
  const bench = within(screen.getByRole('dialog', { name: 'Shop data' }));
  const user = userEvent.setup();
  return {
    session,
    user,
    bench,
    close: unmount,
    tab: (name: string) => user.click(bench.getByRole('tab', { name: new RegExp(`^${name}`) })),
    row: (name: RegExp) => user.click(bench.getByRole('button', { name })),
    run: () => bench.getByRole('button', { name: 'Run with these data' }),
    async type(label: string, text: string) {
      const field = bench.getByRole('textbox', { name: label });
      await user.clear(field);
      await user.type(field, text);
    },
  };
}

describe('the bench', () => {
  it('runs with another price only once it is told to', async () => {
    const { session, bench, tab, row, run, type } = openBench();
    const before = session.recording;
    await tab('Products');
    await row(/prod-001/);
    await type('Price (cents)', '20000');
    expect(session.recording).toBe(before);
    expect(bench.getByRole('status', { name: 'Edits' })).toHaveTextContent(/^1 edit not run yet/);
    run().click();
    expect(session.recording.shop).toEqual({
      products: [{ id: 'prod-001', name: 'Wireless Router X500', priceCents: 20_000, stock: 50 }],
    });
  });

  it('keeps what was begun when it is closed, and throws it away only when asked', async () => {
    const { session, tab, row, type, close } = openBench();
    await tab('Products');
    await row(/prod-002/);
    await type('Name', 'Hub');
    close();

    const again = showBench(session);
    await again.tab('Products');
    expect(again.bench.getByRole('button', { name: /prod-002 Hub/ })).toBeVisible();
    await again.user.click(again.bench.getByRole('button', { name: 'Throw edits away' }));
    expect(again.bench.getByRole('status', { name: 'Edits' })).toHaveTextContent(/^1 edit/);
    await again.user.click(again.bench.getByRole('button', { name: 'Throw away' }));
    expect(again.bench.getByRole('status', { name: 'Edits' })).toHaveTextContent('The run has these data.');
    expect(again.bench.queryByRole('button', { name: /Hub,/ })).toBeNull();
  });

  it('keeps the draft of each story for that story', async () => {
    const { session, tab, row, type, close } = openBench();
    await tab('Products');
    await row(/prod-002/);
    await type('Name', 'Hub');
    close();
    const other = openBench('order-shipped', {}, session);
    expect(other.bench.getByRole('status', { name: 'Edits' })).toHaveTextContent('The run has these data.');
    other.close();
    const back = openBench('price-drop', {}, session);
    expect(back.bench.getByRole('status', { name: 'Edits' })).toHaveTextContent(/^1 edit/);
  });

  it('adds a row under the next free id, duplicates it, and runs with both', async () => {
    const { session, bench, user, tab, run } = openBench();
    await tab('Customers');
    await user.click(bench.getByRole('button', { name: 'Add customer' }));
    expect(bench.getByRole('heading', { name: 'cust-010' })).toBeVisible();
    await user.click(bench.getByRole('button', { name: 'Duplicate' }));
    expect(bench.getByRole('heading', { name: 'cust-011' })).toBeVisible();
    run().click();
    expect(session.recording.shop?.customers?.map(({ id }) => id)).toEqual(['cust-010', 'cust-011']);
  });

  it.each([
    ['Customers', 'customer'],
    ['Products', 'product'],
    ['Orders', 'order'],
    ['Carts', 'cart'],
    ['Payments', 'payment'],
    ['Segments', 'segment rule'],
    ['Notification types', 'notification type'],
  ])('adds to %s a row that can run', async (title, one) => {
    const { bench, user, tab, run } = openBench();
    await tab(title);
    await user.click(bench.getByRole('button', { name: `Add ${one}` }));
    expect(bench.getByRole('status', { name: 'Problems' })).toBeEmptyDOMElement();
    expect(run()).toHaveAttribute('aria-disabled', 'false');
  });

  it('refuses a row whose id another row has already', async () => {
    const { session, bench, tab, row, type } = openBench();
    await tab('Products');
    await row(/prod-002/);
    await type('Id', 'prod-003');
    expect(bench.getAllByText(/prod-003 stands there twice/).length).toBeGreaterThan(0);
    expect(bench.getByRole('button', { name: 'Run with these data' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    expect(session.recording.shop).toBeUndefined();
  });

  it('says who still names a row that was removed, does not run, and puts it back', async () => {
    const { session, bench, user, tab, row, run } = openBench();
    const before = session.recording;
    await tab('Customers');
    await row(/cust-002/);
    await user.click(bench.getByRole('button', { name: 'Remove' }));
    const message = 'cust-002 cannot be left out while an order of the shop names it';
    expect(bench.getByRole('status', { name: 'Problems' })).toHaveTextContent(message);
    run().click();
    expect(session.recording).toBe(before);
    await user.click(bench.getByRole('button', { name: 'Put back cust-002' }));
    expect(bench.getByRole('status', { name: 'Problems' })).toBeEmptyDOMElement();
    expect(bench.getByRole('status', { name: 'Edits' })).toHaveTextContent('The run has these data.');
  });

  it('says at the field what is wrong, and leads there from the list of problems', async () => {
    const { bench, user, tab, row, type } = openBench();
    await tab('Customers');
    await row(/cust-003/);
    await type('Email', 'nowhere');
    const field = bench.getByRole('textbox', { name: 'Email' });
    expect(field).toHaveAccessibleDescription(/Must be an email address\./);
    await tab('Carts');
    await user.click(bench.getByRole('button', { name: 'Customers: cust-003: email' }));
    expect(bench.getByRole('textbox', { name: 'Email' })).toHaveFocus();
  });

  it('computes the total of an order from the line items that are not cancelled', async () => {
    const { session, bench, tab, row, run, type } = openBench();
    await tab('Orders');
    await row(/ord-004/);
    expect(bench.queryByRole('textbox', { name: /^Total/ })).toBeNull();
    await type('Quantity', '2');
    expect(bench.getByText(/29998, \$299\.98/)).toBeVisible();
    run().click();
    expect(session.recording.shop?.orders?.[0]?.totalCents).toBe(29_998);
  });

  it('keeps the lines of a letter that is written anew', async () => {
    const { session, bench, user, tab, row, run } = openBench();
    await tab('Notification types');
    await row(/order_confirmed/);
    await user.type(bench.getByRole('textbox', { name: 'Body' }), ' Thank you.');
    run().click();
    const body = session.recording.notificationTypes?.[0]?.template?.email?.body;
    expect(body).toMatch(/^Hello \{customerName\},\n\n[\s\S]*Your Signalbox shop Thank you\.$/);
  });

  it('changes timing and retries together with the data', async () => {
    const { session, bench, tab, type, run } = openBench();
    await tab('Timing and retries');
    await type('Event bus (ms)', '77');
    expect(bench.getByText(/In the scenario: 5 ms/)).toBeVisible();
    expect(session.recording.settings.latencyMs.bus).toBe(5);
    run().click();
    expect(session.recording.settings.latencyMs.bus).toBe(77);
  });

  it('tells what the person changed from what the scenario changed, and puts each back', async () => {
    const { bench, user, tab, row, run, type, session } = openBench('partial-cancellation');
    await tab('Products');
    await row(/prod-001/);
    await type('Price (cents)', '20000');
    await type('Stock', '1');
    await tab('What changed');
    const changes = within(bench.getByRole('region', { name: 'What changed' }));
    const mine = within(
      changes.getByRole('heading', { name: 'What you changed' }).parentElement as HTMLElement,
    );
    expect(mine.getByText('$149.99').parentElement).toHaveTextContent('priceCents $149.99 → $200.00');
    await user.click(mine.getByRole('button', { name: 'Put back stock of prod-001' }));
    run().click();
    expect(session.recording.shop?.products).toEqual([
      { id: 'prod-001', name: 'Wireless Router X500', priceCents: 20_000, stock: 50 },
    ]);
  });

  describe('with a kind of notification that the scenario has for some segments', () => {
    const scenario = {
      ...blankScenario('for-gold'),
      notificationTypes: [{ name: 'price_drop', segments: ['gold'] as const, delayMs: 5 }],
    };

    async function openType() {
      const session = new Session();
      session.open(recordingOf(scenario, 'event-sourced'));
      const opened = showBench(session);
      await opened.tab('Notification types');
      await opened.row(/price_drop/);
      return opened;
    }

    it('lets it be for all, runs so, and has nothing left to run then', async () => {
      const { session, bench, user, run, close } = await openType();
      await user.click(bench.getByRole('button', { name: 'Leave out Segments' }));
      expect(bench.getByText('It is for all segments, whatever the table of segments says.')).toBeVisible();
      await user.click(bench.getByRole('button', { name: 'Leave out Later by (ms)' }));
      run().click();
      expect(typesOf(session.recording).find(({ name }) => name === 'price_drop')).toMatchObject({
        segments: undefined,
        delayMs: 0,
      });
      close();
      const again = showBench(session);
      expect(again.bench.getByRole('status', { name: 'Edits' })).toHaveTextContent('The run has these data.');
      await again.tab('What changed');
      expect(again.bench.getByText('all').parentElement).toHaveTextContent('segments gold → all');
    });

    it('keeps it for all while other fields of it are edited', async () => {
      const { session, bench, user, run, type } = await openType();
      await user.click(bench.getByRole('button', { name: 'Leave out Segments' }));
      await type('Later by (ms)', '7');
      run().click();
      expect(session.recording.notificationTypes).toMatchObject([
        { name: 'price_drop', segments: null, delayMs: 7 },
      ]);
    });

    it('says that it cannot be taken away when it is named otherwise, and puts it back', async () => {
      const { bench, user, run, type, session } = await openType();
      const before = session.recording;
      expect(bench.queryByRole('button', { name: 'Remove' })).toBeNull();
      await type('Name', 'price_fall');
      expect(bench.getByRole('status', { name: 'Problems' })).toHaveTextContent(
        'price_drop cannot be taken away, since the shop or the scenario has it',
      );
      run().click();
      expect(session.recording).toBe(before);
      await user.click(bench.getByRole('button', { name: 'Put back price_drop' }));
      expect(bench.getByRole('status', { name: 'Problems' })).toBeEmptyDOMElement();
    });
  });

  it('goes on from rows that were changed before', async () => {
    const products = [{ id: 'prod-001', name: 'Router', priceCents: 5, stock: 1 }];
    const { session, tab, row, type, run } = openBench('price-drop', { shop: { products } });
    await tab('Products');
    await row(/prod-001/);
    await type('Name', 'Wireless Router X500');
    await type('Price (cents)', '14999');
    await type('Stock', '50');
    run().click();
    expect(session.recording.shop).toBeUndefined();
  });
});
