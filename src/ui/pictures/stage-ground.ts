import { element, type Markup, movedTo } from '../../exchange/svg/markup';
import { fitted } from '../../exchange/svg/text-width';
import type { PlacedLink } from '../stage/layout';
import { callersOf } from '../stage/callers';
import { flowPaint, mixed } from './colours';
import type { Scene } from './stage-scene';
import { words } from './words';

/** What gives the stage its order and is no node: the engine's frame, the names of the columns. */
export function frameOf({ layout, paint }: Scene): readonly Markup[] {
  const { box, title } = layout.frame;
  const edge = { fill: paint.sunken, stroke: paint.hairlineStrong, 'stroke-width': 1.5, rx: 10 };
  return [
    element('rect', { ...inset(box), ...edge }),
    ...(title === undefined
      ? []
      : [
          words(title.box.x + title.box.width / 2, title.box.y + 15, title.words, {
            size: 13,
            isBold: true,
            fill: paint.inkSoft,
            anchor: 'middle',
          }),
        ]),
    ...layout.passages.map(({ x, y }) =>
      element('path', {
        d: 'M-5 -3L0 3L5 -3',
        transform: movedTo(x, y),
        fill: 'none',
        stroke: paint.hairlineStrong,
        'stroke-width': 1.5,
      }),
    ),
    ...layout.legends.map(({ words: name, box: place }) =>
      words(place.x, place.y + 10, name, { size: 12, fill: paint.inkFaint }),
    ),
  ];
}

/** Tracks are drawn as maps draw roads: all edges, then all insides, so that they join where they share a lane. */
export function linksOf({ layout, view, spotlight, paint, colour }: Scene): readonly Markup[] {
  const links = [...layout.links.values()];
  const isUsed = ({ key }: PlacedLink) => view.links.has(key);
  const track = (link: PlacedLink) => (isUsed(link) ? paint.trackUsed : paint.track);
  const wide = links.filter(({ isThin }) => !isThin);
  const usedLast = [...wide].sort((a, b) => Number(isUsed(a)) - Number(isUsed(b)));
  const line = ({ route }: PlacedLink, stroke: string, width: number, dashes?: string) =>
    element('path', { d: route.d, stroke, 'stroke-width': width, 'stroke-dasharray': dashes });
  const lines = [
    ...links.filter(({ isThin }) => isThin).map((link) => line(link, track(link), 1.25)),
    ...usedLast.map((link) => line(link, track(link), 6)),
    ...wide.map((link) => line(link, paint.ground, 3)),
    ...links.filter(({ key }) => spotlight.nextLinks.has(key)).map((link) => line(link, colour, 3, '2 8')),
    ...links
      .filter(({ key }) => key === spotlight.link)
      .map((link) => line(link, mixed(colour, paint.ground, 0.45), link.isThin ? 3 : 6)),
  ];
  return [element('g', { fill: 'none' }, ...lines)];
}

/** The waiting room before the door of an API has room for so many. */
const mostCallers = 7;

/** Who called and cannot go on until the answer is back; the last one stands at the bottom. */
export function callersIn({ layout, view, names, flows, paint }: Scene): readonly Markup[] {
  const { queue } = layout;
  if (queue === undefined) return [];
  const callers = callersOf(view, layout);
  const shown = callers.slice(0, mostCallers);
  const moreCount = callers.length - shown.length;
  const heading = callers.length === 0 ? 'No caller waits' : 'Callers that wait';
  const [x, bottom] = [queue.x, queue.y + queue.height];
  let y = bottom - 8 - shown.length * 28 - (moreCount > 0 ? 22 : 0);
  const faint = { size: 12, fill: paint.inkFaint };
  const marks = [
    element('path', { d: `M${x} ${bottom}h${queue.width}`, stroke: paint.hairline, 'stroke-width': 1.5 }),
    words(x, y - 4, heading, faint),
  ];
  for (const call of shown) {
    const flow = flows.get(call.flow);
    const title = names.nodeTitle(call.node);
    marks.push(
      element(
        'g',
        { transform: movedTo(x, y) },
        element('rect', {
          ...inset({ x: 0, y: 0, width: queue.width, height: 24 }, 0.5),
          rx: 4,
          fill: paint.waitingSoft,
          stroke: paint.waiting,
          'stroke-dasharray': '3 2',
        }),
        element('rect', { x: 1, y: 1, width: 7, height: 22, fill: 'url(#hatch-waiting)' }),
        element('rect', { x: 13, y: 4, width: 17, height: 16, rx: 3, fill: flowPaint(paint, flow) }),
        words(21.5, 16, flow?.letter ?? '', { size: 12, isBold: true, fill: paint.onFlow, anchor: 'middle' }),
        words(36, 16, fitted(title, queue.width - 40, { size: 12, isBold: true }), {
          size: 12,
          isBold: true,
          fill: paint.ink,
        }),
      ),
    );
    y += 28;
  }
  if (moreCount > 0) marks.push(words(x, y + 12, `and ${moreCount} more`, faint));
  return marks;
}

/** What is filled with lines: who waits, and who is away. */
export function hatchings({ paint }: Pick<Scene, 'paint'>): Markup {
  const lines = { patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(-45)' };
  return element(
    'defs',
    {},
    element(
      'pattern',
      { id: 'hatch-waiting', width: 5, height: 5, ...lines },
      element('rect', { width: 5, height: 2, fill: paint.waiting }),
    ),
    element(
      'pattern',
      { id: 'hatch-away', width: 7, height: 7, ...lines },
      element('rect', { width: 7, height: 7, fill: paint.sunken }),
      element('rect', { width: 7, height: 1, fill: paint.hairline }),
    ),
  );
}

/** A box within whose edge a line of a width is drawn, as attributes. */
export function inset(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  by = 0.75,
) {
  return { x: x + by, y: y + by, width: Math.max(0, width - 2 * by), height: Math.max(0, height - 2 * by) };
}
