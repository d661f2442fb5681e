import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOutcomes, compareTraces } from '../../src/exchange/compare-traces';
import { writeRunFile } from '../../src/exchange/run-file';
import { recordingOf, simulate } from '../../src/simulation';
import { holdsForAll } from '../support/properties';
import { anyRecording } from '../support/stories';

const run = simulate(recordingOf('price-drop', 'event-sourced'));
const { trace, outcome } = run;

/** The trace as a file holds it, with one record as a test wants it. */
function givenTrace(seq: number, change: (record: Record<string, unknown>) => unknown): unknown[] {
  const { trace } = JSON.parse(writeRunFile(run)) as { trace: Record<string, unknown>[] };
  return trace.map((record, index) => (index === seq - 1 ? change(record) : record));
}

describe('two traces', () => {
  it('are the same when one was written to a file and read again', () => {
    holdsForAll(anyRecording, (recording) => {
      const computed = simulate(recording);
      const file = JSON.parse(writeRunFile(computed)) as { trace: unknown[]; outcome: unknown };
      expect(compareTraces(file.trace, computed.trace)).toBeUndefined();
      expect(compareOutcomes(file.outcome, computed.outcome)).toEqual([]);
    });
  });

  it('differ first at the record that was changed, whichever it is', () => {
    holdsForAll(fc.integer({ min: 1, max: trace.length }), (seq) => {
      const given = givenTrace(seq, (record) => ({ ...record, at: Number(record['at']) + 1 }));
      const computed = trace[seq - 1];
      expect(compareTraces(given, trace)).toMatchObject({
        seq,
        computed,
        fields: [{ path: 'at', given: (computed?.at ?? 0) + 1, computed: computed?.at }],
      });
    });
  });

  it('differ in every field that is other, missing or too much', () => {
    const given = givenTrace(1, ({ payload, node: _, ...record }) => ({
      ...record,
      payload: { ...(payload as object), productId: 'prod-999' },
      mood: 'good',
    }));
    expect(compareTraces(given, trace)?.fields).toEqual([
      { path: 'node', given: undefined, computed: trace[0]?.node },
      { path: 'payload.productId', given: 'prod-999', computed: 'prod-001' },
      { path: 'mood', given: 'good', computed: undefined },
    ]);
  });

  it('differ behind the end of the shorter one', () => {
    expect(compareTraces(givenTrace(0, String).slice(0, -2), trace)?.seq).toBe(trace.length - 1);
    expect(compareTraces([...givenTrace(0, String), { seq: 0 }], trace)).toMatchObject({
      seq: trace.length + 1,
      computed: undefined,
    });
  });

  it('are compared only in the range that is asked for', () => {
    const given = givenTrace(20, (record) => ({ ...record, at: -1 }));
    expect(compareTraces(given, trace, 0, 19)).toBeUndefined();
    expect(compareTraces(given, trace, 19, 20)?.seq).toBe(20);
    expect(compareTraces(given, trace, 20, 10_000)).toBeUndefined();
  });

  it('may be any JSON on the given side', () => {
    for (const nonsense of [
      null,
      1,
      'x',
      [],
      [[]],
      { __proto__: null },
      JSON.parse('{"__proto__":{"at":0}}'),
    ]) {
      expect(compareTraces([nonsense], trace)?.seq).toBe(1);
      expect(compareOutcomes(nonsense, outcome)).not.toEqual([]);
    }
  });

  it('a list is no object, and a record that inherits a field does not have it', () => {
    expect(compareTraces([['a']], [])?.fields).toEqual([{ path: '', given: ['a'], computed: undefined }]);
    const given = givenTrace(1, (record) => JSON.parse(`{"toString":1,${JSON.stringify(record).slice(1)}`));
    expect(compareTraces(given, trace)?.fields).toEqual([
      { path: 'toString', given: 1, computed: undefined },
    ]);
  });
});

describe('two outcomes', () => {
  it('differ where an inbox was changed', () => {
    const given = structuredClone(outcome) as unknown as { inbox: { to: string }[] };
    const [first] = given.inbox;
    if (first === undefined) throw new Error('nobody received anything');
    first.to = 'mallory@example.com';
    expect(compareOutcomes(given, outcome)).toEqual([
      { path: 'inbox[0].to', given: 'mallory@example.com', computed: outcome.inbox[0]?.to },
    ]);
  });
});
