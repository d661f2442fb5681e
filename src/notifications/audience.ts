import { warehouseAddress, type Cart, type Customer, type Segment } from '../shop/models';
import { isOfStock } from './triggers';
import type { InternalNotificationType } from './type-catalogue';
import type { Verdict } from './verdict';

/**
 * The rules that say who is concerned (rule 1 of product.md). In one architecture the notification service applies them, in
 * the other the service that has something to say.
 */

/** Only a drop is worth a message; a rise notifies nobody. */
export function priceDropped(oldPriceCents: number, newPriceCents: number): Verdict<'passed' | 'stopped'> {
  return {
    rule: 'price-drop',
    outcome: newPriceCents < oldPriceCents ? 'passed' : 'stopped',
    because: { oldPriceCents, newPriceCents },
  };
}

/** Those whose cart holds the product are concerned by its price. */
export function cartHolders(carts: readonly Cart[]): Verdict<'passed' | 'stopped'> {
  return {
    rule: 'audience',
    outcome: carts.length > 0 ? 'passed' : 'stopped',
    because: { cartHolders: carts.map(({ customerId }) => customerId) },
  };
}

/** Some types of notification go to some segments only. @param eligible the segments that may get this type; undefined when all may. */
export function eligibleSegment(
  notificationType: string,
  { segment }: Customer,
  eligible: readonly Segment[] | undefined,
): Verdict<'passed' | 'stopped'> {
  return {
    rule: 'segment',
    outcome: eligible === undefined || eligible.includes(segment) ? 'passed' : 'stopped',
    because: { notificationType, segment, eligible: eligible ?? 'all' },
  };
}

/** News of an order or a payment concerns the customer whose order it is. */
export function orderOwner(orderId: string, customerId: string): Verdict<'passed'> {
  return { rule: 'audience', outcome: 'passed', because: { orderId, customerId } };
}

/** A cart that was left concerns the customer whose cart it is. */
export function cartOwner({ customerId, items }: Cart): Verdict<'passed'> {
  return {
    rule: 'audience',
    outcome: 'passed',
    because: { cartOf: customerId, items: items.map(({ productId }) => productId) },
  };
}

/** Who has just registered is welcome. */
export function newCustomer(customerId: string): Verdict<'passed'> {
  return { rule: 'audience', outcome: 'passed', because: { registered: customerId } };
}

/** News of stock concerns the warehouse; other news does by a type that is meant for it. */
export function warehouse({ name, trigger }: InternalNotificationType): Verdict<'passed'> {
  const because = isOfStock(trigger) ? {} : { notificationType: name };
  return { rule: 'audience', outcome: 'passed', because: { mailbox: warehouseAddress, ...because } };
}
