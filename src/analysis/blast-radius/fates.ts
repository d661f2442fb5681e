import type { TraceRecord } from '../../simulation';
import { Numbering, type Stories } from './stories';
import type { NotificationKind } from '../branch-difference';
import { factsOf, textOf } from '../facts';

/** What became of one notification in a run. */
export interface Fate {
  readonly kind: NotificationKind;
  /** The story that it belongs to, as `storiesOf` names it. */
  readonly story: string;
  /** State in its lifecycle, as a path: `pending.scheduled`. */
  readonly state: string;
  /** Why it failed or was called off, where that is said. */
  readonly reason: string | undefined;
  /** `seq` of its last change. */
  readonly seq: number;
  /** Each time that it came to its inbox: `seq`, and when in simulated ms. */
  readonly received: readonly { readonly seq: number; readonly at: number }[];
}

type Writable<Thing> = { -readonly [Field in keyof Thing]: Thing[Field] };

/**
 * All notifications of a run by a name that is equal in another run: story, type, customer, channel, product, and which of
 * several.
 */
export function fatesOf(trace: readonly TraceRecord[], stories: Stories): ReadonlyMap<string, Fate> {
  const numbering = new Numbering();
  const byName = new Map<string, Fate>();
  const byId = new Map<string, Writable<Fate> & { readonly received: { seq: number; at: number }[] }>();
  for (const record of trace) {
    if (record.kind === 'received') {
      byId.get(record.notification)?.received.push({ seq: record.seq, at: record.at });
      continue;
    }
    if (record.kind !== 'changed' || record.machine !== 'notification') continue;
    const known = byId.get(record.entity);
    if (known !== undefined) {
      known.state = String(record.to);
      known.reason = textOf(record.facts['reason']);
      known.seq = record.seq;
      continue;
    }
    const { type, customerId, channel, context, source } = record.facts;
    const { orderId, productId } = factsOf(context);
    const kind = {
      type: textOf(type) ?? '',
      customerId: textOf(customerId),
      channel: textOf(channel) ?? '',
      cause: textOf(orderId) ?? textOf(productId) ?? textOf(factsOf(source)['type']) ?? '',
    };
    const story = stories.nameOf(record.flow);
    const fate = { kind, story, state: String(record.to), reason: undefined, seq: record.seq, received: [] };
    byId.set(record.entity, fate);
    // The order’s id is left out: an order that another run did not take leaves its number to the next one.
    const name = JSON.stringify([story, kind.type, kind.customerId, kind.channel, textOf(productId)]);
    byName.set(numbering.next(name).text, fate);
  }
  return byName;
}

/** What a fault did to one notification. */
export type NotificationEffect =
  | 'same'
  /** It arrived, later or earlier than without the fault. */
  | 'late'
  | 'earlier'
  /** It arrived more often. */
  | 'duplicated'
  /** It arrived, and the shop does not know: it is marked as failed, or still as being sent. */
  | 'contradicted'
  /** It never came into being. */
  | 'lost'
  /** It came into being, or not; at the end somebody still keeps the event that it waits for. */
  | 'waiting'
  /** It came into being, and nobody will send it. */
  | 'stuck'
  /** The channel did not take it, or it came back; `deadLettered`: and no retry is left. */
  | 'failed'
  | 'deadLettered'
  | 'cancelled'
  /** It is there, or has arrived, and without the fault it is not, or has not. */
  | 'extra';

/** One notification of the run with the fault, beside the same one without. */
export interface NotificationOutcomeChange {
  readonly kind: NotificationKind;
  readonly story: string;
  readonly effect: NotificationEffect;
  /** How much later it arrived, in ms; negative: earlier. */
  readonly lateMs: number;
  readonly reason: string | undefined;
  /** Where that is to be seen in the run with the fault; undefined where it left nothing of its own. */
  readonly seq: number | undefined;
}

/**
 * Compares every notification of two runs, those that are the same included, in the order of the run without the fault.
 * @param held stories of the run with the fault in which an event is still kept for somebody at the end.
 */
export function fateChanges(
  without: ReadonlyMap<string, Fate>,
  withFault: ReadonlyMap<string, Fate>,
  held: ReadonlySet<string> = new Set(),
): readonly NotificationOutcomeChange[] {
  return [...new Set([...without.keys(), ...withFault.keys()])].flatMap((name) => {
    const [before, now] = [without.get(name), withFault.get(name)];
    const known = now ?? before;
    if (known === undefined) return [];
    const [first, then] = [before?.received[0], now?.received[0]];
    const bare = effectOn(before, now);
    const effect = (bare === 'lost' || bare === 'stuck') && held.has(known.story) ? 'waiting' : bare;
    const lateMs = first === undefined || then === undefined ? 0 : then.at - first.at;
    const { kind, story } = known;
    const arrival = effect === 'duplicated' ? now?.received.at(-1) : then;
    const seq = effect === 'contradicted' ? now?.seq : (arrival?.seq ?? now?.seq);
    return [{ kind, story, effect, lateMs, reason: now?.reason, seq }];
  });
}

function effectOn(before: Fate | undefined, now: Fate | undefined): NotificationEffect {
  if (now === undefined) return 'lost';
  if (before === undefined) return 'extra';
  const [first, then] = [before.received[0], now.received[0]];
  if (first === undefined && then === undefined) {
    return before.state === now.state ? 'same' : unsent(now.state);
  }
  if (then === undefined) return unsent(now.state);
  if (first === undefined) return 'extra';
  if (now.received.length > before.received.length) return 'duplicated';
  if (now.state !== before.state) return 'contradicted';
  if (then.at === first.at) return 'same';
  return then.at > first.at ? 'late' : 'earlier';
}

/** What is the matter with a notification that has not arrived. */
function unsent(state: string): NotificationEffect {
  if (state === 'failed.exhausted') return 'deadLettered';
  if (state.startsWith('failed') || state === 'bounced') return 'failed';
  return state === 'cancelled' ? 'cancelled' : 'stuck';
}
