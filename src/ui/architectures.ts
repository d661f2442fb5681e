import type { ArchitectureName, Recording, Run } from '../simulation';

/** What the architectures are called on the page. */
export const architectureTitles: Readonly<Record<ArchitectureName, string>> = {
  'event-sourced': 'Event-sourced',
  'api-driven': 'API-driven',
};

export function otherArchitecture(architecture: ArchitectureName): ArchitectureName {
  return architecture === 'api-driven' ? 'event-sourced' : 'api-driven';
}

/** Whether two recordings are the same but for the architecture, so that what is found in one run belongs to the other as well. */
export function isSameStory(one: Recording, other: Recording): boolean {
  const { architecture: _, ...here } = one;
  const { architecture: __, ...there } = other;
  const [left, right] = [new Map(Object.entries(here)), new Map(Object.entries(there))];
  return [...left.keys(), ...right.keys()].every((key) => left.get(key) === right.get(key));
}

/** Whether a run is a recording’s in the other architecture. */
export function isCounterpart(run: Run | undefined, recording: Recording): boolean {
  if (run?.recording.architecture !== otherArchitecture(recording.architecture)) return false;
  return isSameStory(run.recording, recording);
}
