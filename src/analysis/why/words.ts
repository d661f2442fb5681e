import { warehouseAddress, type Decision, type TraceRecord, type Trigger } from '../../simulation';
import { entryOf, textOf, textsOf } from '../facts';
import { narrate } from '../narrate';
import { originWord } from '../narrate-decision';
import type { Names } from '../names';
import type { ConcerningOthers, Silence, WhyRow } from './why';
import type { WhyEntry, WhyOutcome } from './entries';
import {
  amount,
  channelWord,
  channelWords,
  customerWord,
  listed,
  messageNoun,
  orderWord,
  productWord,
  productWords,
  sentence,
  spaced,
} from '../words';

/** What an answer is made of: the reason as one sentence, and the nodes whose rules decided, in order. */
interface Answer {
  readonly reason: string;
  readonly decidedBy: readonly string[];
}

/** Why an entry of a row came to what it did. */
export function answerOf(row: WhyRow, entry: WhyEntry, trace: readonly TraceRecord[], names: Names): Answer {
  const reason = reasonOf(row, entry, trace, names);
  const isOfRules = ['sent', 'delivered'].includes(entry.outcome);
  const deciders = entry.steps.filter((step) => step.kind === 'decision');
  const deciding = entry.deciding?.kind === 'decision' ? [entry.deciding] : [];
  return { reason: `${sentence(reason)}.`, decidedBy: nodesOf(isOfRules ? deciders : deciding, names) };
}

/** Why nobody considered to tell the recipient of a row. */
export function silenceAnswer(
  { silence, type, recipient, channel }: WhyRow,
  trace: readonly TraceRecord[],
  names: Names,
): Answer {
  const who = shortName(recipient, names);
  const told = (reason: string, decidedBy: readonly string[] = []): Answer => ({
    reason: `${sentence(`${who} was not considered: ${reason}`)}.`,
    decidedBy,
  });
  if (silence === undefined) return { reason: '', decidedBy: [] };
  if (silence.kind === 'other channels') {
    return told(
      `${spaced(type.name)} messages go by ${channelWords(type.channels)}, not by ${channelWord(channel)}`,
    );
  }
  if (silence.kind === 'no moment') {
    const refused = silence.refused.at(-1);
    const because = refused === undefined ? '' : `; ${narrate(refused, trace, names)}`;
    return told(`in this run ${absences[silence.trigger]}${because}`);
  }
  const reasons = new Set(silence.moments.map((moment) => concernOf(moment, who, names)));
  const deciders = silence.moments.map(({ deciding }) => deciding);
  return told(
    someOf([...reasons]),
    nodesOf(
      deciders.filter(({ kind }) => kind === 'decision'),
      names,
    ),
  );
}

/** The records that a silence is explained by, and the last that says it. */
export function silenceSteps(silence: Silence): Pick<WhyEntry, 'steps' | 'deciding'> {
  if (silence.kind === 'other channels') return { steps: [], deciding: undefined };
  if (silence.kind === 'no moment') return { steps: silence.refused, deciding: silence.refused.at(-1) };
  const steps = new Set(silence.moments.flatMap((moment) => moment.steps));
  return {
    steps: [...steps].sort((a, b) => a.seq - b.seq),
    deciding: silence.moments.at(-1)?.deciding,
  };
}

/** `Price drop email for Bob Smith` */
export function titleOf({ type, channel, recipient }: WhyRow, names: Names): string {
  const whose = recipient === warehouseAddress ? 'the warehouse' : names.customerName(recipient);
  return `${sentence(spaced(type.name))} ${messageNoun(channel)} for ${whose}`;
}

/** A recipient as a list names it. */
export function recipientTitle(recipient: string, names: Names): string {
  return recipient === warehouseAddress ? 'Warehouse' : names.customerName(recipient);
}

/** `Bob`, `the warehouse` */
function shortName(recipient: string, names: Names): string {
  if (recipient === warehouseAddress) return 'the warehouse';
  return names.customerName(recipient).split(' ', 1)[0] ?? recipient;
}

function reasonOf(row: WhyRow, entry: WhyEntry, trace: readonly TraceRecord[], names: Names): string {
  const { outcome, deciding, steps } = entry;
  const who = shortName(row.recipient, names);
  const said = deciding === undefined ? 'the run ends here' : narrate(deciding, trace, names);
  if (outcome === 'never considered' && deciding?.kind === 'decision') {
    const product = productWord(deciding.subject, names);
    return `${who} was not considered: ${product} was not in ${who}’s cart any more when it was looked at`;
  }
  const told = entryOf(verdicts, outcome);
  if (told !== undefined) return `${who} ${told}: ${said}`;
  const rule = deciding?.kind === 'decision' ? deciding : undefined;
  const by = rule?.rule === 'channels' ? ` by ${channelWord(row.channel)}` : '';
  const clause = rule && clauseOf(rule, row, names);
  const again = outcome === 'suppressed' ? ' again' : '';
  if (clause !== undefined) return `${who} was not notified${again}${by} because ${clause}`;
  const isThere = steps.some(({ kind }) => kind === 'received');
  return `${who} was ${isThere ? 'notified, and nobody knows it' : `not notified${again}`}: ${said}`;
}

