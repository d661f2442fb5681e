import { DomainError, type Process } from '../../engine/process';
import type { Json } from '../../engine/trace';
import type { PricingCommands } from '../../shop/commands';
import type { Publisher, ShopEvent } from '../../shop/events';
import { discounted } from '../../shop/money';
import type { Store } from '../../shop/store';

export interface PricingPorts {
  readonly store: Store;
  readonly bus: Publisher<ShopEvent>;
}

/** Pricing changes prices and says so. Who might care is not its business. */
export function pricing({ store, bus }: PricingPorts): PricingCommands {
  function* changePrice(
    productId: string,
    newPriceOf: (priceCents: number) => number,
    command: string,
  ): Process<Json> {
    const product = yield* store.product(productId);
    if (product === undefined)
      throw new DomainError('ProductNotFound', `Product ${productId} does not exist`);

    const { name: productName, priceCents: oldPriceCents } = product;
    const newPriceCents = newPriceOf(oldPriceCents);
    if (newPriceCents === oldPriceCents) return { productId, priceCents: oldPriceCents };
    yield* store.setPrice(product, newPriceCents, command);
    yield* bus.publish({ type: 'PriceChanged', productId, productName, oldPriceCents, newPriceCents });
    return { productId, priceCents: newPriceCents };
  }

  return {
    UpdatePrice: ({ productId, priceCents }) => changePrice(productId, () => priceCents, 'UpdatePrice'),
    DiscountPrice: ({ productId, percent }) =>
      changePrice(productId, (priceCents) => discounted(priceCents, percent), 'DiscountPrice'),
  };
}
