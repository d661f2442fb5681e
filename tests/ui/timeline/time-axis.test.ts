import { describe, expect, it } from 'vitest';
import { spansOf } from '../../../src/analysis/spans/spans';
import { ShownTime } from '../../../src/analysis/spans/time';
import { recordingOf, simulate, topologyOf } from '../../../src/simulation';
import { draw } from '../../../src/ui/timeline/drawing';
import { lanesOf } from '../../../src/ui/timeline/lanes';
import { hitAt } from '../../../src/ui/timeline/hit';
import { windowBetween, zoomed } from '../../../src/ui/timeline/shown-window';
import { timeAxis, timeScale } from '../../../src/ui/timeline/time-axis';
import { told } from '../../support/play';

const night = 9 * 3_600_000;
const withNight = new ShownTime(
  [
    { from: 0, to: 60 },
    { from: night, to: night + 60 },
  ],
  night + 60,
);

describe('the time axis', () => {
  it('has round ticks that leave each other room', () => {
    const { ticks, breaks } = timeAxis(new ShownTime([{ from: 0, to: 330 }], 330), { from: 0, to: 330 }, 600);
    expect(ticks.map(({ label }) => label)).toEqual([0, 50, 100, 150, 200, 250, 300].map((at) => `${at} ms`));
    expect(breaks).toEqual([]);
  });

  it('says how long a break is, and after it how much later it is', () => {
    const { ticks, breaks } = timeAxis(withNight, { from: 0, to: withNight.length }, 800);
    // From 60 ms to 9 h.
    expect(breaks.map(({ label }) => label)).toEqual(['8 h 59 min']);
    expect(ticks.map(({ label }) => label)).toEqual(expect.arrayContaining(['0 ms', '9 h', '+20 ms']));
  });

  it('counts long stretches in minutes and hours', () => {
    const hours = new ShownTime([{ from: 0, to: 4 * 3_600_000 }], 4 * 3_600_000);
    const { ticks } = timeAxis(hours, { from: 0, to: hours.length }, 500);
    expect(ticks.map(({ label }) => label)).toEqual(['0 ms', '1 h', '2 h', '3 h', '4 h']);
  });

  it('leads from a moment to a place and back', () => {
    const scale = timeScale(withNight, { from: 0, to: withNight.length }, 800);
    for (const moment of [0, 30, 60, night / 2, night + 10]) {
      expect(scale.momentAt(scale.x(moment))).toBeCloseTo(moment, 3);
    }
  });
});

describe('what is in sight', () => {
  it('stays within the run, however it is chosen', () => {
    expect(windowBetween(-50, 40, 100)).toEqual({ from: 0, to: 90 });
    expect(windowBetween(90, 10, 100)).toEqual({ from: 10, to: 90 });
    expect(zoomed({ from: 0, to: 50 }, 4, 25, 100)).toEqual({ from: 0, to: 100 });
    expect(zoomed({ from: 0, to: 100 }, 0.5, 100, 100)).toEqual({ from: 50, to: 100 });
  });
});

describe('the drawing', () => {
  const orders = Array.from(
    { length: 150 },
    (_, index) =>
      [
        index * 400,
        { type: 'PlaceOrder', customerId: 'cust-001', items: [{ productId: 'prod-001', quantity: 1 }] },
      ] as const,
  );
  const recording = recordingOf(told(orders), 'event-sourced');
  const { trace } = simulate(recording);
  const topology = topologyOf(recording);
  const spans = spansOf(trace, topology);
  const lanes = lanesOf(spans, topology, 0);
  const time = new ShownTime([{ from: 0, to: spans.until }], spans.until);
  const story = () => ({ letter: 'A', colour: 0 });
  const width = 400;

  it('has no more shapes than there are pixels, however long the run is', () => {
    const scale = timeScale(time, { from: 0, to: time.length }, width);
    const drawing = draw(spans, spans.flights, lanes, scale, story);
    const rectangles = drawing.spans.map(({ d }) => d.split('M').length - 1);
    expect(spans.works.length + spans.waits.length).toBeGreaterThan(1_500);
    expect(Math.max(...rectangles)).toBeLessThanOrEqual((width / 2) * lanes.all.length);
    expect(drawing.flightCount).toBe(spans.flights.length);
    expect(drawing.arrows.every(({ heads }) => heads === '')).toBe(true);
  });

  it('leaves out what is not in sight', () => {
    const scale = timeScale(time, { from: 0, to: 100 }, width);
    const drawing = draw(spans, spans.flights, lanes, scale, story);
    expect(drawing.flightCount).toBe(spans.flights.filter(({ at }) => at <= 100).length);
  });

  it('finds the span that lies at a place', () => {
    const scale = timeScale(time, { from: 0, to: 100 }, width);
    const work = spans.works.find(({ node }) => node === 'ordering');
    const y = work === undefined ? undefined : lanes.yOf(work);
    if (work === undefined || y === undefined) throw new Error('Ordering has no lane');
    const middle = scale.x((work.from + work.to) / 2);
    const hit = hitAt(spans, [], lanes, scale, middle, y + 5);
    expect(hit?.kind === 'span' && [hit.span.node, hit.span.flow]).toEqual(['ordering', work.flow]);
    expect(hitAt(spans, [], lanes, scale, middle, -20)).toBeUndefined();
  });

  it('puts pieces of work that overlap below each other', () => {
    const shoppers = lanes.laneOf('shopper');
    const overlapping = simulate(
      recordingOf(told([orders[0], [2, orders[0]?.[1]]] as never), 'event-sourced'),
    );
    const own = lanesOf(spansOf(overlapping.trace, topology), topology, 0).laneOf('shopper');
    expect(own?.height).toBeGreaterThan(shoppers?.height ?? Infinity);
  });
});