const verdicts: { readonly [Outcome in WhyOutcome]?: string } = {
  sent: 'was notified',
  delivered: 'was notified',
  scheduled: 'is not notified yet',
  waiting: 'is not notified yet',
  'never considered': 'was not considered: nobody took the news further than this',
};

type Clause = (decision: Decision, row: WhyRow, names: Names) => string;

/** Why a rule kept a message from someone, as it follows “because”. */
const clauses: { readonly [rule: string]: Clause } = {
  segment: ({ because }, { type, recipient }, names) => {
    const segments = listed(textsOf(because['eligible'])) || 'no segment';
    const segment = textOf(because['segment']) ?? 'unknown';
    return `${shortName(recipient, names)}’s segment is ${segment}; ${spaced(type.name)} messages go to ${segments}`;
  },
  subscription: (_, { type, recipient }, names) =>
    `${shortName(recipient, names)} has unsubscribed from ${spaced(type.name)} messages`,
  channels: ({ because }, { channel }) => {
    const noun = channelWord(channel);
    if (textsOf(because['switchedOff']).includes(channel)) return `${noun} is switched off`;
    if (textOf(because['preferences'])?.startsWith('none') === true)
      return 'no preferences are set, so it goes by email only';
    if (!textsOf(because['defaults']).includes(channel)) return `the request left ${noun} out`;
    return `${noun} is not wanted for ${spaced(textOf(because['category']) ?? 'this')}`;
  },
  'price-drop': ({ subject, because }, _, names) =>
    `the price of ${productWord(subject, names)} went from ${amount(because['oldPriceCents'])} to ${amount(because['newPriceCents'])}, and only a drop is worth a message`,
  audience: ({ subject }, _, names) => `nobody has ${productWord(subject, names)} in a cart`,
  'order-complete': ({ subject, outcome, because }, _, names) =>
    outcome === 'nothing to ship'
      ? `nothing of ${orderWord(subject)} has shipped`
      : `${orderWord(subject)} is not complete: ${productWords(textsOf(because['open']), names)} still open`,
  duplicate: ({ because }, { type }) =>
    `“${spaced(type.name)}” was told before for ${originWord(because['cause'])}`,
  idempotency: ({ node, because }, _, names) => {
    const event = textOf(because['eventType']) ?? 'event';
    const isUnderWay = because['before'] === 'under way';
    return `${names.nodeTitle(node)} ${isUnderWay ? `is processing this ${event} already` : `has processed this ${event} before`}`;
  },
};

function clauseOf(decision: Decision, row: WhyRow, names: Names): string | undefined {
  return entryOf(clauses, decision.rule)?.(decision, row, names);
}

/** Why a moment does not concern someone. */
function concernOf({ moment, deciding }: ConcerningOthers, who: string, names: Names): string {
  const { trigger, subject, concerned } = moment;
  const others = someOf(concerned.map((id) => names.customerName(id)));
  switch (trigger) {
    case 'price-dropped': {
      const product = productWord(subject, names);
      if (deciding.kind === 'decision' && deciding.rule === 'price-drop' && deciding.outcome === 'stopped')
        return `the price of ${product} rose, and only a drop is worth a message`;
      return concerned.length === 0
        ? `nobody has ${product} in a cart`
        : `${product} is not in ${who}’s cart`;
    }
    case 'cart-left':
      return `the cart is ${customerWord(subject, names)}’s`;
    case 'customer-registered':
      return `the new customer is ${customerWord(subject, names)}`;
    case 'none':
      return `it was asked for ${others}`;
    case 'stock-allocated':
    case 'stock-low':
      return 'news of stock is for the warehouse';
    case 'order-placed':
    case 'order-shipped':
    case 'order-complete':
    case 'order-delivered':
    case 'order-cancelled':
    case 'payment-failed':
    case 'payment-received':
      return others === '' ? `nobody knows ${orderWord(subject)}` : `${orderWord(subject)} is ${others}’s`;
  }
}

/** What did not happen, as it follows “in this run”. */
const absences: { readonly [Moment in Trigger]: string } = {
  'order-placed': 'no order was placed',
  'order-shipped': 'no order was shipped as a whole',
  'order-complete': 'no single item of an order was shipped or cancelled',
  'order-delivered': 'no order was delivered',
  'order-cancelled': 'no order was cancelled',
  'payment-failed': 'no payment failed',
  'payment-received': 'no payment was received',
  'price-dropped': 'no price was changed by Pricing',
  'cart-left': 'nobody left a cart behind',
  'customer-registered': 'nobody registered',
  'stock-allocated': 'no stock was allocated',
  'stock-low': 'no stock fell to its low mark',
  none: 'nobody asked for it, and it is told only on request',
};

/** The first few of some, and how many more there are. */
function someOf(words: readonly string[]): string {
  const shown = words.slice(0, 3);
  const hidden = words.length - shown.length;
  return hidden === 0 ? listed(shown) : `${shown.join(', ')} and ${hidden} more`;
}

function nodesOf(records: readonly TraceRecord[], names: Names): readonly string[] {
  return [...new Set(records.map(({ node }) => names.nodeTitle(node)))];
}
