import type { FieldDifference } from '../../analysis/data-difference';
import type { NodeBehaviour } from '../../analysis/change-experiments/behaviour';
import type { AnswerChange } from '../../analysis/blast-radius/answers';
import type { NotificationOutcomeChange } from '../../analysis/blast-radius/fates';
import type { Names } from '../../analysis/names';
import { kindWords } from '../blast-radius/blast-words';
import { formatSpan } from '../format-span';

/** `12 more, 1 fewer, 3 otherwise` */
export function countWords({ added, removed, changed }: NodeBehaviour): string {
  const parts = [
    [added.length, 'more'],
    [removed.length, 'fewer'],
    [changed.length, 'otherwise'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ');
}

/** `because.channels: email → email, push` */
export function fieldWords({ path, before, after }: FieldDifference): string {
  return `${path}: ${valueWords(before)} → ${valueWords(after)}`;
}

function valueWords(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return value === '' ? 'nothing' : value;
  if (Array.isArray(value) && value.every((part) => typeof part === 'string')) {
    return value.length === 0 ? 'none' : value.join(', ');
  }
  return JSON.stringify(value);
}

/** `Order shipped push for Dave Brown: only with it` */
export function notificationWords(change: NotificationOutcomeChange, names: Names): string {
  const { kind, effect, lateMs } = change;
  const span = formatSpan(Math.abs(lateMs));
  const words: Readonly<Record<typeof effect, string>> = {
    same: 'as without it',
    late: `${span} later with it`,
    earlier: `${span} earlier with it`,
    duplicated: 'more often with it',
    contradicted: 'ends in another state with it',
    lost: 'only without it',
    waiting: 'still to come with it',
    stuck: 'not sent with it',
    failed: 'fails with it',
    deadLettered: 'dead-lettered with it',
    cancelled: 'called off with it',
    extra: 'only with it',
  };
  return `${kindWords(kind, names)}: ${words[effect]}`;
}

/** `PlaceOrder: the caller waits 42 ms longer` */
export function answerWords({ command, effect, slowerMs, error }: AnswerChange): string {
  const span = formatSpan(Math.abs(slowerMs));
  const words: Readonly<Record<typeof effect, string>> = {
    same: 'as without it',
    slower: `the caller waits ${span} longer`,
    quicker: `the caller waits ${span} less`,
    error: `refused with it – ${error ?? ''}`,
    accepted: 'accepted with it',
    none: 'only without it',
    extra: 'only with it',
  };
  return `${command}: ${words[effect]}`;
}
