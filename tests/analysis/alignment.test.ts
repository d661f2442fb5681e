import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignmentOf, isDifference, partnerStep, type Alignment } from '../../src/analysis/alignment';
import { recordingOf, scenarios, simulate, type TraceRecord } from '../../src/simulation';

const traceOf = (...args: Parameters<typeof recordingOf>) => simulate(recordingOf(...args)).trace;
const both = (scenario: string) =>
  [traceOf(scenario, 'event-sourced'), traceOf(scenario, 'api-driven')] as const;

/** The rows in which a rule decided something about somebody. */
function decisions({ rows }: Alignment, rule: string, subject: string) {
  const isIt = (record: TraceRecord | undefined) =>
    record?.kind === 'decision' && record.rule === rule && record.subject === subject;
  return rows.filter(({ left, right }) => isIt(left) || isIt(right));
}

describe('two runs laid beside each other', () => {
  it('do not differ when they are the same', () => {
    for (const { id } of scenarios) {
      const trace = traceOf(id, 'event-sourced');
      const alignment = alignmentOf(trace, trace);
      expect(alignment.rows.filter(isDifference)).toEqual([]);
      for (let step = 0; step <= trace.length; step += 1) {
        expect(partnerStep(alignment, 'left', step)).toBe(step);
      }
    }
  });

  it('share the moments of the price drop, which other parts bring about', () => {
    const alignment = alignmentOf(...both('price-drop'));
    // Bob’s segment is silver: both find that out, the API-driven Pricing by itself.
    const [bob] = decisions(alignment, 'segment', 'cust-002');
    expect(bob?.kind).toBe('both');
    expect(bob?.isElsewhere).toBe(true);
    expect([bob?.left?.node, bob?.right?.node]).toEqual(['notification-service', 'pricing']);
    const received = alignment.rows.filter(({ left }) => left?.kind === 'received');
    expect(received.length).toBeGreaterThan(0);
    expect(received.every(({ kind }) => kind === 'both')).toBe(true);
  });

  it('name what only one of them has', () => {
    const withIt = traceOf('crash-with-outbox', 'event-sourced');
    const without = traceOf('crash-between-commit-and-publish', 'event-sourced');
    const { rows } = alignmentOf(withIt, without);
    // Without the outbox the event of Alice’s order is gone in the crash; Carol orders when all is well again.
    const received = rows.flatMap(({ kind, left, right }) => {
      const record = left ?? right;
      return record?.kind === 'received' ? [[record.to, kind]] : [];
    });
    expect(received).toContainEqual(['alice.johnson@example.com', 'left only']);
    expect(received).toContainEqual(['carol.williams@example.com', 'both']);
    expect(
      received.every(([to, kind]) => kind === (to === 'alice.johnson@example.com' ? 'left only' : 'both')),
    ).toBe(true);
  });

  it('tell what is about the same thing and turned out differently', () => {
    const here = traceOf('price-drop', 'event-sourced');
    const recording = recordingOf('price-drop', 'event-sourced', {
      acts: [{ at: 0, kind: 'edit', edit: { type: 'set-segment', customerId: 'cust-002', segment: 'gold' } }],
    });
    const alignment = alignmentOf(here, simulate(recording).trace);
    const [bob] = decisions(alignment, 'segment', 'cust-002');
    expect(bob?.kind).toBe('differs');
    expect([bob?.left, bob?.right]).toEqual([
      expect.objectContaining({ outcome: 'stopped' }),
      expect.objectContaining({ outcome: 'passed' }),
    ]);
  });

  it('have each moment in one row, of every scenario', () => {
    for (const { id } of scenarios) {
      const [left, right] = both(id);
      const { rows } = alignmentOf(left, right);
      const seqs = (side: 'left' | 'right') => rows.flatMap((row) => row[side]?.seq ?? []);
      expect(new Set(seqs('left')).size).toBe(seqs('left').length);
      expect(new Set(seqs('right')).size).toBe(seqs('right').length);
      expect(seqs('left')).toEqual([...seqs('left')].sort((a, b) => a - b));
      for (const row of rows) {
        expect(row.left === undefined).toBe(row.kind === 'right only');
        expect(row.right === undefined).toBe(row.kind === 'left only');
      }
      const mirrored = alignmentOf(right, left).rows.filter(isDifference).length;
      expect(mirrored).toBe(rows.filter(isDifference).length);
    }
  });

  it('go forward together, from the beginning of both to the end of both', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scenarios.map(({ id }) => id)), (id) => {
        const [left, right] = both(id);
        const alignment = alignmentOf(left, right);
        expect(partnerStep(alignment, 'left', 0)).toBe(0);
        expect(partnerStep(alignment, 'left', left.length)).toBe(right.length);
        expect(partnerStep(alignment, 'right', right.length)).toBe(left.length);
        let before = 0;
        for (let step = 0; step <= left.length; step += 1) {
          const there = partnerStep(alignment, 'left', step);
          expect(there).toBeGreaterThanOrEqual(before);
          before = there;
        }
        for (const [index, step] of alignment.anchors.left.entries()) {
          if (index === 0 || index === alignment.anchors.left.length - 1) continue;
          expect(partnerStep(alignment, 'left', step)).toBe(alignment.anchors.right[index]);
        }
      }),
      { seed: 20260302, numRuns: 64 },
    );
  });

  it('are both over when one has nothing', () => {
    const trace = traceOf('price-drop', 'event-sourced');
    const alignment = alignmentOf(trace, []);
    expect(alignment.rows.every(({ kind }) => kind === 'left only')).toBe(true);
    expect(partnerStep(alignment, 'left', 12)).toBe(0);
  });
});
