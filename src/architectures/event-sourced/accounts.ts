import type { AccountsCommands } from '../../shop/commands';
import type { ShopEvent, UnitOfWork } from '../../shop/events';
import type { Store } from '../../shop/store';

export interface AccountsPorts {
  readonly store: Store;
  readonly unitOfWork: UnitOfWork<ShopEvent>;
}

/** Accounts keeps customers and says who is new. Who welcomes them is not its business. */
export function accounts({ store, unitOfWork }: AccountsPorts): AccountsCommands {
  return {
    *RegisterCustomer({ name, email, phone }) {
      const { id: customerId } = yield* unitOfWork.commit(
        store.addCustomer({ name, email, phone, segment: 'bronze' }),
        (customer) => ({ type: 'CustomerRegistered', customerId: customer.id, name }),
      );
      return { customerId };
    },
  };
}
