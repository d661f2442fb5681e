import { element, type Markup } from '../../exchange/svg/markup';
import type { PlacedNode } from '../stage/layout';
import type { NodeStatus } from '../stage/node-status';
import { mixed, type Paint } from './colours';
import { inset } from './stage-ground';
import type { Scene } from './stage-scene';
import { words, type WordStyle } from './words';

/** What a node is drawn with follows from what it does. */
export interface Look {
  readonly edge: string;
  readonly fill: string;
  readonly strokeWidth: number;
  readonly dashes: string | undefined;
}

/** How a node looks; what happens now, and who sends, are in the colour of the story. */
export function lookOf({ id }: PlacedNode, { state }: NodeStatus, { spotlight, paint, colour }: Scene): Look {
  const rest = { edge: paint.hairlineStrong, fill: paint.surface, strokeWidth: 1.5, dashes: undefined };
  const looks: Readonly<Record<NodeStatus['state'], Look>> = {
    idle: rest,
    working: { ...rest, edge: paint.working },
    waiting: { ...rest, edge: paint.waiting, dashes: '5 3' },
    slow: { ...rest, edge: paint.waiting, strokeWidth: 2, dashes: '2 2' },
    away: { ...rest, edge: paint.failure, fill: 'url(#hatch-away)' },
  };
  const look = looks[state];
  if (spotlight.node === id)
    return { ...look, edge: colour, fill: mixed(colour, paint.surface, 0.16), dashes: undefined };
  return spotlight.sender === id ? { ...look, edge: mixed(colour, paint.hairlineStrong, 0.7) } : look;
}

/** The box of a node; where something happens now, with a glow. The engine stands on its frame. */
export function wallsOf(
  { id, role, box }: PlacedNode,
  look: Look,
  { spotlight, colour }: Scene,
): readonly Markup[] {
  const drawn = {
    fill: look.fill,
    stroke: look.edge,
    'stroke-width': look.strokeWidth,
    'stroke-dasharray': look.dashes,
  };
  const walls =
    role === 'engine'
      ? element('path', { d: roundedAbove(box), ...drawn })
      : element('rect', { ...inset(box, look.strokeWidth / 2), rx: 6, ...drawn });
  return spotlight.node === id ? [glow(box, colour), walls] : [walls];
}

/** Around what happens now. */
export function glow(box: PlacedNode['box'], colour: string): Markup {
  return element('rect', { ...inset(box, -6), rx: 11, fill: colour, 'fill-opacity': 0.28 });
}

function roundedAbove({ x, y, width, height }: PlacedNode['box']): string {
  const [left, top, right, bottom] = [x + 0.75, y + 0.75, x + width - 0.75, y + height - 0.75];
  return `M${left} ${bottom}V${top + 10}a10 10 0 0 1 10 -10H${right - 10}a10 10 0 0 1 10 10V${bottom}z`;
}

/** The colour of the words that say what a node does. */
export function stateInk({ state }: NodeStatus, paint: Paint): string {
  if (state === 'away') return paint.failure;
  if (state === 'working') return paint.working;
  return state === 'idle' ? paint.inkFaint : paint.waiting;
}

/** Lines below each other, from a first base line on. */
export function linesAt(
  x: number,
  y: number,
  lines: readonly string[],
  distance: number,
  style: WordStyle,
): readonly Markup[] {
  return lines.map((line, index) => words(x, y + index * distance, line, style));
}
