import type { Flight, Point, RunSpans, Span } from '../../analysis/spans/spans';
import { arrowEnds, rowHeight, type Lanes } from './lanes';
import type { TimeScale } from './time-axis';

/** How a span looks: what it is, and whether it ended as it should. */
export type SpanLook = 'work' | 'failed' | 'waiting' | 'away';

/** Arrows of one colour, as one path. */
interface Arrows {
  readonly colour: number;
  readonly d: string;
  /** Their heads, where there are few enough to see them. */
  readonly heads: string;
}

interface Letter {
  readonly seq: number;
  readonly x: number;
  readonly y: number;
  readonly letter: string;
  readonly colour: number;
}

/** All that is in sight, as a few paths, whatever the length of the run. */
export interface Drawing {
  /** One path for all spans that look alike. */
  readonly spans: readonly { readonly look: SpanLook; readonly d: string }[];
  readonly arrows: readonly Arrows[];
  readonly letters: readonly Letter[];
  /** One path for all points of a kind. */
  readonly points: readonly { readonly kind: Point['kind'] | 'lost'; readonly d: string }[];
  /** How many messages there are; those that would lie on one another are drawn once. */
  readonly flightCount: number;
}

/** What a story looks like. */
export interface StoryLook {
  readonly letter: string;
  readonly colour: number;
}

/** With more arrows than this their heads, and with more than that their letters, would only blur. */
const mostHeads = 400;
const mostLetters = 70;
/** What is shorter than this, and as near to the one before, is drawn together with it, in px. */
const finest = 2;

/** Draws what is in sight of a run. */
export function draw(
  spans: RunSpans,
  flights: readonly Flight[],
  lanes: Lanes,
  scale: TimeScale,
  storyOf: (flow: string) => StoryLook | undefined,
): Drawing {
  const rectangles = new Map<SpanLook, Rectangles>();
  for (const span of [...spans.works, ...spans.waits, ...spans.aways]) {
    const y = lanes.yOf(span);
    const [from, to] = [scale.x(span.from), scale.x(span.to)];
    if (y === undefined || to < 0 || from > scale.width) continue;
    const look = lookOf(span);
    const own = rectangles.get(look) ?? new Rectangles();
    rectangles.set(look, own);
    own.add(y, Math.max(-finest, from), Math.min(scale.width + finest, to));
  }
  return {
    spans: looks.flatMap((look) => {
      const own = rectangles.get(look);
      return own === undefined ? [] : [{ look, d: own.path }];
    }),
    ...drawArrows(flights, lanes, scale, storyOf),
    points: drawPoints(spans.points, flights, lanes, scale),
  };
}

const looks: readonly SpanLook[] = ['work', 'failed', 'waiting', 'away'];

/** How a span is drawn. */
export function lookOf(span: Span): SpanLook {
  if (span.kind !== 'work') return span.kind;
  return span.ending === 'failed' || span.ending === 'cut off' ? 'failed' : 'work';
}

/** Rectangles of the height of a row; what would be finer than a pixel becomes one with its neighbour. */
class Rectangles {
  readonly #open = new Map<number, { from: number; to: number }>();
  readonly #parts: string[] = [];

  add(y: number, from: number, to: number): void {
    const open = this.#open.get(y);
    const isFine = open !== undefined && (to - from < finest || open.to - open.from < finest);
    if (isFine && from - open.to < 1) {
      open.to = Math.max(open.to, to);
      return;
    }
    if (open !== undefined) this.#close(y, open);
    this.#open.set(y, { from, to });
  }

  get path(): string {
    for (const [y, open] of this.#open) this.#close(y, open);
    this.#open.clear();
    return this.#parts.join('');
  }

  #close(y: number, { from, to }: { readonly from: number; readonly to: number }): void {
    const width = Math.max(finest, to - from);
    this.#parts.push(`M${from.toFixed(1)} ${y}h${width.toFixed(1)}v${rowHeight}h${(-width).toFixed(1)}z`);
  }
}

