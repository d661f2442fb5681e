import type { Process } from '../../engine/process';
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
export function accounts(ports: AccountsPorts): AccountsCommands {
  const { store } = ports;
  const news = accountsNews(ports);

  return {
    *RegisterCustomer({ name, email, phone }) {
      const { id: customerId } = yield* store.addCustomer({ name, email, phone, segment: 'bronze' });
      yield* news.CustomerRegistered({ customerId });
      return { customerId };
    },
  };
}

/** What Accounts does about a new customer, whoever has registered them. */
export function accountsNews({ api, telling, decide }: Omit<AccountsPorts, 'store'>) {
  return {
    *CustomerRegistered({ customerId }: { readonly customerId: string }): Process {
      if (telling.isTold('customer-registered')) decide(customerId, newCustomer(customerId));
      yield* api.putPreferences(customerId);
      yield* telling.tell('customer-registered', { customerId, subject: customerId, context: {} });
    },
  };
}
