import { invariant } from '../engine/invariant';

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

/**
 * The parts of the shop that obey commands; `notifications` is the notification service, or the
 * notification API, and `broker` the event bus, or the API where there is none.
 */
export type CommandTarget =
  'ordering' | 'pricing' | 'billing' | 'inventory' | 'accounts' | 'notifications' | 'broker';

/** The way of a command: who usually gives it, and who obeys it. */
interface CommandRoute {
  readonly by: ActorId;
  readonly to: CommandTarget;
}

const routes: Readonly<Record<string, CommandRoute>> = {
  PlaceOrder: { by: 'shopper', to: 'ordering' },
  CancelOrder: { by: 'shopper', to: 'ordering' },
  ShipOrder: { by: 'warehouse', to: 'ordering' },
  DeliverOrder: { by: 'warehouse', to: 'ordering' },
  ShipLineItem: { by: 'warehouse', to: 'ordering' },
  CancelLineItem: { by: 'warehouse', to: 'ordering' },
  UpdatePrice: { by: 'merchandiser', to: 'pricing' },
  DiscountPrice: { by: 'merchandiser', to: 'pricing' },
  FailPayment: { by: 'payment-provider', to: 'billing' },
  ReceivePayment: { by: 'payment-provider', to: 'billing' },
  LeaveCart: { by: 'shopper', to: 'ordering' },
  RegisterCustomer: { by: 'shopper', to: 'accounts' },
  AllocateOrder: { by: 'warehouse', to: 'inventory' },
  CancelAllocation: { by: 'warehouse', to: 'inventory' },
  UpdatePreferences: { by: 'shopper', to: 'notifications' },
  SetQuietHours: { by: 'shopper', to: 'notifications' },
  ClearQuietHours: { by: 'shopper', to: 'notifications' },
  Unsubscribe: { by: 'shopper', to: 'notifications' },
  Resubscribe: { by: 'shopper', to: 'notifications' },
  DispatchNotification: { by: 'support', to: 'notifications' },
  NotifyCustomers: { by: 'support', to: 'notifications' },
  ReplayLog: { by: 'support', to: 'broker' },
  RedriveDeadLetters: { by: 'support', to: 'broker' },
  ReadFeed: { by: 'shopper', to: 'notifications' },
  RetryNotification: { by: 'support', to: 'notifications' },
  CancelNotification: { by: 'support', to: 'notifications' },
  ProcessScheduledNotifications: { by: 'scheduler', to: 'notifications' },
};

/** The way of a type of command. */
export function routeOf(commandType: string): CommandRoute {
  const route = routes[commandType];
  invariant(route !== undefined, `every command has a route (${commandType})`);
  return route;
}
