import { element, type Markup } from '../../exchange/svg/markup';
import { arrowKey, barKey } from '../sequence/key';
import type { Paint } from './colours';
import { keyOf } from './words';

const dashes = { solid: undefined, dashed: '6 4', dotted: '1 4' } as const;

/** What the lines and bars of a sequence diagram mean. */
export function sequenceKey(
  room: number,
  paint: Paint,
): { readonly marks: readonly Markup[]; readonly height: number } {
  const ink = {
    fill: 'none',
    stroke: paint.inkSoft,
    'stroke-width': 1.75,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  const arrows = arrowKey.map(({ line, head, words }) => {
    const isCross = head === 'cross';
    const sign = [
      element('path', { ...ink, d: isCross ? 'M2 7H24' : 'M2 7H40', 'stroke-dasharray': dashes[line] }),
      isCross
        ? element('path', {
            ...ink,
            d: 'M20 2l10 10m0 -10l-10 10',
            stroke: paint.failure,
            'stroke-width': 2.5,
          })
        : element('path', {
            ...ink,
            d: 'M33 2.5L41 7L33 11.5',
            fill: head === 'filled' ? paint.inkSoft : 'none',
          }),
    ];
    return { sign, width: 44, words };
  });
  const box = { x: 2, y: 2, width: 40, height: 10, rx: 1.5 };
  const bars = {
    work: element('rect', { ...box, fill: paint.workingSoft, stroke: paint.working }),
    wait: element('rect', { ...box, fill: paint.surface, stroke: paint.waiting, 'stroke-dasharray': '3 2' }),
    away: element('path', {
      d: 'M2 7H42',
      stroke: paint.failure,
      'stroke-width': 2,
      'stroke-dasharray': '2 6',
    }),
  };
  const entries = [...arrows, ...barKey.map(({ kind, words }) => ({ sign: [bars[kind]], width: 44, words }))];
  return keyOf(entries, room, paint.inkSoft);
}
