import { element, type Markup, movedTo } from '../../exchange/svg/markup';
import { fitted, textWidth } from '../../exchange/svg/text-width';
import { publishedBy, topicsOf } from '../stage/bus-topics';
import { faultMarksOf } from '../stage/fault-marks';
import type { PlacedNode } from '../stage/layout';
import type { NodeState } from '../stage/node-status';
import { badgesOf } from '../stage/queue-badges';
import { mixed, type Paint } from './colours';
import type { Scene } from './stage-scene';
import { words } from './words';

/** A signal lamp around a point: as on the stage, its shape says what it means. */
export function lampOf(state: NodeState, x: number, y: number, paint: Paint): Markup {
  const place = { transform: movedTo(x, y), fill: 'none', 'stroke-width': 1.5 };
  if (state === 'waiting')
    return element('path', { ...place, d: 'M-2 -4v8M2 -4v8', stroke: paint.waiting, 'stroke-width': 2.5 });
  const lit = {
    working: paint.working,
    slow: paint.waiting,
    idle: paint.hairlineStrong,
    away: paint.hairlineStrong,
  };
  const ring = { r: 4, stroke: lit[state], fill: state === 'working' ? paint.working : 'none' };
  if (state === 'idle' || state === 'working') return element('circle', { ...place, ...ring });
  const over =
    state === 'slow'
      ? element('path', { d: 'M0 -4a4 4 0 0 1 0 8z', fill: paint.waiting })
      : element('path', {
          d: 'M-5 -5L5 5M5 -5L-5 5',
          stroke: paint.failure,
          'stroke-width': 2,
          'stroke-linecap': 'round',
        });
  return element('g', place, element('circle', ring), over);
}

/** The track of a bus has room for so many sleepers; the last one stands for all that are left. */
const sleeperCount = 8;

/** The sleepers between the rails: each becomes a sign once an event of its type has been published. */
export function sleepersOf({ id, box }: PlacedNode, { run, view, paint, colour }: Scene): readonly Markup[] {
  const published = topicsOf(run.trace, id)
    .map((topic) => ({ name: topic.name, count: publishedBy(topic, view.step) }))
    .filter(({ count }) => count > 0);
  const shown = published.slice(0, published.length > sleeperCount ? sleeperCount - 1 : sleeperCount);
  const { current } = view;
  const currentName = current !== undefined && 'form' in current ? current.name : undefined;
  const part = (box.height - 66) / sleeperCount;
  const { x, width } = box;
  return Array.from({ length: sleeperCount }, (_, index) => {
    const middle = box.y + 58 + (index + 0.5) * part;
    const topic = shown[index];
    const isMore = topic === undefined && index === shown.length && published.length > shown.length;
    if (topic === undefined && !isMore)
      return element('rect', {
        x: x + 8,
        y: middle - 3.5,
        width: width - 16,
        height: 7,
        rx: 2,
        fill: paint.hairline,
      });
    const isCurrent = topic !== undefined && topic.name === currentName;
    const count = topic === undefined || topic.count === 1 ? '' : ` ×${topic.count}`;
    const name = topic?.name ?? `${published.length - shown.length} more types`;
    const style = { size: 12, isBold: isCurrent };
    const room = width - 8 - textWidth(count, style);
    return element(
      'g',
      {},
      element('rect', {
        x: x - 1.25,
        y: middle - 14.25,
        width: width + 2.5,
        height: 28.5,
        rx: 4,
        fill: isCurrent ? mixed(colour, paint.surface, 0.16) : paint.surface,
        stroke: isCurrent ? colour : paint.hairlineStrong,
        'stroke-width': 1.5,
      }),
      words(x + width / 2, middle + 4.3, `${fitted(name, room, style)}${count}`, {
        ...style,
        fill: isCurrent ? paint.ink : paint.inkSoft,
        anchor: 'middle',
      }),
    );
  });
}

