import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProjectionReplay } from '../../src/analysis/projections-at';
import {
  architectureNames,
  epochMsOf,
  recordingOf,
  scenarioOf,
  simulate,
  type Act,
  type Command,
  type Run,
} from '../../src/simulation';
import { anyRecording } from '../support/stories';

function replayOf({ recording, trace }: Run): ProjectionReplay {
  return new ProjectionReplay(trace, epochMsOf(scenarioOf(recording)?.startsAt ?? ''));
}

const command = (at: number, given: Command): Act => ({ at, kind: 'command', command: given });

describe('the projections at a step', () => {
  it('are at the end of a run what the run itself has kept', () => {
    fc.assert(
      fc.property(anyRecording, (recording) => {
        const run = simulate(recording);
        const { feed: feeds, ...rest } = run.outcome.projections;
        expect(replayOf(run).at(run.trace.length)).toEqual({ ...rest, feeds });
      }),
      { seed: 20260302, numRuns: 60 },
    );
  });

  it.each(architectureNames)('are the same however the step was reached (%s)', (architecture) => {
    const acts = [
      command(900, { type: 'ShipOrder', orderId: 'ord-001' }),
      command(1_800, { type: 'ReplayLog', fromOffset: 0 }),
      command(2_700, { type: 'DeliverOrder', orderId: 'ord-001' }),
    ];
    const run = simulate(recordingOf('price-drop', architecture, { acts }));
    const replay = replayOf(run);
    fc.assert(
      fc.property(fc.nat(run.trace.length), (step) => {
        expect(replay.at(step)).toEqual(replayOf(run).at(step));
      }),
      { seed: 20260302 },
    );
  });

  it('are empty once they are to be built anew, and full again when the log was replayed', () => {
    const run = simulate(
      recordingOf('price-drop', 'event-sourced', {
        acts: [command(900, { type: 'ReplayLog', fromOffset: 0 })],
      }),
    );
    const cleared = run.trace.find((record) => record.kind === 'changed' && record.to === 'empty')?.seq ?? 0;
    const replay = replayOf(run);
    expect(replay.at(cleared - 1).log).toHaveLength(3);
    expect(replay.at(cleared)).toEqual({ log: [], feeds: {}, stats: [], failed: [] });
    expect(replay.at(run.trace.length)).toEqual(replay.at(cleared - 1));
  });

  it('stay the same object while nothing about them changes', () => {
    const run = simulate(recordingOf('price-drop', 'event-sourced'));
    const replay = replayOf(run);
    expect(replay.at(1)).toBe(replay.at(2));
    expect(replay.at(1)).not.toBe(replay.at(run.trace.length));
  });
});
