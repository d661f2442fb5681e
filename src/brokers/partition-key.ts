import type { BusEvent } from './broker';

/** What an event is about (its order, product, notification or customer): events of one key keep their order. */
export function partitionKeyOf(event: BusEvent): string {
  const { orderId, productId, customerId, notificationId } = event;
  const key = orderId ?? productId ?? notificationId ?? customerId;
  return typeof key === 'string' ? key : event.id;
}
