import { screen, within } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Act, Command } from '../../../src/simulation';
import type { Selection } from '../../../src/ui/selection';
import { openDetails } from '../../support/details-page';

// Its code comes when it is opened; a test does not wait for the reading of files.
beforeAll(() => import('../../../src/ui/inspector/Inspector.svelte'));

type Opening = Parameters<typeof openDetails>[0];

async function inspect(selection: Selection, opening: Opening = {}) {
  const details = openDetails({ at: 'end', ...opening, panel: 'inspector' });
  flushSync(() => {
    details.session.select(selection);
  });
  await screen.findByRole('button', { name: 'Close' });
  return details;
}

const entity = (machine: string, id: string): Selection => ({ kind: 'entity', machine, id });
const section = (name: string | RegExp) => within(screen.getByRole('region', { name }));
const command = (given: Command, at = 0): Act => ({ at, kind: 'command', command: given });
/** What stands beside a label in the first table of facts. */
const fact = (label: string) => screen.getByText(label).nextElementSibling;

describe('the inspector of things that are kept track of', () => {
  it('draws the life of a delivery, and says how often it was tried', async () => {
    const poison: Act = {
      at: 0,
      kind: 'fault',
      fault: { type: 'throw', node: 'dispatcher', count: 3, error: 'No memory' },
    };
    const { session, user } = await inspect(
      { kind: 'node', id: 'dispatcher' },
      { scenario: 'order-shipped-email-only', choices: { broker: 'kafka', acts: [poison] } },
    );
    const dead = [...session.view.entities.values()].find(({ state }) => state === 'deadLettered');
    flushSync(() => {
      session.select(entity('delivery', dead?.id ?? ''));
    });
    expect(fact('Attempts')).toHaveTextContent('3');
    expect(fact('Last failure')).toHaveTextContent('Error: No memory');
    const stops = section('Its life so far').getAllByRole('listitem');
    expect(stops.find((stop) => stop.hasAttribute('aria-current'))).toHaveTextContent(/^dead lettered/);
    await user.click(section('About it').getByRole('button', { name: 'Dispatcher' }));
    expect(session.selection).toEqual({ kind: 'node', id: 'dispatcher' });
  });

  it('leads from a row of the outbox to its deliveries', async () => {
    const { session, user } = await inspect(entity('outbox', 'evt-1'), {
      scenario: 'order-shipped-email-only',
      choices: { broker: 'rabbitmq', settings: { outbox: true } },
    });
    expect(fact('State')).toHaveTextContent('published');
    await user.click(section('About it').getByRole('button', { name: 'acknowledged' }));
    expect(session.selection).toEqual(entity('delivery', 'evt-1@notification-service'));
    expect(fact('Event')).toHaveTextContent('OrderStatusChanged evt-1');
  });

  it('says who listens, and for what', async () => {
    const filter = { minTotalCents: 20_000 };
    const add: Act = {
      at: 0,
      kind: 'operation',
      operation: { type: 'add-consumer', consumer: 'analytics', filter },
    };
    const opening = { scenario: 'order-confirmed', choices: { acts: [add] } };
    await inspect(entity('subscription', 'analytics'), opening);
    expect(fact('Who')).toHaveTextContent('Analytics');
    expect(fact('Wants')).toHaveTextContent('orders from $200.00 on');
  });

  it('shows stock that is set aside, and what is left at this step', async () => {
    const allocate = command({
      type: 'AllocateOrder',
      orderId: 'ord-001',
      productId: 'prod-001',
      quantity: 10,
    });
    const { user } = await inspect(entity('product.stock', 'prod-001'), { choices: { acts: [allocate] } });
    expect(fact('In stock at this step')).toHaveTextContent('40');
    await user.click(section('Set aside for orders').getByRole('button', { name: /^batch/ }));
    expect(fact('Quantity')).toHaveTextContent('10');
    expect(fact('Order')).toHaveTextContent('ord-001');
  });

  it('says what analytics have counted, what the projections know, and which version is published', async () => {
    const publish: Act = { at: 0, kind: 'operation', operation: { type: 'publish-version', version: 2 } };
    const { session } = await inspect(entity('sales', 'orders'), {
      scenario: 'order-confirmed',
      choices: { settings: { analytics: true }, acts: [publish] },
    });
    expect(fact('Orders')).toHaveTextContent('1');
    flushSync(() => {
      session.select(entity('projection', 'ntf-1'));
    });
    expect(fact('By what they know')).toHaveTextContent('sent');
    expect(section('About it').getByRole('button', { name: 'ntf-1 is sent' })).toBeVisible();
    flushSync(() => {
      session.select(entity('schema', 'OrderCreated'));
    });
    expect(fact('Version')).toHaveTextContent('2');
  });
});

describe('the inspector of people', () => {
  it('shows who registered in this run, with the preferences of the moment', async () => {
    const register = command({
      type: 'RegisterCustomer',
      name: 'Nina Park',
      email: 'nina.park@example.com',
      phone: '+1-555-0110',
    });
    const unsubscribe = command(
      { type: 'Unsubscribe', customerId: 'cust-010', notificationType: 'price_drop' },
      900,
    );
    const { session, goTo } = await inspect(entity('customer', 'cust-010'), {
      choices: { acts: [register, unsubscribe] },
    });
    expect(section('About Nina Park').getByText('nina.park@example.com')).toBeVisible();
    expect(section(/Has received/).getAllByRole('button')).toHaveLength(1);
    expect(section('Preferences, as they were last changed').getByText('price drop')).toBeVisible();
    const before = session.trace.find(({ at }) => at >= 900)?.seq ?? 0;
    goTo(before);
    expect(section('Preferences, as they were last changed').getByText('from nothing')).toBeVisible();
    goTo(1);
    expect(screen.getByText(/cust-010 does not exist yet at step 1/)).toBeVisible();
  });
});

describe('the inspector of parts that have trouble', () => {
  it('says that a part is away, and which faults wait there', async () => {
    const stop: Act = { at: 0, kind: 'operation', operation: { type: 'stop', node: 'pricing' } };
    const drop: Act = { at: 0, kind: 'fault', fault: { type: 'drop', from: 'pricing', to: 'bus', count: 1 } };
    await inspect({ kind: 'node', id: 'pricing' }, { choices: { acts: [stop, drop] } });
    expect(section('What it is').getByText('Now').nextElementSibling).toHaveTextContent(
      'nothing: it was stopped in good order',
    );
    expect(section('What is wrong with it').getAllByRole('button')).toHaveLength(2);
  });

  it('says of a lost message why, and which fault did it', async () => {
    const drop: Act = { at: 0, kind: 'fault', fault: { type: 'drop', from: 'pricing', to: 'bus', count: 1 } };
    const { session, user } = await inspect({ kind: 'node', id: 'pricing' }, { choices: { acts: [drop] } });
    const lost = session.trace.find(({ kind }) => kind === 'lost');
    flushSync(() => {
      session.select({ kind: 'record', seq: lost?.seq ?? 0 });
    });
    expect(fact('Lost because')).toHaveTextContent('it was dropped on the way');
    expect(section('Payload').getByText('PriceChanged', { exact: false })).toBeVisible();
    await user.click(section('Facts').getByRole('button', { name: /^step \d+$/ }));
    expect(fact('It')).toHaveTextContent('begins to be in force');
  });
});
