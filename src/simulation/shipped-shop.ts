import type { Problem } from '../engine/result';
import { notificationTypes } from '../notifications/notification-types';
import {
  parseShopData,
  rowProblems,
  withChanges,
  type ShopData,
  type ShopDataChanges,
} from '../shop/shop-data';
import { nameOf, required } from './fixture-files';

const files = import.meta.glob<unknown>('../../fixtures/data/*.json', { eager: true, import: 'default' });
const typeNames = Object.keys(notificationTypes);

/** The shop as shipped, from `fixtures/data`. */
export const shopData: ShopData = required(
  parseShopData(
    Object.fromEntries(Object.entries(files).map(([path, json]) => [nameOf(path), json])),
    'fixtures/data/',
    typeNames,
  ),
);

/** What is wrong with the rows that a scenario puts over the shop's, with paths such as `carts[0].customerId`. */
export function changeProblems(changes: ShopDataChanges): readonly Problem[] {
  return rowProblems(changes, withChanges(shopData, changes), typeNames);
}
