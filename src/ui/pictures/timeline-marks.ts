import type { Flow } from '../../analysis/flows';
import type { Names } from '../../analysis/names';
import type { Flight, RunSpans, Span } from '../../analysis/spans/spans';
import { element, Markup, movedTo, startTag } from '../../exchange/svg/markup';
import { fitted } from '../../exchange/svg/text-width';
import { draw, lookOf, type Drawing, type SpanLook } from '../timeline/drawing';
import { rowHeight, type Lanes } from '../timeline/lanes';
import { hitWords } from '../timeline/span-words';
import { anchorAt, type TimeAxis, type TimeScale } from '../timeline/time-axis';
import { flowPaint, type Paint } from './colours';
import { lookPatterns } from './timeline-key';
import { words } from './words';

/** Of the titles of the lanes, and of the row with the ticks, in px. */
export const titleWidth = 156;
export const axisHeight = 28;
/** With more spans than these, those finer than a pixel become one with their neighbours. */
const mostSpans = 4000;

/** A timeline on its way to a picture. */
interface DrawnTime {
  readonly spans: RunSpans;
  /** Those that are drawn as arrows. */
  readonly flights: readonly Flight[];
  readonly lanes: Lanes;
  readonly names: Names;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly paint: Paint;
  readonly scale: TimeScale;
  readonly axis: TimeAxis;
}

/** All of a timeline, with its key below. */
export function* timelineMarks(drawn: DrawnTime, key: readonly Markup[]): Generator<Markup> {
  const { lanes, scale, axis, paint } = drawn;
  yield lookPatterns(paint);
  yield* axisMarks(axis, scale, paint);
  yield* titleMarks(drawn);
  const bottom = axisHeight + lanes.height;
  yield element('g', { transform: movedTo(titleWidth, axisHeight) }, ...gridMarks(drawn));
  yield new Markup(startTag('g', { transform: movedTo(titleWidth, axisHeight) }));
  yield* spanMarks(drawn);
  yield* signMarks(drawn);
  yield* breakMarks(drawn);
  yield new Markup('</g>');
  yield element('g', { transform: movedTo(0, bottom + 14) }, ...key);
}

function axisMarks({ ticks, breaks }: TimeAxis, { width }: TimeScale, paint: Paint): readonly Markup[] {
  return [
    element('path', {
      d: `M0 ${axisHeight - 0.5}H${titleWidth + width}`,
      stroke: paint.hairlineStrong,
    }),
    words(0, 20, 'Part', { size: 12, fill: paint.inkFaint }),
    ...breaks.flatMap(({ x, width: breakWidth, label }) =>
      breakWidth < 24
        ? []
        : [
            words(titleWidth + x + breakWidth / 2, 8, label, {
              size: 11,
              fill: paint.inkFaint,
              anchor: 'middle',
            }),
          ],
    ),
    ...ticks.flatMap(({ x, label }) => {
      const anchor = anchorAt(x, width);
      return [
        element('path', { d: `M${(titleWidth + x).toFixed(1)} 24v4`, stroke: paint.hairlineStrong }),
        words(titleWidth + x, 21, label, {
          size: 12,
          fill: paint.inkSoft,
          anchor: anchor === 'start' ? undefined : anchor,
        }),
      ];
    }),
  ];
}

function titleMarks({ lanes, names, paint }: DrawnTime): readonly Markup[] {
  const type = { size: 13 };
  return lanes.all.map(({ node, y, height }) =>
    element(
      'g',
      { class: 'lane' },
      words(0, axisHeight + y + height / 2 + 4.6, fitted(names.nodeTitle(node), titleWidth - 14, type), {
        ...type,
        fill: paint.ink,
      }),
    ),
  );
}

function gridMarks({ lanes, scale, axis, paint }: DrawnTime): readonly Markup[] {
  const lines = lanes.all
    .map(({ y, height }) => `M${-titleWidth} ${y + height - 0.5}H${scale.width}`)
    .join('');
  const grid = axis.ticks.map(({ x }) => `M${x.toFixed(1)} 0v${lanes.height}`).join('');
  return [
    element('path', { d: lines, stroke: paint.hairline }),
    element('path', { d: grid, stroke: paint.hairline, 'stroke-dasharray': '1 4' }),
  ];
}

