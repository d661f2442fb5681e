import { flatten, isObject, type ForeignEvent } from './foreign-event';
import { itemPaths, moneyFields, PathIndex, type FieldName } from './fields';
import type { Mapping } from './mapping';
import { targetOf, type Target } from './targets';
import { centsIn, countIn, isInCents, statusIn, textIn } from './values';

/** An item of an order or a cart, by their ids. */
export interface SaidItem {
  readonly product: string;
  readonly name: string | undefined;
  readonly quantity: number;
  readonly priceCents: number | undefined;
}

/** More items than these of one order are not looked at. */
export const mostItems = 200;

/** What a list of items comes to. */
interface ItemList {
  readonly items: readonly SaidItem[];
  /** Entries that name no product. */
  readonly unreadable: number;
  /** Entries beyond those that are looked at. */
  readonly beyond: number;
  /** Prices that cannot be read, as they stand there. */
  readonly prices: readonly string[];
}

/** A value as a message shows it. */
function shown(value: unknown): string {
  return textIn(value)?.slice(0, 40) ?? (typeof value === 'object' ? 'a list' : 'a value of another kind');
}

/** An event of another system as the mapping of its type reads it. */
export class Said {
  readonly target: Target;
  #list: ItemList | undefined;

  constructor(
    readonly event: ForeignEvent,
    private readonly mapping: Mapping & { readonly target: NonNullable<Mapping['target']> },
  ) {
    this.target = targetOf(mapping.target);
  }

  /** The names of what it must say and does not. */
  get missing(): readonly FieldName[] {
    return this.target.required.filter((name) =>
      name === 'items' ? this.items.length === 0 : this.#valueOf(name) === undefined,
    );
  }

  text(name: FieldName): string | undefined {
    return textIn(this.#valueOf(name));
  }

  count(name: FieldName): number | undefined {
    return countIn(this.#valueOf(name));
  }

  cents(name: FieldName): number | undefined {
    const path = this.mapping.fields.get(name) ?? '';
    return centsIn(this.#valueOf(name), isInCents(path) ? 'cents' : this.mapping.unit);
  }

  /** What stands in the place of an amount and is none; undefined when that can be read, or there is nothing. */
  noAmount(name: FieldName): string | undefined {
    const value = this.#valueOf(name);
    return value === undefined || this.cents(name) !== undefined ? undefined : shown(value);
  }

  /** Every amount that cannot be read, as it stands there. */
  get unreadableAmounts(): readonly string[] {
    const amounts = this.target.fields.filter((name) => moneyFields.has(name));
    return [...amounts.flatMap((name) => this.noAmount(name) ?? []), ...this.itemList.prices];
  }

  get to(): string | undefined {
    return this.target.to ?? statusIn(this.#valueOf('to')) ?? this.text('to');
  }

  get from(): string | undefined {
    return statusIn(this.#valueOf('from'));
  }

  /** Whose news it is, by their id. */
  get customer(): string | undefined {
    return this.text('customerId') ?? this.text('newCustomerId');
  }

  /** The items of the list; the same product twice is one with both quantities. */
  get items(): readonly SaidItem[] {
    return this.itemList.items;
  }

  /** The items, and what of the list is none. */
  get itemList(): ItemList {
    this.#list ??= this.#readItems();
    return this.#list;
  }

  #valueOf(name: FieldName): unknown {
    const path = this.mapping.fields.get(name);
    return path === undefined ? undefined : this.event.facts.get(path);
  }

  #readItems(): ItemList {
    const list = this.#valueOf('items');
    if (!Array.isArray(list)) return { items: [], unreadable: 0, beyond: 0, prices: [] };
    const items = new Map<string, SaidItem>();
    const prices: string[] = [];
    let unreadable = 0;
    for (const value of list.slice(0, mostItems) as readonly unknown[]) {
      const item = this.#readItem(value, prices);
      if (item === undefined) {
        unreadable += 1;
        continue;
      }
      const known = items.get(item.product);
      items.set(item.product, { ...item, quantity: item.quantity + (known?.quantity ?? 0) });
    }
    return { items: [...items.values()], unreadable, beyond: Math.max(0, list.length - mostItems), prices };
  }

  /** @param prices takes in a price that cannot be read. */
  #readItem(value: unknown, prices: string[]): SaidItem | undefined {
    const alone = textIn(value);
    if (alone !== undefined) return { product: alone, name: undefined, quantity: 1, priceCents: undefined };
    if (!isObject(value)) return undefined;
    const facts = new Map<string, unknown>();
    flatten(value, '', 0, facts);
    const paths = itemPaths(new PathIndex([...facts.keys()]));
    const at = (path: string | undefined) => (path === undefined ? undefined : facts.get(path));
    const product = textIn(at(paths.productId)) ?? textIn(at(paths.productName));
    if (product === undefined) return undefined;
    const price = at(paths.price);
    const priceCents = centsIn(price, isInCents(paths.price ?? '') ? 'cents' : this.mapping.unit);
    if (price !== undefined && priceCents === undefined) prices.push(shown(price));
    return {
      product,
      name: textIn(at(paths.productName)),
      quantity: paths.quantity === undefined ? 1 : (countIn(at(paths.quantity)) ?? 0),
      priceCents,
    };
  }
}
