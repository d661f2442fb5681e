import { describe, expect, it } from 'vitest';
import { spansOf } from '../../src/analysis/spans/spans';
import { writeChromeTrace, type TraceEvent } from '../../src/exchange/chrome-trace/write-chrome-trace';
import { textOf } from '../../src/exchange/piece';
import { wholeRun, type Scope } from '../../src/exchange/scope';
import {
  architectureNames,
  brokerNames,
  recordingOf,
  scenarios,
  simulate,
  topologyOf,
  type ArchitectureName,
  type Choices,
  type Run,
} from '../../src/simulation';
import { exportSamples } from '../support/export-samples';
import { told } from '../support/play';
import { holdsForAll, propertySeed } from '../support/properties';
import { anyRecording } from '../support/stories';
import { problemsOfTrace, traceEventsIn } from '../support/trace-events';

const play = (scenario: string, architecture: ArchitectureName, choices: Choices = {}) =>
  simulate(recordingOf(scenario, architecture, choices));
const write = (run: Run, scope: Scope = wholeRun) => textOf(writeChromeTrace(run, scope));
const eventsOf = (run: Run, scope: Scope = wholeRun) => traceEventsIn(write(run, scope));
const ofPhase = (events: readonly TraceEvent[], ph: TraceEvent['ph'], cat?: string) =>
  events.filter((event) => event.ph === ph && (cat === undefined || event.cat === cat));
const threadNames = (events: readonly TraceEvent[]) =>
  new Map(
    ofPhase(events, 'M').flatMap(({ name, tid, args }) =>
      name === 'thread_name' ? [[tid, args?.['name'] as string] as const] : [],
    ),
  );

/** What has to be as often in the trace as in the run. */
function expectCounts(name: string, { recording, trace }: Run, events: readonly TraceEvent[]): void {
  const { works, waits, aways } = spansOf(trace, topologyOf(recording));
  const ofKind = (kind: string) => trace.filter((record) => record.kind === kind).length;
  const counts = {
    works: ofPhase(events, 'X', 'work').length,
    waits: ofPhase(events, 'X', 'waiting').length,
    aways: ofPhase(events, 'X', 'away').length,
    decisions: ofPhase(events, 'i', 'decision').length,
    received: ofPhase(events, 'i', 'received').length,
    lost: ofPhase(events, 'i', 'lost').length,
    errors: ofPhase(events, 'i', 'error').length,
    faults: ofPhase(events, 'i', 'fault').length,
  };
  expect([name, counts]).toEqual([
    name,
    {
      works: works.length,
      waits: waits.length,
      aways: aways.length,
      decisions: ofKind('decision'),
      received: ofKind('received'),
      lost: ofKind('lost'),
      errors: ofKind('failed') + ofKind('timed-out'),
      faults: trace.filter((record) => record.kind === 'fault' && record.phase === 'begins').length,
    },
  ]);
  // What set out arrives as a flow, is lost, or is still on its way when the run stops.
  const travelling = ['sent', 'duplicated', 'query', 'reply'].reduce((sum, kind) => sum + ofKind(kind), 0);
  const lost = trace.filter(
    (record) => record.kind === 'lost' && trace[record.message - 1]?.kind !== 'arrived',
  ).length;
  const arrived = ofPhase(events, 'f').length;
  expect([name, arrived + lost + ofPhase(events, 'i', 'on its way').length]).toEqual([name, travelling]);
}

