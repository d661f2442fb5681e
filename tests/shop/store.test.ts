import { describe, expect, it } from 'vitest';
import type { Process } from '../../src/engine/process';
import { DataStore } from '../../src/shop/data-store';
import { connectStore } from '../../src/shop/store';
import { shopData } from '../../src/simulation';
import { finish as finishIn, recordsOf, smallWorld } from '../support/small-world';

function storing() {
  const world = smallWorld([['ordering', 'store', 4]]);
  const database = new DataStore(shopData);
  const store = connectStore(world, 'ordering', database);
  const finish = <Result>(process: Process<Result>) => finishIn(world, 'ordering', process);
  const existing = (orderId: string) => {
    const order = database.order(orderId);
    if (order === undefined) throw new Error(`${orderId} does not exist`);
    return order;
  };
  return { world, database, store, finish, existing };
}

describe('the data store', () => {
  it('answers a read after the way there and back, with a query and a reply in the trace', () => {
    const { world, store, finish } = storing();
    expect(finish(store.customer('cust-001'))?.name).toBe('Alice Johnson');
    expect(world.now).toBe(8);
    expect(recordsOf(world, 'query')).toMatchObject([
      { node: 'ordering', to: 'store', access: 'read', entity: 'customers' },
    ]);
    expect(recordsOf(world, 'reply')).toMatchObject([
      { node: 'store', to: 'ordering', request: 1, ok: true },
    ]);
  });

  it('answers a read of what does not exist with nothing', () => {
    const { world, store, finish } = storing();
    expect(finish(store.order('ord-999'))).toBeUndefined();
    expect(recordsOf(world, 'reply')).toMatchObject([{ ok: true, payload: null }]);
  });

  it('records what a write changed, at the store', () => {
    const { world, store, finish, existing } = storing();
    finish(store.setOrderStatus(existing('ord-001'), 'SHIPPED', 'ShipOrder'));
    expect(recordsOf(world, 'changed')).toMatchObject([
      {
        node: 'store',
        machine: 'order',
        entity: 'ord-001',
        from: 'PROCESSING',
        to: 'SHIPPED',
        event: 'ShipOrder',
      },
    ]);
  });

  it('leaves what someone read before a write as it was', () => {
    const { store, finish, existing } = storing();
    const before = existing('ord-001');
    finish(store.setOrderStatus(before, 'SHIPPED', 'ShipOrder'));
    expect(before.status).toBe('PROCESSING');
    expect(existing('ord-001').status).toBe('SHIPPED');
  });

  it('refuses a write by someone who read before another wrote', () => {
    const { store, finish, existing } = storing();
    const stale = existing('ord-001');
    finish(store.setOrderStatus(stale, 'SHIPPED', 'ShipOrder'));
    expect(() => finish(store.setOrderStatus(stale, 'CANCELLED', 'CancelOrder'))).toThrow(/ord-001/);
    expect(existing('ord-001').status).toBe('SHIPPED');
  });

  it('finds the carts that hold a product', () => {
    const { store, finish } = storing();
    const holders = (productId: string) =>
      finish(store.cartsHolding(productId)).map(({ customerId }) => customerId);
    expect(holders('prod-001')).toEqual(['cust-002', 'cust-003', 'cust-005']);
    expect(holders('prod-002')).toEqual([]);
  });

  it('gives a new order the next free number', () => {
    const { store, finish, existing } = storing();
    const { id: _, ...unnumbered } = existing('ord-001');
    expect(finish(store.addOrder(unnumbered)).id).toBe('ord-005');
    expect(finish(store.addOrder(unnumbered)).id).toBe('ord-006');
  });

  it('counts attempts to pay, and keeps each failed one', () => {
    const { store, finish, existing } = storing();
    const attempts = [1, 2].map(() => finish(store.recordFailedPayment(existing('ord-004'), 'Card expired')));
    expect(attempts.map(({ id, attempt }) => `${id} ${attempt}`)).toEqual(['pay-004-2 2', 'pay-004-3 3']);
  });

  it('numbers attempts to pay for an order one after the other, and takes no id twice', () => {
    const { store, finish, existing } = storing();
    const attempts = ['ord-004', 'ord-004', 'ord-001'].map((orderId) => {
      const { id, attempt } = finish(store.recordFailedPayment(existing(orderId), 'Card expired'));
      return [id, attempt];
    });
    expect(attempts).toEqual([
      ['pay-004-2', 2],
      ['pay-004-3', 3],
      ['pay-001', 1],
    ]);
  });

  it('passes over a payment id that another order’s payment has', () => {
    const world = smallWorld([['billing', 'store', 4]]);
    const taken = {
      id: 'pay-001',
      orderId: 'ord-002',
      amountCents: 1,
      status: 'received',
      attempt: 1,
    } as const;
    const database = new DataStore({ ...shopData, payments: [taken] });
    const order = database.order('ord-001');
    if (order === undefined) throw new Error('ord-001 does not exist');
    const store = connectStore(world, 'billing', database);
    finishIn(world, 'billing', store.recordFailedPayment(order, 'Card expired'));
    expect(recordsOf(world, 'changed')).toMatchObject([{ entity: 'pay-001-2' }]);
  });

  it('finds the carts that hold a product in the order of the customers’ ids', () => {
    const cart = (customerId: string) => ({ customerId, items: [{ productId: 'prod-001', quantity: 1 }] });
    const database = new DataStore({ ...shopData, carts: ['cust-005', 'cust-001', 'cust-003'].map(cart) });
    expect(database.cartsHolding('prod-001').map(({ customerId }) => customerId)).toEqual([
      'cust-001',
      'cust-003',
      'cust-005',
    ]);
  });

  it('charges nothing for what is cancelled', () => {
    const { store, finish, existing } = storing();
    const order = finish(
      store.setLineItemStatus(existing('ord-001'), 'prod-002', 'CANCELLED', 'CancelLineItem'),
    );
    expect(order.totalCents).toBe(14999);
  });
});