function drawArrows(
  flights: readonly Flight[],
  lanes: Lanes,
  scale: TimeScale,
  storyOf: (flow: string) => StoryLook | undefined,
): Pick<Drawing, 'arrows' | 'letters' | 'flightCount'> {
  const lines = new Map<string, ArrowLine>();
  let flightCount = 0;
  for (const flight of flights) {
    const [x1, x2] = [scale.x(flight.at), scale.x(flight.arrivesAt)];
    const ends = x2 < 0 || x1 > scale.width ? undefined : arrowEnds(lanes, flight);
    if (ends === undefined) continue;
    flightCount += 1;
    const [y1, y2] = ends;
    const key = `${Math.round(x1)} ${Math.round(x2)} ${y1} ${y2}`;
    if (!lines.has(key)) lines.set(key, { flight, x1, y1, x2, y2 });
  }
  const hasHeads = lines.size <= mostHeads;
  const hasLetters = lines.size <= mostLetters;
  const byColour = new Map<number, { d: string[]; heads: string[] }>();
  const letters: Letter[] = [];
  for (const line of lines.values()) {
    const { flight, x1, y1, x2, y2 } = line;
    const { colour, letter } = storyOf(flight.flow) ?? { colour: 7, letter: '' };
    const own = byColour.get(colour) ?? { d: [], heads: [] };
    byColour.set(colour, own);
    own.d.push(`M${x1.toFixed(1)} ${y1}L${x2.toFixed(1)} ${y2}`);
    if (hasHeads && flight.lostBy === undefined) own.heads.push(headOf(line));
    const x = (x1 + x2) / 2;
    const isReadable = hasLetters && bears.has(flight.form) && x > 8 && x < scale.width - 8;
    if (isReadable) letters.push({ seq: flight.seq, x, y: (y1 + y2) / 2, letter, colour });
  }
  const arrows = [...byColour].map(([colour, { d, heads }]) => ({
    colour,
    d: d.join(''),
    heads: heads.join(''),
  }));
  return { arrows, letters: withRoom(letters), flightCount };
}

interface ArrowLine {
  readonly flight: Flight;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Messages that bear the letter of their story; answers follow them. */
const bears: ReadonlySet<Flight['form']> = new Set(['command', 'event', 'call', 'delivery']);

/** Letters that do not lie on one another. */
function withRoom(letters: readonly Letter[]): readonly Letter[] {
  const kept: Letter[] = [];
  for (const letter of letters) {
    const isFree = kept.every(({ x, y }) => Math.abs(x - letter.x) > 16 || Math.abs(y - letter.y) > 16);
    if (isFree) kept.push(letter);
  }
  return kept;
}

/** A small triangle at the end of an arrow. */
function headOf({ x1, y1, x2, y2 }: ArrowLine): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [dx, dy] = [((x2 - x1) / length) * 6, ((y2 - y1) / length) * 6];
  const corner = (side: number) =>
    `${(x2 - dx - (side * dy) / 2).toFixed(1)} ${(y2 - dy + (side * dx) / 2).toFixed(1)}`;
  return `M${x2.toFixed(1)} ${y2.toFixed(1)}L${corner(1)}L${corner(-1)}z`;
}

/** Shapes around their middle, 8 px wide: a decision turns, a fault and a loss are crosses, an error stands on its tip. */
const pointShapes: Readonly<Record<Point['kind'] | 'lost', string>> = {
  decision: 'm0 -4l4 4l-4 4l-4 -4z',
  received: 'm-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  fault: 'm-4 -4l8 8m0 -8l-8 8',
  error: 'm-4 -3.5h8l-4 7z',
  lost: 'm-4 -4l8 8m0 -8l-8 8',
};

function drawPoints(
  points: readonly Point[],
  flights: readonly Flight[],
  lanes: Lanes,
  { x, width }: TimeScale,
): Drawing['points'] {
  const places = new Map<Point['kind'] | 'lost', Set<string>>();
  const add = (kind: Point['kind'] | 'lost', at: number, y: number | undefined) => {
    const place = x(at);
    if (y === undefined || place < -4 || place > width + 4) return;
    const own = places.get(kind) ?? new Set();
    places.set(kind, own.add(`M${Math.round(place)} ${Math.round(y)}`));
  };
  for (const { kind, at, node } of points) {
    const lane = lanes.laneOf(node);
    add(kind, at, lane === undefined ? undefined : (lane.top + lane.bottom) / 2);
  }
  for (const flight of flights) {
    if (flight.lostBy !== undefined) add('lost', flight.arrivesAt, arrowEnds(lanes, flight)?.[1]);
  }
  return [...places].map(([kind, own]) => ({
    kind,
    d: [...own].map((place) => place + pointShapes[kind]).join(''),
  }));
}
