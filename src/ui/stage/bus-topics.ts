import { bisectRight } from '../../analysis/bisect';
import type { TraceRecord } from '../../simulation';

/** A type of event that a bus carries in a run. */
export interface Topic {
  readonly name: string;
  /** The steps at which one was published, in order. */
  readonly publishedAt: readonly number[];
}

/** The types of event that are published to a node in a run, in order of appearance. */
export function topicsOf(trace: readonly TraceRecord[], bus: string): readonly Topic[] {
  const topics = new Map<string, number[]>();
  for (const record of trace) {
    if (record.kind !== 'sent' || record.form !== 'event' || record.to !== bus) continue;
    const steps = topics.get(record.name);
    if (steps === undefined) topics.set(record.name, [record.seq]);
    else steps.push(record.seq);
  }
  return [...topics].map(([name, publishedAt]) => ({ name, publishedAt }));
}

/** How many of a topic have been published up to a step. */
export function publishedBy({ publishedAt }: Topic, step: number): number {
  return bisectRight(publishedAt, step);
}
