import { describe, expect, it } from 'vitest';
import { recordingOf, simulate } from '../../../src/simulation';
import { frontierOf, linesOf, marksOf, placeOf, type Mark } from '../../../src/ui/transport/timeline-marks';

const { trace } = simulate(recordingOf('price-drop', 'event-sourced'));
const marks = marksOf(trace, 60);

describe('the marks of the timeline', () => {
  it('come in the order of their steps', () => {
    const steps = marks.map(({ seq }) => seq);
    expect(steps.length).toBeGreaterThan(3);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });

  it('are past or still to come: at each step the border runs between them', () => {
    for (let step = 0; step <= trace.length; step += 1) {
      const frontier = frontierOf(marks, step);
      for (const { seq, place } of marks) expect(place < frontier).toBe(seq <= step);
    }
  });

  it('are cut off by no border that lies at an end of the line', () => {
    const width = 1 / 20;
    expect(frontierOf(marks, 0)).toBeLessThan(-width);
    expect(frontierOf(marks, trace.length)).toBeGreaterThan(1 + width);
  });

  it('of one kind and colour are one path, with a shape for each where it belongs', () => {
    const at = (step: number, flow: string): Mark => ({
      seq: step,
      kind: 'call',
      flow,
      place: placeOf(step, 10),
    });
    const lines = linesOf([at(1, 'a'), at(5, 'b'), at(9, 'a')], 200, (flow) => (flow === 'a' ? 0 : 1));
    expect(lines.map(({ colour }) => colour)).toEqual([0, 1]);
    expect(lines.map(({ d }) => d.match(/M[\d.]+/g))).toEqual([['M20.0', 'M180.0'], ['M100.0']]);
  });
});
