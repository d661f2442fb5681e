import {
  warehouseAddress,
  type Decision,
  type NodeDown,
  type TraceRecord,
  type TypeOfRun,
} from '../../simulation';
import { numberOf, textOf, textsOf } from '../facts';
import { chainOf, inOrder, lastWithin, tellingKey, type MomentScope, type Scope } from './scopes';
import type { Story } from './story';
import { weightOf } from './steps';

/** What it came to, in the words that people see. */
export const whyOutcomes = [
  'sent',
  'delivered',
  'scheduled',
  'waiting',
  'skipped',
  'suppressed',
  'failed',
  'bounced',
  'called off',
  'lost',
  'dead-lettered',
  'never considered',
] as const;
export type WhyOutcome = (typeof whyOutcomes)[number];

/** One time that someone was told of something through a channel, or was not. */
export interface WhyEntry {
  readonly outcome: WhyOutcome;
  /** The notification, if one came about, and the status in which it ended. */
  readonly notification: string | undefined;
  readonly status: string | undefined;
  /** The records that led there, in order: rules, what went wrong, the notification's life. */
  readonly steps: readonly TraceRecord[];
  /** The record that explains the outcome best; undefined where the run ended before there was one. */
  readonly deciding: TraceRecord | undefined;
}

/** An entry, or what is to be said unless another time came further. */
interface Draft {
  readonly entry: WhyEntry;
  readonly isOpen: boolean;
}

/** Reads off a story what became of each recipient whom a moment concerns. */
export class Entries {
  readonly #downs: readonly NodeDown[];

  /** @param isCut whether the run was to stop at some time, so that what it does not show may come yet. */
  constructor(
    private readonly story: Story,
    private readonly trace: readonly TraceRecord[],
    private readonly isCut: boolean,
  ) {
    this.#downs = trace.filter((record) => record.kind === 'node-down');
  }

