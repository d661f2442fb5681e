import {
  customerChannels,
  type Customer,
  type Order,
  type Preferences,
  type Product,
  type Cart,
} from '../../simulation';
import type { Ids } from './ids';
import { priceWithin, type Knowledge, type KnownOrder } from './knowledge';

/** What a person has chosen about a customer of the log. */
export interface CustomerChoice {
  /** A customer of the shop who stands for this one; empty: nobody does, also where the ids are the same. */
  readonly as?: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly segment?: Customer['segment'];
  /** Which channels are wanted for everything; left out: nothing is set, so that it goes by email only. */
  readonly channels?: ChannelChoice;
}

export const channelChoices = ['unset', 'email', 'email and SMS', 'every channel'] as const;
type ChannelChoice = (typeof channelChoices)[number];

/** A customer that the log is about. */
export interface LogCustomer {
  /** Theirs; for an order that nobody owns, `of` and the order, and more where somebody is called so. */
  readonly theirs: string;
  /** The order that nobody says the owner of, by their id; undefined for customers of the log. */
  readonly order: string | undefined;
  /** What the person who looks at the log is told of where it comes from. */
  readonly origin: 'of the log' | 'of the shop' | 'owner of an order';
  /** The row; of the shop when that has one, or when the person chose one. */
  readonly row: Customer;
  readonly channels: ChannelChoice;
  readonly isMade: boolean;
}

/** Stock of products whose stock nobody says: more than any log orders, so that none runs low by itself. */
const plentyOfStock = 1_000_000;

const segments: readonly string[] = ['bronze', 'silver', 'gold', 'platinum'];
const emailShape = /^[\w+-]+(?:\.[\w+-]+)*@[\da-z]+(?:[.-][\da-z]+)*\.[a-z]{2,}$/i;

/** The customer that stands for one of theirs. @param count its place among those of the log, from 1. */
export function customerFor(
  { theirs, order }: Pick<LogCustomer, 'theirs' | 'order'>,
  {
    knowledge,
    ids,
    shop,
    choice,
  }: {
    readonly knowledge: Knowledge;
    readonly ids: Ids;
    readonly shop: ReadonlyMap<string, Customer>;
    readonly choice: CustomerChoice;
  },
  count: number,
): LogCustomer {
  const isNew = choice.as === '';
  const chosen = choice.as === undefined ? undefined : shop.get(choice.as);
  const id = order === undefined ? ids.of(theirs, isNew) : ids.made(`of-${order}`);
  const own = chosen ?? shop.get(id);
  if (own !== undefined) {
    return { theirs, order, origin: 'of the shop', row: own, channels: 'unset', isMade: false };
  }
  const known = knowledge.people.get(theirs) ?? {};
  const segment = known.segment !== undefined && segments.includes(known.segment) ? known.segment : 'bronze';
  return {
    theirs,
    order,
    origin: order === undefined ? 'of the log' : 'owner of an order',
    row: {
      id,
      name: choice.name ?? known.name ?? `Customer ${theirs}`,
      email:
        choice.email ??
        (known.email !== undefined && emailShape.test(known.email)
          ? known.email
          : `customer-${count}@unknown.example`),
      phone: choice.phone ?? known.phone ?? `unknown-${count}`,
      segment: choice.segment ?? (segment as Customer['segment']),
    },
    channels: choice.channels ?? 'unset',
    isMade: true,
  };
}

/** Preferences that want some channels for everything; undefined: none are set. */
export function preferencesFor({ row, channels: choice }: LogCustomer): Preferences | undefined {
  if (choice === 'unset') return undefined;
  const channels = customerChannels.filter(
    (channel) =>
      channel === 'email' || choice === 'every channel' || (choice === 'email and SMS' && channel === 'sms'),
  );
  return {
    customerId: row.id,
    categories: {
      order_updates: channels,
      price_alerts: channels,
      promotions: channels,
      payment_alerts: channels,
    },
    channels: { email: true, sms: channels.includes('sms'), push: channels.includes('push') },
    unsubscribedTypes: [],
    quietHours: null,
  };
}

/** A product that stands for one of theirs. */
export function productFor(theirs: string, id: string, { products }: Knowledge): Product {
  const known = products.get(theirs);
  return {
    id,
    name: known?.name ?? `Product ${theirs}`,
    priceCents: known?.priceCents ?? 0,
    stock: plentyOfStock,
  };
}

/** What an order needs that nobody says the items of. */
export function productOfOrder(theirs: string, id: string, { totalCents }: KnownOrder): Product {
  return {
    id,
    name: `Items of order ${theirs}`,
    priceCents: priceWithin(totalCents) ?? 0,
    stock: plentyOfStock,
  };
}

/** An order that stands for one of theirs, as it is before the first event of the log. */
export function orderFor(
  id: string,
  customerId: string,
  known: KnownOrder,
  lines: readonly { readonly productId: string; readonly quantity: number; readonly priceCents: number }[],
): Order {
  const items = lines.map((line) => ({ ...line, status: 'PENDING' as const }));
  const before = known.firstStatus as Order['status'] | undefined;
  return {
    id,
    customerId,
    status: before ?? (known.isNew ? 'PENDING' : 'PROCESSING'),
    items,
    totalCents: items.reduce((sum, { quantity, priceCents }) => sum + quantity * priceCents, 0),
  };
}

/** A cart as a customer of the log last left it. */
export function cartFor(
  customerId: string,
  items: readonly { readonly productId: string; readonly quantity: number }[],
): Cart {
  return { customerId, items };
}