describe('the stock in the data store', () => {
  const productOf = (database: DataStore, id: string) => {
    const product = database.product(id);
    if (product === undefined) throw new Error(`${id} does not exist`);
    return product;
  };

  it('goes down by what was ordered', () => {
    const { world, database, store, finish } = storing();
    expect(finish(store.takeStock('prod-001', 2))).toEqual({
      productId: 'prod-001',
      productName: 'Wireless Router X500',
      before: 50,
      after: 48,
      isRepeated: false,
    });
    expect(productOf(database, 'prod-001').stock).toBe(48);
    expect(recordsOf(world, 'changed')).toMatchObject([
      { machine: 'product.stock', entity: 'prod-001', from: 50, to: 48, event: 'PlaceOrder' },
    ]);
  });

  it('never goes below 0', () => {
    const { world, database, store, finish } = storing();
    expect(finish(store.takeStock('prod-005', 7))).toMatchObject({ before: 3, after: 0 });
    finish(store.takeStock('prod-006', 1));
    expect(productOf(database, 'prod-006').stock).toBe(0);
    expect(recordsOf(world, 'changed').map(({ entity }) => entity)).toEqual(['prod-005']);
  });

  it('goes down once for the same key, and each time without one', () => {
    const { world, database, store, finish } = storing();
    finish(store.takeStock('prod-001', 2, 'evt-1'));
    expect(finish(store.takeStock('prod-001', 2, 'evt-1'))).toMatchObject({ after: 48, isRepeated: true });
    finish(store.takeStock('prod-002', 2, 'evt-1'));
    expect(productOf(database, 'prod-001').stock).toBe(48);
    expect(productOf(database, 'prod-002').stock).toBe(48);
    finish(store.takeStock('prod-001', 2));
    finish(store.takeStock('prod-001', 2));
    expect(productOf(database, 'prod-001').stock).toBe(44);
    expect(recordsOf(world, 'decision')).toMatchObject([{ rule: 'idempotency', outcome: 'stopped' }]);
  });

  it('of a product that does not exist cannot be taken', () => {
    const { store, finish } = storing();
    expect(() => finish(store.takeStock('prod-999', 1))).toThrow(/prod-999 does not exist/);
  });

  it('that is set aside for an order is gone until the allocation is cancelled', () => {
    const { world, database, store, finish } = storing();
    const allocation = finish(store.allocate(productOf(database, 'prod-001'), 'ord-001', 10));
    expect(allocation.batchReference).toBe('batch-001');
    expect(productOf(database, 'prod-001').stock).toBe(40);
    expect(finish(store.allocation('ord-001', 'prod-001'))).toEqual(allocation);
    finish(store.cancelAllocation(allocation));
    expect(productOf(database, 'prod-001').stock).toBe(50);
    expect(finish(store.allocation('ord-001', 'prod-001'))).toBeUndefined();
    const states = recordsOf(world, 'changed').filter(({ machine }) => machine === 'allocation');
    expect(states.map(({ entity, from, to }) => [entity, from, to])).toEqual([
      ['batch-001', null, 'allocated'],
      ['batch-001', 'allocated', 'cancelled'],
    ]);
  });

  it('is set aside under a new batch reference each time', () => {
    const { database, store, finish } = storing();
    const references = ['ord-001', 'ord-002'].map(
      (orderId) => finish(store.allocate(productOf(database, 'prod-001'), orderId, 1)).batchReference,
    );
    expect(references).toEqual(['batch-001', 'batch-002']);
  });

  it('is not set aside on what someone read before another took from it', () => {
    const { database, store, finish } = storing();
    const stale = productOf(database, 'prod-001');
    finish(store.takeStock('prod-001', 45));
    expect(() => finish(store.allocate(stale, 'ord-001', 10))).toThrow(/stock of prod-001/);
    expect(productOf(database, 'prod-001').stock).toBe(5);
  });

  it('comes back once, however often an allocation is cancelled', () => {
    const { database, store, finish } = storing();
    const allocation = finish(store.allocate(productOf(database, 'prod-001'), 'ord-001', 10));
    finish(store.cancelAllocation(allocation));
    expect(() => finish(store.cancelAllocation(allocation))).toThrow(/batch-001/);
    expect(productOf(database, 'prod-001').stock).toBe(50);
  });
});

