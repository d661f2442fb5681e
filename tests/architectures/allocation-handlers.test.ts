import { describe, expect, it } from 'vitest';
import { inventory as apiDrivenInventory } from '../../src/architectures/api-driven/inventory';
import type { NotificationApiClient } from '../../src/architectures/api-driven/notification-api-client';
import { Telling } from '../../src/architectures/api-driven/telling';
import { inventory as eventSourcedInventory } from '../../src/architectures/event-sourced/inventory';
import {
  notificationService,
  type NotificationServicePorts,
} from '../../src/architectures/event-sourced/notification-service';
import type { Process } from '../../src/engine/process';
import type { InternalRequest } from '../../src/notifications/notifier';
import { NotificationTypes } from '../../src/notifications/type-catalogue';
import type { Allocation, Product } from '../../src/shop/models';
import type { Store } from '../../src/shop/store';
import { fakeBus, runAlone, returning } from '../support/alone';

const lamp: Product = { id: 'prod-100', name: 'Lamp', priceCents: 1999, stock: 12 };

const types = new NotificationTypes();
/** As the world does it, where nothing comes of what. */
function* inTurn<Item, Result>(
  items: readonly Item[],
  each: (item: Item) => Process<Result>,
): Process<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(yield* each(item));
  return results;
}

/** A store with one product in it, as far as allocations need one. */
function fakeStore(product: Product = lamp): Store {
  let allocation: Allocation | undefined;
  return {
    product: (productId: string) => returning(productId === product.id ? product : undefined),
    allocation: () => returning(allocation),
    allocate: (_: Product, orderId: string, quantity: number) => {
      const { id: productId } = product;
      allocation = { batchReference: 'batch-001', orderId, productId, quantity, status: 'allocated' };
      return returning(allocation);
    },
    cancelAllocation: (cancelled: Allocation) => {
      allocation = undefined;
      return returning({ ...cancelled, status: 'cancelled' as const });
    },
  } as Partial<Store> as Store;
}

const allocate = { type: 'AllocateOrder', orderId: 'ord-001', productId: 'prod-100', quantity: 10 } as const;
const cancel = { type: 'CancelAllocation', orderId: 'ord-001', productId: 'prod-100' } as const;

function eventSourced(product?: Product) {
  const { published, bus, unitOfWork } = fakeBus();
  return { published, handlers: eventSourcedInventory({ store: fakeStore(product), bus, unitOfWork }) };
}

function apiDriven(product?: Product) {
  const requests: string[] = [];
  const api: NotificationApiClient = {
    notify({ type, customerId, context }) {
      requests.push(`${type} to ${customerId ?? 'the warehouse'}: ${JSON.stringify(context)}`);
      return returning({ requestId: 'req-1', results: [] });
    },
    putPreferences: () => {
      throw new Error('Inventory knows no preferences');
    },
  };
  const store = fakeStore(product);
  const telling = new Telling({ store, api, decide: () => true, inTurn, clock: { now: 0 }, types });
  return { requests, handlers: apiDrivenInventory({ store, telling }) };
}

const refused = (name: string, message: RegExp) =>
  expect.objectContaining({ name, message: expect.stringMatching(message) as string }) as Error;

describe.each([
  ['event-sourced', eventSourced],
  ['API-driven', apiDriven],
])('AllocateOrder with fakes, %s', (_, inventory) => {
  it('answers with the batch reference', () => {
    const { handlers } = inventory();
    expect(runAlone(handlers.AllocateOrder(allocate))).toMatchObject({ batchReference: 'batch-001' });
  });

  it('refuses an SKU that does not exist', () => {
    const { handlers } = inventory();
    expect(() => runAlone(handlers.AllocateOrder({ ...allocate, productId: 'prod-999' }))).toThrow(
      refused('InvalidSku', /^Invalid sku prod-999$/),
    );
  });

  it('refuses more than there is', () => {
    const { handlers } = inventory();
    expect(() => runAlone(handlers.AllocateOrder({ ...allocate, quantity: 13 }))).toThrow(
      refused('OutOfStock', /prod-100 is out of stock: 13 wanted, 12 there/),
    );
  });

  it('refuses the same product for the same order while it is allocated, and allows it after', () => {
    const { handlers } = inventory();
    runAlone(handlers.AllocateOrder(allocate));
    expect(() => runAlone(handlers.AllocateOrder(allocate))).toThrow(
      refused('AlreadyAllocated', /prod-100.*ord-001/),
    );
    runAlone(handlers.CancelAllocation(cancel));
    expect(runAlone(handlers.AllocateOrder(allocate))).toMatchObject({ batchReference: 'batch-001' });
  });

  it('can be cancelled once', () => {
    const { handlers } = inventory();
    runAlone(handlers.AllocateOrder(allocate));
    expect(runAlone(handlers.CancelAllocation(cancel))).toMatchObject({ batchReference: 'batch-001' });
    expect(() => runAlone(handlers.CancelAllocation(cancel))).toThrow(
      refused('AllocationNotFound', /prod-100.*ord-001/),
    );
  });
});

