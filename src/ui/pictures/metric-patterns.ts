import { element, type Markup } from '../../exchange/svg/markup';
import { flowPaint, type Paint } from './colours';

/** The colour of a kind of part; the last one is grey. */
export function partPaint(place: number, paint: Paint): string {
  return flowPaint(paint, { colour: place === 4 ? 7 : place });
}

/** What fills areas and bars, so that they differ without their colours. */
export function sidePatterns(paint: Paint): Markup {
  const pattern = (id: string, size: number, marks: readonly Markup[], transform?: string) =>
    element(
      'pattern',
      { id, width: size, height: size, patternUnits: 'userSpaceOnUse', patternTransform: transform },
      ...marks,
    );
  const box = (width: number, height: number, fill: string) => element('rect', { width, height, fill });
  const part = (place: number) => partPaint(place, paint);
  return element(
    'defs',
    {},
    pattern('area-dashed', 6, [box(2.5, 6, paint.accentSoft)], 'rotate(45)'),
    pattern('gap', 8, [
      box(8, 8, paint.sunken),
      element('path', { d: 'M0 6l4 -4l4 4', fill: 'none', stroke: paint.hairlineStrong }),
    ]),
    pattern('part-0', 8, [box(8, 8, part(0))]),
    pattern('part-1', 6, [box(6, 6, paint.surface), box(3, 6, part(1))], 'rotate(45)'),
    pattern('part-2', 6, [box(6, 6, paint.surface), box(6, 2, part(2)), box(2, 6, part(2))]),
    pattern('part-3', 6, [
      box(6, 6, paint.surface),
      element('circle', { cx: 3, cy: 3, r: 1.8, fill: part(3) }),
    ]),
    pattern('part-4', 4, [box(4, 4, paint.surface), box(4, 1.5, part(4))]),
  );
}
