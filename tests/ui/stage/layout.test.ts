import { describe, expect, it } from 'vitest';
import { layOut, stageSize } from '../../../src/ui/stage/layout';
import {
  architectures,
  contains,
  crosses,
  enlarged,
  largest,
  overlap,
  segmentsOf,
  topologiesOfScenarios,
} from './geometry';

const stage = { x: 0, y: 0, ...stageSize };

const topologies = [
  ...topologiesOfScenarios(),
  ...architectures.map((architecture) => ({
    name: `a larger shop, ${architecture}`,
    topology: enlarged(largest(architecture)),
  })),
];

it('is tried with everyone and everything that can take part', () => {
  const ids = new Set(topologies.flatMap(({ topology }) => topology.nodes.map(({ id }) => id)));
  for (const id of ['inventory', 'analytics', 'accounts', 'relay', 'mailbox', 'scheduler', 'support'])
    expect(ids).toContain(id);
  const links = new Set(
    topologies.flatMap(({ topology }) => topology.links.map(({ from, to }) => `${from} ${to}`)),
  );
  for (const link of ['support bus', 'ordering analytics', 'notification-api projections', 'relay bus'])
    expect(links).toContain(link);
});

describe.each(topologies)('the layout of $name', ({ topology }) => {
  const layout = layOut(topology);
  const nodes = [...layout.nodes.values()];
  const links = [...layout.links.values()];

  it('has every node once, within the stage', () => {
    expect(nodes.map(({ id }) => id).sort()).toEqual(topology.nodes.map(({ id }) => id).sort());
    expect(nodes.filter(({ box }) => !contains(stage, box))).toEqual([]);
  });

  it('puts no node over another', () => {
    const overlaps = nodes.flatMap((node, index) =>
      nodes.slice(index + 1).flatMap((other) => (overlap(node.box, other.box) ? [[node.id, other.id]] : [])),
    );
    expect(overlaps).toEqual([]);
  });

  it('has a link for each pair of linked nodes', () => {
    const pairs = new Set(topology.links.map(({ from, to }) => [from, to].sort().join(' ')));
    expect(links).toHaveLength(pairs.size);
  });

  it('lets no link run through a node', () => {
    const crossings = links.flatMap(({ key, from, to, route }) =>
      nodes
        .filter(({ id }) => id !== from && id !== to)
        .filter(({ box }) => segmentsOf(route).some((segment) => crosses(segment, box)))
        .map(({ id }) => `${key} runs through ${id}`),
    );
    expect(crossings).toEqual([]);
  });

  it('lets links run upright or level, within the stage, from one node to the other', () => {
    for (const { route, from, to, key } of links) {
      for (const [a, b] of segmentsOf(route)) expect(a.x === b.x || a.y === b.y, key).toBe(true);
      const ends = [route.corners[0], route.corners.at(-1)].map((end) => ({
        width: 0,
        height: 0,
        x: 0,
        y: 0,
        ...end,
      }));
      const isAt = (id: string, index: 0 | 1) => {
        const [box, end] = [layout.nodes.get(id)?.box, ends[index]];
        return box !== undefined && end !== undefined && contains(box, end);
      };
      expect([isAt(from, 0), isAt(to, 1)], key).toEqual([true, true]);
      for (const corner of route.corners)
        expect(contains(stage, { ...corner, width: 0, height: 0 }), key).toBe(true);
    }
  });

  it('keeps the stations within the frame of the engine, in the order in which a notification passes them', () => {
    const stations = nodes.filter(({ role }) => role === 'station');
    expect(stations.filter(({ box }) => !contains(layout.frame.box, box))).toEqual([]);
    const passage = ['correlator', 'preferences', 'templates', 'dispatcher'];
    const passed = [...stations].sort((a, b) => a.box.y - b.box.y).filter(({ id }) => passage.includes(id));
    expect(passed.map(({ id }) => id)).toEqual(passage.filter((id) => layout.nodes.has(id)));
  });

  it('lets no link run through those who wait at the door', () => {
    const { queue } = layout;
    if (queue === undefined) return;
    expect(nodes.filter(({ box }) => overlap(box, queue))).toEqual([]);
    expect(links.filter(({ route }) => segmentsOf(route).some((segment) => crosses(segment, queue)))).toEqual(
      [],
    );
  });
});
