import type { Problem } from '../engine/result';
import { shippedTypeRows } from '../notifications/type-catalogue';
import type { TypeRow } from '../notifications/type-rows';
import {
  parseShopData,
  rowProblems,
  withChanges,
  withoutProblems,
  type ShopData,
  type ShopDataChanges,
} from '../shop/shop-data';
import { nameOf, required } from './fixture-files';

const files = import.meta.glob<unknown>('../../fixtures/data/*.json', { eager: true, import: 'default' });
const namesOf = (types: readonly TypeRow[]) => types.map(({ name }) => name);

/** The shop as shipped, from `fixtures/data`. */
export const shopData: ShopData = required(
  parseShopData(
    Object.fromEntries(Object.entries(files).map(([path, json]) => [nameOf(path), json])),
    'fixtures/data/',
    namesOf(shippedTypeRows),
  ),
);

/**
 * What is wrong with the rows that someone puts over those of a shop, with paths such as `carts[0].customerId`.
 * @param shop the shop without them.
 * @param types the kinds of notification that there are.
 */
export function changeProblems(
  changes: ShopDataChanges,
  types: readonly TypeRow[] = shippedTypeRows,
  shop: ShopData = shopData,
): readonly Problem[] {
  const changed = withChanges(shop, changes);
  return [...rowProblems(changes, changed, namesOf(types)), ...withoutProblems(changes, changed)];
}
