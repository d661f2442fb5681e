import { customersAt } from '../../analysis/customers-at';
import { notificationOf } from '../../analysis/inspection';
import { orderAt, orderIdsAt } from '../../analysis/shop-at';
import { channelWord, spaced } from '../../analysis/words';
import { shopOf, typesOf, type NodeId } from '../../simulation';
import type { Session } from '../session.svelte';
import { isObject } from './beginning';
import type { Choice, ChoicesFor } from './field';

/** What of the session there is to choose from. */
type Moment = Pick<Session, 'recording' | 'view' | 'topology' | 'names' | 'trace'>;

/**
 * What there is to choose from for the fields of an act at a moment: what the shop has then, by name, and what the run has
 * made.
 * @param body what is being written: on a link, one end decides about the other, and both about the messages.
 */
export function choicesAt(moment: Moment, body: unknown): ChoicesFor {
  const asked = new Map<string, readonly Choice[] | undefined>();
  return (fieldName) => {
    if (!asked.has(fieldName)) asked.set(fieldName, choose(moment, fieldName, isObject(body) ? body : {}));
    return asked.get(fieldName);
  };
}

type Body = Readonly<Record<string, unknown>>;

function choose(moment: Moment, fieldName: string, body: Body): readonly Choice[] | undefined {
  const isOnLink = 'from' in body && 'to' in body && body['type'] !== 'SetQuietHours';
  switch (fieldName) {
    case 'customerId':
      return customerChoices(moment);
    case 'productId':
      return productChoices(moment);
    case 'orderId':
      return orderChoices(moment);
    case 'notificationId':
      return notificationChoices(moment);
    case 'notificationType':
    case 'unsubscribedTypes':
      return typesOf(moment.recording)
        .filter(({ audience }) => audience === 'customer')
        .map(({ name }) => ({ value: name, label: spaced(name) }));
    case 'node':
      return nodeChoices(moment);
    case 'consumer':
      return nodeChoices(moment).filter(({ value }) => value !== 'bus');
    case 'from':
      return isOnLink ? endChoices(moment, undefined) : undefined;
    case 'to':
      return isOnLink ? endChoices(moment, body['from']) : undefined;
    case 'message':
      return messageChoices(moment, body);
    default:
      return undefined;
  }
}

function customerChoices({ recording, view }: Moment): readonly Choice[] {
  return customersAt(shopOf(recording), view).map(({ id, name }) => ({
    value: id,
    label: `${id} · ${name}`,
  }));
}

function productChoices({ recording }: Moment): readonly Choice[] {
  return shopOf(recording).products.map(({ id, name }) => ({ value: id, label: `${id} · ${name}` }));
}

function orderChoices({ recording, view, names }: Moment): readonly Choice[] {
  const shop = shopOf(recording);
  return orderIdsAt(shop, view).flatMap((id) => {
    const order = orderAt(shop, view, id);
    if (order === undefined) return [];
    const label = `${id} · ${names.customerName(order.customerId)}, ${order.status.toLowerCase()}`;
    return [{ value: id, label }];
  });
}

/** Newest first. */
function notificationChoices({ view, names }: Moment): readonly Choice[] {
  return [...view.entities.values()]
    .filter(({ machine }) => machine === 'notification')
    .map((entity) => {
      const { id, type, channel, customerId, status } = notificationOf(entity);
      const forWhom = customerId === undefined ? '' : ` for ${names.customerName(customerId)}`;
      return { value: id, label: `${id} · ${spaced(type)} ${channelWord(channel)}${forWhom}, ${status}` };
    })
    .reverse();
}

function nodeChoices({ topology }: Moment): readonly Choice[] {
  return topology.nodes
    .filter(({ role }) => role !== 'actor')
    .map(({ id, title }) => ({ value: nameOfNode(id), label: title }));
}

/** The nodes at the ends of links; those that another one is linked to, where that is known. */
function endChoices({ topology }: Moment, other: unknown): readonly Choice[] {
  const linked = new Set(
    topology.links.flatMap(({ from, to }) => {
      if (typeof other !== 'string' || other === '') return [from, to];
      if (nameOfNode(from) === other) return [to];
      return nameOfNode(to) === other ? [from] : [];
    }),
  );
  return topology.nodes
    .filter(({ id }) => linked.has(id))
    .map(({ id, title }) => ({ value: nameOfNode(id), label: title }));
}

/** What goes over a link in this run, or comes to a node; what goes over any without either. */
function messageChoices({ trace }: Moment, { from, to, node }: Body): readonly Choice[] {
  const names = new Set<string>();
  for (const record of trace) {
    if (record.kind !== 'sent' && record.kind !== 'query' && record.kind !== 'reply') continue;
    const isOnWay =
      (from === undefined || nameOfNode(record.node) === from) &&
      (to === undefined || nameOfNode(record.to) === to) &&
      (node === undefined || (record.kind !== 'reply' && nameOfNode(record.to) === node));
    if (isOnWay) names.add(record.name);
  }
  return [...names].sort().map((name) => ({ value: name, label: name }));
}

/** How a recording names a node: the notification engine by a name that it has in both architectures. */
export function nameOfNode(id: NodeId): string {
  return id === 'notification-service' || id === 'notification-api' ? 'notifications' : id;
}
