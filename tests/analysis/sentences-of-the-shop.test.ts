import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import {
  recordingOf,
  simulate,
  type Act,
  type ArchitectureName,
  type BrokerName,
  type Command,
  type SettingsChanges,
} from '../../src/simulation';
import { told } from '../support/play';

/** The sentences of a story that is told here. */
function sentencesOf(
  architecture: ArchitectureName,
  commands: readonly Command[],
  choices: { settings?: SettingsChanges; acts?: readonly Act[]; broker?: BrokerName } = {},
): readonly string[] {
  const scenario = told(commands.map((command, index) => [index * 10_000 + 100, command]));
  const { recording, trace } = simulate(recordingOf(scenario, architecture, choices));
  const names = namesOf(recording, trace);
  return trace.map((record) => narrate(record, trace, names));
}

const nora = { name: 'Nora Quist', email: 'nora@example.com', phone: '+1-555-0110' };
const placeOrder: Command = {
  type: 'PlaceOrder',
  customerId: 'cust-001',
  items: [{ productId: 'prod-005', quantity: 4 }],
};
const allocate = (productId: string, quantity: number): Command => ({
  type: 'AllocateOrder',
  orderId: 'ord-001',
  productId,
  quantity,
});
const customer = { customerId: 'cust-001' };

describe('customers and their preferences', () => {
  const commands: readonly Command[] = [
    { type: 'RegisterCustomer', ...nora },
    { type: 'SetQuietHours', ...customer, from: '22:00', to: '08:00' },
    { type: 'ClearQuietHours', ...customer },
    { type: 'Unsubscribe', ...customer, notificationType: 'price_drop' },
    { type: 'Resubscribe', ...customer, notificationType: 'price_drop' },
    { type: 'UpdatePreferences', ...customer, categories: { price_alerts: [] }, channels: { sms: false } },
  ];
  const byEvents = sentencesOf('event-sourced', commands);
  const byCalls = sentencesOf('api-driven', commands);

  it.each([
    'Shopper sends RegisterCustomer for Nora Quist to Accounts: nora@example.com',
    'Accounts asks the data store to store a new customer, Nora Quist and waits',
    'Nora Quist is registered as cust-010',
    'The data store answers Accounts that Nora Quist is stored as cust-010',
    'Accounts publishes CustomerRegistered: Nora Quist',
    'Audience: Nora Quist is new and is welcomed',
    'Nora Quist gets the default preferences: SMS and push switched off',
    'Shopper has the answer to RegisterCustomer: Nora Quist is registered as cust-010',
    'Shopper sends SetQuietHours for Alice Johnson to Notification service: 22:00–08:00',
    'Notification service asks the data store to save the preferences of Alice Johnson and waits',
    'Alice Johnson has quiet hours now: 22:00–08:00',
    'The data store answers Notification service that the preferences of Alice Johnson are saved: quiet hours 22:00–08:00',
    'Shopper has the answer to SetQuietHours: the preferences of Alice Johnson are in force: quiet hours 22:00–08:00',
    'Alice Johnson has no quiet hours any more',
    'Shopper sends Unsubscribe for Alice Johnson to Notification service: price drop messages',
    'Alice Johnson unsubscribes; unsubscribed from now: price drop',
    'Alice Johnson subscribes again; unsubscribed from now: nothing',
    'Shopper sends UpdatePreferences for Alice Johnson to Notification service: price alerts by no channel; SMS off',
    'The preferences of Alice Johnson change: SMS switched off',
  ])('%s', (sentence) => {
    expect(byEvents).toContain(sentence);
  });

  it.each([
    'Accounts calls Notification API and waits: PUT /preferences, the defaults for Nora Quist',
    'Notification API receives PUT /preferences from Accounts: the defaults for Nora Quist',
    'Notification API answers Accounts: the preferences of Nora Quist are in force: SMS and push switched off',
    'Accounts calls Notification API and waits: POST /notify, welcome, for Nora Quist',
  ])('%s', (sentence) => {
    expect(byCalls).toContain(sentence);
  });
});

