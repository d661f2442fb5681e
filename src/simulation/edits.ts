/**
 * What a person can change in the shop's data by hand while it runs, as recordings hold it. No service takes part in it: in
 * neither architecture does anyone hear of it, which is how data that is changed past the services behaves.
 */
import * as v from 'valibot';
import type { Journal } from '../engine/journal';
import type { Facts, State } from '../engine/trace';
import type { DataStore } from '../shop/data-store';
import { Cart, Preferences, Product, segments } from '../shop/models';
import { versionName } from '../shop/store';
import { kindMessage } from '../shop/validation';

const productId = v.pipe(v.string(), v.nonEmpty('must name a product'));
const customerId = v.pipe(v.string(), v.nonEmpty('must name a customer'));
const { priceCents, stock } = Product.entries;

/** Everything that can be changed by hand, told apart by `type`. */
export const Edit = v.variant(
  'type',
  [
    v.strictObject({ type: v.literal('set-preferences'), preferences: Preferences }),
    v.strictObject({ type: v.literal('set-cart'), cart: Cart }),
    v.strictObject({ type: v.literal('set-price'), productId, priceCents }),
    v.strictObject({ type: v.literal('set-stock'), productId, stock }),
    v.strictObject({ type: v.literal('set-segment'), customerId, segment: v.picklist(segments) }),
  ],
  kindMessage('edit'),
);
export type Edit = Readonly<v.InferOutput<typeof Edit>>;

/** Changes the data in the store; what does not exist cannot be changed, and the record says so. */
export function editData(journal: Journal, database: DataStore, edit: Edit): void {
  const changed = (machine: string, entity: string, from: State, to: State, facts?: Facts) => {
    journal.changed('store', machine, entity, from, to, 'EDIT', facts);
  };
  const missing = (what: string, id: string) => {
    journal.failed('store', 'NothingToEdit', `There is no ${what} ${id}`);
  };
  switch (edit.type) {
    case 'set-price':
    case 'set-stock': {
      const product = database.product(edit.productId);
      if (product === undefined) {
        missing('product', edit.productId);
      } else if (edit.type === 'set-price') {
        database.putProduct({ ...product, priceCents: edit.priceCents });
        changed('product.price', product.id, product.priceCents, edit.priceCents);
      } else {
        database.putProduct({ ...product, stock: edit.stock });
        changed('product.stock', product.id, product.stock, edit.stock);
      }
      return;
    }
    case 'set-segment': {
      const customer = database.customer(edit.customerId);
      if (customer === undefined) {
        missing('customer', edit.customerId);
      } else {
        database.putCustomer({ ...customer, segment: edit.segment });
        changed('customer.segment', customer.id, customer.segment, edit.segment);
      }
      return;
    }
    case 'set-cart': {
      const { cart } = edit;
      const id = cart.customerId;
      const unknown = cart.items.find((item) => database.product(item.productId) === undefined);
      if (database.customer(id) === undefined) {
        missing('customer', id);
      } else if (unknown !== undefined) {
        missing('product', unknown.productId);
      } else {
        const before = database.cart(id);
        database.putCart(cart);
        changed('cart', id, contentOf(before), contentOf(cart), { cart });
      }
      return;
    }
    case 'set-preferences': {
      const { preferences } = edit;
      const id = preferences.customerId;
      if (database.customer(id) === undefined) {
        missing('customer', id);
        return;
      }
      const from = versionName(database.preferencesVersion(id));
      database.putPreferences(preferences);
      changed('preferences', id, from, versionName(database.preferencesVersion(id)), { preferences });
    }
  }
}

/** `2 × prod-001, 1 × prod-002`; null when there is nothing in it. */
function contentOf(cart: Cart | undefined): string | null {
  if (cart === undefined || cart.items.length === 0) return null;
  return cart.items.map((item) => `${item.quantity} × ${item.productId}`).join(', ');
}