  /** All times that a moment's news went, or did not go, to a recipient through a channel. */
  of(root: MomentScope, type: TypeOfRun, recipient: string, channel: string): readonly WhyEntry[] {
    const tellings = root.tellings.get(tellingKey(type.name, recipient)) ?? [];
    const attempts = tellings.flatMap(attemptsIn);
    const drafts = attempts.flatMap((attempt) => this.#inAttempt(attempt, channel));
    if (drafts.length === 0) return [this.#untold(root, recipient)];
    const settled = drafts.filter(({ isOpen }) => !isOpen);
    if (settled.length === 0) return drafts.slice(-1).map(({ entry }) => entry);
    const entries = settled.map(({ entry }) => entry);
    if (!entries.some(({ notification }) => notification !== undefined)) return entries;
    return [...entries, ...root.repeats.map(({ scope, decision }) => this.#repeated(scope, decision))];
  }

  #inAttempt(attempt: Scope, channel: string): readonly Draft[] {
    const made = attempt.children.filter(
      ({ notification, steps }) => notification !== undefined && channelOf(steps) === channel,
    );
    if (made.length > 0) return made.map((scope) => ({ entry: this.#ofNotification(scope), isOpen: false }));
    const steps = chainOf(attempt, this.story.firstOf);
    const decisions = steps.filter(
      (step): step is Decision => step.kind === 'decision' && isAbout(step, attempt),
    );
    const channels = lastOf(decisions, ({ rule }) => rule === 'channels');
    const duplicate = lastOf(decisions, ({ rule }) => rule === 'duplicate');
    const isLeftOut = channels !== undefined && !textsOf(channels.because['channels']).includes(channel);
    const stop = isLeftOut ? channels : lastOf(decisions, ({ outcome }) => outcome === 'stopped');
    if (stop !== undefined)
      return [closed(stop.rule === 'duplicate' ? 'suppressed' : 'skipped', steps, stop)];
    const known = textsOf(duplicate?.because['known']);
    const isKnown = known.some((id) => channelOf(this.story.notifications.get(id)?.steps ?? []) === channel);
    if (duplicate !== undefined && isKnown) return [closed('suppressed', steps, duplicate)];
    const troubles = steps.filter((step) => weightOf(step) > 0);
    return [
      {
        entry: this.#explained(attempt, steps, troubles.length > 0 ? troubles : attempt.root.troubles),
        isOpen: true,
      },
    ];
  }

  #ofNotification(scope: Scope): WhyEntry {
    const steps = chainOf(scope, this.story.firstOf);
    const change = lastOf(scope.steps, (step) => step.kind === 'changed' && step.machine === 'notification');
    const state = change?.kind === 'changed' ? String(change.to) : '';
    const status = state.split('.', 1)[0] ?? '';
    const notification = scope.notification;
    const entry = { notification, status, steps };
    const received = lastOf(scope.steps, ({ kind }) => kind === 'received');
    if (status === 'sent' || status === 'delivered') {
      return { ...entry, outcome: status, deciding: received ?? change };
    }
    if (status !== 'pending') return { ...entry, outcome: outcomeOf(state), deciding: change };
    const trouble = heaviest(scope.steps.filter(({ seq }) => seq > (change?.seq ?? 0)));
    if (trouble !== undefined)
      return { ...entry, outcome: troubleOutcome(trouble, this.trace), deciding: trouble };
    const held = steps.find((step) => step.kind === 'decision' && step.outcome === 'held');
    const isLater = numberOf(factOf(scope.steps, 'scheduledFor')) !== undefined;
    return {
      ...entry,
      outcome: isLater ? 'scheduled' : 'waiting',
      deciding: isLater ? (held ?? change) : change,
    };
  }

  /** The news came once more, and whoever got it had seen it before. */
  #repeated(scope: Scope, deciding: Decision): WhyEntry {
    return closed('suppressed', chainOf(scope, this.story.firstOf), deciding).entry;
  }

  /** Why nobody looked at a recipient whom a moment concerns. */
  #untold(root: MomentScope, recipient: string): WhyEntry {
    const { stops, audience, answer, troubles, steps } = root;
    const { firstOf } = this.story;
    const isWarehouse = recipient === warehouseAddress;
    const stop = stops.filter(({ record }) => !isWarehouse || !isOfCustomers(record)).at(-1);
    if (stop !== undefined) {
      return closed('skipped', chainOf(stop.scope, firstOf), stop.record).entry;
    }
    if (!isWarehouse && audience !== undefined && isPassedOver(audience.record, recipient)) {
      return closed('never considered', chainOf(audience.scope, firstOf), audience.record).entry;
    }
    if (answer !== undefined) return closed('failed', inOrder([...steps, answer], firstOf), answer).entry;
    return this.#explained(root, steps, troubles);
  }

  /** What went wrong; else who went away in the middle of it; else how far it came. */
  #explained(scope: Scope, steps: readonly TraceRecord[], troubles: readonly TraceRecord[]): WhyEntry {
    const open = { notification: undefined, status: undefined };
    const trouble = heaviest(troubles);
    if (trouble !== undefined) {
      const chain = inOrder([...steps, ...troubles], this.story.firstOf);
      return { ...open, outcome: troubleOutcome(trouble, this.trace), steps: chain, deciding: trouble };
    }
    const last = this.trace[lastWithin(scope) - 1];
    const down = last && this.#downAfter(last);
    const deciding = down ?? last;
    const chain = inOrder(deciding === undefined ? steps : [...steps, deciding], this.story.firstOf);
    if (down !== undefined) return { ...open, outcome: 'lost', steps: chain, deciding };
    const outcome = last !== undefined && this.#isUnderWay(last) ? 'waiting' : 'never considered';
    return { ...open, outcome, steps: chain, deciding };
  }

  /** Whether something goes on from a record that the run is too short to show. */
  #isUnderWay(record: TraceRecord): boolean {
    if (this.isCut) return true;
    if ('arrivesAt' in record) return record.arrivesAt > (this.trace.at(-1)?.at ?? 0);
    return record.kind === 'changed' && ['delivery', 'outbox'].includes(record.machine);
  }

  /** The going of the node at which a trail ends. */
  #downAfter(last: TraceRecord): NodeDown | undefined {
    const node = 'to' in last && typeof last.to === 'string' && last.kind !== 'changed' ? last.to : last.node;
    return this.#downs.find(
      (down) => down.seq > last.seq && (down.node === node || down.stations.includes(node)),
    );
  }
}

