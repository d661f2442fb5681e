import { describe, expect, it } from 'vitest';
import { accounts as apiDrivenAccounts } from '../../src/architectures/api-driven/accounts';
import { billing as apiDrivenBilling } from '../../src/architectures/api-driven/billing';
import type { NotificationApiClient } from '../../src/architectures/api-driven/notification-api-client';
import { ordering as apiDrivenOrdering } from '../../src/architectures/api-driven/ordering';
import { Telling } from '../../src/architectures/api-driven/telling';
import { accounts as eventSourcedAccounts } from '../../src/architectures/event-sourced/accounts';
import { billing as eventSourcedBilling } from '../../src/architectures/event-sourced/billing';
import { notificationService } from '../../src/architectures/event-sourced/notification-service';
import { ordering as eventSourcedOrdering } from '../../src/architectures/event-sourced/ordering';
import type { Process } from '../../src/engine/process';
import type { NotificationRequest } from '../../src/notifications/notifier';
import { OrderCompletion } from '../../src/notifications/order-completion';
import { defaultPreferences } from '../../src/notifications/preference-rules';
import { NotificationTypes } from '../../src/notifications/type-catalogue';
import { DataStore } from '../../src/shop/data-store';
import type { EventHandlers, ShopEvent } from '../../src/shop/events';
import { connectStore } from '../../src/shop/store';
import { shopData } from '../../src/simulation';
import { fakeBus, returning } from '../support/alone';
import { finish, smallWorld } from '../support/small-world';

const dayMs = 86_400_000;

/** What differs between two runs of the same command. */
interface Circumstances {
  readonly version?: 1 | 2;
  readonly wanted?: readonly ('inventory' | 'analytics')[];
}

/** The services on a real store, with fakes for everything else. */
function services({ version = 2, wanted = ['inventory', 'analytics'] }: Circumstances = {}) {
  const world = smallWorld([['service', 'store', 4]]);
  const database = new DataStore(shopData);
  const store = connectStore(world, 'service', database);
  const schema = { orderCreatedVersion: () => version };

  const calls: (readonly [name: string, body: object])[] = [];
  const api: NotificationApiClient = {
    notify(request) {
      calls.push(['POST /notify', request]);
      return returning({ requestId: 'req-1', results: [] });
    },
    putPreferences(customerId) {
      calls.push(['PUT /preferences', { customerId }]);
      return returning(defaultPreferences(customerId));
    },
  };
  const decide = () => true;
  const inTurn = world.inTurn.bind(world);
  const { clock } = world;
  const types = new NotificationTypes();
  const telling = new Telling({ store, api, decide, inTurn, clock, types });
  const apiDriven = {
    ...apiDrivenAccounts({ store, api, telling, decide }),
    ...apiDrivenBilling({ store, telling, decide }),
    ...apiDrivenOrdering({
      store,
      telling,
      decide,
      completion: new OrderCompletion(world, 'ordering'),
      inventory: {
        reserve(request) {
          calls.push(['POST /stock/reservations', request]);
          return returning({ orderId: request.orderId, stock: [] });
        },
      },
      analytics: {
        addOrder(request) {
          calls.push(['POST /orders', request]);
          return returning({ orderCount: 1 });
        },
      },
      integrations: { wants: (consumer) => wanted.includes(consumer) },
      schema,
    }),
  };

  const { published, bus, unitOfWork } = fakeBus();
  const eventSourced = {
    ...eventSourcedAccounts({ store, unitOfWork }),
    ...eventSourcedBilling({ store, unitOfWork }),
    ...eventSourcedOrdering({ store, bus, unitOfWork, schema }),
  };

  const notices: NotificationRequest[] = [];
  const service: EventHandlers<ShopEvent> = notificationService({
    store,
    notifier: {
      notify(notice) {
        notices.push(notice);
        return returning({ created: [], known: [] });
      },
      notifyWarehouse: () => {
        throw new Error('the warehouse is not concerned');
      },
    },
    types,
    correlator: { lineItemChanged: () => returning(false) },
    decide,
    inTurn,
    clock,
  });
  const run = <Result>(process: Process<Result>) => finish(world, 'service', process);
  const hear = (event: ShopEvent) => {
    const handle = service[event.type] as ((heard: ShopEvent) => Process) | undefined;
    if (handle !== undefined) run(handle(event));
  };
  return { world, database, apiDriven, calls, eventSourced, published, notices, hear, run };
}

const placeOrder = {
  type: 'PlaceOrder',
  customerId: 'cust-001',
  items: [{ productId: 'prod-001', quantity: 2 }],
} as const;

