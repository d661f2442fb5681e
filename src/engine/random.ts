/**
 * Seeded random numbers in named streams. Each name has its own stream, so that a draw in one place changes no draw in
 * another: adding a message on one link leaves the latencies of all other links as they were.
 */
export class RandomStreams {
  readonly #seed: number;
  readonly #drawCounts = new Map<string, number>();

  /** @param seed any 32-bit integer. */
  constructor(seed: number) {
    this.#seed = seed | 0;
  }

  /** The next number of the stream, in [0, 1). */
  draw(stream: string): number {
    const count = this.#drawCounts.get(stream) ?? 0;
    this.#drawCounts.set(stream, count + 1);
    return scramble(hashOf(stream, this.#seed) + Math.imul(count, 0x9e3779b9)) / 0x1_0000_0000;
  }
}

/** A 32-bit hash of a text: FNV-1a over the characters, started from the seed. */
export function hashOf(text: string, seed: number): number {
  let value = seed ^ 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value;
}

/**
 * The 32-bit finaliser of MurmurHash3, as a number from 0: every input bit moves every output bit, and different values stay
 * different.
 */
export function scramble(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
