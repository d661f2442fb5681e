import { describe, expect, it } from 'vitest';
import { transition, type AnyEventObject, type AnyStateMachine } from 'xstate';
import {
  chartCalled,
  charts,
  possibleFrom,
  transitionTaken,
  type StateChart,
} from '../../src/analysis/state-chart/state-chart';
import { eventName } from '../../src/engine/statechart';
import {
  architectureNames,
  brokerNames,
  deliveryMachine,
  notificationMachine,
  orderCompletionMachine,
  orderStatuses,
  recordingOf,
  requireStatusChange,
  scenarios,
  simulate,
  type Changed,
  type Order,
} from '../../src/simulation';
import { declaredStates, endings } from '../support/machine-paths';
import { ofKind } from '../support/play';

const machines: readonly AnyStateMachine[] = [notificationMachine, orderCompletionMachine, deliveryMachine];
const machined = machines.map((machine) => ({ id: machine.id, machine }));

function chartNamed(id: string): StateChart {
  const chart = chartCalled(id);
  if (chart === undefined) throw new Error(`There is no chart ${id}`);
  return chart;
}

/** Every event of a machine with everything that a guard of any machine looks at. */
function eventsOf(machine: AnyStateMachine): readonly AnyEventObject[] {
  return (machine.events as readonly string[]).flatMap((type) =>
    [true, false].flatMap((last) =>
      [true, false].flatMap((automatic) =>
        ['still open', 'all shipped', 'all cancelled'].map((outcome) => ({
          type,
          last,
          automatic,
          outcome,
          delayMs: 1_000,
        })),
      ),
    ),
  );
}

/** `pending.ready` as XState has it: `{ pending: 'ready' }`. */
function valueOf(path: string): string | object {
  const [first = '', ...rest] = path.split('.');
  return rest.length === 0 ? first : { [first]: valueOf(rest.join('.')) };
}

type Value = string | { readonly [parent: string]: Value };

function pathOf(value: Value): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([parent, child]) => `${parent}.${pathOf(child)}`)
    .join(' and ');
}

/** What XState itself does in a state with any event: `DISPATCH → pending.sending`. */
function acceptedBy(machine: AnyStateMachine, path: string): readonly string[] {
  const snapshot = machine.resolveState({ value: valueOf(path) as never, context: {} });
  const ways = eventsOf(machine)
    .filter((event) => snapshot.can(event))
    .map((event) => {
      const [next] = transition(machine, snapshot, event);
      return `${eventName(event.type)} → ${pathOf(next.value as Value)}`;
    });
  return [...new Set(ways)].sort();
}

describe('a chart that is read from a machine', () => {
  it.each(machined)('$id has the states of the machine, and ends where it ends', ({ id, machine }) => {
    const { states } = chartNamed(id);
    const leaves = states.filter(({ isCompound }) => !isCompound);
    expect(leaves.map(({ path }) => path).sort()).toEqual(declaredStates(machine));
    expect(
      states
        .filter(({ isFinal }) => isFinal)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(endings(machine));
    expect(leaves.every(({ description }) => description !== '')).toBe(true);
  });

  it.each(machined)(
    '$id accepts in each state what XState accepts there, and nothing else',
    ({ id, machine }) => {
      const chart = chartNamed(id);
      for (const path of declaredStates(machine)) {
        const possible = possibleFrom(chart, path).map(({ event, landing }) => `${event} → ${landing}`);
        expect([...new Set(possible)].sort(), path).toEqual(acceptedBy(machine, path));
      }
    },
  );

  it.each(machined)('$id names its guards and delays', ({ id, machine }) => {
    const { guards, delays } = machine.implementations;
    const { transitions } = chartNamed(id);
    const named = transitions.map(({ guard }) => guard).filter((guard) => guard !== undefined);
    expect([...new Set(named)].sort()).toEqual(Object.keys(guards).sort());
    const timed = transitions.filter(({ trigger }) => trigger === 'delay').map(({ event }) => event);
    expect([...new Set(timed)].sort()).toEqual(Object.keys(delays).sort());
  });

  it('has no machine of its own that is left out', () => {
    expect(machines.flatMap(({ root }) => [...root.transitions.values()].flat())).toEqual([]);
  });

  it('begins a state with others within it where the machine begins it', () => {
    const retry = chartNamed('notification').transitions.find(({ event }) => event === 'RETRY');
    expect(retry).toMatchObject({ target: 'pending', landing: 'pending.ready' });
  });
});

describe('the chart of an order’s status', () => {
  const allowed = (from: Order['status'], to: Order['status']) => {
    const order: Order = { id: 'ord-1', customerId: 'cust-1', status: from, items: [], totalCents: 0 };
    try {
      requireStatusChange(order, to);
      return true;
    } catch {
      return false;
    }
  };

  it('has exactly the ways that Ordering’s rule lets pass', () => {
    const chart = chartNamed('order');
    const pairs = orderStatuses.flatMap((from) => orderStatuses.map((to) => ({ from, to })));
    for (const { from, to } of pairs) {
      const isDrawn = chart.transitions.some(({ source, target }) => source === from && target === to);
      expect(isDrawn, `${from} → ${to}`).toBe(allowed(from, to));
    }
  });

  it('ends where nothing can follow', () => {
    const ends = chartNamed('order').states.filter(({ isFinal }) => isFinal);
    expect(ends.map(({ path }) => path)).toEqual(['DELIVERED', 'CANCELLED']);
  });
});

describe('the runs of all scenarios', () => {
  const runs = architectureNames.flatMap((architecture) =>
    brokerNames.map((broker) => ({ architecture, broker })),
  );

  it.each(runs)('take only ways that a chart has ($architecture, $broker)', ({ architecture, broker }) => {
    let takenCount = 0;
    const unknown: Changed[] = [];
    for (const { id } of scenarios) {
      const run = simulate(recordingOf(id, architecture, { broker }));
      for (const change of ofKind(run, 'changed')) {
        const chart = chartCalled(change.machine);
        if (chart === undefined) continue;
        takenCount += 1;
        const way = transitionTaken(chart, change);
        const isKnown =
          change.from === null
            ? chart.states.some(({ path }) => path === change.to)
            : way !== undefined && possibleFrom(chart, String(change.from)).includes(way);
        if (!isKnown) unknown.push(change);
      }
    }
    expect(unknown).toEqual([]);
    expect(takenCount).toBeGreaterThan(100);
  });

  it('show a refusal only where the chart refuses, or where whoever keeps the thing knew better', () => {
    const wrong = scenarios.flatMap(({ id }) =>
      architectureNames.flatMap((architecture) =>
        ofKind(simulate(recordingOf(id, architecture)), 'ignored').filter(({ machine, state, event }) => {
          const chart = chartCalled(machine);
          return chart === undefined || possibleFrom(chart, state).some((way) => way.event === event);
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

it('what has no definition has no chart', () => {
  expect(charts.map(({ id }) => id)).toEqual(['notification', 'order', 'order-completion', 'delivery']);
  expect(chartCalled('product.price')).toBeUndefined();
});
