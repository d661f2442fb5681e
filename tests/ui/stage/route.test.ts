import { describe, expect, it } from 'vitest';
import { distanceBetween, pointAlong, routeThrough } from '../../../src/ui/stage/route';

const corner = [
  { x: 0, y: 0 },
  { x: 100, y: 0 },
  { x: 100, y: 60 },
];

describe('a route', () => {
  it('begins and ends at its ends, and is the same way backwards', () => {
    const there = routeThrough(corner);
    const back = routeThrough([...corner].reverse());
    expect(pointAlong(there, 0)).toEqual({ x: 0, y: 0 });
    expect(distanceBetween(pointAlong(there, 1), { x: 100, y: 60 })).toBeLessThan(1e-9);
    for (const fraction of [0, 0.2, 0.55, 0.63, 0.9, 1]) {
      const [a, b] = [pointAlong(there, fraction), pointAlong(back, 1 - fraction)];
      expect(distanceBetween(a, b)).toBeLessThan(1e-9);
    }
  });

  it('rounds its corner, and is shorter by that', () => {
    const route = routeThrough(corner);
    expect(route.d).toBe('M0,0L88,0A12,12,0,0,1,100,12L100,60');
    expect(route.length).toBeCloseTo(160 - 24 + 6 * Math.PI);
  });

  it('is gone along evenly', () => {
    const route = routeThrough([...corner, { x: 30, y: 60 }, { x: 30, y: 70 }]);
    const steps = 400;
    for (let step = 0; step < steps; step += 1) {
      const gone = distanceBetween(pointAlong(route, step / steps), pointAlong(route, (step + 1) / steps));
      expect(gone).toBeGreaterThan(0);
      expect(gone).toBeLessThanOrEqual(route.length / steps + 1e-9);
    }
  });

  it('has tighter corners where its pieces are short', () => {
    const jog = routeThrough([
      { x: 0, y: 0 },
      { x: 50, y: 0 },
      { x: 50, y: 8 },
      { x: 90, y: 8 },
    ]);
    expect(jog.d).toBe('M0,0L46,0A4,4,0,0,1,50,4A4,4,0,0,0,54,8L90,8');
  });

  it('leaves out corners that are none', () => {
    const straight = routeThrough([
      { x: 0, y: 5 },
      { x: 40, y: 5 },
      { x: 40, y: 5 },
      { x: 90, y: 5 },
    ]);
    expect(straight.corners).toEqual([
      { x: 0, y: 5 },
      { x: 90, y: 5 },
    ]);
  });

  it('can be gone along with a distance from both ends, half of it at most', () => {
    const route = routeThrough([
      { x: 0, y: 0 },
      { x: 40, y: 0 },
    ]);
    expect([pointAlong(route, 0, 10).x, pointAlong(route, 0.5, 10).x, pointAlong(route, 1, 10).x]).toEqual([
      10, 20, 30,
    ]);
    expect(pointAlong(route, 0.3, 90).x).toBe(20);
  });
});