describe('PlaceOrder', () => {
  it('API-driven, calls Inventory, then Analytics, then the notification API', () => {
    const { apiDriven, calls, run } = services();
    run(apiDriven.PlaceOrder(placeOrder));
    expect(calls.slice(0, 2)).toEqual([
      ['POST /stock/reservations', { orderId: 'ord-005', items: [{ productId: 'prod-001', quantity: 2 }] }],
      ['POST /orders', { version: 2, orderId: 'ord-005', totalCents: 29998, salesChannel: 'web' }],
    ]);
    expect(calls[2]).toMatchObject(['POST /notify', { type: 'order_confirmed', customerId: 'cust-001' }]);
    expect(calls).toHaveLength(3);
  });

  it.each([
    [[], ['POST /notify']],
    [['inventory'], ['POST /stock/reservations', 'POST /notify']],
    [['analytics'], ['POST /orders', 'POST /notify']],
  ] as const)('API-driven, calls of %j only those that there are: %j', (wanted, expected) => {
    const { apiDriven, calls, run } = services({ wanted });
    run(apiDriven.PlaceOrder(placeOrder));
    expect(calls.map(([name]) => name)).toEqual(expected);
  });

  it('API-driven, tells Analytics in the first version without the sales channel', () => {
    const { apiDriven, calls, run } = services({ version: 1 });
    run(apiDriven.PlaceOrder(placeOrder));
    expect(calls[1]).toEqual(['POST /orders', { version: 1, orderId: 'ord-005', totalCents: 29998 }]);
  });

  it('event-sourced, publishes one event, whoever listens: in the second version with the sales channel', () => {
    const { eventSourced, published, run } = services();
    run(eventSourced.PlaceOrder(placeOrder));
    expect(published).toEqual([
      {
        type: 'OrderCreated',
        version: 2,
        orderId: 'ord-005',
        customerId: 'cust-001',
        items: [{ productId: 'prod-001', quantity: 2, priceCents: 14999 }],
        grandTotalCents: 29998,
        currency: 'USD',
        salesChannel: 'web',
      },
    ]);
  });

  it('event-sourced, publishes the first version without the sales channel', () => {
    const { eventSourced, published, run } = services({ version: 1 });
    run(eventSourced.PlaceOrder(placeOrder));
    expect(published).toHaveLength(1);
    expect(published[0]).not.toHaveProperty('salesChannel');
    expect(published[0]?.version ?? 1).toBe(1);
  });
});

describe('LeaveCart', () => {
  const carol = { type: 'LeaveCart', customerId: 'cust-003' } as const;
  const context = { items: [{ name: 'Wireless Router X500', quantity: 2, priceCents: 14999 }] };

  it('event-sourced, publishes what was left; the notification service reminds 24 hours later', () => {
    const { world, eventSourced, published, notices, hear, run } = services();
    expect(run(eventSourced.LeaveCart(carol))).toEqual({ customerId: 'cust-003' });
    const items = [{ productId: 'prod-001', quantity: 2 }];
    expect(published).toEqual([{ type: 'CartLeft', customerId: 'cust-003', items }]);
    hear({ id: 'evt-1', type: 'CartLeft', version: 1, customerId: 'cust-003', items });
    expect(notices).toMatchObject([{ type: 'cart_recovery', customer: { id: 'cust-003' }, context }]);
    expect(notices[0]?.scheduledFor).toBe(world.now + dayMs);
  });

  it('API-driven, has the API remind 24 hours later', () => {
    const { world, apiDriven, calls, run } = services();
    run(apiDriven.LeaveCart(carol));
    const scheduledFor = world.now + dayMs;
    expect(calls).toEqual([
      ['POST /notify', { type: 'cart_recovery', customerId: 'cust-003', context, scheduledFor }],
    ]);
  });

  it.each([
    ['a customer who does not exist', 'cust-999', 'CustomerNotFound'],
    ['a customer without a cart', 'cust-001', 'CartEmpty'],
  ])('of %s is an error, and nobody hears of it', (_, customerId, name) => {
    const { apiDriven, calls, eventSourced, published, run } = services();
    for (const { LeaveCart: leaveCart } of [apiDriven, eventSourced]) {
      expect(() => run(leaveCart({ type: 'LeaveCart', customerId }))).toThrow(
        expect.objectContaining({ name, message: expect.stringContaining(customerId) as string }),
      );
    }
    expect([calls, published]).toEqual([[], []]);
  });
});

