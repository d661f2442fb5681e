import type { Process } from '../../engine/process';
import type { World } from '../../engine/world';
import type { Decide } from '../../notifications/verdict';
import type { InventoryCommands } from '../../shop/commands';
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
import { withStatus } from './answer-status';
import type { Telling } from './telling';

export interface InventoryPorts {
  readonly store: Store;
  readonly telling: Telling;
}

/** Inventory sets stock aside for orders (seed 003), and because nobody else will, it has the warehouse told and waits. */
export function inventory({ store, telling }: InventoryPorts): InventoryCommands {
  const news = inventoryNews({ telling });

  return {
    *AllocateOrder({ orderId, productId, quantity }) {
      const product = requireSku(productId, yield* store.product(productId));
      requireUnallocated(yield* store.allocation(orderId, productId));
      if (product.stock < quantity) throw outOfStock(product, quantity);

      const { batchReference } = yield* store.allocate(product, orderId, quantity);
      yield* news.OrderAllocated({ orderId, productId, quantity, batchReference });
      const { name: productName, stock: before } = product;
      const taken = { productId, productName, before, after: before - quantity, isRepeated: false };
      yield* tellWhenLow(news, taken);
      return { orderId, productId, batchReference };
    },

    *CancelAllocation({ orderId, productId }) {
      const allocation = requireAllocation(orderId, productId, yield* store.allocation(orderId, productId));
      yield* store.cancelAllocation(allocation);
      return { orderId, productId, batchReference: allocation.batchReference };
    },
  };
}

/** What Inventory does about stock, whoever has written it down. */
export function inventoryNews({ telling }: { readonly telling: Telling }) {
  return {
    OrderAllocated({ orderId, productId, quantity, batchReference }: Omit<Allocation, 'status'>): Process {
      const context = { orderId, productId, quantity, batchReference };
      return telling.tell('stock-allocated', { customerId: null, subject: orderId, context });
    },

    StockRanLow({ productId, productName, stock }: LowStock): Process {
      const context = { productId, productName, stock };
      return telling.tell('stock-low', { customerId: null, subject: productId, context });
    },
  };
}

interface LowStock {
  readonly productId: string;
  readonly productName: string;
  readonly stock: number;
}

/** Body of `POST /stock/reservations`. */
export type ReservationRequest = {
  readonly orderId: string;
  readonly items: readonly { readonly productId: string; readonly quantity: number }[];
};

/** Body of the answer: what is left of each product. */
export type ReservationResponse = {
  readonly orderId: string;
  readonly stock: readonly { readonly productId: string; readonly left: number }[];
};

export interface InventoryApiPorts {
  readonly store: Pick<Store, 'takeStock'>;
  readonly telling: Telling;
  readonly decide: Decide;
  readonly inTurn: World['inTurn'];
  /** Whether the same request twice lowers stock once. */
  readonly idempotency: boolean;
}

/** The inventory API: Ordering calls it for each new order, and waits. */
export class InventoryApi {
  constructor(private readonly ports: InventoryApiPorts) {}

  /**
   * `POST /stock/reservations`: lowers stock by what was ordered, and has the warehouse told of what runs low.
   * @param idempotencyKey names the caller's intention; the same key twice lowers stock once.
   * @throws DomainError 404 for a product that does not exist.
   */
  reserve(request: ReservationRequest, idempotencyKey: string): Process<ReservationResponse> {
    return withStatus(this.#reserve(request, idempotencyKey));
  }

  *#reserve({ orderId, items }: ReservationRequest, idempotencyKey: string): Process<ReservationResponse> {
    const { inTurn, idempotency } = this.ports;
    const key = idempotency ? idempotencyKey : undefined;
    const stock = yield* inTurn(items, ({ productId, quantity }) =>
      this.#lowerStock(productId, quantity, key),
    );
    return { orderId, stock };
  }

  *#lowerStock(
    productId: string,
    quantity: number,
    key: string | undefined,
  ): Process<{ readonly productId: string; readonly left: number }> {
    const { store, telling, decide } = this.ports;
    const taken = yield* store.takeStock(productId, quantity, key);
    if (fellShort(taken, quantity)) decide(productId, stockShortage(quantity, taken.before));
    yield* tellWhenLow(inventoryNews({ telling }), taken);
    return { productId, left: taken.after };
  }
}

/** Has the warehouse told when stock fell to the low mark. */
function* tellWhenLow(news: ReturnType<typeof inventoryNews>, taken: StockTaken): Process {
  if (!ranLow(taken)) return;
  const { productId, productName, after: stock } = taken;
  yield* news.StockRanLow({ productId, productName, stock });
}
