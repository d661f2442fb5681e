import { describe, expect, it } from 'vitest';
import { couplingTable, domainServicesOf, measured } from '../../../src/analysis/coupling/comparison';
import { recordingOf, scenarios, simulate, topologyOf, type ArchitectureName } from '../../../src/simulation';
import { isSameStory } from '../../../src/ui/architectures';
import { nodeWidth, pictureOf, thingWidth } from '../../../src/ui/coupling/picture';

const width = 900;

function pictureIn(scenario: string) {
  const runOf = (architecture: ArchitectureName) => {
    const recording = recordingOf(scenario, architecture);
    return measured(simulate(recording), topologyOf(recording));
  };
  const runs = { 'event-sourced': runOf('event-sourced'), 'api-driven': runOf('api-driven') };
  const titles = { 'event-sourced': (id: string) => id, 'api-driven': (id: string) => id };
  return pictureOf(couplingTable(runs), titles, domainServicesOf(runs), width);
}

describe('the picture of who touches what', () => {
  it.each(scenarios.map(({ id }) => id))(
    'has room for each label, and ends each line at a thing: %s',
    (id) => {
      const { height, things, headings, sides } = pictureIn(id);
      const rows = [...things, ...headings].map(({ y }) => y).sort((a, b) => a - b);
      for (const [index, y] of rows.entries()) {
        expect(y).toBeGreaterThan(0);
        expect(y).toBeLessThan(height);
        if (index > 0) expect(y - (rows[index - 1] ?? 0)).toBeGreaterThanOrEqual(22);
      }
      const places = new Set(things.map(({ y }) => y));
      for (const { nodes, lines } of Object.values(sides)) {
        for (const [index, { y }] of nodes.entries()) {
          expect(y).toBeLessThan(height);
          if (index > 0) expect(y - (nodes[index - 1]?.y ?? 0)).toBeGreaterThanOrEqual(44);
        }
        for (const { end, part, width: lineWidth } of lines) {
          expect(places).toContain(end.y);
          expect(nodes.map((node) => node.part)).toContain(part);
          expect(lineWidth).toBeGreaterThanOrEqual(1.25);
          expect(lineWidth).toBeLessThanOrEqual(5);
        }
      }
    },
  );

  it('has no thing that nobody touches, and none twice', () => {
    const { things, sides } = pictureIn('order-created-fans-out');
    const touched = new Set(Object.values(sides).flatMap(({ lines }) => lines.map(({ end }) => end.y)));
    expect(things.every(({ y }) => touched.has(y))).toBe(true);
    expect(new Set(things.map(({ key }) => key)).size).toBe(things.length);
  });

  it('draws what only one architecture has otherwise than what both have', () => {
    const { things, sides } = pictureIn('price-drop');
    const linesTo = (name: ArchitectureName, thing: string) => {
      const y = things.find(({ title }) => title === thing)?.y;
      return sides[name].lines
        .filter(({ part, end }) => part === 'pricing' && end.y === y)
        .map(({ isOnly, isService }) => ({ isOnly, isService }));
    };
    expect(linesTo('api-driven', 'Carts')).toEqual([{ isOnly: true, isService: true }]);
    expect(linesTo('event-sourced', 'Carts')).toEqual([]);
    for (const name of ['event-sourced', 'api-driven'] as const) {
      expect(linesTo(name, 'Products')).toEqual([{ isOnly: false, isService: true }]);
    }
  });

  it('leads the lines of one side to the left of the things, those of the other to their right', () => {
    const { sides } = pictureIn('price-drop');
    const xs = (name: ArchitectureName) => new Set(sides[name].lines.map(({ end }) => end.x));
    const [left] = xs('event-sourced');
    const [right] = xs('api-driven');
    expect(left).toBeGreaterThan(nodeWidth);
    expect(left).toBeLessThan((width - thingWidth) / 2);
    expect((left ?? 0) + (right ?? 0)).toBe(width);
  });
});

describe('a story', () => {
  const recording = recordingOf('price-drop', 'event-sourced');

  it('is the same in both architectures', () => {
    expect(isSameStory(recording, { ...recording, architecture: 'api-driven' })).toBe(true);
  });

  it('is another with an act more, another broker or an end', () => {
    const others = [{ acts: [] }, { broker: 'kafka' as const }, { until: 20 }];
    for (const other of others) expect(isSameStory(recording, { ...recording, ...other })).toBe(false);
  });
});
