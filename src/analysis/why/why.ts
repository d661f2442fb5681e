import {
  type Concluded,
  customerChannels,
  shopOf,
  typesOf,
  warehouseAddress,
  type Run,
  type TraceRecord,
  type Trigger,
  type TypeOfRun,
} from '../../simulation';
import { Entries, whyOutcomes, type WhyEntry, type WhyOutcome } from './entries';
import type { Moment } from './moments';
import { chainOf, inOrder, type MomentScope } from './scopes';
import { storyOf, type Story } from './story';

/** A recipient, a channel and a kind of notification, and what came of them in a run. */
export interface WhyRow {
  /** `price_drop cust-002 email` */
  readonly key: string;
  readonly type: TypeOfRun;
  /** A customer's id, or the address of the warehouse. */
  readonly recipient: string;
  readonly channel: string;
  /** Each time that they were told, or were to be told, in order. Empty when it never came to that: `silence` says why. */
  readonly entries: readonly WhyEntry[];
  readonly silence: Silence | undefined;
  /** What it came to, each once, in the order of `whyOutcomes`. */
  readonly outcomes: readonly WhyOutcome[];
}

/** Why nobody ever considered to tell someone something. */
export type Silence =
  /** The kind does not go through this channel. */
  | { readonly kind: 'other channels' }
  /** No moment of this kind came about. */
  | {
      readonly kind: 'no moment';
      readonly trigger: Trigger;
      /** Commands that would have brought one, and failed. */
      readonly refused: readonly Concluded[];
    }
  /** It came about and concerned others. */
  | { readonly kind: 'others concerned'; readonly moments: readonly ConcerningOthers[] };

/** A moment that concerned others, and the record that says whom, or that it concerned nobody. */
export interface ConcerningOthers {
  readonly moment: Moment;
  readonly steps: readonly TraceRecord[];
  readonly deciding: TraceRecord;
}

/** The table of a whole run. */
export interface WhyTable {
  readonly rows: readonly WhyRow[];
  /** Names of the kinds of notification that the run is about: a moment of theirs came about, or was refused. */
  readonly concerning: ReadonlySet<string>;
}

/** A run, and what of it all rows need. */
interface Asked {
  readonly story: Story;
  readonly refusals: readonly Concluded[];
}

/**
 * What became of each customer, channel and kind of notification in a run, and why; the warehouse is a recipient too. Computed
 * from the trace and the shop's data: nothing here knows an architecture or a scenario.
 */
export function whyOf({ recording, trace }: Pick<Run, 'recording' | 'trace'>): WhyTable {
  const story = storyOf(recording, trace);
  const entries = new Entries(story, trace, recording.until !== undefined);
  const customers = new Set([
    ...shopOf(recording).customers.map(({ id }) => id),
    ...story.moments.flatMap(({ moment }) => moment.concerned),
  ]);
  const refusals = trace.filter((record) => record.kind === 'concluded').filter(({ ok }) => !ok);
  const rows: WhyRow[] = [];
  const concerning = new Set<string>();
  for (const type of typesOf(recording)) {
    const moments = story.moments.filter(({ moment }) => moment.types.has(type.name));
    const silence = silenceOf(type, moments, { story, refusals });
    if (silence.kind !== 'no moment' || silence.refused.length > 0) concerning.add(type.name);
    const isInternal = type.audience === 'internal';
    const concerned = concernedBy(moments, type);
    for (const recipient of isInternal ? [warehouseAddress] : customers) {
      const own = concerned.get(recipient) ?? [];
      for (const channel of isInternal ? type.channels : customerChannels) {
        const isUsed = (type.channels as readonly string[]).includes(channel);
        const found = isUsed ? own.flatMap((root) => entries.of(root, type, recipient, channel)) : [];
        const why: Silence = isUsed ? silence : { kind: 'other channels' };
        rows.push(rowOf(type, recipient, channel, found, found.length > 0 ? undefined : why));
      }
    }
  }
  return { rows, concerning };
}

/** The moments of a kind by whom they concern: by the data, or because they were told. */
function concernedBy(
  moments: readonly MomentScope[],
  { name, audience }: TypeOfRun,
): ReadonlyMap<string, readonly MomentScope[]> {
  const concerned = new Map<string, MomentScope[]>();
  for (const root of moments) {
    const told = [...root.tellings.keys()]
      .filter((key) => key.startsWith(`${name} `))
      .map((key) => key.slice(name.length + 1));
    const known = audience === 'internal' ? [warehouseAddress] : root.moment.concerned;
    for (const recipient of new Set([...known, ...told])) {
      const own = concerned.get(recipient);
      if (own === undefined) concerned.set(recipient, [root]);
      else own.push(root);
    }
  }
  return concerned;
}

function rowOf(
  type: TypeOfRun,
  recipient: string,
  channel: string,
  entries: readonly WhyEntry[],
  silence: Silence | undefined,
): WhyRow {
  const found = new Set<WhyOutcome>(entries.map(({ outcome }) => outcome));
  const outcomes: readonly WhyOutcome[] =
    silence === undefined ? whyOutcomes.filter((outcome) => found.has(outcome)) : ['never considered'];
  return {
    key: `${type.name} ${recipient} ${channel}`,
    type,
    recipient,
    channel,
    entries,
    silence,
    outcomes,
  };
}

function silenceOf({ trigger }: TypeOfRun, moments: readonly MomentScope[], run: Asked): Silence {
  if (moments.length > 0) {
    return {
      kind: 'others concerned',
      moments: moments.map((root) => concerningOthers(root, run.story.firstOf)),
    };
  }
  const commands = commandsThatBring[trigger];
  const refused = run.refusals.filter(({ name }) => commands.includes(name));
  return { kind: 'no moment', trigger, refused };
}

function concerningOthers(root: MomentScope, firstOf: Story['firstOf']): ConcerningOthers {
  const { moment, stops, audience } = root;
  const found = stops.at(-1) ?? audience;
  if (found === undefined)
    return { moment, deciding: moment.record, steps: inOrder([moment.record], firstOf) };
  const { scope, record } = found;
  return { moment, deciding: record, steps: chainOf(scope, firstOf).filter(({ seq }) => seq <= record.seq) };
}

/** The commands that would bring a moment about. */
const commandsThatBring: { readonly [Moment in Trigger]: readonly string[] } = {
  'order-placed': ['PlaceOrder'],
  'order-shipped': ['ShipOrder'],
  'order-complete': ['ShipLineItem', 'CancelLineItem'],
  'order-delivered': ['DeliverOrder'],
  'order-cancelled': ['CancelOrder'],
  'payment-failed': ['FailPayment'],
  'payment-received': ['ReceivePayment'],
  'price-dropped': ['UpdatePrice', 'DiscountPrice'],
  'cart-left': ['LeaveCart'],
  'customer-registered': ['RegisterCustomer'],
  'stock-allocated': ['AllocateOrder'],
  'stock-low': [],
  none: ['NotifyCustomers'],
};