describe('a delivered order', () => {
  const deliver = { type: 'DeliverOrder', orderId: 'ord-001' } as const;

  it('event-sourced, Ordering publishes one event; the notification service knows of the review in seven days', () => {
    const { world, eventSourced, published, notices, hear, run } = services();
    run(eventSourced.DeliverOrder(deliver));
    expect(published.map(({ type }) => type)).toEqual(['OrderStatusChanged']);
    hear({
      id: 'evt-1',
      type: 'OrderStatusChanged',
      version: 1,
      orderId: 'ord-001',
      customerId: 'cust-001',
      from: 'PROCESSING',
      to: 'DELIVERED',
    });
    expect(notices.map(({ type }) => type)).toEqual(['order_delivered', 'review_prompt']);
    expect(notices.map(({ scheduledFor }) => scheduledFor)).toEqual([undefined, world.now + 7 * dayMs]);
    expect(notices[1]?.context).toEqual(notices[0]?.context);
  });

  it('API-driven, Ordering knows it, and calls twice', () => {
    const { world, apiDriven, calls, run } = services();
    run(apiDriven.DeliverOrder(deliver));
    expect(calls).toMatchObject([
      ['POST /notify', { type: 'order_delivered', customerId: 'cust-001' }],
      [
        'POST /notify',
        { type: 'review_prompt', customerId: 'cust-001', scheduledFor: world.now + 7 * dayMs },
      ],
    ]);
    expect(calls[0]?.[1]).not.toHaveProperty('scheduledFor');
  });
});

describe('a payment that is received', () => {
  const receive = { type: 'ReceivePayment', orderId: 'ord-004' } as const;
  const context = { orderId: 'ord-004', amountCents: 14999 };

  it('event-sourced, is published with its amount; the notification service tells the customer', () => {
    const { eventSourced, published, notices, hear, run } = services();
    expect(run(eventSourced.ReceivePayment(receive))).toEqual({ paymentId: 'pay-004-2', attempt: 2 });
    const facts = { paymentId: 'pay-004-2', customerId: 'cust-004', ...context };
    expect(published).toEqual([{ type: 'PaymentReceived', ...facts }]);
    hear({ id: 'evt-1', type: 'PaymentReceived', version: 1, ...facts });
    expect(notices).toMatchObject([{ type: 'payment_received', customer: { id: 'cust-004' }, context }]);
  });

  it('API-driven, Billing has the customer told', () => {
    const { apiDriven, calls, run } = services();
    run(apiDriven.ReceivePayment(receive));
    expect(calls).toEqual([['POST /notify', { type: 'payment_received', customerId: 'cust-004', context }]]);
  });
});

describe('a new customer', () => {
  const register = {
    type: 'RegisterCustomer',
    name: 'Jo Doe',
    email: 'jo@example.com',
    phone: '+1-555-0110',
  } as const;

  it('event-sourced, is stored and published', () => {
    const { database, eventSourced, published, run } = services();
    expect(run(eventSourced.RegisterCustomer(register))).toEqual({ customerId: 'cust-010' });
    expect(database.customer('cust-010')).toMatchObject({ name: 'Jo Doe', segment: 'bronze' });
    expect(published).toEqual([{ type: 'CustomerRegistered', customerId: 'cust-010', name: 'Jo Doe' }]);
  });

  it('event-sourced, gets the default preferences and a welcome from the notification service', () => {
    const { database, eventSourced, notices, hear, run } = services();
    run(eventSourced.RegisterCustomer(register));
    hear({ id: 'evt-1', type: 'CustomerRegistered', version: 1, customerId: 'cust-010', name: 'Jo Doe' });
    expect(database.preferences('cust-010')).toEqual(defaultPreferences('cust-010'));
    expect(notices).toMatchObject([{ type: 'welcome', customer: { id: 'cust-010' } }]);
  });

  it('API-driven, Accounts has preferences made, and then a welcome sent', () => {
    const { database, apiDriven, calls, run } = services();
    expect(run(apiDriven.RegisterCustomer(register))).toEqual({ customerId: 'cust-010' });
    expect(database.customer('cust-010')).toMatchObject({ name: 'Jo Doe', segment: 'bronze' });
    expect(calls).toEqual([
      ['PUT /preferences', { customerId: 'cust-010' }],
      ['POST /notify', { type: 'welcome', customerId: 'cust-010', context: {} }],
    ]);
  });
});

describe('the notification service', () => {
  it.each<ShopEvent>([
    {
      id: 'evt-1',
      type: 'AllocationFailed',
      version: 1,
      orderId: 'ord-001',
      productId: 'prod-006',
      quantity: 1,
      reason: 'out of stock',
    },
    {
      id: 'evt-2',
      type: 'OrderStatusChanged',
      version: 1,
      orderId: 'ord-004',
      customerId: 'cust-004',
      from: 'PENDING',
      to: 'PROCESSING',
    },
  ])('tells nobody of $type', (event) => {
    const { notices, hear } = services();
    hear(event);
    expect(notices).toEqual([]);
  });
});