/** At a consumer's end of its link: what waits for it and what it has in hand, above; its dead letters, below. */
export function queuesOf({ layout, view, paint }: Scene): readonly Markup[] {
  return badgesOf(view, layout).flatMap(({ point, side, waiting, inHand, dead, words: told }) => {
    const above = [
      ...(waiting > 0 ? [{ sign: 'M1 1.5h8M1 5h8M1 8.5h8', count: waiting }] : []),
      ...(inHand > 0
        ? [
            {
              sign: 'M1.5 0.8h7M1.5 9.2h7M2.5 0.8c0 3.4 5 5 5 8.4M7.5 0.8c0 3.4-5 5-5 8.4',
              count: inHand,
            },
          ]
        : []),
    ];
    const below = dead > 0 ? [{ sign: 'M0.8 0.8h10.4v8.4H0.8zM3.5 2.5l5 5M8.5 2.5l-5 5', count: dead }] : [];
    return [
      ...countsAt(point.x, point.y - 32, side, above, told, {
        fill: paint.raised,
        edge: paint.hairlineStrong,
        ink: paint.ink,
        rx: 9,
      }),
      ...countsAt(point.x, point.y + 14, side, below, told, {
        fill: paint.raised,
        edge: paint.failure,
        ink: paint.failure,
        rx: 2,
      }),
    ];
  });
}

interface CountLook {
  readonly fill: string;
  readonly edge: string;
  readonly ink: string;
  readonly rx: number;
}

function countsAt(
  x: number,
  y: number,
  side: 'left' | 'right',
  counts: readonly { readonly sign: string; readonly count: number }[],
  told: string,
  { fill, edge, ink, rx }: CountLook,
): readonly Markup[] {
  if (counts.length === 0) return [];
  const style = { size: 12, isBold: true };
  const marks: Markup[] = [];
  let width = 6;
  for (const { sign, count } of counts) {
    marks.push(
      element('path', {
        d: sign,
        transform: movedTo(width, 4),
        fill: 'none',
        stroke: ink,
        'stroke-width': 1.5,
      }),
      words(width + 14, 13.3, String(count), { ...style, fill: ink }),
    );
    width += 14 + textWidth(String(count), style) + 5;
  }
  const left = side === 'right' ? x + 3 : x - 3 - width;
  return [
    element(
      'g',
      { transform: movedTo(left, y) },
      element('title', {}, told),
      element('rect', { x: 0.5, y: 0.5, width: width - 1, height: 17, rx, fill, stroke: edge }),
      ...marks,
    ),
  ];
}

/** Where something waits to go wrong, or is going wrong: a cross in a diamond. @param wordsOf says what will happen. */
export function faultsOf(
  { view, layout, paint }: Scene,
  wordsOf: (fault: ReturnType<typeof faultMarksOf>[number]) => string,
): readonly Markup[] {
  return faultMarksOf(view, layout).map((mark) => {
    const isCurrent = mark.faults.some(({ seq }) => seq === view.current?.seq);
    return element(
      'g',
      { class: 'fault', transform: movedTo(mark.point.x, mark.point.y) },
      element('title', {}, `Fault: ${wordsOf(mark)}`),
      ...(isCurrent ? [element('circle', { r: 18, fill: paint.failure, 'fill-opacity': 0.3 })] : []),
      element('path', {
        d: 'M0 -12L12 0L0 12L-12 0z',
        fill: isCurrent ? paint.failureSoft : paint.raised,
        stroke: paint.failure,
        'stroke-width': 1.75,
      }),
      element('path', {
        d: 'M-3.5 -3.5L3.5 3.5M3.5 -3.5L-3.5 3.5',
        stroke: paint.failure,
        'stroke-width': 2.25,
        'stroke-linecap': 'round',
      }),
      ...(mark.faults.length > 1
        ? [
            element('circle', { cx: 11, cy: -11, r: 8, fill: paint.raised, stroke: paint.failure }),
            words(11, -6.8, String(mark.faults.length), {
              size: 12,
              isBold: true,
              fill: paint.ink,
              anchor: 'middle',
            }),
          ]
        : []),
    );
  });
}
