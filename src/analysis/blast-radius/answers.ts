import type { TraceRecord } from '../../simulation';
import type { Stories } from './stories';
import { factsOf, textOf } from '../facts';

/** What the actor who gave a command was told in the end. */
export interface Answer {
  readonly command: string;
  readonly story: string;
  readonly ok: boolean;
  /** Name and words of the error; undefined when it was accepted. */
  readonly error: string | undefined;
  readonly at: number;
  readonly seq: number;
}

/** The answers of a run, by the story that each command began. */
export function answersOf(trace: readonly TraceRecord[], stories: Stories): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  for (const record of trace) {
    if (record.kind !== 'concluded') continue;
    const { seq, at, name: command, ok } = record;
    const { name, message } = factsOf(record.payload);
    const error = ok ? undefined : (textOf(message) ?? textOf(name) ?? 'an unknown error');
    const story = stories.nameOf(record.flow);
    answers.set(story, { command, story, ok, error, at, seq });
  }
  return answers;
}

/** What a fault did to one answer: an error in place of a result is back at the caller, or none comes at all. */
export type AnswerEffect =
  | 'same'
  | 'slower'
  | 'quicker'
  | 'error'
  | 'accepted'
  | 'none'
  /** The command is not given in the other run. */
  | 'extra';

export interface AnswerChange {
  readonly command: string;
  readonly story: string;
  readonly effect: AnswerEffect;
  /** How much longer the caller waited, in ms; negative: less. */
  readonly slowerMs: number;
  readonly error: string | undefined;
  /** Where that is to be seen in the run with the fault; undefined where nothing came. */
  readonly seq: number | undefined;
}

/** Compares what every caller of two runs was told, in the order of the run without the fault. */
export function answerChanges(
  without: ReadonlyMap<string, Answer>,
  withFault: ReadonlyMap<string, Answer>,
): readonly AnswerChange[] {
  return [...new Set([...without.keys(), ...withFault.keys()])].flatMap((name) => {
    const [before, now] = [without.get(name), withFault.get(name)];
    const known = now ?? before;
    if (known === undefined) return [];
    const slowerMs = before === undefined || now === undefined ? 0 : now.at - before.at;
    const { command, story } = known;
    return [{ command, story, effect: effectOn(before, now), slowerMs, error: now?.error, seq: now?.seq }];
  });
}

function effectOn(before: Answer | undefined, now: Answer | undefined): AnswerEffect {
  if (now === undefined) return 'none';
  if (before === undefined) return 'extra';
  if (before.ok !== now.ok || before.error !== now.error) return now.ok ? 'accepted' : 'error';
  if (now.at === before.at) return 'same';
  return now.at > before.at ? 'slower' : 'quicker';
}
