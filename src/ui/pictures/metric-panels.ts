import { finalOf, peakOf } from '../../analysis/metrics/steps';
import type { ShownTime } from '../../analysis/spans/time';
import { element, type Markup, movedTo } from '../../exchange/svg/markup';
import { fitted, textWidth } from '../../exchange/svg/text-width';
import { barDistance, barHeight, drawBars, type BarRow } from '../metrics/bar-chart';
import { dashes, drawSteps, type Series } from '../metrics/step-chart';
import { wholeWindow } from '../timeline/shown-window';
import { anchorAt, timeAxis, timeScale } from '../timeline/time-axis';
import { flowPaint, type Paint } from './colours';
import { partPaint } from './metric-patterns';
import { keyOf, words } from './words';

/** A part of the sheet, as high as it needs. */
export interface Block {
  readonly marks: readonly Markup[];
  readonly height: number;
}

interface Steps {
  readonly series: readonly Series[];
  readonly time: ShownTime;
  readonly until: number;
  /** The value at the upper edge. */
  readonly peak: number;
  /** A single series is dashed and hatched on one side, so that the architectures can be told apart. */
  readonly isDashed: boolean;
  /** Said where there is nothing. */
  readonly none: string;
  readonly width: number;
  readonly paint: Paint;
}

const chartHeight = 120;
const left = 34;

/** A figure over time, of one side. */
export function stepPanel({ series, time, until, peak, isDashed, none, width, paint }: Steps): Block {
  if (series.length === 0) return saidAlone(none, paint);
  const isOne = series.length === 1;
  const colourAt = (place: number) => (isOne ? paint.accent : flowPaint(paint, { colour: place % 8 }));
  const dashesAt = (place: number) =>
    isOne ? (isDashed ? '5 3' : undefined) : dashes[place % dashes.length];
  const inner = width - left;
  const whole = wholeWindow(time.length);
  const scale = timeScale(time, whole, inner);
  const axis = timeAxis(time, whole, inner);
  const drawing = drawSteps(series, scale, until, peak, chartHeight);
  const key = keyOf(
    series.flatMap(({ name, steps }, place) =>
      name === ''
        ? []
        : [
            {
              sign: [
                element('path', {
                  d: 'M0 7h26',
                  stroke: colourAt(place),
                  'stroke-width': 2,
                  'stroke-dasharray': dashesAt(place),
                }),
              ],
              width: 26,
              words: `${fitted(name, 200, { size: 12 })}, peak ${peakOf(steps)}, in the end ${finalOf(steps)}`,
            },
          ],
    ),
    width,
    paint.inkSoft,
  );
  const base = { stroke: paint.hairlineStrong };
  const small = { size: 12, fill: paint.inkSoft };
  const chart = [
    ...drawing.levels.flatMap(({ y, label }) => [
      element('path', { d: `M0 ${y.toFixed(1)}H${inner}`, stroke: paint.hairline }),
      words(-6, y + 4.3, label, { ...small, anchor: 'end' }),
    ]),
    ...axis.breaks.flatMap(({ x, width: breakWidth, label }) => [
      element('rect', { x, width: breakWidth, height: chartHeight, fill: 'url(#gap)' }),
      ...(breakWidth > 34 ? gapLabel(x + breakWidth / 2, label, paint) : []),
    ]),
    ...drawing.series.flatMap(({ place, line, area }) => [
      ...(isOne
        ? [element('path', { d: area, fill: isDashed ? 'url(#area-dashed)' : paint.accentSoft })]
        : []),
      element('path', {
        d: line,
        fill: 'none',
        stroke: colourAt(place),
        'stroke-width': 2,
        'stroke-dasharray': dashesAt(place),
      }),
    ]),
    element('path', { d: `M0 ${chartHeight - 0.5}H${inner}`, ...base }),
    ...axis.ticks.flatMap(({ x, label }) => {
      const anchor = anchorAt(x, inner);
      return [
        element('path', { d: `M${x.toFixed(1)} ${chartHeight}v4`, ...base }),
        words(x, chartHeight + 16, label, { ...small, anchor: anchor === 'start' ? undefined : anchor }),
      ];
    }),
  ];
  return {
    marks: [...key.marks, element('g', { transform: movedTo(left, key.height + 6) }, ...chart)],
    height: key.height + 6 + chartHeight + 20,
  };
}

/** How long nothing happens, above the pattern of the gap. */
function gapLabel(x: number, label: string, paint: Paint): readonly Markup[] {
  const type = { size: 11 };
  const width = textWidth(label, type) + 6;
  return [
    element('rect', { x: x - width / 2, width, height: 14, fill: paint.sunken }),
    words(x, 11, label, { ...type, fill: paint.inkSoft, anchor: 'middle' }),
  ];
}

interface Bars {
  readonly rows: readonly BarRow[];
  /** The total of the longest bar of both sides. */
  readonly most: number;
  readonly valueWords: (value: number) => string;
  readonly none: string;
  readonly width: number;
  readonly paint: Paint;
}

/** A figure of each part, of one side. */
export function barPanel({ rows, most, valueWords, none, width, paint }: Bars): Block {
  if (rows.length === 0) return saidAlone(none, paint);
  const labelWidth = 160;
  const type = { size: 12 };
  const bars = drawBars(rows, most, width - labelWidth - 78);
  const marks = bars.flatMap(({ label, total, y, parts, end }): readonly Markup[] => [
    words(0, y + barHeight / 2 + 4.3, fitted(label, labelWidth - 8, type), { ...type, fill: paint.ink }),
    ...parts.map(({ place, x, width: partWidth }) =>
      element('rect', {
        x: labelWidth + x,
        y,
        width: Math.max(1, partWidth),
        height: barHeight,
        fill: `url(#part-${place})`,
        stroke: partPaint(place, paint),
      }),
    ),
    words(labelWidth + end + 6, y + barHeight / 2 + 4.3, valueWords(total), {
      ...type,
      isBold: true,
      fill: paint.ink,
    }),
  ]);
  return { marks, height: rows.length * barDistance };
}

function saidAlone(text: string, paint: Paint): Block {
  return { marks: [words(0, 18, text, { size: 13, fill: paint.inkSoft })], height: 28 };
}
