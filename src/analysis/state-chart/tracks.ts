import type { Passage } from './ports';
import type { Span } from './ways';

/**
 * Where lines run up and down: each channel between two columns has tracks side by side. Lines to the same target share
 * one, as branches of a railway do; no others do.
 */
export class Tracks {
  /** The targets that rails above (and below) everything lead to; the innermost rail is the first. */
  readonly above: readonly string[];
  readonly below: readonly string[];
  readonly #channels = new Map<number, readonly string[]>();

  /** @param topOf how far down a state begins. */
  constructor(
    passages: readonly Passage[],
    columns: ReadonlyMap<string, Span>,
    private readonly topOf: (path: string) => number,
  ) {
    const targets = (way: 'above' | 'below') => [
      ...new Set(
        passages.filter((passage) => passage.way === way).map(({ transition }) => transition.target),
      ),
    ];
    this.above = targets('above');
    this.below = targets('below');
    const needs = passages.flatMap((passage) => tracksOf(passage, columns));
    for (const { channel } of needs) {
      const ranked = needs.filter((need) => need.channel === channel).sort((a, b) => this.#compare(a, b));
      this.#channels.set(channel, [...new Set(ranked.map(({ name }) => name))]);
    }
  }

  countIn(channel: number): number {
    return this.#channels.get(channel)?.length ?? 0;
  }

  /** Which track of its channel is the one of that name, from the left. */
  indexOf({ channel, name }: Track): number {
    return this.#channels.get(channel)?.indexOf(name) ?? 0;
  }

  #compare(a: Track, b: Track): number {
    const byGroup = this.#group(a) - this.#group(b);
    if (byGroup !== 0) return byGroup;
    const byTarget = this.topOf(a.target) - this.topOf(b.target);
    return this.#leadsDown(a) ? -byTarget : byTarget;
  }

  /** Lines cross less when those that lead down have their tracks before those that lead up. */
  #group(track: Track): number {
    return groups.indexOf(track.kind) * 2 + (this.#leadsDown(track) ? 0 : 1);
  }

  #leadsDown({ source, target }: Track): boolean {
    return this.topOf(target) > this.topOf(source);
  }
}

/** A track, as a passage needs it. */
interface Track {
  /** The channel behind this column; −1 is before all columns. */
  readonly channel: number;
  /** Passages that name it alike share it. */
  readonly name: string;
  readonly kind: 'beside' | 'rail' | 'entry' | 'back';
  readonly source: string;
  readonly target: string;
}

const groups: readonly Track['kind'][] = ['beside', 'rail', 'entry', 'back'];

/** The tracks that a passage runs on: one, or two if there is a rail between them. */
export function tracksOf({ transition, way }: Passage, columns: ReadonlyMap<string, Span>): readonly Track[] {
  const { id, source, target } = transition;
  const from = columns.get(source)?.last ?? 0;
  const to = columns.get(target) ?? { first: 0, last: 0 };
  const ends = { source, target };
  const entry: Track = { ...ends, channel: to.first - 1, name: `entry ${target}`, kind: 'entry' };
  switch (way) {
    case 'ahead':
      return [entry];
    case 'loop':
    case 'beside':
      return [{ ...ends, channel: from, name: `beside ${target}`, kind: 'beside' }];
    case 'back':
      return [{ ...ends, channel: to.last, name: `back ${id}`, kind: 'back' }];
    case 'above':
    case 'below':
      return [{ ...ends, channel: from, name: `${way} ${target}`, kind: 'rail' }, entry];
  }
}
