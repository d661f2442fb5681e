import type { Row } from '../../analysis/sequence/rows';
import type { Facts } from '../../simulation';
import type { Selection } from '../selection';

/** Whether a row is about the customer, order, notification … that is selected elsewhere. */
export function concerns({ record }: Row, selection: Selection | undefined): boolean {
  if (selection?.kind !== 'entity' && selection?.kind !== 'customer') return false;
  const { id } = selection;
  if ('entity' in record && record.entity === id) return true;
  if (record.kind === 'decision') return record.subject === id;
  if (record.kind === 'received') return record.notification === id;
  if (record.kind === 'query') return Object.values(record.parameters).includes(id);
  if (record.kind !== 'sent' && record.kind !== 'duplicated') return false;
  return Object.values<Facts[string]>(record.payload).includes(id);
}
