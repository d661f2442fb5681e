import { bisector } from 'd3';
import type { Interval } from './spans';

/** A time in which nothing happens, drawn shorter than it is. Shown moments are ms of a clock that skips what is cut out. */
export interface Gap extends Interval {
  readonly shownFrom: number;
  readonly shownTo: number;
}

/** An idle time that is cut short takes at most this part of all that is busy. */
const longestGapShare = 1 / 8;
/** All that are cut short take no more than this part of what is busy. */
const allGapsShare = 1 / 2;
/** What would hardly become shorter stays as it is. */
const leastShortening = 2;

/**
 * Simulated time with its long idle times cut short, so that a story with a night in it can be read. Both ways, `shownAt` and
 * `momentAt`, it only ever goes forwards, and what is busy keeps its length.
 */
export class ShownTime {
  readonly gaps: readonly Gap[];
  /** How long all of it is, in shown ms; at least 1. */
  readonly length: number;
  readonly #until: number;

  /** @param busy when something happens, in ms, in any order. @param until the end of the run, in ms. */
  constructor(busy: readonly Interval[], until: number) {
    const idle = idleTimes(busy, until);
    const idleMs = idle.reduce((sum, { from, to }) => sum + to - from, 0);
    const busyMs = Math.max(1, until - idleMs);
    const longCount = idle.filter(({ from, to }) => to - from > busyMs * longestGapShare).length;
    const shownMs = busyMs * Math.min(longestGapShare, allGapsShare / Math.max(1, longCount));
    const gaps: Gap[] = [];
    let cut = 0;
    for (const { from, to } of idle) {
      if (to - from < leastShortening * shownMs) continue;
      const shownFrom = from - cut;
      cut += to - from - shownMs;
      gaps.push({ from, to, shownFrom, shownTo: shownFrom + shownMs });
    }
    this.gaps = gaps;
    this.length = Math.max(1, until - cut);
    this.#until = until;
  }

  /** Where a simulated moment lies among the shown ones. */
  shownAt(moment: number): number {
    const gap = this.gaps[byFrom.right(this.gaps, moment) - 1];
    if (gap === undefined) return moment;
    const { from, to, shownFrom, shownTo } = gap;
    if (moment >= to) return shownTo + moment - to;
    return shownFrom + ((shownTo - shownFrom) * (moment - from)) / (to - from);
  }

  /** The simulated moment, in ms, that lies at a shown one. */
  momentAt(shown: number): number {
    const gap = this.gaps[byShownFrom.right(this.gaps, shown) - 1];
    if (gap === undefined) return shown;
    const { from, to, shownFrom, shownTo } = gap;
    if (shown >= shownTo) return to + shown - shownTo;
    return from + ((to - from) * (shown - shownFrom)) / (shownTo - shownFrom);
  }

  /** The times between the gaps, in simulated ms: within each, shown time passes as simulated time does. */
  get stretches(): readonly Interval[] {
    const stretches: Interval[] = [];
    let from = 0;
    for (const gap of this.gaps) {
      stretches.push({ from, to: gap.from });
      from = gap.to;
    }
    return [...stretches, { from, to: Math.max(from, this.#until) }];
  }
}

/** The times in which nothing happens, in order. */
function idleTimes(busy: readonly Interval[], until: number): readonly Interval[] {
  const idle: Interval[] = [];
  let end = 0;
  for (const { from, to } of [...busy].sort((a, b) => a.from - b.from)) {
    if (from > end) idle.push({ from: end, to: from });
    end = Math.max(end, to);
  }
  if (until > end) idle.push({ from: end, to: until });
  return idle;
}

const byFrom = bisector(({ from }: Gap) => from);
const byShownFrom = bisector(({ shownFrom }: Gap) => shownFrom);
