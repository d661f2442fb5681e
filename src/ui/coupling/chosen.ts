import type { ArchitectureName, NodeId, Recording, Run } from '../../simulation';

/** A number that a person wants to see the records of. */
export interface Chosen {
  /** Whose run the records are of. */
  readonly architecture: ArchitectureName;
  /** `Pricing, API-driven: 3 reads of customers`; no other number has the same. */
  readonly title: string;
  readonly seqs: readonly number[];
  readonly node: NodeId | undefined;
}

/** Whether two recordings are the same but for the architecture, so that numbers of one run belong to the other as well. */
export function isSameStory(one: Recording, other: Recording): boolean {
  const { architecture: _, ...here } = one;
  const { architecture: __, ...there } = other;
  const [left, right] = [new Map(Object.entries(here)), new Map(Object.entries(there))];
  return [...left.keys(), ...right.keys()].every((key) => left.get(key) === right.get(key));
}

export function otherArchitecture(architecture: ArchitectureName): ArchitectureName {
  return architecture === 'api-driven' ? 'event-sourced' : 'api-driven';
}

/** Whether a run is a recording’s in the other architecture. */
export function isCounterpart(run: Run | undefined, recording: Recording): boolean {
  if (run?.recording.architecture !== otherArchitecture(recording.architecture)) return false;
  return isSameStory(run.recording, recording);
}
