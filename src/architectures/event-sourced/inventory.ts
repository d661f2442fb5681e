import type { Process } from '../../engine/process';
import type { World } from '../../engine/world';
import type { Decide } from '../../notifications/verdict';
import type { InventoryCommands } from '../../shop/commands';
import type {
  EventHandlers,
  OrderAllocated,
  Publisher,
  ShopEvent,
  StockRanLow,
  UnitOfWork,
  Unpublished,
} from '../../shop/events';
import type { Allocation } from '../../shop/models';
import {
  fellShort,
  outOfStock,
  ranLow,
  requireAllocation,
  requireSku,
  requireUnallocated,
  stockShortage,
  type StockTaken,
} from '../../shop/stock-rules';
import type { Store } from '../../shop/store';

export interface InventoryPorts {
  readonly store: Store;
  readonly unitOfWork: UnitOfWork<ShopEvent>;
  readonly bus: Publisher<ShopEvent>;
}

/** Inventory sets stock aside for orders and says so (seed 003). Who tells the warehouse is not its business. */
export function inventory({ store, unitOfWork, bus }: InventoryPorts): InventoryCommands {
  return {
    *AllocateOrder({ orderId, productId, quantity }) {
      const product = requireSku(productId, yield* store.product(productId));
      requireUnallocated(yield* store.allocation(orderId, productId));
      if (product.stock < quantity) {
        yield* bus.publish({
          type: 'AllocationFailed',
          orderId,
          productId,
          quantity,
          reason: 'out of stock',
        });
        throw outOfStock(product, quantity);
      }
      const { name: productName, stock: before } = product;
      const taken = { productId, productName, before, after: before - quantity, isRepeated: false };
      const { batchReference } = yield* unitOfWork.commit(
        store.allocate(product, orderId, quantity),
        (allocation) => {
          const allocated = orderAllocated(allocation);
          const low = stockRanLow(taken);
          return low === undefined ? allocated : [allocated, low];
        },
      );
      return { orderId, productId, batchReference };
    },

    *CancelAllocation({ orderId, productId }) {
      const allocation = requireAllocation(orderId, productId, yield* store.allocation(orderId, productId));
      const { quantity, batchReference } = allocation;
      yield* unitOfWork.commit(store.cancelAllocation(allocation), () => ({
        type: 'AllocationCancelled',
        orderId,
        productId,
        quantity,
        batchReference,
      }));
      return { orderId, productId, batchReference };
    },
  };
}

export interface InventoryConsumerPorts {
  readonly store: Pick<Store, 'takeStock'>;
  readonly unitOfWork: UnitOfWork<ShopEvent>;
  readonly decide: Decide;
  readonly inTurn: World['inTurn'];
  /** Whether the same event twice lowers stock once. */
  readonly idempotency: boolean;
}

/** Inventory lowers stock when it hears of a new order (seed 004). Ordering does not know that it listens. */
export function inventoryConsumer({
  store,
  unitOfWork,
  decide,
  inTurn,
  idempotency,
}: InventoryConsumerPorts): EventHandlers<ShopEvent> {
  function* lowerStock(productId: string, quantity: number, key: string | undefined): Process {
    const taken = yield* unitOfWork.commit(store.takeStock(productId, quantity, key), stockRanLow);
    if (fellShort(taken, quantity)) decide(productId, stockShortage(quantity, taken.before));
  }

  return {
    *OrderCreated({ id, items }) {
      const key = idempotency ? id : undefined;
      yield* inTurn(items, ({ productId, quantity }) => lowerStock(productId, quantity, key));
    },
  };
}

function orderAllocated({
  orderId,
  productId,
  quantity,
  batchReference,
}: Allocation): Unpublished<OrderAllocated> {
  return { type: 'OrderAllocated', orderId, productId, quantity, batchReference };
}

function stockRanLow(taken: StockTaken): Unpublished<StockRanLow> | undefined {
  if (!ranLow(taken)) return undefined;
  const { productId, productName, after: stock } = taken;
  return { type: 'StockRanLow', productId, productName, stock };
}
