import type { Process } from '../../engine/process';
import type { Facts, Json } from '../../engine/trace';
import type { World } from '../../engine/world';
import { cartHolders, eligibleSegment, priceDropped } from '../../notifications/audience';
import { enabledChannels } from '../../notifications/preferences';
import type { CustomerNotificationType } from '../../notifications/type-catalogue';
import type { Decide } from '../../notifications/verdict';
import type { PricingCommands } from '../../shop/commands';
import type { Segment } from '../../shop/models';
import { discounted } from '../../shop/money';
import { loadCustomer, requireProduct } from '../../shop/order-rules';
import type { Store } from '../../shop/store';
import type { Telling } from './telling';

export interface PricingPorts {
  readonly store: Store;
  readonly telling: Telling;
  readonly decide: Decide;
  readonly inTurn: World['inTurn'];
}

/**
 * Pricing changes prices, and because nobody else will, it finds out whose cart holds the product, who of them may get an
 * alert and who wants one, and has them notified one by one, waiting for each answer.
 */
export function pricing(ports: PricingPorts): PricingCommands {
  const { store } = ports;
  const news = pricingNews(ports);

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
    yield* news.PriceChanged({ productId, productName, oldPriceCents, newPriceCents });
    return { productId, priceCents: newPriceCents };
  }

  return {
    UpdatePrice: ({ productId, priceCents }) => changePrice(productId, () => priceCents, 'UpdatePrice'),
    DiscountPrice: ({ productId, percent }) =>
      changePrice(productId, (priceCents) => discounted(priceCents, percent), 'DiscountPrice'),
  };
}

interface NewPrice {
  readonly productId: string;
  readonly productName: string;
  readonly oldPriceCents: number;
  readonly newPriceCents: number;
}

/** What Pricing does about a new price, whoever has set it. */
export function pricingNews({ store, telling, decide, inTurn }: PricingPorts) {
  function* alertCartHolders(type: CustomerNotificationType, productId: string, context: Facts): Process {
    const carts = yield* store.cartsHolding(productId);
    if (!decide(productId, cartHolders(carts))) return;
    const eligible = yield* store.eligibleSegments(type.name);
    yield* inTurn(carts, ({ customerId }) => alertCartHolder(type, customerId, eligible, context));
  }

  function* alertCartHolder(
    type: CustomerNotificationType,
    customerId: string,
    eligible: readonly Segment[] | undefined,
    context: Facts,
  ): Process {
    const customer = yield* loadCustomer(store, customerId);
    if (!decide(customerId, eligibleSegment(type.name, customer, eligible))) return;
    const preferences = yield* store.preferences(customerId);
    if (!decide(customerId, enabledChannels(type.category, type.channels, preferences))) return;
    yield* telling.notify(type, customerId, context);
  }

  return {
    *PriceChanged({ productId, productName, oldPriceCents, newPriceCents }: NewPrice): Process {
      const told = telling.toldOf('price-dropped');
      if (told.length === 0 || !decide(productId, priceDropped(oldPriceCents, newPriceCents))) return;
      const context = { productId, productName, oldPriceCents, newPriceCents };
      yield* inTurn(told, (type) =>
        type.audience === 'internal'
          ? telling.tellWarehouse(type, productId, context)
          : alertCartHolders(type, productId, context),
      );
    },
  };
}
