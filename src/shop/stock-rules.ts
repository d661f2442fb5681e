import { DomainError } from '../engine/process';
import type { Allocation, Product } from './models';

/** At this stock or below it, someone should order more. */
export const lowStockMark = 5;

/** What a withdrawal did to the stock of a product. */
export type StockTaken = {
  readonly productId: string;
  readonly productName: string;
  /** How many there were, and how many are left. */
  readonly before: number;
  readonly after: number;
  /** True when the same withdrawal was made before: then nothing changed this time. */
  readonly isRepeated: boolean;
};

/** Whether a withdrawal took the stock down to the mark. What was at it already does not run low once more. */
export function ranLow({ before, after, isRepeated }: StockTaken): boolean {
  return !isRepeated && before > lowStockMark && after <= lowStockMark;
}

/** Whether there was less than an order asked for. */
export function fellShort({ before, isRepeated }: StockTaken, orderedQuantity: number): boolean {
  return !isRepeated && before < orderedQuantity;
}

/** An order was accepted for more than there is. Nobody is stopped by that; it is said so that it can be seen. */
export function stockShortage(orderedQuantity: number, stock: number) {
  return { rule: 'stock', outcome: 'short', because: { ordered: orderedQuantity, stock } };
}

/**
 * The product that an SKU names.
 * @throws DomainError InvalidSku (seed 003).
 */
export function requireSku(productId: string, product: Product | undefined): Product {
  if (product === undefined) throw new DomainError('InvalidSku', `Invalid sku ${productId}`);
  return product;
}

/**
 * A product is set aside for an order once.
 * @throws DomainError AlreadyAllocated.
 */
export function requireUnallocated(existing: Allocation | undefined): void {
  if (existing === undefined) return;
  const { orderId, productId, batchReference } = existing;
  throw new DomainError(
    'AlreadyAllocated',
    `${productId} is allocated to order ${orderId} already, as ${batchReference}`,
  );
}

/**
 * Only what is set aside can be put back.
 * @throws DomainError AllocationNotFound.
 */
export function requireAllocation(
  orderId: string,
  productId: string,
  existing: Allocation | undefined,
): Allocation {
  if (existing !== undefined) return existing;
  throw new DomainError('AllocationNotFound', `No ${productId} is allocated to order ${orderId}`);
}

/** The refusal of an allocation that asks for more than there is (seed 003). */
export function outOfStock({ id, stock }: Product, quantity: number): DomainError {
  return new DomainError('OutOfStock', `${id} is out of stock: ${quantity} wanted, ${stock} there`);
}
