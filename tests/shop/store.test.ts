import { describe, expect, it } from 'vitest';
import type { Process } from '../../src/engine/process';
import type { Settlement } from '../../src/engine/world';
import { DataStore } from '../../src/shop/data-store';
import { connectStore } from '../../src/shop/store';
import { shopData } from '../../src/simulation';
import { recordsOf, runOut, smallWorld } from '../support/small-world';

function storing() {
  const world = smallWorld([['ordering', 'store', 4]]);
  const database = new DataStore(shopData);
  const store = connectStore(world, 'ordering', database);
  const finish = <Result>(process: Process<Result>): Result => {
    let settled: Settlement<Result> | undefined;
    world.start('flow-1', 0, process, (settlement) => (settled = settlement));
    runOut(world);
    if (settled === undefined) throw new Error('the process never ended');
    if (!settled.ok) throw settled.error;
    return settled.value;
  };
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
    world.start('flow-1', 0, store.recordFailedPayment(order, 'Card expired'), () => undefined);
    runOut(world);
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
