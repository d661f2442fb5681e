import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { chartOf, charts, isWithin, type StateChart } from '../../src/analysis/state-chart/state-chart';
import { layOutChart, type Box, type ChartLayout, type Point } from '../../src/analysis/state-chart/layout';
import { labelOf, stateName } from '../../src/analysis/state-chart/words';
import { holdsForAll, propertySeed } from '../support/properties';

type Segment = readonly [Point, Point];

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const contains = (outer: Box, inner: Box) =>
  inner.x > outer.x &&
  inner.y > outer.y &&
  inner.x + inner.width < outer.x + outer.width &&
  inner.y + inner.height < outer.y + outer.height;

function segmentsOf(route: readonly Point[]): readonly Segment[] {
  return route.slice(1).map((point, index) => [route[index] ?? point, point]);
}

/** Whether a line along an axis goes through the inside of a box. */
function runsThrough([a, b]: Segment, { x, y, width, height }: Box): boolean {
  return (
    Math.max(a.x, b.x) > x &&
    Math.min(a.x, b.x) < x + width &&
    Math.max(a.y, b.y) > y &&
    Math.min(a.y, b.y) < y + height
  );
}

/** Whether two lines lie on each other for some way; crossing is no such thing. */
function lieOnEachOther([a, b]: Segment, [c, d]: Segment): boolean {
  const shared = (axis: 'x' | 'y') =>
    Math.min(Math.max(a[axis], b[axis]), Math.max(c[axis], d[axis])) -
    Math.max(Math.min(a[axis], b[axis]), Math.min(c[axis], d[axis]));
  const areLevel = a.y === b.y && c.y === d.y && a.y === c.y;
  const areUpright = a.x === b.x && c.x === d.x && a.x === c.x;
  return (areLevel && shared('x') > 0) || (areUpright && shared('y') > 0);
}

/** Everything that is wrong with a layout. */
function faultsOf(chart: StateChart, layout: ChartLayout): readonly string[] {
  const faults: string[] = [];
  const check = (isRight: boolean, fault: string) => {
    if (!isRight) faults.push(fault);
  };
  const { states, transitions } = layout;
  const boxOf = (path: string) => states.find(({ state }) => state.path === path)?.box;
  const ground: Box = { x: 0, y: 0, width: layout.width, height: layout.height };
  const leaves = states.filter(({ state }) => !state.isCompound);
  const names = states
    .filter(({ state }) => state.isCompound)
    .map(({ state, box }) => ({
      state,
      box: { ...box, width: stateName(state).length * 7 + 12, height: 24 },
    }));

  check(states.length === chart.states.length, 'a state is missing');
  check(
    transitions.map(({ transition }) => transition.id).join() ===
      chart.transitions.map(({ id }) => id).join(),
    'a transition is missing',
  );
  for (const [index, { state, box, beginning }] of states.entries()) {
    check(contains(ground, box), `${state.path} is outside`);
    check((beginning !== undefined) === state.isInitial, `the beginning of ${state.path}`);
    if (beginning !== undefined) {
      const mark = { x: beginning.x - 5, y: beginning.y - 5, width: 10, height: 10 };
      check(
        !leaves.some((leaf) => overlap(leaf.box, mark)),
        `a state lies over the beginning of ${state.path}`,
      );
    }
    for (const other of states.slice(index + 1)) {
      const isInside = isWithin(other.state.path, state.path);
      check(
        isInside ? contains(box, other.box) : !overlap(box, other.box),
        `${state.path}, ${other.state.path}`,
      );
    }
  }
  for (const [index, { transition, label, route }] of transitions.entries()) {
    const [from, to] = [boxOf(transition.source), boxOf(transition.target)];
    const { id } = transition;
    check(contains(ground, label), `the label of ${id} is outside`);
    check(label.height >= 24 && label.width >= 24, `the label of ${id} is too small for a finger`);
    check(
      route.every(({ x, y }) => Number.isSafeInteger(x) && Number.isSafeInteger(y)),
      `${id} is not in whole px`,
    );
    check(
      segmentsOf(route).every(([a, b]) => a.x === b.x || a.y === b.y),
      `${id} is askew`,
    );
    check(from !== undefined && isOnSide(route[0], from), `${id} does not begin at its source`);
    check(to !== undefined && isOnSide(route.at(-1), to), `${id} does not end at its target`);
    check(
      segmentsOf(route).some((segment) => runsThrough(segment, label)),
      `${id} is not at its label`,
    );
    for (const segment of segmentsOf(route)) {
      for (const { state, box } of [...leaves, ...names]) {
        check(!runsThrough(segment, box), `${id} runs through ${state.path}`);
      }
      for (const other of transitions.filter((each) => each.transition.id !== id)) {
        check(!runsThrough(segment, other.label), `${id} runs through the label of ${other.transition.id}`);
        if (other.transition.target === transition.target) continue;
        const isShared = segmentsOf(other.route).some((each) => lieOnEachOther(segment, each));
        check(!isShared, `${id} lies on ${other.transition.id}`);
      }
    }
    for (const { state, box } of [...leaves, ...names]) {
      check(!overlap(label, box), `the label of ${id} lies on ${state.path}`);
    }
    for (const other of transitions.slice(index + 1)) {
      check(!overlap(label, other.label), `the labels of ${id} and ${other.transition.id} overlap`);
    }
  }
  return faults;
}

