import { bisectRight } from '../../analysis/bisect';
import { scenarioOf, type Act, type Run, type TraceRecord } from '../../simulation';

/** An act of scenario or person, and where it stands on the timeline. */
export interface ActPlace {
  /** `person 2`: whose it is, and its place among these. */
  readonly key: string;
  readonly act: Act;
  readonly of: 'scenario' | 'person';
  readonly index: number;
  /** The step of its first record; undefined when the run did not come to it. */
  readonly step: number | undefined;
}

/** One or several acts that stand so close together that they share a chip. */
export interface Chip {
  readonly key: string;
  /** In the order in which they happen. */
  readonly acts: readonly ActPlace[];
  /** Place along the timeline, 0 to 1. */
  readonly place: number;
}

/** All acts of a run, those that it did not come to last. */
export function actPlaces({ recording, performed, trace }: Run): readonly ActPlace[] {
  const reached = performed.map(({ act, of, index, seq }): ActPlace => {
    return { key: `${of} ${index}`, act, of, index, step: Math.min(seq, trace.length) };
  });
  const known = new Set(reached.map(({ key }) => key));
  const all = [
    ...(scenarioOf(recording)?.acts ?? []).map((act, index) => ({ act, of: 'scenario', index }) as const),
    ...recording.acts.map((act, index) => ({ act, of: 'person', index }) as const),
  ];
  const missed = all
    .map((act): ActPlace => ({ ...act, key: `${act.of} ${act.index}`, step: undefined }))
    // A scenario may have an act for each architecture; only the person's own are missed.
    .filter(({ key, of }) => of === 'person' && !known.has(key));
  return [...reached, ...missed];
}

/** How much room a chip takes on the timeline, in px. */
const chipPx = 26;

/** The chips of a timeline. What the run did not come to stands at its end. @param widthPx how long the timeline is. */
export function chipsOf(acts: readonly ActPlace[], stepCount: number, widthPx: number): readonly Chip[] {
  const chips: { key: string; acts: ActPlace[]; place: number }[] = [];
  for (const act of acts) {
    const place = act.step === undefined ? 1 : act.step / Math.max(1, stepCount);
    const last = chips.at(-1);
    if (last !== undefined && (place - last.place) * widthPx < chipPx) last.acts.push(act);
    else chips.push({ key: act.key, acts: [act], place });
  }
  return chips;
}

/** When an act happens that is put right after a step, in simulated ms. */
export function landingTime(trace: readonly TraceRecord[], step: number): number {
  const record = trace[Math.min(step, trace.length) - 1];
  return record === undefined ? 0 : record.at + 1;
}

/**
 * When an act happens that is moved past the step before it, or the one after it; undefined when there is none. Steps of its
 * own story do not count: they move with it.
 * @returns simulated ms.
 */
export function neighbouringTime(
  trace: readonly TraceRecord[],
  { act, step }: Pick<ActPlace, 'act' | 'step'>,
  direction: 1 | -1,
): number | undefined {
  const own = step === undefined ? undefined : trace[step - 1];
  const flow = own?.at === act.at ? own.flow : undefined;
  const times = trace.map(({ at }) => at);
  let index = bisectRight(times, act.at - 1 + (direction === 1 ? 0 : -1));
  if (direction === -1) index -= 1;
  for (; index >= 0 && index < trace.length; index += direction) {
    const record = trace[index];
    if (record !== undefined && record.flow !== flow) return record.at + 1;
  }
  return direction === -1 && act.at > 0 ? 0 : undefined;
}

/** The acts with one of them at another time. @param at simulated ms. */
export function withActAt(acts: readonly Act[], index: number, at: number): readonly Act[] {
  return acts.map((act, place) => (place === index ? { ...act, at } : act));
}
