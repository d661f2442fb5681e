import type { Facts, Json, NodeId, Query, Reply, TraceRecord } from '../simulation';
import { entryOf, factsOf, listOf, numberOf, textOf, textsOf } from './facts';
import type { Names } from './names';
import { notable } from './preference-words';
import {
  amount,
  counted,
  customerWord,
  errorWords,
  itemWords,
  listed,
  orderWord,
  productWord,
  productWords,
  quantityWords,
  spaced,
} from './words';

/** Sentences for what nodes ask of the data store, and for what it answers. */

export function narrateQuery({ node, to, name, access, parameters }: Query, names: Names): string {
  const asked =
    entryOf(dialogues, name)?.ask(parameters, names) ?? `${access === 'read' ? 'for' : 'to'} ${name}`;
  return `${names.nodeTitle(node)} asks ${storeWord(to, names)} ${asked} and waits`;
}

/** @param query what is answered, where it is known. */
export function narrateQueryReply(reply: Reply, query: TraceRecord | undefined, names: Names): string {
  const { node, to, name, ok, payload } = reply;
  const answers = `${storeWord(node, names)} answers ${names.nodeTitle(to)}`;
  if (!ok) return `${answers} with an error: ${errorWords(payload, names)}`;
  const parameters = query?.kind === 'query' ? query.parameters : {};
  return `${answers} ${entryOf(dialogues, name)?.answer(payload, parameters, names) ?? anyAnswer(name, payload)}`;
}

/** True for the names of questions to the data store, by which their answers are told from others. */
export function isStoreQuestion(name: string): boolean {
  return Object.hasOwn(dialogues, name);
}

interface Dialogue {
  /** After "asks the data store". */
  readonly ask: (parameters: Facts, names: Names) => string;
  /** After "The data store answers Ordering". */
  readonly answer: (payload: Json, parameters: Facts, names: Names) => string;
}

