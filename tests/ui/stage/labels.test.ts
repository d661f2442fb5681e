import { describe, expect, it } from 'vitest';
import { linkKey } from '../../../src/analysis/view';
import type { TraceRecord } from '../../../src/simulation';
import { chipPoint } from '../../../src/ui/stage/chip-place';
import { labelHeight, labelWidth, solidPartsOf } from '../../../src/ui/stage/label-room';
import { labelOffset, labelWay } from '../../../src/ui/stage/label-place';
import { boxAround, layOut, overlapOf, stageSize, type Box } from '../../../src/ui/stage/layout';
import { pointAlong, type Point } from '../../../src/ui/stage/route';
import { clearance } from '../../../src/ui/stage/tokens';
import { architectures, contains, largest, topologiesOfScenarios } from './geometry';

const stage = { x: 0, y: 0, ...stageSize };

const topologies = [
  ...topologiesOfScenarios().slice(0, 1),
  ...architectures.map((architecture) => ({
    name: `everyone, ${architecture}`,
    topology: largest(architecture),
  })),
];

/** From short to long, as tokens and nodes have them. */
const labels = {
  bus: ['ask: order ord-001', 'PriceChanged', 'NotificationCreated', 'OrderStatusChanged lost'],
  api: ['ask: order ord-001', 'POST /notify lost', 'reply: POST /notify', 'POST /stock/reservations'],
};

describe.each(topologies)('labels in $name', ({ topology }) => {
  const layout = layOut(topology);
  const nodes = [...layout.nodes.values()];
  const texts = nodes.some(({ role }) => role === 'api') ? labels.api : labels.bus;

  /** What a label covers that it should not; between the rails of a bus is room. */
  function coveredBy(label: Box): readonly string[] {
    const rails = nodes
      .filter(({ role }) => role !== 'bus')
      .filter((node) => solidPartsOf(node).some((part) => overlapOf(label, part) > 0))
      .map(({ id }) => id);
    return contains(stage, label) ? rails : [...rails, 'what is beyond the stage'];
  }

  const around = (point: Point, words: string) => boxAround(point, labelWidth(words), labelHeight);

  it('of tokens that leave and arrive cover no node', () => {
    const covered = [...layout.links.values()].flatMap((link) =>
      texts.flatMap((words) => {
        const way = labelWay(link, words, layout);
        return [0, 1].flatMap((fraction) => {
          const token = pointAlong(link.route, fraction, clearance);
          const { x, y } = labelOffset(way, fraction);
          const found = coveredBy(around({ x: token.x + x, y: token.y + y }, words));
          return found.map((id) => `“${words}” on ${link.key} at ${fraction} covers ${id}`);
        });
      }),
    );
    expect(covered).toEqual([]);
  });

  it('of what happens at a node cover no other node', () => {
    const covered = nodes.flatMap((node) =>
      texts.flatMap((words) => {
        const causes = nodes
          .filter(({ id }) => layout.links.has(linkKey(id, node.id)))
          .map(({ id }) => ({ node: id }) as TraceRecord);
        return [undefined, ...causes].flatMap((cause) => {
          const found = coveredBy(around(chipPoint(node, words, cause, layout), words));
          return found.filter((id) => id !== node.id).map((id) => `“${words}” at ${node.id} covers ${id}`);
        });
      }),
    );
    expect(covered).toEqual([]);
  });
});