/** Each span as a rectangle of the class `span`, with what it is in words; of very many, paths alone. */
function* spanMarks(drawn: DrawnTime): Generator<Markup> {
  const { spans, lanes, scale, names, paint } = drawn;
  const all: readonly Span[] = [...spans.works, ...spans.waits, ...spans.aways];
  const edges: Readonly<Record<SpanLook, string | undefined>> = {
    work: undefined,
    failed: paint.failure,
    waiting: paint.waiting,
    away: paint.failure,
  };
  const fillOf = (look: SpanLook) => (look === 'work' ? paint.working : `url(#look-${look})`);
  if (all.length > mostSpans) {
    for (const part of partsOf(spans)) {
      const { spans: paths } = draw({ ...part, points: [] }, [], lanes, scale, () => undefined);
      for (const { look, d } of paths) yield element('path', { d, fill: fillOf(look), stroke: edges[look] });
    }
    return;
  }
  for (const span of all) {
    const y = lanes.yOf(span);
    if (y === undefined) continue;
    const look = lookOf(span);
    const [from, to] = [scale.x(span.from), Math.min(scale.width, scale.x(span.to))];
    const box = { x: from, y, width: Math.max(2, to - from), height: rowHeight };
    yield element(
      'rect',
      { class: 'span', ...box, fill: fillOf(look), stroke: edges[look] },
      element('title', {}, hitWords({ kind: 'span', span }, names)),
    );
  }
}

const partLength = 2000;

/** The same spans in parts that can be drawn one after the other. */
function* partsOf({ works, waits, aways, points, until }: RunSpans): Generator<RunSpans> {
  const none = { works: [], waits: [], aways: [], flights: [], points: [], until };
  for (const part of slicesOf(works)) yield { ...none, works: part };
  for (const part of slicesOf(waits)) yield { ...none, waits: part };
  for (const part of slicesOf(aways)) yield { ...none, aways: part };
  for (const part of slicesOf(points)) yield { ...none, points: part };
}

function* slicesOf<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += partLength) yield items.slice(from, from + partLength);
}

/** Arrows and signs. Of very many messages, part after part, without heads and letters. */
function* signMarks(drawn: DrawnTime): Generator<Markup> {
  const { spans, flights, lanes, scale, flows } = drawn;
  const none = { ...spans, works: [], waits: [], aways: [] };
  const drawnWith = (own: RunSpans, some: readonly Flight[]) =>
    draw(own, some, lanes, scale, (flow) => flows.get(flow));
  if (flights.length + spans.points.length <= mostSpans) {
    const { arrows, points, letters } = drawnWith(none, flights);
    yield* arrowMarks(arrows, letters, drawn);
    yield* pointMarks(points, drawn);
    return;
  }
  for (const some of slicesOf(flights)) {
    const { arrows, points } = drawnWith({ ...none, points: [] }, some);
    yield* arrowMarks(
      arrows.map((line) => ({ ...line, heads: '' })),
      [],
      drawn,
    );
    yield* pointMarks(points, drawn);
  }
  for (const some of slicesOf(spans.points))
    yield* pointMarks(drawnWith({ ...none, points: some }, []).points, drawn);
}

function arrowMarks(
  arrows: Drawing['arrows'],
  letters: Drawing['letters'],
  { paint }: DrawnTime,
): readonly Markup[] {
  return [
    ...arrows.flatMap(({ colour, d, heads }) => {
      const stroke = flowPaint(paint, { colour });
      return [
        element('path', { d, fill: 'none', stroke, 'stroke-width': 1.25 }),
        ...(heads === '' ? [] : [element('path', { d: heads, fill: stroke })]),
      ];
    }),
    ...letters.flatMap(({ x, y, letter, colour }) => [
      element('circle', { cx: x, cy: y, r: 7, fill: flowPaint(paint, { colour }) }),
      words(x, y + 3.6, letter, { size: 10, isBold: true, fill: paint.onFlow, anchor: 'middle' }),
    ]),
  ];
}

function pointMarks(points: Drawing['points'], { paint }: DrawnTime): readonly Markup[] {
  const broken = { stroke: paint.failure, 'stroke-width': 2 };
  const plain = { stroke: paint.ink, 'stroke-width': 1.25 };
  const looks = {
    decision: plain,
    received: { ...plain, fill: paint.ink },
    fault: broken,
    error: broken,
    lost: broken,
  };
  return points.map(({ kind, d }) => element('path', { d, fill: paint.surface, ...looks[kind] }));
}

/** Where nothing happens, and time is drawn shorter. */
function breakMarks({ axis, lanes, paint }: DrawnTime): readonly Markup[] {
  return axis.breaks.flatMap(({ x, width }) => [
    element('rect', { x, width, height: lanes.height, fill: 'url(#look-break)' }),
    element('path', {
      d: `M${x.toFixed(1)} 0v${lanes.height}M${(x + width).toFixed(1)} 0v${lanes.height}`,
      stroke: paint.hairlineStrong,
      'stroke-dasharray': '3 3',
    }),
  ]);
}