describe('what Inventory says of allocations, event-sourced', () => {
  it('an allocation with its batch reference', () => {
    const { published, handlers } = eventSourced();
    runAlone(handlers.AllocateOrder({ ...allocate, quantity: 6 }));
    expect(published).toEqual([
      {
        type: 'OrderAllocated',
        orderId: 'ord-001',
        productId: 'prod-100',
        quantity: 6,
        batchReference: 'batch-001',
      },
    ]);
  });

  it('a failure with its reason, before the caller has its error', () => {
    const { published, handlers } = eventSourced();
    expect(() => runAlone(handlers.AllocateOrder({ ...allocate, quantity: 13 }))).toThrow();
    expect(published).toEqual([
      {
        type: 'AllocationFailed',
        orderId: 'ord-001',
        productId: 'prod-100',
        quantity: 13,
        reason: 'out of stock',
      },
    ]);
  });

  it('nothing of an SKU that does not exist, nor of what is allocated already', () => {
    const { published, handlers } = eventSourced();
    expect(() => runAlone(handlers.AllocateOrder({ ...allocate, productId: 'prod-999' }))).toThrow();
    expect(published).toEqual([]);
    runAlone(handlers.AllocateOrder({ ...allocate, quantity: 1 }));
    expect(() => runAlone(handlers.AllocateOrder(allocate))).toThrow();
    expect(published).toHaveLength(1);
  });

  it('a cancellation, once', () => {
    const { published, handlers } = eventSourced();
    runAlone(handlers.AllocateOrder({ ...allocate, quantity: 6 }));
    runAlone(handlers.CancelAllocation(cancel));
    expect(() => runAlone(handlers.CancelAllocation(cancel))).toThrow();
    expect(published.slice(1)).toEqual([
      {
        type: 'AllocationCancelled',
        orderId: 'ord-001',
        productId: 'prod-100',
        quantity: 6,
        batchReference: 'batch-001',
      },
    ]);
  });

  it('that stock runs low because of it', () => {
    const { published, handlers } = eventSourced();
    runAlone(handlers.AllocateOrder(allocate));
    expect(published.slice(1)).toEqual([
      { type: 'StockRanLow', productId: 'prod-100', productName: 'Lamp', stock: 2 },
    ]);
  });
});

describe('whom Inventory has told of allocations, API-driven', () => {
  it('the warehouse, of an allocation and of stock that runs low', () => {
    const { requests, handlers } = apiDriven();
    runAlone(handlers.AllocateOrder(allocate));
    expect(requests).toEqual([
      'stock_allocated to the warehouse: {"orderId":"ord-001","productId":"prod-100","quantity":10,"batchReference":"batch-001"}',
      'low_stock to the warehouse: {"productId":"prod-100","productName":"Lamp","stock":2}',
    ]);
  });

  it('nobody, when an allocation fails or is cancelled', () => {
    const { requests, handlers } = apiDriven({ ...lamp, stock: 100 });
    expect(() => runAlone(handlers.AllocateOrder({ ...allocate, quantity: 101 }))).toThrow();
    runAlone(handlers.AllocateOrder(allocate));
    runAlone(handlers.CancelAllocation(cancel));
    expect(requests).toHaveLength(1);
  });
});

describe('the notification service hears of stock', () => {
  function listening() {
    const letters: InternalRequest[] = [];
    const handlers = notificationService({
      notifier: {
        notify: () => {
          throw new Error('no customer is concerned');
        },
        notifyWarehouse: (letter) => {
          letters.push(letter);
          return returning({ created: [], known: [] });
        },
      },
      types,
      decide: () => true,
      inTurn,
      clock: { now: 0 },
    } as Partial<NotificationServicePorts> as NotificationServicePorts);
    return { letters, handlers };
  }

  it('and has the warehouse told of an allocation, with its batch reference', () => {
    const { letters, handlers } = listening();
    const allocated = {
      id: 'evt-1',
      type: 'OrderAllocated',
      version: 1,
      orderId: 'ord-001',
      productId: 'prod-100',
      quantity: 10,
      batchReference: 'batch-001',
    } as const;
    runAlone(handlers.OrderAllocated?.(allocated) ?? returning(undefined));
    expect(letters).toEqual([
      {
        type: 'stock_allocated',
        context: { orderId: 'ord-001', productId: 'prod-100', quantity: 10, batchReference: 'batch-001' },
        cause: allocated,
      },
    ]);
  });

  it('and has the warehouse told of stock that runs low', () => {
    const { letters, handlers } = listening();
    const low = {
      id: 'evt-2',
      type: 'StockRanLow',
      version: 1,
      productId: 'prod-100',
      productName: 'Lamp',
      stock: 2,
    } as const;
    runAlone(handlers.StockRanLow?.(low) ?? returning(undefined));
    expect(letters).toMatchObject([
      { type: 'low_stock', context: { productId: 'prod-100', productName: 'Lamp', stock: 2 } },
    ]);
  });
});
