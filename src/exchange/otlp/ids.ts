import { hashOf, scramble } from '../../simulation';

/**
 * Ids of traces and spans: hashes of what they stand for, so that the same run has the same ids. Each 32 bits are a hash with a
 * beginning of its own, mixed at the end, as tools show the first digits only.
 */
export class Ids {
  readonly #begun: readonly number[];

  /**
   * @param words how many times 32 bits: 2 for spans, 4 for traces.
   * @param beginning what the ids have in common; it is hashed once.
   */
  constructor(words: 2 | 4, beginning: string) {
    this.#begun = Array.from({ length: words }, (_, word) =>
      hashOf(beginning, Math.imul(word + 1, 0x9e37_79b9)),
    );
  }

  /** The id of a thing, in lower-case hexadecimal digits, 8 a word; never all zeros, which is no id. */
  idOf(thing: string): string {
    let id = '';
    for (const begun of this.#begun) id += scramble(hashOf(thing, begun)).toString(16).padStart(8, '0');
    return /[^0]/.test(id) ? id : id.replace(/0$/, '1');
  }
}
