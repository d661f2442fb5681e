import type { ChoicesFor } from '../form/field';
import { isRow } from './rows';
import type { Rows } from './new-rows';

/** What there is to choose from in fields that name something: the rows that stand on the bench now. */
export function idChoices(rows: Rows): ChoicesFor {
  const named = (list: readonly unknown[], name: string) =>
    list.flatMap((row) => {
      if (!isRow(row) || typeof row['id'] !== 'string') return [];
      const words = row[name];
      return [{ value: row['id'], label: typeof words === 'string' ? `${row['id']} · ${words}` : row['id'] }];
    });
  const types = rows.notificationTypes.flatMap((row) =>
    isRow(row) && typeof row['name'] === 'string' ? [{ value: row['name'], label: row['name'] }] : [],
  );
  return (field) => {
    switch (field) {
      case 'customerId':
        return named(rows.customers, 'name');
      case 'productId':
        return named(rows.products, 'name');
      case 'orderId':
        return named(rows.orders, 'customerId');
      case 'notificationType':
      case 'unsubscribedType':
        return types;
      default:
        return undefined;
    }
  };
}
