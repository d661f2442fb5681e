import { brokerNames } from '../../simulation';
import { architectureTitles, otherArchitecture } from '../architectures';
import { brokerTitles } from '../header/broker-titles';
import type { Session } from '../session.svelte';
import { writeComparedWith, type ComparedWith } from './compared-with';

/** Something that the run that is shown can be compared with. */
export interface CompareChoice {
  readonly value: string;
  readonly comparedWith: ComparedWith;
  readonly title: string;
}

/** What the run that is shown can be compared with: itself in the other architecture, over other brokers, other branches. */
export function compareChoices({
  recording,
  futures,
}: Pick<Session, 'recording' | 'futures'>): readonly CompareChoice[] {
  const { architecture } = recording;
  const other = otherArchitecture(architecture);
  // Where services call each other there is no broker to differ in.
  const brokers =
    architecture === 'event-sourced' ? brokerNames.filter((name) => name !== recording.broker) : [];
  const choices: readonly Omit<CompareChoice, 'value'>[] = [
    { comparedWith: { kind: 'architecture' }, title: architectureTitles[other] },
    ...brokers.map((broker) => ({
      comparedWith: { kind: 'broker', broker } as const,
      title: `${brokerTitles[broker]} as the broker`,
    })),
    ...futures.branches
      .filter(({ id }) => id !== futures.branch.id)
      .map(({ id, name }) => ({ comparedWith: { kind: 'branch', id } as const, title: `Branch “${name}”` })),
  ];
  return choices.map((choice) => ({ ...choice, value: writeComparedWith(choice.comparedWith) }));
}
