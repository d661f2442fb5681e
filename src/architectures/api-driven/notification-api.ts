import { DomainError, type Process } from '../../engine/process';
import type { Facts } from '../../engine/trace';
import type { World } from '../../engine/world';
import type { Notification } from '../../notifications/notification';
import {
  isNotificationType,
  notificationTypes,
  type NotificationTypeName,
} from '../../notifications/notification-types';
import type { Notifier } from '../../notifications/notifier';
import type { CustomerChannel } from '../../shop/models';
import { loadCustomer } from '../../shop/order-rules';
import type { Store } from '../../shop/store';
import { check } from '../../shop/validation';

/** Body of `POST /notify`, and the header that makes asking twice safe. */
export type NotifyRequest = {
  readonly type: string;
  readonly customerId: string;
  readonly context: Facts;
  readonly channels?: readonly CustomerChannel[];
};

/** Body of the answer: one result for each channel that was used. */
export type NotifyResponse = {
  readonly requestId: string;
  readonly results: readonly ChannelResult[];
  /** The rule that stopped it, when nothing was sent. */
  readonly stoppedBy?: string;
};

type ChannelResult = {
  readonly channel: string;
  readonly recipient: string;
  readonly success: boolean;
  readonly error?: string;
  /** Simulated ms at which it will be sent, when it is held back. */
  readonly scheduledFor?: number;
};

/**
 * The notification API of seed 001: the caller decides who is told what and when, the API how. It looks up the customer,
 * applies the channels, renders, sends, and only then answers.
 */
export class NotificationApi {
  constructor(
    private readonly world: World,
    private readonly store: Pick<Store, 'customer'>,
    private readonly notifier: Notifier,
  ) {}

  /**
   * `POST /notify`
   * @param idempotencyKey names the caller's intention; the same key twice notifies once.
   * @throws DomainError with the status of the answer in its name: `400 MissingContext`, `404 CustomerNotFound` …
   */
  *notify(request: NotifyRequest, idempotencyKey: string): Process<NotifyResponse> {
    const requestId = this.world.mint('req');
    try {
      const type = requireType(request.type);
      requireContext(type, request.context);
      const customer = yield* loadCustomer(this.store, request.customerId);
      const cause = { type: 'POST /notify', id: idempotencyKey };
      const { context, channels } = request;
      const outcome = yield* this.notifier.notify({ type, customer, context, cause, channels });
      const results = outcome.created.map(resultOf);
      return { requestId, results, ...('stoppedBy' in outcome ? { stoppedBy: outcome.stoppedBy } : {}) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new DomainError(`${statusOf[error.name] ?? 400} ${error.name}`, error.message);
    }
  }
}

function requireType(name: string): NotificationTypeName {
  if (isNotificationType(name)) return name;
  throw new DomainError('UnknownNotificationType', `type: there is no notification type “${name}”`);
}

function requireContext(type: NotificationTypeName, context: Facts): void {
  const { template } = notificationTypes[type];
  const checked = check(template.context, context, 'context');
  if (checked.ok) return;
  const fields = checked.problems.map(({ path }) => path).join(', ');
  throw new DomainError('MissingContext', `${fields}: the template “${template.name}” needs it`);
}

const statusOf: Readonly<Record<string, number>> = { CustomerNotFound: 404 };

/** A notification that is held back counts as a success: it will be sent when its time has come. */
function resultOf({ details, status, failureReason }: Notification): ChannelResult {
  const { channel, recipient, scheduledFor } = details;
  if (status === 'failed') return { channel, recipient, success: false, error: failureReason ?? 'unknown' };
  if (status === 'pending' && scheduledFor !== null)
    return { channel, recipient, success: true, scheduledFor };
  return { channel, recipient, success: true };
}
