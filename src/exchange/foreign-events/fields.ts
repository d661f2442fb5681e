import { plain } from './plain-name';

/** A fact that events of this shop have, and how others call it, best first. Names are without case and separators. */
interface Field {
  /** For people. */
  readonly title: string;
  readonly synonyms: readonly string[];
}

const customerIds = [
  'customerid',
  'userid',
  'buyerid',
  'clientid',
  'shopperid',
  'memberid',
  'customernumber',
  'customerno',
  'customerref',
  'accountid',
  'customer',
  'user',
  'buyer',
];

/** Where the subject of a CloudEvent stands among the fields: no field of the data is called like that. */
export const subjectPath = '(subject)';

const fields = {
  orderId: {
    title: 'Order',
    synonyms: [
      'orderid',
      'ordernumber',
      'orderno',
      'orderref',
      'orderreference',
      'orderuuid',
      'order',
      'id',
      subjectPath,
    ],
  },
  customerId: { title: 'Customer', synonyms: customerIds },
  newCustomerId: { title: 'Customer', synonyms: [...customerIds, 'id', subjectPath] },
  customerName: {
    title: 'Customer’s name',
    synonyms: ['customername', 'customerfullname', 'username', 'buyername', 'clientname', 'recipientname'],
  },
  newCustomerName: {
    title: 'Customer’s name',
    synonyms: ['customername', 'fullname', 'name', 'displayname', 'username', 'firstname'],
  },
  email: {
    title: 'Email',
    synonyms: ['customeremail', 'email', 'emailaddress', 'mail', 'useremail', 'buyeremail'],
  },
  phone: { title: 'Phone', synonyms: ['customerphone', 'phone', 'phonenumber', 'mobile', 'telephone'] },
  segment: {
    title: 'Segment',
    synonyms: ['segment', 'customersegment', 'tier', 'loyaltytier', 'loyaltylevel'],
  },
  productId: {
    title: 'Product',
    synonyms: [
      'productid',
      'sku',
      'productsku',
      'itemid',
      'articleid',
      'variantid',
      'productcode',
      'product',
      'id',
      subjectPath,
    ],
  },
  productName: {
    title: 'Product’s name',
    synonyms: ['productname', 'producttitle', 'articlename', 'itemname', 'title', 'name'],
  },
  items: {
    title: 'Items',
    synonyms: [
      'items',
      'lineitems',
      'orderlines',
      'lines',
      'orderitems',
      'products',
      'positions',
      'cartitems',
    ],
  },
  total: {
    title: 'Total',
    synonyms: [
      'grandtotalcents',
      'totalcents',
      'grandtotal',
      'totalamount',
      'ordertotal',
      'totalprice',
      'total',
      'totalvalue',
      'amountcents',
      'amount',
    ],
  },
  currency: { title: 'Currency', synonyms: ['currency', 'currencycode'] },
  salesChannel: { title: 'Sales channel', synonyms: ['saleschannel', 'channel'] },
  to: {
    title: 'New status',
    synonyms: ['to', 'newstatus', 'tostatus', 'currentstatus', 'status', 'newstate', 'state'],
  },
  from: {
    title: 'Status before',
    synonyms: ['from', 'oldstatus', 'fromstatus', 'previousstatus', 'oldstate'],
  },
  oldPrice: {
    title: 'Old price',
    synonyms: [
      'oldpricecents',
      'oldprice',
      'previousprice',
      'pricebefore',
      'wasprice',
      'was',
      'from',
      'old',
      'before',
    ],
  },
  newPrice: {
    title: 'New price',
    synonyms: [
      'newpricecents',
      'newprice',
      'currentprice',
      'priceafter',
      'pricecents',
      'price',
      'to',
      'new',
      'after',
    ],
  },
  amount: {
    title: 'Amount',
    synonyms: [
      'amountcents',
      'amountminor',
      'amount',
      'amountvalue',
      'amountdue',
      'totalcents',
      'total',
      'value',
    ],
  },
  reason: {
    title: 'Reason',
    synonyms: [
      'reason',
      'failurereason',
      'declinereason',
      'failuremessage',
      'errormessage',
      'error',
      'message',
    ],
  },
  attempt: { title: 'Attempt', synonyms: ['attempt', 'attemptnumber', 'attemptcount', 'retrycount', 'try'] },
  paymentId: {
    title: 'Payment',
    synonyms: ['paymentid', 'chargeid', 'transactionid', 'paymentintentid', 'paymentref', 'payment'],
  },
  quantity: { title: 'Quantity', synonyms: ['quantity', 'qty', 'count', 'units', 'pieces'] },
  batchReference: {
    title: 'Batch reference',
    synonyms: ['batchreference', 'batchref', 'batchid', 'batch', 'allocationid'],
  },
  stock: {
    title: 'Stock left',
    synonyms: [
      'stock',
      'stocklevel',
      'onhand',
      'left',
      'remaining',
      'available',
      'inventorylevel',
      'quantity',
      'qty',
    ],
  },
} as const satisfies { readonly [name: string]: Field };