describe('orders, carts, payments and stock', () => {
  const commands: readonly Command[] = [
    placeOrder,
    allocate('prod-001', 10),
    allocate('prod-006', 1),
    { type: 'CancelAllocation', orderId: 'ord-001', productId: 'prod-001' },
    { type: 'LeaveCart', customerId: 'cust-003' },
    { type: 'ReceivePayment', orderId: 'ord-001' },
  ];
  const settings = { analytics: true };
  const byEvents = sentencesOf('event-sourced', commands, { settings });
  const byCalls = sentencesOf('api-driven', commands, { settings });

  it.each([
    'Inventory asks the data store to take 4 × Ergonomic Mouse Pro from stock and waits',
    'The stock of Ergonomic Mouse Pro changes from 3 to 0',
    'The data store answers Inventory that 0 × Ergonomic Mouse Pro are left',
    'Stock: 4 × Ergonomic Mouse Pro are ordered and 3 are there; the order stands',
    'Analytics counts order ord-005: 1 order, $359.96 so far',
    'Warehouse sends AllocateOrder for ord-001 to Inventory: 10 × Wireless Router X500',
    'Inventory asks the data store what is set aside of Wireless Router X500 for order ord-001 and waits',
    'The data store answers Inventory that no Wireless Router X500 is set aside for order ord-001',
    'Inventory asks the data store to set 10 × Wireless Router X500 aside for order ord-001 and waits',
    'Allocation batch-001: 10 × Wireless Router X500 set aside for order ord-001',
    'Inventory publishes OrderAllocated: 10 × Wireless Router X500 for order ord-001, batch-001',
    'Audience: news of stock is for the warehouse (order ord-001)',
    'Not a duplicate: it is the first “stock allocated” to the warehouse for this event',
    'Warehouse mailbox delivers “Order ord-001 allocated to batch-001” to the warehouse',
    'Warehouse has the answer to AllocateOrder: Wireless Router X500 is set aside for order ord-001, as batch-001',
    'Inventory publishes AllocationFailed: 1 × Monitor Stand Deluxe for order ord-001, out of stock',
    'The data store answers Inventory with 10 × Wireless Router X500, batch-001',
    'Inventory asks the data store to put what is set aside of Wireless Router X500 for order ord-001 back and waits',
    'Allocation batch-001 is cancelled: 10 × Wireless Router X500 no longer set aside for order ord-001',
    'The data store answers Inventory that 10 × Wireless Router X500 are back in stock',
    'Inventory publishes AllocationCancelled: 10 × Wireless Router X500 for order ord-001, batch-001',
    'Ordering asks the data store for the cart of Carol Williams and waits',
    'The data store answers Ordering with the cart of Carol Williams: 2 × Wireless Router X500',
    'Ordering publishes CartLeft: Carol Williams, 2 × Wireless Router X500',
    'Audience: the cart with Wireless Router X500 is Carol Williams’s',
    'Shopper has the answer to LeaveCart: the cart of Carol Williams is left',
    'Billing asks the data store to record that order ord-001 is paid and waits',
    'Payment pay-001 of $309.97 for order ord-001 is recorded as received',
    'Billing publishes PaymentReceived: $309.97 for order ord-001',
  ])('%s', (sentence) => {
    expect(byEvents).toContain(sentence);
  });

  it.each([
    'Ordering calls Inventory and waits: POST /stock/reservations, 4 × Ergonomic Mouse Pro for order ord-005',
    'Inventory answers Ordering: 0 × Ergonomic Mouse Pro left in stock',
    'Ordering calls Analytics and waits: POST /orders, order ord-005, $359.96',
    'Analytics answers Ordering: 1 order counted so far',
    'Inventory calls Notification API and waits: POST /notify, stock allocated, for the warehouse',
  ])('%s', (sentence) => {
    expect(byCalls).toContain(sentence);
  });
});