const dialogues: { readonly [name: string]: Dialogue } = {
  order: {
    ask: ({ orderId }) => `for ${orderWord(orderId)}`,
    answer: (payload, { orderId }, names) => {
      if (payload === null) return `that ${orderWord(orderId)} does not exist`;
      const { id, customerId, status, totalCents } = factsOf(payload);
      return `with ${orderWord(id)}: ${textOf(status) ?? 'no status'}, ${customerWord(customerId, names)}, ${amount(totalCents)}`;
    },
  },
  customer: {
    ask: ({ customerId }, names) => `for customer ${customerWord(customerId, names)}`,
    answer: (payload, { customerId }, names) => {
      if (payload === null) return `that customer ${customerWord(customerId, names)} does not exist`;
      const { name, segment, email } = factsOf(payload);
      const facts = [segment, email].map(textOf).filter((fact) => fact !== undefined);
      return `with ${textOf(name) ?? 'a customer'}${facts.length === 0 ? '' : `: ${facts.join(', ')}`}`;
    },
  },
  product: {
    ask: ({ productId }, names) => `for product ${productWord(productId, names)}`,
    answer: (payload, { productId }, names) =>
      payload === null
        ? `that product ${productWord(productId, names)} does not exist`
        : `with ${productFacts(payload)}`,
  },
  products: {
    ask: ({ productIds }, names) => `for ${productsAsked(textsOf(productIds), names)}`,
    answer: (payload) => {
      const products = listOf(payload);
      return products.length === 0
        ? 'that none of them exists'
        : `with ${listed(products.map(nameAndPrice))}`;
    },
  },
  'carts holding': {
    ask: ({ productId }, names) => `which carts hold ${productWord(productId, names)}`,
    answer: (payload, { productId }, names) => {
      const holders = listOf(payload).map((cart) => customerWord(factsOf(cart)['customerId'], names));
      if (holders.length === 0) return `that no cart holds ${productWord(productId, names)}`;
      return `with ${counted(holders.length, 'cart')}: ${listed(holders)}`;
    },
  },
  preferences: {
    ask: ({ customerId }, names) => `for the preferences of ${customerWord(customerId, names)}`,
    answer: (payload, { customerId }, names) => {
      const customer = customerWord(customerId, names);
      if (payload === null) return `that ${customer} has set no preferences`;
      return `with the preferences of ${customer}${notable(factsOf(payload))}`;
    },
  },
  cart: {
    ask: ({ customerId }, names) => `for the cart of ${customerWord(customerId, names)}`,
    answer: (payload, { customerId }, names) => {
      const customer = customerWord(customerId, names);
      if (payload === null) return `that ${customer} has no cart`;
      return `with the cart of ${customer}: ${itemWords(factsOf(payload)['items'], names)}`;
    },
  },
  allocation: {
    ask: ({ orderId, productId }, names) =>
      `what is set aside of ${productWord(productId, names)} for ${orderWord(orderId)}`,
    answer: (payload, { orderId, productId }, names) => {
      if (payload === null)
        return `that no ${productWord(productId, names)} is set aside for ${orderWord(orderId)}`;
      const { quantity, batchReference } = factsOf(payload);
      return `with ${quantityWords(quantity, productId, names)}, ${textOf(batchReference) ?? 'without a reference'}`;
    },
  },
  feed: {
    ask: ({ customerId }, names) => `for the feed of ${customerWord(customerId, names)}`,
    answer: (payload, { customerId }, names) =>
      `with ${counted(listOf(payload).length, 'notification')} in the feed of ${customerWord(customerId, names)}`,
  },
  'unpublished event': {
    ask: ({ eventType }) => `for the ${eventWord(eventType)} that is in the outbox`,
    answer: (payload, { eventType }) =>
      payload === null
        ? `that ${eventWord(eventType)} is published already`
        : `with the ${eventWord(eventType)} that is to be published`,
  },
  'mark as published': {
    ask: ({ eventType }) => `to mark ${eventWord(eventType)} as published`,
    answer: (payload, { eventType }) =>
      payload === true
        ? `that ${eventWord(eventType)} is marked as published`
        : `that ${eventWord(eventType)} was marked as published before`,
  },
  'eligible segments': {
    ask: ({ notificationType }) =>
      `which segments may get ${spaced(textOf(notificationType) ?? 'such')} messages`,
    answer: (payload) =>
      payload === null ? 'that all segments may get them' : `with the segments ${listed(textsOf(payload))}`,
  },
  'add customer': {
    ask: ({ name }) => `to store a new customer, ${textOf(name) ?? 'without a name'}`,
    answer: (payload) => {
      const { id, name } = factsOf(payload);
      return `that ${textOf(name) ?? 'the customer'} is stored as ${textOf(id) ?? 'a customer'}`;
    },
  },
  'save preferences': {
    ask: ({ customerId }, names) => `to save the preferences of ${customerWord(customerId, names)}`,
    answer: (payload, { customerId }, names) =>
      `that the preferences of ${customerWord(customerId, names)} are saved${notable(factsOf(payload))}`,
  },
  'take stock': {
    ask: ({ productId, quantity }, names) =>
      `to take ${quantityWords(quantity, productId, names)} from stock`,
    answer: (payload, { productId }, names) => {
      const { after, isRepeated } = factsOf(payload);
      const left = `${quantityWords(after ?? 0, productId, names)} ${after === 1 ? 'is' : 'are'} left`;
      return isRepeated === true ? `that it was taken before, and ${left}` : `that ${left}`;
    },
  },
  allocate: {
    ask: ({ orderId, productId, quantity }, names) =>
      `to set ${quantityWords(quantity, productId, names)} aside for ${orderWord(orderId)}`,
    answer: (payload, { orderId }) =>
      `that it is set aside for ${orderWord(orderId)} as ${textOf(factsOf(payload)['batchReference']) ?? 'a batch'}`,
  },
  'cancel allocation': {
    ask: ({ orderId, productId }, names) =>
      `to put what is set aside of ${productWord(productId, names)} for ${orderWord(orderId)} back`,
    answer: (payload, { productId }, names) =>
      `that ${quantityWords(factsOf(payload)['quantity'], productId, names)} ${factsOf(payload)['quantity'] === 1 ? 'is' : 'are'} back in stock`,
  },
  'add order': {
    ask: ({ customerId }, names) => `to store a new order of ${customerWord(customerId, names)}`,
    answer: (payload, _, names) => {
      const { id, items, totalCents } = factsOf(payload);
      return `that it is stored as ${orderWord(id)}: ${itemWords(items, names)}, ${amount(totalCents)}`;
    },
  },
  'set order status': {
    ask: ({ orderId, status }) => `to set ${orderWord(orderId)} to ${textOf(status) ?? 'a status'}`,
    answer: (payload, { orderId }) =>
      `that ${orderWord(orderId)} is ${textOf(factsOf(payload)['status']) ?? 'stored'}`,
  },
  'set line item status': {
    ask: ({ orderId, productId, status }, names) =>
      `to set ${productWord(productId, names)} in ${orderWord(orderId)} to ${textOf(status) ?? 'a status'}`,
    answer: (_, { orderId, productId, status }, names) =>
      `that ${productWord(productId, names)} in ${orderWord(orderId)} is ${textOf(status) ?? 'stored'}`,
  },
  'set price': {
    ask: ({ productId, priceCents }, names) =>
      `to set the price of ${productWord(productId, names)} to ${amount(priceCents)}`,
    answer: (payload, { productId, priceCents }, names) =>
      `that the price of ${productWord(productId, names)} is ${amount(factsOf(payload)['priceCents'] ?? priceCents)}`,
  },
  'record failed payment': {
    ask: ({ orderId, reason }) =>
      `to record a failed payment for ${orderWord(orderId)} (${textOf(reason) ?? 'no reason given'})`,
    answer: recordedAs,
  },
  'record received payment': {
    ask: ({ orderId }) => `to record that ${orderWord(orderId)} is paid`,
    answer: recordedAs,
  },
};

function recordedAs(payment: Json): string {
  const { id, amountCents, attempt } = factsOf(payment);
  return `that it is recorded as ${textOf(id) ?? 'a payment'}: ${amount(amountCents)}, attempt ${numberOf(attempt) ?? 1}`;
}

function eventWord(type: Json | undefined): string {
  return textOf(type) ?? 'event';
}

/** `the data store`; other nodes that are asked keep their names. */
function storeWord(id: NodeId, names: Names): string {
  const title = names.nodeTitle(id);
  return names.nodeRole(id) === 'station' ? title : `the ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

function anyAnswer(name: string, payload: Json): string {
  return payload === null ? `that there is nothing for ${name}` : `with ${name}`;
}

function productsAsked(ids: readonly string[], names: Names): string {
  return ids.length > 3
    ? counted(ids.length, 'product')
    : `product${ids.length === 1 ? '' : 's'} ${productWords(ids, names)}`;
}

function nameAndPrice(product: Json): string {
  const { id, name, priceCents } = factsOf(product);
  return `${textOf(name) ?? textOf(id) ?? 'a product'} at ${amount(priceCents)}`;
}

function productFacts(product: Json): string {
  const stock = numberOf(factsOf(product)['stock']);
  return `${nameAndPrice(product)}${stock === undefined ? '' : `, ${stock} in stock`}`;
}
