import { newCustomer } from '../../notifications/audience';
import type { Decide } from '../../notifications/verdict';
import type { AccountsCommands } from '../../shop/commands';
import type { Store } from '../../shop/store';
import type { NotificationApiClient } from './notification-api-client';
import type { Telling } from './telling';

export interface AccountsPorts {
  readonly store: Store;
  readonly api: NotificationApiClient;
  readonly telling: Telling;
  readonly decide: Decide;
}

/**
 * Accounts keeps customers, and because nobody else will, it has preferences made for who is new and a welcome sent, and
 * waits for each.
 */
export function accounts({ store, api, telling, decide }: AccountsPorts): AccountsCommands {
  return {
    *RegisterCustomer({ name, email, phone }) {
      const { id: customerId } = yield* store.addCustomer({ name, email, phone, segment: 'bronze' });
      if (telling.isTold('customer-registered')) decide(customerId, newCustomer(customerId));
      yield* api.putPreferences(customerId);
      yield* telling.tell('customer-registered', { customerId, subject: customerId, context: {} });
      return { customerId };
    },
  };
}
