import { describe, expect, it } from 'vitest';
import { charts } from '../../../src/analysis/state-chart/state-chart';
import { layOutChart } from '../../../src/analysis/state-chart/layout';
import { nearestIn, type Direction } from '../../../src/ui/stage/nearest';
import { placesIn } from '../../../src/ui/states/chart-stops';

const directions: readonly Direction[] = ['left', 'right', 'up', 'down'];

describe('the arrow keys in a chart', () => {
  it.each(charts.map((chart) => ({ id: chart.id, chart })))(
    'lead to every state and transition of $id',
    ({ chart }) => {
      const places = placesIn(layOutChart(chart));
      for (const home of places.keys()) {
        const reached = new Set([home]);
        for (const stop of reached) {
          const from = places.get(stop);
          if (from === undefined) continue;
          for (const direction of directions) {
            const next = nearestIn(direction, from, places);
            if (next !== undefined) reached.add(next);
          }
        }
        expect(
          [...places.keys()].filter((stop) => !reached.has(stop)),
          `from ${home}`,
        ).toEqual([]);
      }
    },
  );
});
