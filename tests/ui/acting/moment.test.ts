import { describe, expect, it } from 'vitest';
import { recordingOf, simulate } from '../../../src/simulation';
import { momentWords } from '../../../src/ui/acting/moment';

const { trace } = simulate(recordingOf('price-drop', 'event-sourced'));
const end = trace.at(-1)?.at ?? 0;

describe('when an act happens', () => {
  it('is said with the step before it, and that the old future stays', () => {
    const third = trace[2]?.at ?? 0;
    const before = trace.filter(({ at }) => at < third + 1).length;
    expect(momentWords({ trace, step: 3 }, third + 1)).toBe(
      `This happens at t = ${third + 1} ms, right after step ${before}. The old future is kept as a branch.`,
    );
  });

  it('counts the steps of the same moment, which come first', () => {
    const at = trace.find((record, index) => trace[index + 1]?.at === record.at && record.at > 0);
    if (at === undefined) throw new Error('no two steps are at the same time');
    expect(momentWords({ trace, step: at.seq }, at.at + 1)).not.toContain(`step ${at.seq}.`);
  });

  it('is the very beginning before the first step', () => {
    expect(momentWords({ trace, step: 0 }, 0)).toContain('at t = 0 ms, at the very beginning.');
  });

  it('goes on from the end', () => {
    const last = { trace, step: trace.length };
    expect(momentWords(last, end + 1)).toContain(`right after step ${trace.length}. The story goes on`);
    expect(momentWords(last, end - 1)).toContain('The old future is kept as a branch.');
  });
});
