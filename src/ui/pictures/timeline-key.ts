import { element, type Markup } from '../../exchange/svg/markup';
import { lookKey, pointKey } from '../timeline/key';
import type { Paint } from './colours';
import { keyOf } from './words';

/** What fills spans and gaps, so that they differ without their colours: work is full, everything else has a pattern. */
export function lookPatterns(paint: Paint): Markup {
  const pattern = (
    name: string,
    width: number,
    height: number,
    marks: readonly Markup[],
    transform?: string,
  ) =>
    element(
      'pattern',
      { id: `look-${name}`, width, height, patternUnits: 'userSpaceOnUse', patternTransform: transform },
      ...marks,
    );
  const ground = (width: number, height: number, fill: string) => element('rect', { width, height, fill });
  return element(
    'defs',
    {},
    pattern(
      'waiting',
      6,
      6,
      [ground(6, 6, paint.waitingSoft), element('rect', { width: 2, height: 6, fill: paint.waiting })],
      'rotate(45)',
    ),
    pattern('failed', 4, 4, [
      ground(4, 4, paint.working),
      element('rect', { width: 2, height: 4, fill: paint.failure }),
    ]),
    pattern('away', 10, 14, [
      ground(10, 14, paint.failureSoft),
      element('path', {
        d: 'M0 2l10 10M10 2l-10 10',
        fill: 'none',
        stroke: paint.failure,
        'stroke-width': 1.25,
      }),
    ]),
    pattern('break', 8, 8, [
      ground(8, 8, paint.sunken),
      element('path', { d: 'M0 6l4 -4l4 4', fill: 'none', stroke: paint.hairlineStrong }),
    ]),
  );
}

/** What spans and signs of a timeline mean. */
export function timelineKey(
  room: number,
  paint: Paint,
): { readonly marks: readonly Markup[]; readonly height: number } {
  const edges = {
    work: undefined,
    waiting: paint.waiting,
    failed: paint.failure,
    away: paint.failure,
    break: paint.hairlineStrong,
  };
  const looks = lookKey.map(({ look, words }) => ({
    sign: [
      element('rect', {
        x: 0.5,
        y: 0.5,
        width: 21,
        height: 13,
        fill: look === 'work' ? paint.working : `url(#look-${look})`,
        stroke: edges[look],
      }),
    ],
    width: 22,
    words,
  }));
  const plain = { fill: paint.surface, stroke: paint.ink, 'stroke-width': 1.25 };
  const broken = { ...plain, stroke: paint.failure, 'stroke-width': 2 };
  const ways = { decision: plain, received: { ...plain, fill: paint.ink }, error: broken, lost: broken };
  const points = pointKey.map(({ kind, words, d }) => ({
    sign: [element('path', { d, ...ways[kind] })],
    width: 14,
    words,
  }));
  return keyOf([...looks, ...points], room, paint.inkSoft);
}
