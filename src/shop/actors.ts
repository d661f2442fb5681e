/** Who gives commands to the shop. They stand outside; the page draws those that a scenario needs. */
export const actors = {
  shopper: 'Shopper',
  warehouse: 'Warehouse',
  merchandiser: 'Merchandiser',
  'payment-provider': 'Payment provider',
  support: 'Support desk',
  scheduler: 'Scheduler',
} as const;

export type ActorId = keyof typeof actors;

const usualActors: Readonly<Record<string, ActorId>> = {
  PlaceOrder: 'shopper',
  CancelOrder: 'shopper',
  ReadFeed: 'shopper',
  ShipOrder: 'warehouse',
  DeliverOrder: 'warehouse',
  ShipLineItem: 'warehouse',
  CancelLineItem: 'warehouse',
  UpdatePrice: 'merchandiser',
  DiscountPrice: 'merchandiser',
  FailPayment: 'payment-provider',
  ProcessScheduledNotifications: 'scheduler',
};

/** Who usually gives a type of command. */
export function actorFor(commandType: string): ActorId {
  return usualActors[commandType] ?? 'support';
}
