import { describe, expect, it } from 'vitest';
import {
  architectureNames,
  createSimulation,
  recordingOf,
  scenarios,
  simulate,
  topologyOf,
  type Recording,
  type TraceRecord,
} from '../../src/simulation';
import { ofKind, play, told } from '../support/play';

const recordings = scenarios.flatMap(({ id }) =>
  architectureNames.map((architecture) => ({ id, architecture, recording: recordingOf(id, architecture) })),
);

/** A scenario with two stories, the second well after the first. */
const twoShipments = told([
  [0, { type: 'ShipOrder', orderId: 'ord-001' }],
  [1000, { type: 'ShipOrder', orderId: 'ord-002' }],
]);

describe.each(recordings)('$id, $architecture', ({ recording }) => {
  const whole = simulate(recording);

  it('gives the same bytes each time', () => {
    expect(JSON.stringify(simulate(recording))).toBe(JSON.stringify(whole));
  });

  it('step by step is the same run', () => {
    const simulation = createSimulation(recording);
    const records: TraceRecord[] = [];
    while (!simulation.done) records.push(...simulation.step());
    expect(records).toEqual(whole.trace);
    expect(simulation.trace).toEqual(whole.trace);
    expect(simulation.outcome).toEqual(whole.outcome);
    expect(simulation.step()).toEqual([]);
  });

  it('by several actions at a time is the same run, and says when it is over', () => {
    const simulation = createSimulation(recording);
    let turns = 0;
    while (!simulation.advance(2)) {
      expect(simulation.done).toBe(false);
      turns += 1;
    }
    expect(turns).toBeGreaterThan(0);
    expect(simulation.done).toBe(true);
    expect(simulation.trace).toEqual(whole.trace);
  });

  it('in two parts is the same run, wherever it is cut', () => {
    const times = [...new Set(whole.trace.map(({ at }) => at))];
    for (const cut of times) {
      const simulation = createSimulation(recording);
      simulation.run(cut);
      expect(simulation.trace).toEqual(whole.trace.filter(({ at }) => at <= cut));
      simulation.run();
      expect(simulation.trace).toEqual(whole.trace);
    }
  });

  it('its JSON loses nothing, and it holds nothing that JSON does not know', () => {
    expect(JSON.parse(JSON.stringify(whole.trace))).toStrictEqual(whole.trace);
    expect(JSON.parse(JSON.stringify(whole.recording))).toStrictEqual(whole.recording);
    expect(JSON.parse(JSON.stringify(whole.outcome))).toStrictEqual(whole.outcome);
  });

  it('every message travels a link of the topology, between nodes of the topology', () => {
    const { nodes, links } = topologyOf(recording);
    const ids = new Set(nodes.map(({ id }) => id));
    const ways = new Set(links.flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]));
    for (const record of whole.trace) {
      expect(ids).toContain(record.node);
      if ('arrivesAt' in record) expect(ways).toContain(`${record.node} ${record.to}`);
    }
  });
});