function isOnSide(point: Point | undefined, { x, y, width, height }: Box): boolean {
  if (point === undefined) return false;
  return (point.x === x || point.x === x + width) && point.y > y && point.y < y + height;
}

/** Any machine with up to six states, some with others within them, and ways from anywhere to anywhere. */
const anyChart: fc.Arbitrary<StateChart> = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 6 })
  .chain((childCounts) => {
    const paths = childCounts.flatMap((count, index) => [
      [`s${index}`],
      ...Array.from({ length: count }, (_, child) => [`s${index}`, `c${child}`]),
    ]);
    const ways = fc.array(
      fc.record({
        from: fc.constantFrom(...paths),
        to: fc.constantFrom(...paths),
        event: fc.constantFrom('GO', 'GO_ON', 'COME_BACK_AGAIN', 'LEAVE'),
      }),
      { maxLength: 14 },
    );
    return ways.map((all) => {
      const on = (path: readonly string[]) => {
        const own = all.filter(({ from }) => from.join() === path.join());
        const events = [...new Set(own.map(({ event }) => event))];
        return Object.fromEntries(
          events.map((event) => [
            event,
            own.filter((way) => way.event === event).map(({ to }) => ({ target: `#any.${to.join('.')}` })),
          ]),
        );
      };
      const states = Object.fromEntries(
        childCounts.map((count, index) => {
          const name = `s${index}`;
          const children = Array.from({ length: count }, (_, child) => `c${child}`);
          const inner = Object.fromEntries(children.map((child) => [child, { on: on([name, child]) }]));
          const nested = count === 0 ? {} : { initial: 'c0', states: inner };
          return [name, { on: on([name]), ...nested }];
        }),
      );
      return chartOf(createMachine({ id: 'any', initial: 's0', states }));
    });
  });

describe('the layout of a chart', () => {
  it.each(charts.map((chart) => ({ id: chart.id, chart })))('of $id has room for everything', ({ chart }) => {
    expect(faultsOf(chart, layOutChart(chart))).toEqual([]);
  });

  it(`has room for everything in any chart (seed ${propertySeed})`, () => {
    holdsForAll(
      anyChart,
      (chart) => {
        expect(faultsOf(chart, layOutChart(chart))).toEqual([]);
      },
      300,
    );
  });

  it.each(charts.map((chart) => ({ id: chart.id, chart })))('of $id is the same each time', ({ chart }) => {
    expect(layOutChart(chart)).toEqual(layOutChart(chart));
  });

  it('puts what comes next to the right, and ends behind all that lead to them', () => {
    const chart = charts.find(({ id }) => id === 'delivery');
    const { states } = layOutChart(chart ?? charts[0] ?? never());
    const left = (path: string) => states.find(({ state }) => state.path === path)?.box.x ?? NaN;
    expect(left('waiting')).toBeLessThan(left('unacknowledged'));
    expect(left('unacknowledged')).toBeLessThan(left('backingOff'));
    expect(left('backingOff')).toBeLessThan(left('acknowledged'));
  });

  it('has room for each word of a label', () => {
    for (const chart of charts) {
      for (const { transition, label } of layOutChart(chart).transitions) {
        const { event, condition } = labelOf(transition);
        expect(label.width).toBeGreaterThan(Math.max(event.length, condition.length) * 5);
      }
    }
  });
});

function never(): never {
  throw new Error('There is no chart');
}
