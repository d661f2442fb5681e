import { briefOf } from '../../analysis/brief';
import { element, type Markup, movedTo, numberText } from '../../exchange/svg/markup';
import { fitted, textWidth } from '../../exchange/svg/text-width';
import type { TraceRecord } from '../../simulation';
import { chipPoint } from '../stage/chip-place';
import { labelOffset, labelWay } from '../stage/label-place';
import type { Point } from '../stage/route';
import { outlines } from '../stage/token-outlines';
import { signWords } from '../stage/token-sign';
import { tokensOf, type Token } from '../stage/tokens';
import { flowPaint, type Paint } from './colours';
import type { Scene } from './stage-scene';
import { words } from './words';

/** Every message on its way, each group of the class `message`, and what happens now in a few words. */
export function messagesOf(scene: Scene): readonly Markup[] {
  const { view, layout, run, mishaps } = scene;
  if (view.step === 0) return [];
  const now = view.current?.at ?? 0;
  const tokens = tokensOf(view, now, layout, run.trace, mishaps);
  const trail = tokens.find(({ isCurrent }) => isCurrent);
  const marksOf = (some: readonly Token[]) => some.map((token) => messageMark(token, scene));
  return [
    ...(trail === undefined || trail.fraction <= 0 ? [] : [trailOf(trail, scene)]),
    ...marksOf(tokens.filter(({ isCurrent }) => !isCurrent)),
    ...chipOf(scene),
    ...marksOf(tokens.filter(({ isCurrent }) => isCurrent)),
  ];
}

/** How far the current message has come. */
function trailOf({ link, fraction, isAlong }: Token, { colour }: Scene): Markup {
  return element('path', {
    d: link.route.d,
    pathLength: 1,
    fill: 'none',
    stroke: colour,
    'stroke-width': link.isThin ? 3 : 6,
    'stroke-dasharray': `${Math.round(fraction * 1000) / 1000} 2`,
    'stroke-dashoffset': isAlong ? 0 : fraction - 1,
  });
}

/** What happens within a node has no token: its label is at the node. */
function chipOf({ spotlight, view, layout, names, run, flows, paint }: Scene): readonly Markup[] {
  const { current } = view;
  const node = spotlight.node === undefined ? undefined : layout.nodes.get(spotlight.node);
  if (node === undefined || current === undefined || spotlight.message !== undefined) return [];
  const told = briefOf(current, names);
  const point = chipPoint(node, told, run.trace[current.cause - 1], layout);
  return [
    briefAt(point, current, told, flowPaint(paint, flows.get(current.flow)), letterOf(flows, current), paint),
  ];
}

function messageMark(token: Token, scene: Scene): Markup {
  const { flows, paint, names, view } = scene;
  const { message, point, others } = token;
  const colour = flowPaint(paint, flows.get(message.flow));
  const letter = letterOf(flows, message);
  const told = token.isCurrent && isMishap(view.current) ? view.current : message;
  const brief = briefOf(told, names);
  const more = others.length === 0 ? '' : ` and ${others.length} more,`;
  const sign = token.sign === undefined ? '' : `, ${signWords[token.sign]}`;
  const name = `${brief}${more} from ${names.nodeTitle(message.node)} to ${names.nodeTitle(message.to)}${sign}`;
  return element(
    'g',
    { class: 'message' },
    element('title', {}, name),
    ...(token.isCurrent
      ? [element('circle', { cx: point.x, cy: point.y, r: 22.5, fill: colour, 'fill-opacity': 0.3 })]
      : []),
    ...(token.isCurrent ? labelMarks(token, told, brief, scene) : []),
    element('g', { transform: movedTo(point.x, point.y) }, ...shapeOf(token, letter, colour, paint)),
    ...(others.length === 0 ? [] : countAt(point, others.length + 1, colour, paint)),
  );
}

/** What the current message is about, at the end of a line from its token. */
function labelMarks(token: Token, record: TraceRecord, text: string, { layout, flows, paint }: Scene) {
  const { link, isAlong, fraction, point, message } = token;
  const colour = flowPaint(paint, flows.get(message.flow));
  const offset = labelOffset(labelWay(link, text, layout), isAlong ? fraction : 1 - fraction);
  const middle = { x: point.x + offset.x, y: point.y + offset.y };
  const [x, y, endX, endY] = [point.x, point.y, middle.x, middle.y].map(numberText);
  return [
    element('path', { d: `M${x} ${y}L${endX} ${endY}`, stroke: colour, 'stroke-width': 2 }),
    briefAt(middle, record, text, colour, letterOf(flows, message), paint),
  ];
}

function isMishap(record: TraceRecord | undefined): record is TraceRecord {
  return record?.kind === 'lost' || record?.kind === 'disturbed' || record?.kind === 'duplicated';
}

function letterOf(flows: Scene['flows'], { flow }: TraceRecord): string {
  return flows.get(flow)?.letter ?? '';
}

