import { anyMutation, diceOf } from '../support/mutations';
import { readAnything, type Ending } from '../support/reading-anything';

/** Longer than any file may keep the page waiting, in ms, on a busy machine too. */
const patienceMs = 20_000;

/**
 * Reads as many files and links that went wrong as wanted: each is simulated, within limits, or refused with a reason.
 * @returns the exit code.
 */
export function soakFiles(count: number, seed: number): number {
  const dice = diceOf(seed);
  const endings: Record<Ending, number> = { refused: 0, simulated: 0, stopped: 0, foreign: 0 };
  const kinds: Record<string, number> = {};
  let slowestMs = 0;
  for (let number = 1; number <= count; number += 1) {
    const given = anyMutation(dice);
    const begin = performance.now();
    try {
      endings[readAnything(given)] += 1;
      const tookMs = performance.now() - begin;
      slowestMs = Math.max(slowestMs, tookMs);
      if (tookMs > patienceMs) throw new Error(`It took ${Math.round(tookMs)} ms`);
    } catch (error) {
      console.log(
        `File ${number} of ${count} (seed ${seed}), a ${given.kind}:\n\n${given.text.slice(0, 5_000)}\n`,
      );
      console.log(error);
      return 1;
    }
    kinds[given.kind] = (kinds[given.kind] ?? 0) + 1;
    if (number % 1000 === 0) console.log(`${number} files`);
  }
  const ofKinds = Object.entries(kinds).map(([kind, number]) => `${number} ${kind}s`);
  console.log(
    `${count} mutated files and links (seed ${seed}; ${ofKinds.join(', ')}): ${endings.refused} refused with a reason, ` +
      `${endings.simulated} simulated, ${endings.stopped} stopped at the limit, ` +
      `${endings.foreign} taken as a log of another system. ` +
      `None crashed; the slowest took ${Math.round(slowestMs)} ms.`,
  );
  return 0;
}
