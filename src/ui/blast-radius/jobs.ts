import {
  baselineOf,
  blastRadiusOf,
  recordingIn,
  type Finding,
  type PartRow,
  type Setting,
  type Trouble,
} from '../../analysis/blast-radius/blast-radius';
import type { NodeId, Recording } from '../../simulation';
import type { Kept } from './kept-findings';

/** What is to be found out: a story, its parts, what befalls each, and where it is run. */
export interface Question {
  readonly recording: Recording;
  readonly parts: readonly PartRow[];
  readonly trouble: Trouble;
  readonly settings: readonly Setting[];
}

/** One run to compute. */
export interface Job {
  readonly setting: Setting;
  readonly node: NodeId;
  /** Under which its finding is kept. */
  readonly key: string;
}

/** The runs that answer a question, each once: parts of one process go down with each other. */
export function jobsFor({ parts, trouble, settings }: Question): readonly Job[] {
  const jobs = new Map<string, Job>();
  for (const setting of settings) {
    for (const part of parts) {
      const node = part.in[setting.architecture]?.host;
      if (node === undefined) continue;
      const key = keyOf(setting, node, trouble);
      jobs.set(key, { setting, node, key });
    }
  }
  return [...jobs.values()];
}

/** Runs one job, and the run without trouble before it, unless that is known. */
export function* findingFor(
  { setting, node }: Job,
  { recording, trouble }: Question,
  { readings }: Kept,
): Generator<void, Finding> {
  const here = recordingIn(recording, setting);
  const key = settingKey(setting);
  const reading = readings.get(key) ?? (yield* baselineOf(here));
  readings.set(key, reading);
  return yield* blastRadiusOf(here, reading, node, trouble);
}

/** The API-driven shop has no broker: whichever is chosen, it is the same run. */
export function settingKey({ architecture, broker }: Setting): string {
  return architecture === 'api-driven' ? architecture : `${architecture} ${broker}`;
}

/** The name of a finding. */
export function keyOf(setting: Setting, node: NodeId, trouble: Trouble): string {
  return `${settingKey(setting)} ${node} ${JSON.stringify(trouble)}`;
}