/** The longest label that the stage has room for, in px. */
const mostBrief = 320;

/** A record in a few words around a point, in the colour and with the letter of its flow. */
function briefAt(
  { x, y }: Point,
  record: TraceRecord,
  text: string,
  colour: string,
  letter: string,
  paint: Paint,
): Markup {
  const style = { size: 12, isBold: true };
  const told = fitted(text, mostBrief, style);
  const isHeld = record.kind === 'decision' && !['passed', 'stopped', 'complete'].includes(record.outcome);
  const letterWidth = Math.max(18, textWidth(letter, style) + 6);
  const wordsAt = 3 + letterWidth + 6 + (isHeld ? 16 : 0);
  const width = wordsAt + textWidth(told, style) + 8;
  return element(
    'g',
    { transform: movedTo(x - width / 2, y - 12) },
    element('rect', { width, height: 24, rx: 5, fill: colour }),
    element('rect', { x: 3, y: 3, width: letterWidth, height: 18, rx: 3, fill: paint.onFlow }),
    words(3 + letterWidth / 2, 16.3, letter, { ...style, fill: colour, anchor: 'middle' }),
    ...(isHeld
      ? [
          element('path', {
            d: 'M3 1v8M7 1v8',
            transform: movedTo(wordsAt - 16, 7),
            stroke: paint.onFlow,
            'stroke-width': 2.5,
          }),
        ]
      : []),
    words(wordsAt, 16.3, told, { ...style, fill: paint.onFlow }),
  );
}

/** A token around 0,0. What has come to nothing is hollow. */
function shapeOf(
  { shape, sign, isEnded }: Token,
  letter: string,
  colour: string,
  paint: Paint,
): readonly Markup[] {
  const isHollow = isEnded || sign === 'lost' || sign === 'unawaited';
  const body = isHollow
    ? {
        fill: isEnded ? 'none' : paint.ground,
        stroke: colour,
        'stroke-width': isEnded ? 1.5 : 2,
        'stroke-dasharray': isEnded ? undefined : '4 3',
        transform: isEnded ? 'scale(1.35)' : undefined,
      }
    : { fill: colour, stroke: paint.ground, 'stroke-width': 1.5 };
  const hasLetter = !isHollow && shape !== 'cross' && shape !== 'tick';
  const shift = { x: shape === 'triangle' ? 1 : 0, y: shape === 'envelope' ? 6 : 4.3 };
  return [
    element('path', { d: outlines[shape], ...body, 'stroke-linejoin': 'round' }),
    ...(shape === 'envelope'
      ? [
          element('path', {
            d: 'M-14 -10L0 -2.5L14 -10',
            fill: 'none',
            stroke: isHollow ? colour : paint.onFlow,
            'stroke-width': 1.5,
          }),
        ]
      : []),
    ...signMarks(sign, colour, paint),
    ...(hasLetter
      ? [words(shift.x, shift.y, letter, { size: 12, isBold: true, fill: paint.onFlow, anchor: 'middle' })]
      : []),
  ];
}

function signMarks(sign: Token['sign'], colour: string, paint: Paint): readonly Markup[] {
  const line = (d: string, stroke: string, width: number) =>
    element('path', { d, fill: 'none', stroke, 'stroke-width': width, 'stroke-linecap': 'round' });
  const held = { r: 16.5, fill: 'none', stroke: colour, 'stroke-width': 2, 'stroke-dasharray': '5 4' };
  const cross = 'M-10 -10L10 10M10 -10L-10 10';
  switch (sign) {
    case 'delayed':
      return [element('circle', held)];
    case 'overtaken':
      return [
        element('circle', held),
        line('M-13 -17C-6 -25 6 -25 13 -17M13 -17l-7 -1M13 -17l1 -7', paint.ink, 2),
      ];
    case 'corrupted':
      return [line('M4 -16L-2 -6L4 -1L-4 5L1 16', paint.ground, 3.5)];
    case 'lost':
      return [line(cross, paint.ground, 8), line(cross, paint.failure, 4)];
    case 'copy':
      return [
        element('circle', {
          cx: 11,
          cy: 11,
          r: 7.5,
          fill: paint.raised,
          stroke: colour,
          'stroke-width': 1.5,
        }),
        words(11, 15.2, '2', { size: 12, isBold: true, fill: paint.ink, anchor: 'middle' }),
      ];
    case 'unawaited':
    case undefined:
      return [];
  }
}

/** How many messages are at one place. */
function countAt({ x, y }: Point, count: number, colour: string, paint: Paint): readonly Markup[] {
  const text = String(count);
  const width = Math.max(17, textWidth(text, { size: 12, isBold: true }) + 9);
  return [
    element('rect', { x: x + 8, y: y - 24, width, height: 17, rx: 8.5, fill: paint.raised, stroke: colour }),
    words(x + 8 + width / 2, y - 11.2, text, { size: 12, isBold: true, fill: paint.ink, anchor: 'middle' }),
  ];
}
