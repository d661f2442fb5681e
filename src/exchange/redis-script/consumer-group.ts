import { commandLine } from './command-line';

/**
 * A consumer group of the stream as Redis keeps it, and the commands that lead there: how far it has read, and which
 * entries are pending. Entries are named by their offset, 0 for the first; -1 is before it.
 *
 * A group reads every entry of the stream. One that it does not want it acknowledges at once, as a consumer does that
 * filters by itself.
 *
 * Source: Redis documentation, XREADGROUP, XACK, XCLAIM, XGROUP SETID (https://redis.io/docs/latest/commands/).
 */
export class ConsumerGroup {
  /** How often each pending entry was delivered. */
  readonly #pending = new Map<number, number>();
  /** The last entry that it was given by XREADGROUP. */
  #last: number;
  /** The last entry that it was ever given. */
  #furthest: number;

  /** @param idOf the id of an entry in the stream; `0` for -1. */
  constructor(
    private readonly stream: string,
    private readonly name: string,
    after: number,
    private readonly idOf: (offset: number) => string,
  ) {
    this.#last = after;
    this.#furthest = after;
  }

  /** Makes the group, and the stream if need be. */
  create(): string {
    return commandLine('XGROUP', 'CREATE', this.stream, this.name, this.idOf(this.#last), 'MKSTREAM');
  }

  destroy(): string {
    return commandLine('XGROUP', 'DESTROY', this.stream, this.name);
  }

  /** Gives an entry to the consumer for the first time, or anew because the log is replayed. */
  read(offset: number): string {
    const way = this.#wayTo(offset - 1);
    this.#stand(offset);
    this.#pending.set(offset, 1);
    return `${way}${this.#readNext(1)}`;
  }

  /** Gives an entry that stayed pending to the consumer again. @param attempt how often it has then been given. */
  claim(offset: number, attempt: number): string {
    const isNext = this.#pending.get(offset) === attempt - 1;
    this.#pending.set(offset, attempt);
    const entry = ['XCLAIM', this.stream, this.name, this.#consumer, 0, this.idOf(offset)];
    // What was acknowledged and is tried once more all the same is put back with its count.
    return isNext ? commandLine(...entry) : commandLine(...entry, 'RETRYCOUNT', attempt, 'FORCE');
  }

  acknowledge(offset: number): string {
    this.#pending.delete(offset);
    return commandLine('XACK', this.stream, this.name, this.idOf(offset));
  }

  /** Reads on past what it does not want, up to an entry, which is the last that it has then been given. */
  readTo(offset: number): string {
    const way = this.#wayTo(offset);
    this.#stand(offset);
    return way;
  }

  get #consumer(): string {
    return `${this.name}-1`;
  }

  #readNext(count: number): string {
    const reader = ['GROUP', this.name, this.#consumer];
    return commandLine('XREADGROUP', ...reader, 'COUNT', count, 'STREAMS', this.stream, '>');
  }

  #stand(offset: number): void {
    this.#last = offset;
    this.#furthest = Math.max(this.#furthest, offset);
  }

  /** How an entry becomes the last that it was given: what it has not seen yet, it reads and acknowledges. */
  #wayTo(offset: number): string {
    const known = Math.min(offset, this.#furthest);
    const jump =
      known === this.#last ? '' : commandLine('XGROUP', 'SETID', this.stream, this.name, this.idOf(known));
    if (offset === known) return jump;
    const skipped = Array.from({ length: offset - known }, (_, index) => this.idOf(known + 1 + index));
    return `${jump}${this.#readNext(skipped.length)}${commandLine('XACK', this.stream, this.name, ...skipped)}`;
  }
}
