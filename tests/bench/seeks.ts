import { Replay } from '../../src/analysis/view';
import { simulate } from '../../src/simulation';
import { orderStream } from './order-stream';

/** About 100,000 records, event-sourced. */
const orderCount = 1_650;
const seekCount = 400;

/**
 * Seeks all over a trace that was passed once, as the page does when someone drags the slider.
 * @returns the number of records, and the time that 95 of 100 seeks need at most, in ms.
 */
export function seekAllOver(): { readonly recordCount: number; readonly slowMs: number } {
  const { trace } = simulate(orderStream(orderCount, 'event-sourced'));
  const replay = new Replay(trace);
  replay.at(trace.length);
  const times = Array.from({ length: seekCount }, (_, index) => {
    // A stride that has no factor in common with the length visits the whole trace without a pattern that helps.
    const step = (index * 61_803_399) % trace.length;
    const start = performance.now();
    replay.at(step);
    return performance.now() - start;
  });
  times.sort((a, b) => a - b);
  return { recordCount: trace.length, slowMs: times[Math.floor(seekCount * 0.95)] ?? NaN };
}
