import type { ChartLayout, PlacedState, PlacedTransition } from '../../analysis/state-chart/layout';
import type { Standing } from '../../analysis/state-chart/life';
import { labelOf, stateName } from '../../analysis/state-chart/words';
import { element, type Markup } from '../../exchange/svg/markup';
import { fitted, textWidth } from '../../exchange/svg/text-width';
import { routeThrough } from '../stage/route';
import { headOf, headSize, looks, looksOf, type Look } from '../states/chart-lines';
import {
  nowWords,
  stateMark as markOf,
  stateSentence,
  transitionMark,
  transitionSentence,
} from '../states/chart-marks';
import type { Paint } from './colours';
import { inset } from './stage-ground';
import { words } from './words';

/** A chart on its way to a picture. */
export interface Charted {
  readonly layout: ChartLayout;
  readonly standing: Standing;
  readonly step: number;
  readonly paint: Paint;
}

/** The lines of all transitions, and those that mark where a chart begins. Lines to the same state join. */
export function lineMarks({ layout, standing, step, paint }: Charted): readonly Markup[] {
  const lines: Readonly<Record<Look, Readonly<Record<string, string | number>>>> = {
    plain: { stroke: paint.hairlineStrong, 'stroke-width': 1 },
    taken: { stroke: paint.inkSoft, 'stroke-width': 2.5 },
    possible: { stroke: paint.accent, 'stroke-width': 1.75, 'stroke-dasharray': '6 4' },
    now: { stroke: paint.accent, 'stroke-width': 3.5 },
  };
  const beginnings = layout.states.flatMap(({ beginning, box }) => {
    if (beginning === undefined) return [];
    const { x, y } = beginning;
    return [
      element('path', { d: `M${x} ${y}V${box.y - headSize}`, stroke: paint.hairlineStrong }),
      element('circle', { cx: x, cy: y, r: 4.5, fill: paint.hairlineStrong }),
      element('path', { d: headOf([beginning, { x, y: box.y }]), fill: paint.hairlineStrong }),
    ];
  });
  const drawn = layout.transitions.map(({ transition, route }) => ({
    d: routeThrough(route).d,
    head: headOf(route),
    looks: looksOf(transitionMark(transition, standing, step)),
  }));
  return [
    ...beginnings,
    ...looks.flatMap((look) =>
      drawn
        .filter((line) => line.looks.includes(look))
        .flatMap(({ d, head }) => [
          element('path', { d, fill: 'none', ...lines[look] }),
          element('path', { d: head, fill: String(lines[look]['stroke']) }),
        ]),
    ),
  ];
}

/** A state, of the class `state`; an end has two lines around it. */
export function stateMark({ state, box }: PlacedState, { standing, paint }: Charted): Markup {
  const mark = markOf(state, standing);
  const isHere = mark.count > 0;
  const now = nowWords(mark.count, false);
  const edge = state.isCompound
    ? { fill: 'none', stroke: isHere ? paint.accent : paint.hairline, 'stroke-width': 1 }
    : isHere
      ? { fill: paint.accentSoft, stroke: paint.accent, 'stroke-width': 2 }
      : {
          fill: paint.surface,
          stroke: mark.isVisited ? paint.inkSoft : paint.hairlineStrong,
          'stroke-width': 1,
        };
  const ink = mark.isVisited || isHere ? paint.ink : paint.inkFaint;
  const hasNow = now !== '' && !state.isCompound;
  const size = state.isCompound ? 12 : 13;
  const nameY = state.isCompound ? box.y + 18 : box.y + box.height / 2 + (hasNow ? -4 : 4.6);
  const pill = { size: 12, isBold: true };
  const pillWidth = textWidth(now, pill) + 12;
  return element(
    'g',
    { class: 'state' },
    element('title', {}, [stateSentence(state, mark, false), state.description].filter(Boolean).join('. ')),
    ...(state.isFinal
      ? [
          element('rect', {
            ...inset(box, -2.5),
            rx: 8,
            fill: 'none',
            stroke: isHere ? paint.accent : paint.hairlineStrong,
          }),
        ]
      : []),
    element('rect', { ...inset(box, edge['stroke-width'] / 2), rx: 6, ...edge }),
    words(box.x + 11, nameY, stateName(state), { size, isBold: true, fill: ink }),
    ...(hasNow
      ? [
          element('rect', {
            x: box.x + 10,
            y: nameY + 4,
            width: pillWidth,
            height: 16,
            rx: 8,
            fill: paint.accent,
          }),
          words(box.x + 16, nameY + 16.2, now, { ...pill, fill: paint.onAccent }),
        ]
      : []),
  );
}

/** What is written beside a transition, of the class `transition`: its event, its condition, how often it was taken. */
export function labelMark({ transition, label }: PlacedTransition, charted: Charted): Markup {
  const { standing, step, paint } = charted;
  const mark = transitionMark(transition, standing, step);
  const { event, condition } = labelOf(transition);
  const isTaken = mark.takenCount > 0;
  const ink = isTaken || mark.isPossible ? paint.ink : paint.inkFaint;
  const count = isTaken ? [{ text: `${mark.takenCount}×`, isBold: true, fill: ink }] : [];
  const possible = mark.isPossible ? [{ text: 'possible', isBold: false, fill: paint.accent }] : [];
  const eventPart = { text: event, isBold: isTaken, fill: ink };
  const rows =
    condition === ''
      ? [[eventPart, ...count], possible]
      : [
          [eventPart, ...possible],
          [{ text: condition, isBold: false, fill: ink }, ...count],
        ];
  const said = rows.filter((row) => row.length > 0);
  const size = 12;
  const widths = said.map((row) =>
    row.reduce((sum, part) => sum + textWidth(part.text, { size, isBold: part.isBold }) + 5, 0),
  );
  const width = Math.min(label.width, Math.max(...widths) + 6);
  const first = label.y + label.height / 2 - (said.length - 1) * 6.5 + 4.2;
  return element(
    'g',
    { class: 'transition' },
    element('title', {}, transitionSentence(transition, mark)),
    element('rect', {
      x: label.x + 0.5,
      y: label.y + 0.5,
      width: width - 1,
      height: label.height - 1,
      rx: 4,
      fill: mark.isNow ? paint.accentSoft : paint.ground,
      stroke: mark.isNow ? paint.accent : undefined,
    }),
    ...said.flatMap((row, index) => {
      let x = label.x + 5;
      return row.map((part) => {
        const text = fitted(part.text, Math.max(24, label.x + label.width - x), {
          size,
          isBold: part.isBold,
        });
        const mark = words(x, first + index * 13, text, { size, isBold: part.isBold, fill: part.fill });
        x += textWidth(text, { size, isBold: part.isBold }) + 5;
        return mark;
      });
    }),
  );
}
