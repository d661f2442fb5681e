import {
  scenarioOf,
  shopOf,
  typesOf,
  type Act,
  type NotificationTypeChanges,
  type Recording,
  type Scenario,
  type TypeOfRun,
} from '../../simulation';
import { spaced } from '../words';
import type { SourceTerm } from './sources';

/** Something that a shop may get, to see who has to behave differently for it, and which sources know it. */
export interface ChangeExperiment {
  readonly id: string;
  /** `Add Analytics` */
  readonly title: string;
  /** What is different in the recording with it, in sentences. */
  readonly changes: readonly string[];
  /** What the model cannot express of it, in sentences; empty when it can. */
  readonly limits: readonly string[];
  /** The story without it, and with it. Both are as they are in all else. */
  without(recording: Recording): Recording;
  with(recording: Recording): Recording;
  /** A shipped scenario in which it makes a difference. */
  readonly fittingScenario: string;
  /** What a source file names that knows it. */
  readonly terms: readonly SourceTerm[];
  /** How these terms stand for it, in a sentence. */
  readonly termsSay: string;
}

/** The changes that can be tried on any recording. */
export const changeExperiments: readonly ChangeExperiment[] = [
  {
    id: 'analytics',
    title: 'Add Analytics',
    changes: [
      'With it, Analytics is there from the start, or joins when the story itself says so.',
      'Without it, the setting is off, and what the story does with Analytics is left out.',
    ],
    limits: [],
    without: (recording) =>
      withoutActs({ ...recording, settings: { ...recording.settings, analytics: false } }, namesAnalytics),
    with: (recording) =>
      actsOf(recording).some(addsAnalytics)
        ? recording
        : { ...recording, settings: { ...recording.settings, analytics: true } },
    fittingScenario: 'order-created-fans-out',
    terms: [{ kind: 'word', text: 'analytics' }],
    termsSay: 'It names Analytics: the word is part of a name, or a text, in its code.',
  },
  {
    id: 'push',
    title: 'Add a push channel',
    changes: [
      'With it, every type of notification to customers also goes by push, in words taken from its SMS or its email subject.',
      'With it, every customer who wants anything of a category wants it by push too, and has push switched on.',
      'Without it, no customer wants anything by push.',
    ],
    limits: [
      'The push channel itself, its node and its adapter, ships with the shop and cannot be taken away; it gets nothing to send.',
      'Who never set preferences gets email only, and so no push.',
    ],
    without: (recording) => withWishes(recording, (channels) => channels.filter((name) => name !== 'push')),
    with: (recording) =>
      withPushTypes(
        withWishes(recording, (channels) =>
          channels.length === 0 || channels.includes('push') ? channels : [...channels, 'push'],
        ),
      ),
    fittingScenario: 'order-shipped',
    terms: [{ kind: 'value', text: 'push' }],
    termsSay:
      'It names the channel push: as a text in quotation marks or as the name of a field, in its code. A method such as “list.push” is none.',
  },
  {
    id: 'back-in-stock',
    title: 'Add a back-in-stock notification',
    changes: [
      'With it, there is a type of notification “back_in_stock”, a row of data with its words and without code.',
      'In both runs, half a minute after the last act, someone raises the stock of a product by hand.',
      'With it, the support desk then asks for the notification (NotifyCustomers) to those whose cart held the product at the start.',
    ],
    limits: [
      'The shop has no moment “stock came back”: nothing receives goods, and what is raised by hand no service hears of. So the type has the trigger “none” and is told only when someone asks.',
      'Nobody keeps who waits for a product. Those whose cart holds it stand in for them.',
      'For it to be told by itself, a moment of stock would have to be added to the sources. Where is shown by the one that there is: “stock-low”.',
    ],
    without: (recording) => restocked(withoutType(recording)),
    with: (recording) => askedFor(withType(restocked(recording))),
    fittingScenario: 'price-drop',
    terms: [
      { kind: 'value', text: 'back_in_stock' },
      { kind: 'value', text: 'stock-low' },
      { kind: 'value', text: 'StockRanLow' },
    ],
    termsSay:
      'It names the type “back_in_stock”, or the moment or event of stock that there is, “stock-low” and “StockRanLow”: a moment “stock came back” would have to be told by the same files.',
  },
];

function actsOf(recording: Recording): readonly Act[] {
  const { architecture } = recording;
  return [...(scenarioOf(recording)?.acts ?? []), ...recording.acts].filter(
    ({ only = architecture }) => only === architecture,
  );
}

function addsAnalytics(act: Act): boolean {
  return (
    act.kind === 'operation' &&
    act.operation.type === 'add-consumer' &&
    act.operation.consumer === 'analytics'
  );
}

/** Whether an act has to do with Analytics: one of its values is its name. */
function namesAnalytics(act: Act): boolean {
  return JSON.stringify(act).includes('"analytics"');
}

