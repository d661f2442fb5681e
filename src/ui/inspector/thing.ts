import { entryOf } from '../../analysis/facts';
import type { Names } from '../../analysis/names';
import type { Selection } from '../selection';

/** What an id in a payload stands for; undefined for ids that nothing can be shown of. */
export function thingCalled(id: string): Selection | undefined {
  if (/^cust-\w+$/.test(id)) return { kind: 'customer', id };
  if (/^ord-\w+$/.test(id)) return { kind: 'entity', machine: 'order', id };
  if (/^ntf-\w+$/.test(id)) return { kind: 'entity', machine: 'notification', id };
  if (/^prod-\w+$/.test(id)) return { kind: 'entity', machine: 'product', id };
  return undefined;
}

/** Which of the inspector's faces shows a selected thing. */
export type Face = 'record' | 'node' | 'customer' | 'notification' | 'order' | 'product' | 'entity';

/** Attributes and parts of a thing (`product.price`, `line-item`) are shown with the thing. */
export function faceOf(selection: Selection): Face {
  if (selection.kind !== 'entity') return selection.kind;
  const { machine } = selection;
  if (machine === 'notification') return 'notification';
  if (machine.startsWith('customer') || machine === 'preferences' || machine === 'cart') return 'customer';
  if (machine === 'order' || machine === 'order-completion' || machine === 'line-item') return 'order';
  return machine.startsWith('product') ? 'product' : 'entity';
}

/** The id of the thing that an entity belongs to: the order of `ord-001/prod-001`. */
export function ownerId(entityId: string): string {
  return entityId.split('/', 1)[0] ?? entityId;
}

const words: Readonly<Record<Face, string>> = {
  record: 'Step',
  node: 'Node',
  customer: 'Customer',
  notification: 'Notification',
  order: 'Order',
  product: 'Product',
  entity: 'Thing',
};

/** Kinds of entity that share a face. */
const machineWords: { readonly [machine: string]: string } = {
  delivery: 'Delivery',
  outbox: 'Outbox row',
  subscription: 'Subscription',
  integration: 'Integration',
  allocation: 'Allocation',
  payment: 'Payment',
  sales: 'Sales figures of',
  projection: 'Projections of',
  schema: 'Schema of',
  'outside-event': 'Event from outside',
};

/** What kind of thing it is, in a word. */
export function kindOf(selection: Selection): string {
  const face = faceOf(selection);
  if (face !== 'entity' || selection.kind !== 'entity') return words[face];
  return entryOf(machineWords, selection.machine) ?? words.entity;
}

/** What people call it. */
export function titleOf(selection: Selection, names: Names): string {
  switch (selection.kind) {
    case 'record':
      return String(selection.seq);
    case 'node':
      return names.nodeTitle(selection.id);
    case 'customer':
      return names.customerName(selection.id);
    case 'entity': {
      const face = faceOf(selection);
      if (face === 'customer') return names.customerName(selection.id);
      return face === 'product' ? names.productName(ownerId(selection.id)) : ownerId(selection.id);
    }
  }
}
