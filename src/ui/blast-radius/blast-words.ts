import type { AnswerChange, AnswerEffect } from '../../analysis/blast-radius/answers';
import type { NotificationEffect, NotificationOutcomeChange } from '../../analysis/blast-radius/fates';
import type { Finding, Seen, Trouble } from '../../analysis/blast-radius/blast-radius';
import type { WorkChange, WorkEffect } from '../../analysis/blast-radius/work';
import type { NotificationKind } from '../../analysis/branch-difference';
import type { Names } from '../../analysis/names';
import { channelWord, counted, nameWord, plainText, sentence, spaced } from '../../analysis/words';
import { formatSpan } from '../format-span';

/** How bad something is: it has a sign and words of its own. */
export type Weight = (typeof weights)[number];

/** From the worst on. */
const weights = ['lost', 'error', 'missed', 'late', 'odd', 'idle', 'better'] as const;

/** A line of a cell: what happened, how often, and how late at most. */
export interface CellLine {
  readonly weight: Weight;
  readonly text: string;
}

const notificationWeights: Readonly<Record<NotificationEffect, Weight>> = {
  same: 'better',
  late: 'late',
  earlier: 'better',
  duplicated: 'odd',
  contradicted: 'odd',
  lost: 'lost',
  waiting: 'late',
  stuck: 'lost',
  failed: 'error',
  deadLettered: 'error',
  cancelled: 'odd',
  extra: 'odd',
};

const notificationCounts: Readonly<Record<NotificationEffect, string>> = {
  same: 'as before',
  late: 'late',
  earlier: 'earlier',
  duplicated: 'delivered twice or more',
  contradicted: 'delivered, but not marked so',
  lost: 'lost',
  waiting: 'still to come at the end',
  stuck: 'never sent',
  failed: 'failed',
  deadLettered: 'dead-lettered',
  cancelled: 'called off',
  extra: 'in addition',
};

const answerWeights: Readonly<Record<AnswerEffect, Weight>> = {
  same: 'better',
  slower: 'late',
  quicker: 'better',
  error: 'error',
  accepted: 'odd',
  none: 'lost',
  extra: 'odd',
};

const answerCounts: Readonly<Record<AnswerEffect, string>> = {
  same: 'as before',
  slower: 'slower',
  quicker: 'quicker',
  error: 'failed back to the caller',
  accepted: 'accepted that were refused',
  none: 'never answered',
  extra: 'in addition',
};

const workWeights: Readonly<Record<WorkEffect, Weight>> = {
  same: 'better',
  late: 'late',
  earlier: 'better',
  kept: 'late',
  deadLettered: 'error',
  missed: 'missed',
  unasked: 'idle',
  again: 'odd',
};

const workCounts: Readonly<Record<WorkEffect, string>> = {
  same: 'as before',
  late: 'Behind',
  earlier: 'Earlier',
  kept: 'Still to do',
  deadLettered: 'Dead-lettered',
  missed: 'Missed',
  unasked: 'Not asked for',
  again: 'In addition',
};

/** What a trouble did, in a few lines: notifications, answers to callers, work of parts. None where nothing changed. */
export function cellLines({ notifications, answers, works }: Finding, names: Names): readonly CellLine[] {
  const ofNotifications = groups(notifications, ({ lateMs }) => lateMs).map((group): CellLine => {
    const { effect, changes } = group;
    const count = counted(changes.length, 'notification');
    return {
      weight: notificationWeights[effect],
      text: `${count} ${notificationCounts[effect]}${upTo(group)}`,
    };
  });
  const ofAnswers = groups(answers, ({ slowerMs }) => slowerMs).map((group): CellLine => {
    const { effect, changes } = group;
    const count = counted(changes.length, 'command');
    return { weight: answerWeights[effect], text: `${count} ${answerCounts[effect]}${upTo(group)}` };
  });
  const ofWorks = groups(works, ({ lateMs }) => lateMs).map((group): CellLine => {
    const { effect, changes } = group;
    const counts = partCounts(changes, names);
    return { weight: workWeights[effect], text: `${workCounts[effect]}: ${counts}${upTo(group)}` };
  });
  return [ofNotifications, ofAnswers, ofWorks].flatMap((lines) =>
    [...lines].sort((a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight)),
  );
}

/** `Inventory, Projections ×4` */
function partCounts(works: readonly WorkChange[], names: Names): string {
  const counts = new Map<string, number>();
  for (const { node } of works) counts.set(node, (counts.get(node) ?? 0) + 1);
  return [...counts]
    .map(([node, count]) => `${names.nodeTitle(node)}${count === 1 ? '' : `\u00a0×${count}`}`)
    .join(', ');
}

