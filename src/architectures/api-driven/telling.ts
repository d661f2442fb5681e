import type { Clock } from '../../engine/clock';
import { invariant } from '../../engine/invariant';
import type { Process } from '../../engine/process';
import type { Facts } from '../../engine/trace';
import type { World } from '../../engine/world';
import { eligibleSegment, warehouse } from '../../notifications/audience';
import type { Trigger } from '../../notifications/triggers';
import {
  dueAt,
  type CustomerNotificationType,
  type InternalNotificationType,
  type NotificationType,
  type NotificationTypes,
} from '../../notifications/type-catalogue';
import type { Decide } from '../../notifications/verdict';
import { loadCustomer } from '../../shop/order-rules';
import type { Store } from '../../shop/store';
import type { NotificationApiClient } from './notification-api-client';

export interface TellingPorts {
  readonly store: Pick<Store, 'customer' | 'eligibleSegments'>;
  readonly api: Pick<NotificationApiClient, 'notify'>;
  readonly decide: Decide;
  readonly inTurn: World['inTurn'];
  readonly clock: Pick<Clock, 'now'>;
  readonly types: Pick<NotificationTypes, 'toldOf'>;
}

/** What a service has to say of something. */
interface News {
  /** Null: it concerns no customer. */
  readonly customerId: string | null;
  /** What it is about. */
  readonly subject: string;
  readonly context: Facts;
}

/**
 * What every service needs that has something to say: nobody but itself knows which notifications its news has, who may get
 * them and when, so it calls for each of them and waits.
 */
export class Telling {
  constructor(private readonly ports: TellingPorts) {}

  /** The notifications that a piece of news has, by the kinds that there are. */
  toldOf(trigger: Trigger): readonly NotificationType[] {
    return this.ports.types.toldOf(trigger);
  }

  /** Whether a piece of news has any: if not, nobody needs to find out whom it concerns. */
  isTold(trigger: Trigger): boolean {
    return this.toldOf(trigger).length > 0;
  }

  /** Has the customer, or the warehouse, told of something by each of them. */
  *tell(trigger: Trigger, { customerId, subject, context }: News): Process {
    yield* this.ports.inTurn(this.toldOf(trigger), (type) => {
      if (type.audience === 'internal') return this.tellWarehouse(type, subject, context);
      invariant(customerId !== null, `what ${type.name} tells concerns a customer`);
      return this.#tellCustomer(type, customerId, context);
    });
  }

  *tellWarehouse(type: InternalNotificationType, subject: string, context: Facts): Process {
    this.ports.decide(subject, warehouse(type));
    yield* this.notify(type, null, context);
  }

  *#tellCustomer(type: CustomerNotificationType, customerId: string, context: Facts): Process {
    const { store, decide } = this.ports;
    if (type.isRestricted) {
      const customer = yield* loadCustomer(store, customerId);
      const eligible = yield* store.eligibleSegments(type.name);
      if (!decide(customerId, eligibleSegment(type.name, customer, eligible))) return;
    }
    yield* this.notify(type, customerId, context);
  }

  /** Calls the notification API, for now or for when it is due. */
  *notify(type: NotificationType, customerId: string | null, context: Facts): Process {
    const { api, clock } = this.ports;
    const request = { type: type.name, customerId, context };
    const scheduledFor = dueAt(type, clock.now);
    yield* api.notify(scheduledFor === undefined ? request : { ...request, scheduledFor });
  }
}
