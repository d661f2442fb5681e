import type { Process } from '../../engine/process';
import type { Json } from '../../engine/trace';
import type { PricingCommands } from '../../shop/commands';
import type { ShopEvent, UnitOfWork } from '../../shop/events';
import { discounted } from '../../shop/money';
import { requireProduct } from '../../shop/order-rules';
import type { Store } from '../../shop/store';

export interface PricingPorts {
  readonly store: Store;
  readonly unitOfWork: UnitOfWork<ShopEvent>;
}

/** Pricing changes prices and says so. Who might care is not its business. */
export function pricing({ store, unitOfWork }: PricingPorts): PricingCommands {
  function* changePrice(
    productId: string,
    newPriceOf: (priceCents: number) => number,
    command: string,
  ): Process<Json> {
    const product = requireProduct(productId, yield* store.product(productId));

    const { name: productName, priceCents: oldPriceCents } = product;
    const newPriceCents = newPriceOf(oldPriceCents);
    if (newPriceCents === oldPriceCents) return { productId, priceCents: oldPriceCents };
    yield* unitOfWork.commit(store.setPrice(product, newPriceCents, command), () => ({
      type: 'PriceChanged',
      productId,
      productName,
      oldPriceCents,
      newPriceCents,
    }));
    return { productId, priceCents: newPriceCents };
  }

  return {
    UpdatePrice: ({ productId, priceCents }) => changePrice(productId, () => priceCents, 'UpdatePrice'),
    DiscountPrice: ({ productId, percent }) =>
      changePrice(productId, (priceCents) => discounted(priceCents, percent), 'DiscountPrice'),
  };
}
