import type { Process } from '../../engine/process';
import type { Facts } from '../../engine/trace';
import type { World } from '../../engine/world';
import { notifyCustomers } from '../../notifications/bulk';
import type { Notifier } from '../../notifications/notifier';
import {
  changePreferences,
  createPreferences,
  type PreferenceStore,
} from '../../notifications/preference-commands';
import { updated, type PreferenceChanges } from '../../notifications/preference-rules';
import { requireContext } from '../../notifications/template';
import type { NotificationTypes } from '../../notifications/type-catalogue';
import type { Decide } from '../../notifications/verdict';
import type { CustomerChannel, Preferences } from '../../shop/models';
import { loadCustomer } from '../../shop/order-rules';
import { withStatus } from './answer-status';
import {
  customerResultsOf,
  requireCustomerId,
  requireNoCustomer,
  requireTime,
  resultsOf,
  type CustomerResults,
  type NotifyResults,
} from './notify-answers';

/** Body of `POST /notify`. */
export type NotifyRequest = {
  readonly type: string;
  /** Null for what goes to the warehouse. */
  readonly customerId: string | null;
  readonly context: Facts;
  readonly channels?: readonly CustomerChannel[];
  /** When it is to be sent, in simulated ms; left out: at once. */
  readonly scheduledFor?: number;
};

/**
 * Body of `POST /notify` for several customers who are told the same. The API looks whether they are of a segment that the type is for;
 * and without a time, it is sent as much later as the type says.
 */
export type BulkNotifyRequest = Omit<NotifyRequest, 'customerId'> & {
  readonly customerIds: readonly string[];
};

/** Body of the answer. */
export type NotifyResponse = { readonly requestId: string } & NotifyResults;

/** Body of the answer in bulk. Who could not be notified stops none of the others. */
export type BulkNotifyResponse = {
  readonly requestId: string;
  readonly results: readonly CustomerResults[];
};

/**
 * The notification API of seed 001: the caller decides who is told what and when, the API how. It looks up the customer,
 * applies the channels, renders, sends, and only then answers. What it refuses it refuses with the status of the answer
 * in the error's name: `400 MissingContext`, `404 CustomerNotFound` …
 */
export class NotificationApi {
  constructor(
    private readonly world: Pick<World, 'mint' | 'inTurn' | 'now'>,
    private readonly store: PreferenceStore,
    private readonly notifier: Pick<Notifier, 'notify' | 'notifyWarehouse'>,
    private readonly types: Pick<NotificationTypes, 'require' | 'requireCustomerType'>,
    private readonly decide: Decide,
  ) {}

  /**
   * `POST /notify`
   * @param idempotencyKey names the caller's intention; the same key twice notifies once.
   * @throws DomainError 400 or 404, whose message names the field.
   */
  notify(request: NotifyRequest, idempotencyKey: string): Process<NotifyResponse> {
    return withStatus(this.#notify(request, idempotencyKey));
  }

  *#notify(request: NotifyRequest, idempotencyKey: string): Process<NotifyResponse> {
    const requestId = this.world.mint('req');
    const { type, context, channels } = request;
    const kind = this.types.require(type);
    requireContext(kind, context);
    const scheduledFor = requireTime(request.scheduledFor, this.world.now);
    const cause = { type: 'POST /notify', id: idempotencyKey };
    if (kind.audience === 'internal') {
      requireNoCustomer(type, request.customerId);
      const letter = { type, context, cause, scheduledFor };
      return { requestId, ...resultsOf(yield* this.notifier.notifyWarehouse(letter)) };
    }
    const customer = yield* loadCustomer(this.store, requireCustomerId(type, request.customerId));
    const notice = { type, customer, context, cause, channels, scheduledFor };
    return { requestId, ...resultsOf(yield* this.notifier.notify(notice)) };
  }

  /**
   * `POST /notify` with `customerIds`
   * @param idempotencyKey as for one customer.
   * @throws DomainError 400 for what is wrong for all of them; whom it does not know it reports in the results.
   */
  notifyAll(request: BulkNotifyRequest, idempotencyKey: string): Process<BulkNotifyResponse> {
    return withStatus(this.#notifyAll(request, idempotencyKey));
  }

  *#notifyAll(request: BulkNotifyRequest, idempotencyKey: string): Process<BulkNotifyResponse> {
    const requestId = this.world.mint('req');
    const { type, customerIds, context, channels } = request;
    const kind = this.types.requireCustomerType(type);
    requireContext(kind, context);
    const { now } = this.world;
    const scheduledFor =
      request.scheduledFor === undefined ? undefined : (requireTime(request.scheduledFor, now) ?? now);
    const cause = { type: 'POST /notify', id: idempotencyKey };
    const notice = { type: kind, customerIds, context, cause, channels, scheduledFor };
    const { world, store, notifier, decide } = this;
    const outcomes = yield* notifyCustomers({ world, store, notifier, decide }, notice);
    return { requestId, results: outcomes.map(customerResultsOf) };
  }

  /** `GET /preferences/{customerId}`; null when there are none. @throws DomainError 404. */
  preferencesOf(customerId: string): Process<Preferences | null> {
    return withStatus(this.#preferencesOf(customerId));
  }

  *#preferencesOf(customerId: string): Process<Preferences | null> {
    yield* loadCustomer(this.store, customerId);
    return (yield* this.store.preferences(customerId)) ?? null;
  }

  /**
   * `PUT /preferences/{customerId}`: changes what the body names; who has no preferences gets the defaults first, and
   * without a body there is nothing more.
   * @throws DomainError 404, 409 when someone else changed them meanwhile.
   */
  putPreferences(customerId: string, changes?: PreferenceChanges): Process<Preferences> {
    return withStatus(
      changes === undefined
        ? this.#createPreferences(customerId)
        : changePreferences(this.store, customerId, 'UpdatePreferences', (known) => updated(known, changes)),
    );
  }

  *#createPreferences(customerId: string): Process<Preferences> {
    yield* loadCustomer(this.store, customerId);
    return yield* createPreferences(this.store, customerId);
  }
}
