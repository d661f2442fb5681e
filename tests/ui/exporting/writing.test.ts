import { describe, expect, it } from 'vitest';
import type { Piece, Pieces } from '../../../src/exchange/piece';
import { writeInSlices } from '../../../src/ui/exporting/writing';

/** Writes it to the end, and notes what was told on the way. */
async function written(pieces: Pieces) {
  const shares: number[] = [];
  const { signal } = new AbortController();
  const { file, beginning } = await writeInSlices(pieces, 'text/plain', {
    signal,
    progressed: (share) => shares.push(share),
  });
  return { file, beginning: beginning.text, shares };
}

/** Each takes longer than a slice may. */
function* slowly(texts: readonly string[]): Generator<Piece> {
  for (const [index, text] of texts.entries()) {
    const end = performance.now() + 9;
    while (performance.now() < end);
    yield { text, share: (index + 1) / texts.length };
  }
}

function* quickly(count: number): Generator<Piece> {
  for (let index = 0; index < count; index += 1) yield { text: `line ${index}\n`, share: index / count };
}

describe('writing in slices', () => {
  it('gives every piece, in order, as one file of the media type', async () => {
    const { file, beginning } = await written(quickly(50_000));
    const text = await file.text();
    expect(text).toBe([...quickly(50_000)].map((piece) => piece.text).join(''));
    expect(text.startsWith(beginning)).toBe(true);
    expect(file.type).toBe('text/plain');
  });

  it('writes an empty file where there is nothing to write', async () => {
    const { file, beginning } = await written([]);
    expect([file.size, beginning]).toEqual([0, '']);
  });

  it('pauses after each piece that takes long, and says how far it is', async () => {
    const { shares } = await written(slowly(['a', 'b', '', 'd']));
    expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it('begins after whoever asked for it has gone on', async () => {
    let hasBegun = false;
    const writing = written(
      (function* () {
        hasBegun = true;
        yield { text: 'a', share: 1 };
      })(),
    );
    expect(hasBegun).toBe(false);
    await writing;
    expect(hasBegun).toBe(true);
  });

  it('shows the beginning before the end is written', async () => {
    const beginnings: (string | undefined)[] = [];
    await writeInSlices(slowly(['x\n'.repeat(15_000), 'y', 'z']), 'text/plain', {
      signal: new AbortController().signal,
      progressed: (_, beginning) => beginnings.push(beginning?.text),
    });
    expect(beginnings).toEqual(Array.from({ length: 3 }, () => 'x\n'.repeat(300)));
  });

  it('given up, writes nothing more, and lets the writer clear up', async () => {
    const stopping = new AbortController();
    const seen: string[] = [];
    const pieces = (function* () {
      try {
        for (;;) {
          seen.push('piece');
          yield* slowly(['a']);
        }
      } finally {
        seen.push('cleared up');
      }
    })();
    const writing = writeInSlices(pieces, 'text/plain', {
      signal: stopping.signal,
      progressed: () => {
        seen.push('progress');
        stopping.abort();
      },
    });
    await expect(writing).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual(['piece', 'progress', 'cleared up']);
  });

  it('tells of a writer that breaks', async () => {
    const breaking = (function* (): Generator<Piece> {
      yield { text: 'a', share: 0 };
      throw new RangeError('no room');
    })();
    await expect(written(breaking)).rejects.toThrow('no room');
  });
});
