import * as v from 'valibot';
import { DomainError, type Process } from '../engine/process';
import type { World } from '../engine/world';
import type { CommandHandlers } from '../shop/commands';
import { loadCustomer } from '../shop/order-rules';
import type { Store } from '../shop/store';
import { eligibleSegment } from './audience';
import type { Notification } from './notification';
import type { NotificationRequest, Notifier, NotifyOutcome } from './notifier';
import { requireContext } from './template';
import { dueAt, type CustomerNotificationType, type NotificationTypes } from './type-catalogue';
import type { Decide } from './verdict';

const fact = v.union([v.string(), v.number(), v.boolean()]);

/** Tells several customers the same: one command, one notification or more for each. */
export const NotifyCustomers = v.strictObject({
  type: v.literal('NotifyCustomers'),
  notificationType: v.pipe(v.string(), v.nonEmpty('must name a type of notification')),
  customerIds: v.pipe(
    v.array(v.pipe(v.string(), v.nonEmpty('must name a customer'))),
    v.nonEmpty('must name at least one customer'),
    v.readonly(),
  ),
  /** What the type's template needs. */
  context: v.record(
    v.string(),
    v.union(
      [fact, v.pipe(v.array(v.record(v.string(), fact)), v.readonly())],
      'must be text, a number, true or false, or a list of objects',
    ),
  ),
});
export type NotifyCustomersCommand = Readonly<v.InferOutput<typeof NotifyCustomers>>;

/** Several customers should be told the same. */
export interface BulkRequest extends Omit<NotificationRequest, 'type' | 'customer'> {
  readonly type: CustomerNotificationType;
  readonly customerIds: readonly string[];
}

/** What became of it for one customer. */
export type CustomerOutcome =
  | { readonly customerId: string; readonly outcome: NotifyOutcome }
  | { readonly customerId: string; readonly error: DomainError };

interface Ports {
  readonly world: Pick<World, 'inTurn' | 'mint' | 'now'>;
  readonly store: Pick<Store, 'customer'>;
  readonly notifier: Pick<Notifier, 'notify'>;
  readonly decide: Decide;
}

/**
 * Runs the notifier for one customer after the other, each of a segment that the type is for. Who cannot be notified
 * (unknown, or refused on the way) is reported and stops none of the others: partial success. Unless the request says when
 * it is to be sent, it is sent as much later as the type says.
 * @returns one outcome a customer, in their order.
 */
export function notifyCustomers(
  { world, store, notifier, decide }: Ports,
  request: BulkRequest,
): Process<readonly CustomerOutcome[]> {
  const { type, customerIds, scheduledFor = dueAt(type, world.now), ...rest } = request;
  const notice = { ...rest, type: type.name, scheduledFor };
  return world.inTurn(customerIds, function* (customerId): Process<CustomerOutcome> {
    try {
      const customer = yield* loadCustomer(store, customerId);
      const isMeant =
        type.segments === undefined ||
        decide(customerId, eligibleSegment(type.name, customer, type.segments));
      if (!isMeant) return { customerId, outcome: { created: [], known: [], stoppedBy: 'segment' } };
      return { customerId, outcome: yield* notifier.notify({ ...notice, customer }) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { customerId, error };
    }
  });
}

/** The handler of NotifyCustomers. It answers with what became of it for each customer. */
export function bulkCommands({
  types,
  ...ports
}: Ports & {
  readonly types: Pick<NotificationTypes, 'requireCustomerType'>;
}): CommandHandlers<NotifyCustomersCommand, 'NotifyCustomers'> {
  return {
    *NotifyCustomers({ notificationType, customerIds, context }) {
      const type = types.requireCustomerType(notificationType);
      requireContext(type, context);
      const cause = { type: 'NotifyCustomers', id: ports.world.mint('req') };
      const outcomes = yield* notifyCustomers(ports, { type, customerIds, context, cause });
      return { results: outcomes.map(answerOf) };
    },
  };
}

function answerOf(result: CustomerOutcome) {
  const { customerId } = result;
  if ('error' in result) return { customerId, error: `${result.error.name}: ${result.error.message}` };
  const { created, known, stoppedBy } = result.outcome;
  const notifications = [...known, ...created].map(statusOf);
  return stoppedBy === undefined ? { customerId, notifications } : { customerId, notifications, stoppedBy };
}

/** Where the engine is told of by events, a notification has only been created when the command is answered. */
function statusOf({ id, details, status, failureReason }: Notification) {
  const { channel } = details;
  const known = { notificationId: id, channel, status };
  return failureReason === null ? known : { ...known, error: failureReason };
}
