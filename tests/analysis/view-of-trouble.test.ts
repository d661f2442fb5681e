import { describe, expect, it } from 'vitest';
import { Replay } from '../../src/analysis/view';
import {
  recordingOf,
  simulate,
  type Act,
  type ArchitectureName,
  type BrokerName,
  type Fault,
  type SettingsChanges,
  type TraceRecord,
} from '../../src/simulation';
import { anyTroubledRecording } from '../support/stories';
import { holdsForAll, propertySeed } from '../support/properties';

/** A shipped scenario with something broken from the start. */
function broken(
  scenario: string,
  architecture: ArchitectureName,
  faults: readonly Fault[],
  choices: { broker?: BrokerName; settings?: SettingsChanges } = {},
) {
  const acts = faults.map((fault): Act => ({ at: 0, kind: 'fault', fault }));
  const { trace } = simulate(recordingOf(scenario, architecture, { ...choices, acts }));
  return { trace, replay: new Replay(trace) };
}

function first<Kind extends TraceRecord['kind']>(
  trace: readonly TraceRecord[],
  kind: Kind,
  accepts: (record: Extract<TraceRecord, { kind: Kind }>) => boolean = () => true,
): Extract<TraceRecord, { kind: Kind }> {
  const record = trace.find(
    (candidate): candidate is Extract<TraceRecord, { kind: Kind }> =>
      candidate.kind === kind && accepts(candidate as Extract<TraceRecord, { kind: Kind }>),
  );
  if (record === undefined) throw new Error(`The trace has no such record (${kind})`);
  return record;
}

describe('when things go wrong, a view shows that', () => {
  it('a message that is lost is on its way until then', () => {
    const { trace, replay } = broken('order-shipped', 'event-sourced', [
      { type: 'drop', from: 'ordering', to: 'bus', count: 1 },
    ]);
    const lost = first(trace, 'lost');
    expect(replay.at(lost.seq - 1).inFlight.has(lost.message)).toBe(true);
    expect(replay.at(lost.seq).inFlight.has(lost.message)).toBe(false);
    expect(replay.at(lost.seq).links).toEqual(replay.at(lost.seq - 1).links);
  });

  it('a copy travels beside its original', () => {
    const { trace, replay } = broken('order-shipped', 'event-sourced', [
      { type: 'duplicate', from: 'ordering', to: 'bus', count: 1 },
    ]);
    const copy = first(trace, 'duplicated');
    expect([...replay.at(copy.seq).inFlight.keys()]).toEqual(
      expect.arrayContaining([copy.original, copy.seq]),
    );
    const arrival = first(trace, 'arrived', ({ message }) => message === copy.seq);
    expect(replay.at(arrival.seq).inFlight.has(copy.seq)).toBe(false);
  });

  it('who gives up waiting does not wait any longer', () => {
    const { trace, replay } = broken('order-shipped', 'api-driven', [
      { type: 'drop', from: 'notifications', to: 'ordering', count: 1 },
    ]);
    const timedOut = first(trace, 'timed-out');
    const waits = (step: number) =>
      replay
        .at(step)
        .nodes.get('ordering')
        ?.waits.map(({ seq }) => seq) ?? [];
    expect(waits(timedOut.seq - 1)).toContain(timedOut.request);
    expect(waits(timedOut.seq)).not.toContain(timedOut.request);
  });

  it('what a part was doing is gone when it crashes, with what its stations were doing', () => {
    const { trace, replay } = broken('order-shipped', 'api-driven', [
      { type: 'crash', node: 'notifications', after: 'answer', durationMs: 500 },
    ]);
    const down = first(trace, 'node-down');
    const up = first(trace, 'node-up');
    const engine = ['notification-api', 'preferences', 'templates', 'dispatcher', 'projections'];
    const busy = (step: number) => engine.filter((node) => replay.at(step).nodes.has(node));
    expect(busy(down.seq - 1)).not.toEqual([]);
    expect(busy(down.seq)).toEqual([]);
    expect([...replay.at(down.seq).away.keys()]).toEqual(engine);
    expect(replay.at(up.seq).away.size).toBe(0);
  });

  it('a fault is in force until it has struck for the last time', () => {
    const { trace, replay } = broken('order-shipped', 'event-sourced', [
      { type: 'drop', from: 'bus', to: 'projections', count: 2 },
    ]);
    const begin = first(trace, 'fault');
    const end = first(trace, 'fault', ({ phase }) => phase === 'ends');
    expect([...replay.at(begin.seq).faults.keys()]).toEqual([begin.seq]);
    expect([...replay.at(end.seq - 1).faults.keys()]).toEqual([begin.seq]);
    expect(replay.at(end.seq).faults.size).toBe(0);
  });

  it('a consumer that tries again by itself is at work', () => {
    const { trace, replay } = broken('order-shipped', 'event-sourced', [
      { type: 'throw', node: 'notifications', count: 1, error: 'Out of memory' },
    ]);
    const again = first(trace, 'changed', ({ event }) => event === 'TRY_AGAIN');
    expect(replay.at(again.seq - 1).nodes.has('notification-service')).toBe(false);
    expect(replay.at(again.seq).nodes.get('notification-service')?.openCount).toBe(1);
    const { nodes } = replay.at(trace.length);
    expect([...nodes]).toEqual([]);
  });

  it('an acknowledgement is nothing that anyone waits for', () => {
    const { trace, replay } = broken('order-shipped', 'event-sourced', [], { broker: 'rabbitmq' });
    const sent = first(trace, 'sent', ({ form }) => form === 'acknowledgement');
    expect(replay.at(sent.seq).nodes.get(sent.node)?.waits ?? []).toEqual([]);
    expect(replay.at(trace.length).nodes.size).toBe(0);
  });

  it(`nobody works or waits in the end, whatever broke (seed ${propertySeed})`, () => {
    holdsForAll(anyTroubledRecording, (recording) => {
      const { trace } = simulate(recording);
      const { nodes, inFlight } = new Replay(trace).at(trace.length);
      // A reply leaves no record where it arrives: after the last record, it may still seem to be on its way.
      const landing = new Set(
        [...inFlight.values()].flatMap((one) => (one.kind === 'reply' ? one.request : [])),
      );
      expect([...inFlight.values()].filter(({ kind }) => kind !== 'reply')).toEqual([]);
      for (const [node, { openCount, waits }] of nodes) {
        expect([node, openCount, waits.filter(({ seq }) => !landing.has(seq))]).toEqual([node, 0, []]);
      }
    });
  });
});