/** The recording without some of its acts, be they the scenario’s or the person’s. */
function withoutActs(recording: Recording, leaves: (act: Act) => boolean): Recording {
  const scenario = scenarioOf(recording);
  const acts = recording.acts.filter((act) => !leaves(act));
  if (scenario?.acts.some(leaves) !== true) return { ...recording, acts };
  const rest: Scenario = { ...scenario, acts: scenario.acts.filter((act) => !leaves(act)) };
  return { ...recording, scenario: rest, acts };
}

type Channels = TypeOfRun['channels'];

/** Every customer’s wishes, changed alike in each category. Who wants push has it switched on. */
function withWishes(
  recording: Recording,
  change: (channels: readonly Channels[number][]) => readonly Channels[number][],
): Recording {
  const preferences = shopOf(recording).preferences.map((row) => {
    const categories = Object.fromEntries(
      Object.entries(row.categories).map(([category, channels]) => [category, change(channels)]),
    ) as typeof row.categories;
    const wantsPush = Object.values(categories).some((channels) => channels.includes('push'));
    return { ...row, categories, channels: wantsPush ? { ...row.channels, push: true } : row.channels };
  });
  return { ...recording, shop: { ...recording.shop, preferences } };
}

/** Every type to customers goes by push as well. */
function withPushTypes(recording: Recording): Recording {
  return typesOf(recording).reduce((changed, { name, audience, channels, template }) => {
    if (audience === 'internal' || channels.includes('push')) return changed;
    const body = template.sms?.body ?? template.email?.subject ?? spaced(name);
    const push = template.push ?? { subject: spaced(name), body };
    return withTypeRow(changed, { name, channels: [...channels, 'push'], template: { push } });
  }, recording);
}

/** Puts what a row says over what the recording says of that type. */
function withTypeRow(recording: Recording, row: NotificationTypeChanges[number]): Recording {
  const own = recording.notificationTypes ?? [];
  const known = own.find(({ name }) => name === row.name);
  const merged = { ...known, ...row, template: { ...known?.template, ...row.template } };
  return { ...recording, notificationTypes: [...own.filter(({ name }) => name !== row.name), merged] };
}

const typeName = 'back_in_stock';

function withType(recording: Recording): Recording {
  if (typesOf(recording).some(({ name }) => name === typeName)) return recording;
  const paragraphs = [
    'Hello {customerName},',
    '{productName} is in stock again: there are {stock}.',
    'Your Signalbox shop',
  ];
  return withTypeRow(recording, {
    name: typeName,
    audience: 'customer',
    category: 'price_alerts',
    channels: ['email'],
    trigger: 'none',
    template: { email: { subject: '{productName} is back in stock', body: paragraphs.join('\n\n') } },
  });
}

function withoutType(recording: Recording): Recording {
  const { notificationTypes: own, ...rest } = recording;
  const others = own?.filter(({ name }) => name !== typeName);
  return others === undefined ? rest : { ...rest, notificationTypes: others };
}

/** So long after the last act stock comes back, in ms; and so long after that someone asks for the notification. */
const restMs = 30_000;
const askAfterMs = 10;
/** Acts can be no later than this (`Act`), in ms. */
const latestMs = 10 * 365 * 86_400_000;

/** The product whose stock comes back: the first of a cart, or else the first that there is; and who gets to know. */
function restockOf(recording: Recording) {
  const { carts, products, customers } = shopOf(recording);
  const inCart = carts.flatMap(({ items }) => items)[0]?.productId;
  const product = products.find(({ id }) => id === inCart) ?? products[0];
  if (product === undefined) return undefined;
  const holders = carts.filter(({ items }) => items.some(({ productId }) => productId === product.id));
  const customerIds = inCart === undefined ? customers.map(({ id }) => id) : holders.map(holderOf);
  const last = actsOf(recording).reduce((latest, { at }) => Math.max(latest, at), 0);
  const at = Math.min(last + restMs, latestMs - askAfterMs);
  return { product, stock: product.stock + restockCount, customerIds, at };
}

const restockCount = 10;

function holderOf({ customerId }: { readonly customerId: string }): string {
  return customerId;
}

/** Stock comes back, whether there is a notification for it or not. The story goes on until then. */
function restocked({ until: _, ...recording }: Recording): Recording {
  const restock = restockOf(recording);
  if (restock === undefined) return recording;
  const { at, product, stock } = restock;
  const act: Act = { at, kind: 'edit', edit: { type: 'set-stock', productId: product.id, stock } };
  return { ...recording, acts: [...recording.acts, act] };
}

function askedFor(recording: Recording): Recording {
  const restock = restockOf({ ...recording, acts: recording.acts.slice(0, -1) });
  if (restock === undefined || restock.customerIds.length === 0) return recording;
  const { at, product, stock, customerIds } = restock;
  const context = { productId: product.id, productName: product.name, stock };
  const act: Act = {
    at: at + askAfterMs,
    kind: 'command',
    by: 'support',
    command: { type: 'NotifyCustomers', notificationType: typeName, customerIds, context },
  };
  return { ...recording, acts: [...recording.acts, act] };
}