/** The passings of a telling: a caller may have asked more than once. */
function attemptsIn(telling: Scope): readonly Scope[] {
  const passings = passingsIn(telling);
  return passings.length === 0 ? [telling] : passings;
}

/** Who asks again after an error does so because of the time before: then the passings lie within each other. */
function passingsIn({ children, root }: Scope): readonly Scope[] {
  return children
    .filter((child) => child.notification === undefined && child.root === root)
    .flatMap((passing) => [passing, ...passingsIn(passing)]);
}

/** Whether a decision is about the very telling, not about the news as such. */
function isAbout({ subject, because, rule }: Decision, { type, recipient }: Scope): boolean {
  const told = textOf(because['notificationType']);
  if (told !== undefined && told !== type) return false;
  return subject === recipient || (rule === 'duplicate' && subject === 'warehouse');
}

/** Whether a record says that no customer is concerned; the warehouse may be all the same. */
function isOfCustomers(record: TraceRecord): boolean {
  return record.kind === 'decision' && record.rule === 'audience';
}

/** Whether someone had emptied the cart when it was looked at whose cart holds what. */
function isPassedOver({ because }: Decision, recipient: string): boolean {
  return 'cartHolders' in because && !textsOf(because['cartHolders']).includes(recipient);
}

/** What a record decided: nothing that came after it is part of the answer. */
function closed(outcome: WhyOutcome, steps: readonly TraceRecord[], deciding: TraceRecord): Draft {
  const chain = steps.filter(({ seq }) => seq <= deciding.seq);
  const entry = { outcome, notification: undefined, status: undefined, steps: chain, deciding };
  return { entry, isOpen: false };
}

function outcomeOf(state: string): WhyOutcome {
  if (state === 'failed.exhausted') return 'dead-lettered';
  if (state === 'bounced') return 'bounced';
  return state === 'cancelled' ? 'called off' : 'failed';
}

/** An event that got lost is lost; whoever calls in vain knows that it failed. */
function troubleOutcome(trouble: TraceRecord, trace: readonly TraceRecord[]): WhyOutcome {
  if (trouble.kind === 'changed') return trouble.to === 'deadLettered' ? 'dead-lettered' : 'lost';
  if (trouble.kind !== 'lost') return 'failed';
  const message = trace[trouble.message - 1];
  const isEvent = message !== undefined && 'form' in message && message.form === 'event';
  return isEvent ? 'lost' : 'failed';
}

/** What explains best that something did not come about; the later of two that explain it as well. */
function heaviest(records: readonly TraceRecord[]): TraceRecord | undefined {
  let found: TraceRecord | undefined;
  for (const record of records) {
    if (weightOf(record) > 0 && weightOf(record) >= (found === undefined ? 0 : weightOf(found)))
      found = record;
  }
  return found;
}

function lastOf<Item>(items: readonly Item[], fits: (item: Item) => boolean): Item | undefined {
  return items.filter(fits).at(-1);
}

/** The channel of the notification whose life these records are. */
function channelOf(steps: readonly TraceRecord[]): string | undefined {
  return textOf(factOf(steps, 'channel'));
}

/** A fact with which a notification came into being. */
function factOf(steps: readonly TraceRecord[], field: string) {
  const born = steps.find((step) => step.kind === 'changed' && step.from === null);
  return born?.kind === 'changed' ? born.facts[field] : undefined;
}
