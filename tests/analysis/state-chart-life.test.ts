import { describe, expect, it } from 'vitest';
import { chartCalled, possibleFrom } from '../../src/analysis/state-chart/state-chart';
import { bornAt, ChartedLife, consumerOf, Lives, type Life } from '../../src/analysis/state-chart/life';
import { Replay } from '../../src/analysis/view';
import {
  architectureNames,
  recordingOf,
  scenarios,
  shopOf,
  simulate,
  type ArchitectureName,
  type Choices,
} from '../../src/simulation';
import { ofKind } from '../support/play';

function lived(scenario: string, architecture: ArchitectureName = 'event-sourced', choices: Choices = {}) {
  const recording = recordingOf(scenario, architecture, choices);
  const { trace } = simulate(recording);
  const openings = shopOf(recording).orders.map(({ id, status }) => ({
    machine: 'order',
    id,
    state: status,
  }));
  return { trace, lives: new Lives(trace, openings) };
}

function charted(life: Life | undefined): ChartedLife {
  const chart = life === undefined ? undefined : chartCalled(life.machine);
  if (life === undefined || chart === undefined) throw new Error('There is no such life');
  return new ChartedLife(chart, life);
}

describe('how an entity stands in its chart', () => {
  const runs = architectureNames.flatMap((architecture) =>
    (['in-memory', 'rabbitmq'] as const).map((broker) => ({ architecture, broker })),
  );

  it.each(runs)('is what the view says, all through every scenario ($architecture, $broker)', (choices) => {
    let comparedCount = 0;
    for (const { id } of scenarios) {
      const { trace, lives } = lived(id, choices.architecture, { broker: choices.broker });
      const all = lives.all.map(charted);
      const replay = new Replay(trace);
      for (let step = 0; step <= trace.length; step += 5) {
        const { entities } = replay.at(step);
        for (const one of all) {
          const { chart, life } = one;
          const standing = one.at(step);
          const entity = entities.get(`${life.machine} ${life.id ?? ''}`);
          const state = entity?.state ?? life.openings[0];
          const possible = state === undefined ? [] : possibleFrom(chart, String(state));
          const changes = (entity?.changes ?? []).filter(({ from }) => from !== null);
          const takenCount = [...standing.taken.values()].reduce((sum, { count }) => sum + count, 0);
          if (standing.current !== state || takenCount !== changes.length) {
            expect({ standing, state, changes }, `${id}, step ${step}`).toBe('the same');
          }
          if (standing.possible.size !== possible.length) {
            expect([...standing.possible]).toEqual(possible.map((way) => way.id));
          }
          comparedCount += 1;
        }
      }
    }
    expect(comparedCount).toBeGreaterThan(1_000);
  });

  it('is nothing before it comes into being', () => {
    const { lives } = lived('quiet-hours');
    const one = charted(lives.of('notification', 'ntf-1'));
    const standing = one.at(bornAt(one.life) - 1);
    expect(standing).toMatchObject({ current: undefined, changeCount: 0 });
    expect(standing.counts.size + standing.possible.size + standing.taken.size).toBe(0);
    expect(one.at(bornAt(one.life)).current).toBe('pending.ready');
  });

  it('has a timer from the record that sets it until it runs out', () => {
    const { trace, lives } = lived('quiet-hours');
    const set = ofKind({ trace }, 'timer-set').find(({ entity }) => entity === 'ntf-1');
    const fired = ofKind({ trace }, 'timer-fired').find(({ timer }) => timer === set?.seq);
    if (set === undefined || fired === undefined) throw new Error('Nothing waits');
    const one = charted(lives.of('notification', 'ntf-1'));
    const timersAt = (step: number) => one.at(step).timers.map(({ event }) => event);
    expect(timersAt(set.seq - 1)).toEqual([]);
    expect(timersAt(set.seq)).toEqual(['untilDue']);
    expect(timersAt(fired.seq - 1)).toEqual(['untilDue']);
    expect(timersAt(fired.seq)).toEqual([]);
  });

  it('counts a way that is taken again, and gives its records', () => {
    const { trace, lives } = lived('order-complete');
    const one = charted(lives.of('order-completion', 'ord-001'));
    const end = trace.length;
    const standing = one.at(end);
    for (const [id, { count, last }] of standing.taken) {
      const records = one.takenBy(id, end);
      expect(records).toHaveLength(count);
      expect(records.at(-1)).toBe(last);
      expect(one.takenBy(id, last.seq - 1)).toHaveLength(count - 1);
    }
    expect(standing.taken.size).toBeGreaterThan(0);
  });

  it('knows what was refused by then', () => {
    const { trace, lives } = lived('already-dispatched');
    const refused = ofKind({ trace }, 'ignored');
    const [first] = refused;
    if (first === undefined) throw new Error('Nothing is refused');
    const one = charted(lives.of(first.machine, first.entity));
    expect(one.life.refusals).toEqual(refused.filter(({ entity }) => entity === first.entity));
    expect(one.at(first.seq - 1).refusalCount).toBe(0);
    expect(one.at(first.seq).refusalCount).toBe(1);
  });

  it('begins for an order of the shop where the shop has it', () => {
    const { lives } = lived('price-drop');
    const recording = recordingOf('price-drop', 'event-sourced');
    for (const { id, status } of shopOf(recording).orders) {
      expect(charted(lives.of('order', id)).at(0).current).toBe(status);
    }
  });
});

describe('several together', () => {
  it('are as many in each state as there are, at every step', () => {
    const { trace, lives } = lived('price-drop', 'event-sourced', { broker: 'kafka' });
    const replay = new Replay(trace);
    const consumer = lives.consumers[0];
    if (consumer === undefined) throw new Error('Nothing is delivered');
    const together = charted(lives.together('delivery', consumer));
    for (let step = 0; step <= trace.length; step += 1) {
      const counts = replay.at(step).deliveries.get(consumer) ?? {};
      const occupied = Object.entries(counts).filter(([, count]) => count > 0);
      expect(Object.fromEntries(together.at(step).counts), `step ${step}`).toEqual(
        Object.fromEntries(occupied),
      );
    }
  });

  it('are nothing where there are none', () => {
    const standing = charted(new Lives([]).together('notification')).at(0);
    expect(standing.counts.size + standing.taken.size + standing.timers.length).toBe(0);
    expect(new Lives([]).consumers).toEqual([]);
  });

  it('of a consumer are only those to it', () => {
    const { lives } = lived('price-drop', 'event-sourced', { broker: 'rabbitmq' });
    const sizes = lives.consumers.map((consumer) => lives.together('delivery', consumer).changes.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(lives.together('delivery').changes.length);
    expect(lives.consumers.length).toBeGreaterThan(1);
    const others = lives.all.filter(({ machine }) => machine !== 'delivery');
    expect(others.every((life) => consumerOf(life) === undefined)).toBe(true);
  });
});