describe('those who run the shop', () => {
  const context = {
    ...{ productId: 'prod-001', productName: 'Wireless Router X500' },
    ...{ oldPriceCents: 14_999, newPriceCents: 11_999 },
  };
  const commands: readonly Command[] = [
    {
      type: 'NotifyCustomers',
      notificationType: 'price_drop',
      customerIds: ['cust-003', 'cust-999'],
      context,
    },
    { type: 'DispatchNotification', notificationId: 'ntf-1' },
    { type: 'ReadFeed', customerId: 'cust-003' },
    { type: 'ReplayLog', fromOffset: 0 },
    { type: 'RedriveDeadLetters', consumer: 'inventory' },
    placeOrder,
  ];
  const operations: readonly Act[] = [
    { at: 1, kind: 'operation', operation: { type: 'publish-version', version: 2 } },
    {
      ...{ at: 2, kind: 'operation' as const },
      operation: {
        type: 'add-consumer',
        consumer: 'analytics',
        filter: { customerIds: ['cust-001'], minTotalCents: 20_000 },
      },
    },
    { at: 60_000, kind: 'operation', operation: { type: 'remove-consumer', consumer: 'analytics' } },
  ];
  const byEvents = sentencesOf('event-sourced', commands, { acts: operations });
  const byCalls = sentencesOf('api-driven', commands, { acts: operations });

  it.each([
    'Support desk sends NotifyCustomers for Carol Williams and cust-999 to Notification service: price drop',
    'Support desk has the answer to NotifyCustomers: messages for Carol Williams; cust-999 could not be told',
    'Support desk sends DispatchNotification for ntf-1 to Notification service',
    'Support desk has the answer to DispatchNotification: ntf-1 is sent',
    'Notification service asks Projections for the feed of Carol Williams and waits',
    'Projections answers Notification service with 2 notifications in the feed of Carol Williams',
    'Support desk sends ReplayLog to Event bus: all events, from the beginning',
    'Support desk has the answer to ReplayLog: 4 events of the log are handed out once more',
    'Idempotency: Dispatcher has processed this NotificationCreated before, so it does nothing',
    'Projections is emptied, to be made anew of the events',
    'Projections takes in NotificationCreated of ntf-1: the log and Carol Williams’s feed change',
    'Projections takes in NotificationSent of ntf-1: the log, Carol Williams’s feed and the statistics change',
    'Support desk sends RedriveDeadLetters for Inventory to Event bus',
    'Support desk has the answer to RedriveDeadLetters: 0 dead letters of Inventory put back',
    'Ordering is deployed anew and tells of new orders in version 2 of OrderCreated from now on',
    'Ordering publishes OrderCreated: order ord-005, Alice Johnson, 4 × Ergonomic Mouse Pro, $359.96, version 2',
    'Analytics subscribes to Event bus, for orders of Alice Johnson from $200.00 up',
    'Analytics unsubscribes from Event bus and hears nothing of what comes now',
  ])('%s', (sentence) => {
    expect(byEvents).toContain(sentence);
  });

  it.each([
    'Ordering is deployed anew and calls Analytics for new orders from now on, for orders of Alice Johnson from $200.00 up',
    'Ordering is deployed anew and does not call Analytics for new orders any more',
    'Ordering calls Analytics and waits: POST /orders, order ord-005, $359.96, version 2',
  ])('%s', (sentence) => {
    expect(byCalls).toContain(sentence);
  });
});

describe('the same thing twice', () => {
  const twice = (from: string, to: string, message: string): readonly Act[] => [
    { at: 0, kind: 'fault', fault: { type: 'duplicate', from, to, message, count: 1 } },
  ];

  it('an event', () => {
    expect(
      sentencesOf('event-sourced', [placeOrder], { acts: twice('bus', 'inventory', 'OrderCreated') }),
    ).toContain('Idempotency: Inventory is processing this OrderCreated already, so it does nothing');
  });

  it('a call', () => {
    const acts: readonly Act[] = [
      {
        ...{ at: 0, kind: 'fault' as const },
        fault: {
          type: 'drop',
          from: 'inventory',
          to: 'ordering',
          message: 'POST /stock/reservations',
          count: 1,
        },
      },
    ];
    const sentences = sentencesOf('api-driven', [placeOrder], { acts });
    expect(sentences).toEqual(
      expect.arrayContaining([
        'Ordering gives up waiting for Inventory after 2000 ms: no answer to POST /stock/reservations',
        'Ordering tries POST /stock/reservations for ord-005 again and waits for Inventory: attempt 2, same idempotency key',
        'Inventory receives POST /stock/reservations from Ordering for ord-005, attempt 2',
        'Idempotency: Data store has taken 4 × Ergonomic Mouse Pro from stock before, so it takes nothing now',
        'The data store answers Inventory that it was taken before, and 0 × Ergonomic Mouse Pro are left',
      ]),
    );
  });

  it('a notification, when nobody asks', () => {
    const [settings, command] = [{ idempotency: false }, { type: 'ShipOrder', orderId: 'ord-001' } as const];
    expect(sentencesOf('event-sourced', [command], { settings })).toContain(
      'Duplicates: idempotency is off, so nobody asks whether Alice Johnson was told “order shipped” before',
    );
  });
});

describe('what channels report', () => {
  const ship: Command = { type: 'ShipOrder', orderId: 'ord-002' };
  const strike = (late: boolean): readonly Act[] => [
    {
      ...{ at: 0, kind: 'fault' as const },
      fault: late
        ? { type: 'adapter-fail', channel: 'email', count: 1, reason: 'SMTP error 451', late: true }
        : { type: 'adapter-bounce', channel: 'email', count: 1, reason: 'Mailbox unavailable' },
    },
  ];

  it.each<[string, readonly string[]]>([
    [
      'Email reports to Dispatcher: ntf-1 came back, Mailbox unavailable',
      sentencesOf('event-sourced', [ship], { acts: strike(false) }),
    ],
    [
      'Dispatcher hears from Email: ntf-1 could not be delivered after all, SMTP error 451',
      sentencesOf('api-driven', [ship], { acts: strike(true) }),
    ],
    [
      'Email reports to Dispatcher: ntf-1 has arrived',
      sentencesOf('event-sourced', [ship], { settings: { deliveryReceipts: true } }),
    ],
  ])('%s', (sentence, sentences) => {
    expect(sentences).toContain(sentence);
  });
});