describe('customers, carts and payments in the data store', () => {
  it('a new customer gets the next free number', () => {
    const { world, store, finish } = storing();
    const someone = { name: 'Jo', email: 'jo@example.com', phone: '1', segment: 'bronze' } as const;
    expect(finish(store.addCustomer(someone)).id).toBe('cust-010');
    expect(finish(store.addCustomer(someone)).id).toBe('cust-011');
    expect(finish(store.customer('cust-010'))).toEqual({ ...someone, id: 'cust-010' });
    expect(recordsOf(world, 'changed')[0]).toMatchObject({
      machine: 'customer',
      entity: 'cust-010',
      from: null,
      to: 'registered',
    });
  });

  it('a customer has one cart or none', () => {
    const { store, finish } = storing();
    expect(finish(store.cart('cust-003'))?.items).toEqual([{ productId: 'prod-001', quantity: 2 }]);
    expect(finish(store.cart('cust-001'))).toBeUndefined();
  });

  it('a payment that is received is the next attempt', () => {
    const { world, store, finish, existing } = storing();
    expect(finish(store.recordReceivedPayment(existing('ord-004')))).toEqual({
      id: 'pay-004-2',
      orderId: 'ord-004',
      amountCents: 14999,
      attempt: 2,
      status: 'received',
    });
    expect(recordsOf(world, 'changed')).toMatchObject([{ machine: 'payment', from: null, to: 'received' }]);
  });
});

describe('preferences in the data store', () => {
  const iris = 'cust-009';

  it('count versions: those at the start of the run are the first', () => {
    const { world, store, finish } = storing();
    const first = finish(store.preferences(iris));
    if (first === undefined) throw new Error('Iris has preferences');
    const second = finish(store.savePreferences(first, { ...first, quietHours: null }, 'ClearQuietHours'));
    finish(store.savePreferences(second, first, 'SetQuietHours'));
    const frank = { ...first, customerId: 'cust-006' };
    finish(store.savePreferences(undefined, frank, 'UpdatePreferences'));
    expect(
      recordsOf(world, 'changed').map(({ entity, from, to, event }) => [entity, from, to, event]),
    ).toEqual([
      [iris, 'version 1', 'version 2', 'ClearQuietHours'],
      [iris, 'version 2', 'version 3', 'SetQuietHours'],
      ['cust-006', null, 'version 1', 'UpdatePreferences'],
    ]);
    expect(finish(store.preferences('cust-006'))).toEqual(frank);
  });

  it('are not overwritten by someone who read them before another changed them', () => {
    const { store, finish } = storing();
    const stale = finish(store.preferences(iris));
    if (stale === undefined) throw new Error('Iris has preferences');
    finish(store.savePreferences(stale, { ...stale, quietHours: null }, 'ClearQuietHours'));
    expect(() => finish(store.savePreferences(stale, stale, 'Unsubscribe'))).toThrow(/cust-009/);
    expect(() => finish(store.savePreferences(undefined, stale, 'Unsubscribe'))).toThrow(/cust-009/);
    expect(finish(store.preferences(iris))?.quietHours).toBeNull();
  });
});