describe('the Chrome trace of a run', () => {
  it.each(architectureNames)('is well-formed, nests and counts what the run has (%s)', (architecture) => {
    for (const { id } of scenarios) {
      const run = play(id, architecture);
      const text = write(run);
      expect([id, problemsOfTrace(text)]).toEqual([id, []]);
      expectCounts(id, run, traceEventsIn(text));
    }
  });

  it.each(brokerNames)('is the same over every broker (%s)', (broker) => {
    for (const { id } of scenarios) {
      const run = play(id, 'event-sourced', { broker });
      const text = write(run);
      expect([id, problemsOfTrace(text)]).toEqual([id, []]);
      expectCounts(id, run, traceEventsIn(text));
    }
  });

  it(`is so for any recording (seed ${propertySeed})`, () => {
    holdsForAll(
      anyRecording,
      (recording) => {
        const run = simulate(recording);
        const text = write(run);
        expect(problemsOfTrace(text)).toEqual([]);
        expectCounts('any', run, traceEventsIn(text));
      },
      60,
    );
  });

  it('has whole µs of simulated time', () => {
    const run = play('price-drop', 'api-driven');
    const [work] = ofPhase(eventsOf(run), 'X', 'work')
      .filter(({ name }) => name === 'UpdatePrice')
      .slice(-1);
    const arrival = run.trace.find(({ kind, node }) => kind === 'arrived' && node === 'pricing');
    const answer = run.trace.find(({ kind, node }) => kind === 'reply' && node === 'pricing');
    expect(work?.ts).toBe((arrival?.at ?? 0) * 1000);
    expect((work?.ts ?? 0) + (work?.dur ?? 0)).toBe((answer?.at ?? 0) * 1000);
  });

  it('has a process for the architecture and a thread for each node that does something', () => {
    for (const [index, architecture] of architectureNames.entries()) {
      const events = eventsOf(play('price-drop', architecture));
      expect(new Set(events.map(({ pid }) => pid))).toEqual(new Set([index + 1]));
      const names = [...threadNames(events).values()];
      expect(new Set(names).size).toBe(names.length);
      expect(names).toContain('Pricing');
      expect(names).not.toContain('Inventory');
    }
  });

  it('gives a node a further thread for what it does at the same time', () => {
    const scenario = told([
      [0, { type: 'ShipOrder', orderId: 'ord-001' }],
      [1, { type: 'ShipOrder', orderId: 'ord-002' }],
    ]);
    const run = simulate(recordingOf(scenario, 'api-driven'));
    const names = [...threadNames(eventsOf(run)).values()];
    expect(names).toContain('Ordering');
    expect(names).toContain('Ordering (2)');
    expect(names).not.toContain('Ordering (3)');
  });

  it('counts the events before a consumer, or the callers before a part, down to none', () => {
    const queues = ofPhase(eventsOf(play('price-drop', 'event-sourced')), 'C');
    expect(queues.map(({ name }) => name)).toContain('Events before Notification service');
    const callers = ofPhase(eventsOf(play('price-drop', 'api-driven')), 'C');
    expect(new Set(callers.map(({ name }) => name))).toEqual(
      new Set(['Callers waiting for Notification API']),
    );
    for (const counters of [queues, callers]) {
      const last = new Map(counters.map(({ name, args }) => [name, Object.values(args ?? {})]));
      expect([...last.values()].flat().every((value) => value === 0)).toBe(true);
    }
  });

  it('is the same text for the same run', () => {
    expect(write(play('crash-with-outbox', 'event-sourced'))).toBe(
      write(play('crash-with-outbox', 'event-sourced')),
    );
  });
});

describe('a part of a run as a Chrome trace', () => {
  it('ends at the cursor, and what goes on then is open', () => {
    for (const architecture of architectureNames) {
      const run = play('price-drop', architecture);
      for (let step = 0; step <= run.trace.length; step += 1) {
        const text = write(run, { kind: 'cursor', step });
        expect([step, problemsOfTrace(text)]).toEqual([step, []]);
        const until = (run.trace[step - 1]?.at ?? 0) * 1000;
        const late = traceEventsIn(text).filter(({ ts = 0, dur = 0 }) => ts + dur > until);
        expect([step, late]).toEqual([step, []]);
      }
      const early = ofPhase(eventsOf(run, { kind: 'cursor', step: 3 }), 'X');
      expect(early.map(({ args }) => args?.['ending'])).toContain('open');
    }
  });

  it('is empty before the first step', () => {
    const run = play('price-drop', 'event-sourced');
    const events = eventsOf(run, { kind: 'cursor', step: 0 });
    expect(events.map(({ ph }) => ph)).toEqual(['M']);
  });

  it('has a story without the others, cut off by what another one broke', () => {
    const run = play('crash-between-commit-and-publish', 'event-sourced');
    const flows = [...new Set(run.trace.map(({ flow }) => flow))];
    expect(flows.length).toBeGreaterThan(1);
    // On whatever thread they are, which depends on what else there is.
    const slices = (events: readonly TraceEvent[]) =>
      ofPhase(events, 'X')
        .filter(({ cat }) => cat !== 'mark')
        .map(({ name, cat, ts, dur, args }) => JSON.stringify({ name, cat, ts, dur, args }))
        .sort();
    const parts = flows.flatMap((flow) => {
      const text = write(run, { kind: 'flow', flow });
      expect(problemsOfTrace(text)).toEqual([]);
      return slices(traceEventsIn(text));
    });
    expect([...parts].sort()).toEqual(slices(eventsOf(run)));
    expect(parts.join()).toContain('cut off');
  });
});

describe('texts that anybody may have written, in a Chrome trace', () => {
  it('stay texts, and nothing of them is lost', () => {
    const name = '"}],"traceEvents":[</script><script>=cmd()\u0000\ud800 __proto__';
    const alice = {
      id: 'cust-001',
      name,
      email: 'alice.johnson@example.com',
      phone: '+1-555-0101',
      segment: 'gold' as const,
    };
    const text = write(play('order-shipped', 'event-sourced', { shop: { customers: [alice] } }));
    expect(problemsOfTrace(text)).toEqual([]);
    const [received] = ofPhase(traceEventsIn(text), 'i', 'received');
    expect(received?.args?.['body']).toContain(name);
  });
});

describe('the samples of Chrome traces', () => {
  const { valid, broken } = exportSamples('chrome-trace');

  it.each(valid.map((sample) => [sample.name, sample] as const))(
    '%s is written the same',
    async (_, sample) => {
      const text = write(simulate(sample.recording));
      await expect(text).toMatchFileSnapshot(sample.path);
      expect(problemsOfTrace(text)).toEqual([]);
    },
  );

  it.each(broken.map(({ name, text }) => [name, text] as const))('%s is refused', (_, text) => {
    expect(problemsOfTrace(text)).not.toEqual([]);
  });
});
