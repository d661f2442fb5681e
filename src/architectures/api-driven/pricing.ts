import type { Process } from '../../engine/process';
import type { Facts, Json } from '../../engine/trace';
import type { World } from '../../engine/world';
import { cartHolders, eligibleSegment, priceDropped } from '../../notifications/audience';
import { notificationTypes } from '../../notifications/notification-types';
import { enabledChannels } from '../../notifications/preferences';
import type { Decide } from '../../notifications/verdict';
import type { PricingCommands } from '../../shop/commands';
import type { Segment } from '../../shop/models';
import { discounted } from '../../shop/money';
import { loadCustomer, requireProduct } from '../../shop/order-rules';
import type { Store } from '../../shop/store';
import type { NotificationApiClient } from './notification-api-client';

export interface PricingPorts {
  readonly store: Store;
  readonly api: NotificationApiClient;
  readonly decide: Decide;
  readonly inTurn: World['inTurn'];
}

/**
 * Pricing changes prices, and because nobody else will, it finds out whose cart holds the product, who of them may get an
 * alert and who wants one, and has them notified one by one, waiting for each answer.
 */
export function pricing({ store, api, decide, inTurn }: PricingPorts): PricingCommands {
  function* changePrice(
    productId: string,
    newPriceOf: (priceCents: number) => number,
    command: string,
  ): Process<Json> {
    const product = requireProduct(productId, yield* store.product(productId));

    const { name: productName, priceCents: oldPriceCents } = product;
    const newPriceCents = newPriceOf(oldPriceCents);
    if (newPriceCents === oldPriceCents) return { productId, priceCents: oldPriceCents };
    yield* store.setPrice(product, newPriceCents, command);
    if (decide(productId, priceDropped(oldPriceCents, newPriceCents))) {
      yield* alertCartHolders(productId, { productId, productName, oldPriceCents, newPriceCents });
    }
    return { productId, priceCents: newPriceCents };
  }

  function* alertCartHolders(productId: string, context: Facts): Process {
    const carts = yield* store.cartsHolding(productId);
    if (!decide(productId, cartHolders(carts))) return;
    const eligible = yield* store.eligibleSegments('price_drop');
    yield* inTurn(carts, ({ customerId }) => alertCartHolder(customerId, eligible, context));
  }

  function* alertCartHolder(
    customerId: string,
    eligible: readonly Segment[] | undefined,
    context: Facts,
  ): Process {
    const customer = yield* loadCustomer(store, customerId);
    if (!decide(customerId, eligibleSegment('price_drop', customer, eligible))) return;
    const preferences = yield* store.preferences(customerId);
    const { category, channels } = notificationTypes.price_drop;
    if (!decide(customerId, enabledChannels(category, channels, preferences))) return;
    yield* api.notify({ type: 'price_drop', customerId, context });
  }

  return {
    UpdatePrice: ({ productId, priceCents }) => changePrice(productId, () => priceCents, 'UpdatePrice'),
    DiscountPrice: ({ productId, percent }) =>
      changePrice(productId, (priceCents) => discounted(priceCents, percent), 'DiscountPrice'),
  };
}