export type FieldName = keyof typeof fields;

/** The facts that are amounts of money. */
export const moneyFields: ReadonlySet<FieldName> = new Set(['total', 'amount', 'oldPrice', 'newPrice']);

/** A field as people call it. */
export function fieldTitle(name: FieldName): string {
  return fields[name].title;
}

/**
 * Which of their fields is probably ours: by its whole path (`customer.id` is `customerId`), else by the end of one.
 * @param paths where their data has values.
 */
export function suggestedPath(name: FieldName, paths: PathIndex): string | undefined {
  return pathFor(fields[name].synonyms, paths);
}

/** Facts of an item in a list, and how others call them. */
const itemSynonyms = {
  productId: ['productid', 'sku', 'productsku', 'itemid', 'articleid', 'variantid', 'product', 'id'],
  productName: ['productname', 'name', 'title', 'description'],
  quantity: ['quantity', 'qty', 'count', 'units', 'pieces'],
  price: ['pricecents', 'unitpricecents', 'unitprice', 'price', 'unitamount', 'amount'],
} as const;

/** Where an item of a list has its facts. @param paths of that item. */
export function itemPaths(paths: PathIndex): {
  readonly [Name in keyof typeof itemSynonyms]: string | undefined;
} {
  return {
    productId: pathFor(itemSynonyms.productId, paths),
    productName: pathFor(itemSynonyms.productName, paths),
    quantity: pathFor(itemSynonyms.quantity, paths),
    price: pathFor(itemSynonyms.price, paths),
  };
}

/** Where data has values, by what the places are called: `customer.id`, `lines`. */
export class PathIndex {
  readonly #whole = new Map<string, string>();
  readonly #byEnding = new Map<string, string>();
  readonly hasSubject: boolean;

  /** @param paths of two that are called the same, the first one counts. */
  constructor(readonly paths: readonly string[]) {
    this.hasSubject = paths.includes(subjectPath);
    for (const path of paths) {
      if (path === subjectPath) continue;
      const name = plain(path);
      if (!this.#whole.has(name)) this.#whole.set(name, path);
      for (const ending of endings(path)) {
        if (!this.#byEnding.has(ending)) this.#byEnding.set(ending, path);
      }
    }
  }

  /** The place whose whole path is called so. */
  called(name: string): string | undefined {
    return this.#whole.get(name);
  }

  /** The first place whose path ends so. */
  endingWith(name: string): string | undefined {
    return this.#byEnding.get(name);
  }
}

function pathFor(synonyms: readonly string[], paths: PathIndex): string | undefined {
  for (const synonym of synonyms) {
    if (synonym === subjectPath) {
      if (paths.hasSubject) return subjectPath;
      continue;
    }
    const exact = paths.called(synonym);
    if (exact !== undefined) return exact;
    // What everything has by some name must not be taken from anywhere.
    if (synonym === 'id' || synonym === 'name') continue;
    const ending = paths.endingWith(synonym);
    if (ending !== undefined) return ending;
  }
  return undefined;
}

/** `order.customer.id` → `customerid`, `id`; a money object’s value is the object: `total.value` → `total`. */
function endings(path: string): readonly string[] {
  const parts = path.split('.');
  const tails = parts.slice(1).map((_, index) => plain(parts.slice(index + 1).join('.')));
  const isInner = ['value', 'amount'].includes(plain(parts.at(-1) ?? ''));
  return isInner && parts.length > 1
    ? [...tails, plain(parts.at(-2) ?? ''), plain(parts.slice(0, -1).join('.'))]
    : tails;
}