interface Group<Change extends { readonly effect: string }> {
  readonly effect: Change['effect'];
  readonly changes: readonly Change[];
  /** The longest span, in ms, without its sign. */
  readonly mostMs: number;
}

/** The changes by what they are. */
function groups<Change extends { readonly effect: string }>(
  changes: readonly Change[],
  spanOf: (change: Change) => number,
): readonly Group<Change>[] {
  const byEffect = new Map<Change['effect'], Change[]>();
  for (const change of changes) {
    const group = byEffect.get(change.effect);
    if (group === undefined) byEffect.set(change.effect, [change]);
    else group.push(change);
  }
  return [...byEffect].map(([effect, group]) => ({
    effect,
    changes: group,
    mostMs: group.reduce((most, change) => Math.max(most, Math.abs(spanOf(change))), 0),
  }));
}

const timed: ReadonlySet<string> = new Set(['late', 'earlier', 'slower', 'quicker']);

/** ` (3000 ms)`; of several, the longest. */
function upTo({ effect, changes, mostMs }: Group<{ readonly effect: string }>): string {
  if (!timed.has(effect)) return '';
  return changes.length === 1 ? ` (${formatSpan(mostMs)})` : ` (at most ${formatSpan(mostMs)})`;
}

/** A change in words, how bad it is, and where it is seen. */
export interface ChangeLine extends CellLine {
  readonly seq: number;
}

/** `Price drop email for Carol Davis: 3000 ms late` */
export function notificationLine(
  { kind, effect, lateMs, reason, seq }: Seen<NotificationOutcomeChange>,
  names: Names,
): ChangeLine {
  const span = formatSpan(Math.abs(lateMs));
  const because = reason === undefined ? '' : ` – ${plainText(reason, names)}`;
  const words: Readonly<Record<NotificationEffect, string>> = {
    same: 'as before',
    late: `${span} late`,
    earlier: `${span} earlier`,
    duplicated: 'delivered more than once',
    contradicted: `delivered, but the shop does not know${because}`,
    lost: 'lost: it never comes into being',
    waiting: 'still to come: at the end the event that it needs is kept for a part that is away',
    stuck: 'never sent: nobody will take it up again',
    failed: `failed${because}`,
    deadLettered: `dead-lettered${because}`,
    cancelled: `called off${because}`,
    extra: 'not there without the fault',
  };
  return { weight: notificationWeights[effect], text: `${kindWords(kind, names)}: ${words[effect]}`, seq };
}

/** `Price drop email for Carol Davis` */
export function kindWords({ type, customerId, channel }: NotificationKind, names: Names): string {
  const whom = customerId === undefined ? 'the warehouse' : names.customerName(customerId);
  return sentence(`${spaced(type)} ${channelWord(channel)} for ${whom}`);
}

/** `PlaceOrder: back at the caller as an error – No answer from Inventory` */
export function answerLine(
  { command, effect, slowerMs, error, seq }: Seen<AnswerChange>,
  names: Names,
): ChangeLine {
  const span = formatSpan(Math.abs(slowerMs));
  const words: Readonly<Record<AnswerEffect, string>> = {
    same: 'as before',
    slower: `the caller waits ${span} longer`,
    quicker: `the caller waits ${span} less`,
    error: `back at the caller as an error – ${plainText(error ?? '', names)}`,
    accepted: 'accepted, where it was refused',
    none: 'never answered',
    extra: 'not given without the fault',
  };
  return { weight: answerWeights[effect], text: `${command}: ${words[effect]}`, seq };
}

/** `Inventory: OrderCreated 3000 ms behind` */
export function workLine({ node, name, effect, lateMs, seq }: Seen<WorkChange>, names: Names): ChangeLine {
  const span = formatSpan(Math.abs(lateMs));
  const words: Readonly<Record<WorkEffect, string>> = {
    same: 'as before',
    late: `${span} behind`,
    earlier: `${span} earlier`,
    kept: 'still to do: the event is kept for it',
    deadLettered: 'dead-lettered',
    missed: 'missed: asked for, and gone',
    unasked: 'not asked for',
    again: 'in addition',
  };
  const title = names.nodeTitle(node);
  return { weight: workWeights[effect], text: `${title}: ${nameWord(name)} ${words[effect]}`, seq };
}

/** What befalls a part, within the name of a branch: `Ordering down`. */
export function troubleWords(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'down':
      return 'down';
    case 'away':
      return `down for ${formatSpan(trouble.durationMs)}`;
    case 'slow':
      return `slow by ${formatSpan(trouble.delayMs)}`;
  }
}