describe('a recording', () => {
  it.each(architectureNames)('with an earlier end has the first part of the same run, %s', (architecture) => {
    const recording = recordingOf(twoShipments, architecture);
    const whole = simulate(recording).trace;
    for (const until of [0, 8, 100, 999, 1000, 1040]) {
      const simulation = createSimulation({ ...recording, until });
      simulation.run();
      expect(simulation.trace).toEqual(whole.filter(({ at }) => at <= until));
      expect(simulation.done).toBe(true);
    }
  });

  it.each(architectureNames)('can add acts of a person to those of the scenario, %s', (architecture) => {
    const recording: Recording = {
      ...recordingOf('order-shipped', architecture),
      acts: [{ at: 1000, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-002' } }],
    };
    expect(simulate(recording).trace).toEqual(play(twoShipments, architecture).trace);
  });

  it('with an act after the end of the story leaves what was before untouched', () => {
    const recording = recordingOf('order-shipped', 'event-sourced');
    const before = simulate(recording).trace;
    const after = simulate({
      ...recording,
      acts: [{ at: 5000, kind: 'command', command: { type: 'ReadFeed', customerId: 'cust-001' } }],
    }).trace;
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
  });

  it('gives each act a story of its own, in the order of their times, whatever the order in the file', () => {
    const scenario = told([
      [500, { type: 'ShipOrder', orderId: 'ord-002' }],
      [0, { type: 'ShipOrder', orderId: 'ord-001' }],
    ]);
    const commands = ofKind(play(scenario, 'event-sourced'), 'sent').filter(({ form }) => form === 'command');
    expect(commands.map(({ flow, at, payload }) => [flow, at, payload['orderId']])).toEqual([
      ['flow-1', 0, 'ord-001'],
      ['flow-2', 500, 'ord-002'],
    ]);
  });

  it('has an act come first among all that is due at the same ms', () => {
    const recording = recordingOf('order-shipped', 'event-sourced');
    const busy = simulate(recording).trace.find(({ kind }) => kind === 'arrived')?.at ?? NaN;
    const { trace } = simulate({
      ...recording,
      acts: [{ at: busy, kind: 'command', command: { type: 'ReadFeed', customerId: 'cust-001' } }],
    });
    expect(
      trace
        .filter(({ at }) => at === busy)
        .map(({ kind, flow }) => `${kind} ${flow}`)
        .slice(0, 2),
    ).toEqual(['sent flow-2', 'arrived flow-1']);
  });

  it('says who gave a command, if it was not the usual actor', () => {
    const recording: Recording = {
      ...recordingOf('order-shipped', 'event-sourced'),
      acts: [{ at: 900, kind: 'command', by: 'support', command: { type: 'ShipOrder', orderId: 'ord-002' } }],
    };
    const senders = ofKind(simulate(recording), 'sent')
      .filter(({ form }) => form === 'command')
      .map(({ node }) => node);
    expect(senders).toEqual(['warehouse', 'support']);
  });

  it('of a scenario that does not ship breaks a promise: the parser would have said so', () => {
    expect(() => createSimulation(recordingOf('no-such-story', 'event-sourced'))).toThrow(/scenario/);
  });
});

describe('latencies', () => {
  it('are those of the settings: the warehouse’s order takes command time to reach Ordering', () => {
    const run = simulate(
      recordingOf('order-shipped', 'event-sourced', {
        settings: { latencyMs: { command: 100, bus: 10, store: 20, channel: 50 } },
      }),
    );
    // There, read, write: 100 + 2 × 20 + 2 × 20; then to the bus, 10.
    expect(
      ofKind(run, 'arrived')
        .map(({ node, at }) => `${node} ${at}`)
        .slice(0, 2),
    ).toEqual(['ordering 100', 'bus 190']);
  });

  it('with jitter depend on the seed, and on nothing else', () => {
    const times = (seed: number) =>
      simulate(recordingOf('price-drop', 'api-driven', { seed, settings: { jitterMs: 40 } })).trace.map(
        ({ at }) => at,
      );
    expect(times(1)).toEqual(times(1));
    expect(times(1)).not.toEqual(times(2));
  });

  it('with jitter are at least those without, and at most that much longer', () => {
    const jitterMs = 40;
    const run = simulate(recordingOf('price-drop', 'event-sourced', { seed: 7, settings: { jitterMs } }));
    const [read] = ofKind(run, 'query');
    const travelled = (read?.arrivesAt ?? NaN) - (read?.at ?? NaN);
    expect(travelled).toBeGreaterThanOrEqual(4);
    expect(travelled).toBeLessThanOrEqual(4 + jitterMs);
  });
});

describe.each(architectureNames)('the limit on records, %s', (architecture) => {
  const whole = play('price-drop', architecture).trace;

  /** How many records are written after each action of the whole run. */
  const counts: readonly number[] = (() => {
    const simulation = createSimulation(recordingOf('price-drop', architecture));
    const after: number[] = [];
    while (!simulation.done) {
      simulation.step();
      after.push(simulation.trace.length);
    }
    return after;
  })();

  it.each([1, 10, 50])(
    'of %i stops the run, once that many are written, with a record that says so',
    (recordLimit) => {
      const simulation = createSimulation(
        recordingOf('price-drop', architecture, { settings: { recordLimit } }),
      );
      simulation.run();
      const { trace } = simulation;
      // The action under way is finished first.
      const written = counts.find((count) => count >= recordLimit) ?? NaN;
      expect(trace).toHaveLength(written + 1);
      expect(trace.slice(0, -1)).toEqual(whole.slice(0, written));
      expect(trace.at(-1)).toMatchObject({ kind: 'limit-reached', limit: 'records', value: recordLimit });
      expect(simulation.done).toBe(true);
      expect(simulation.step()).toEqual([]);
      expect(simulation.trace).toHaveLength(written + 1);
    },
  );

  it('stops the run when the next action is due, which is not run', () => {
    const scenario = told([
      [0, { type: 'ReadFeed', customerId: 'cust-001' }],
      [5000, { type: 'ReadFeed', customerId: 'cust-001' }],
    ]);
    const first = play(scenario, architecture).trace.filter(({ at }) => at < 5000);
    const settings = { recordLimit: first.length };
    const recording = recordingOf(scenario, architecture, { settings });
    const { trace } = simulate(recording);
    expect(trace.slice(0, -1)).toEqual(first);
    expect(trace.at(-1)).toMatchObject({ kind: 'limit-reached', at: 5000 });
    expect(simulate({ ...recording, until: 4999 }).trace).toEqual(first);
  });

  it('that is not reached, or is reached when nothing is left to do, leaves no record', () => {
    for (const recordLimit of [whole.length + 1, whole.length]) {
      const recording = recordingOf('price-drop', architecture, { settings: { recordLimit } });
      expect(simulate(recording).trace).toEqual(whole);
    }
  });

  it('has a cause and a story like any other record', () => {
    const { trace } = simulate(recordingOf('price-drop', architecture, { settings: { recordLimit: 20 } }));
    const last = trace.at(-1);
    expect(last?.cause).toBe(trace.length - 1);
    expect(last?.flow).toBe(trace.at(-2)?.flow);
  });
});
