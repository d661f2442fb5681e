import type { Pieces } from '../../exchange/piece';
import { beginningOf, mostCharacters, type Beginning } from './beginning';

interface Watch {
  /** Gives the writing up. */
  readonly signal: AbortSignal;
  /** Told between two slices. @param share from 0 to 1. @param beginning as soon as there is enough to show. */
  readonly progressed: (share: number, beginning: Beginning | undefined) => void;
}

interface Written {
  readonly file: Blob;
  readonly beginning: Beginning;
}

/** So long the page may be kept busy by one slice, in ms: half of a frame. */
const sliceMs = 8;
/** So many characters are handed to the browser at once, which may keep them outside of the page's memory. */
const partLength = 262_144;

/**
 * Writes a file in slices, between which the browser can draw and take in what the person does. The text is never in memory as
 * a whole: finished parts go into a Blob.
 * @throws what the writer throws, or the reason for which it was given up.
 */
export async function writeInSlices(
  pieces: Pieces,
  mediaType: string,
  { signal, progressed }: Watch,
): Promise<Written> {
  const draft = new Draft();
  const pause = new Pause();
  try {
    await pause.next();
    signal.throwIfAborted();
    let end = performance.now() + sliceMs;
    for (const { text, share } of pieces) {
      draft.add(text);
      if (performance.now() < end) continue;
      progressed(share, draft.beginning);
      await pause.next();
      signal.throwIfAborted();
      end = performance.now() + sliceMs;
    }
    return draft.finish(mediaType);
  } finally {
    pause.close();
  }
}

/** Lets the browser do what waits. A message is a task of its own; timers would wait some ms each time. */
class Pause {
  readonly #channel = new MessageChannel();

  next(): Promise<void> {
    const { port1, port2 } = this.#channel;
    return new Promise((resolve) => {
      port1.onmessage = () => {
        resolve();
      };
      port2.postMessage(undefined);
    });
  }

  close(): void {
    this.#channel.port1.close();
  }
}

/** A file as far as it is written. */
class Draft {
  readonly #parts: Blob[] = [];
  #part = '';
  #opening = '';
  #beginning: Beginning | undefined;

  /** Undefined until there is enough to show. */
  get beginning(): Beginning | undefined {
    return this.#beginning;
  }

  add(text: string): void {
    this.#part += text;
    if (this.#beginning === undefined) {
      this.#opening += text;
      if (this.#opening.length > mostCharacters) this.#beginning = beginningOf(this.#opening);
    }
    if (this.#part.length < partLength) return;
    this.#parts.push(new Blob([this.#part]));
    this.#part = '';
  }

  finish(mediaType: string): Written {
    const file = new Blob([...this.#parts, this.#part], { type: mediaType });
    return { file, beginning: this.#beginning ?? beginningOf(this.#opening) };
  }
}
