export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A way along horizontal and vertical lines with rounded corners. */
export interface Route {
  /** The corners before rounding, from end to end. */
  readonly corners: readonly Point[];
  /** Along the rounded way. */
  readonly length: number;
  /** For the `d` of an SVG path. */
  readonly d: string;
  readonly pieces: readonly Piece[];
}

/** A part of a route: `at` gives the point at a distance from the start of the piece. */
interface Piece {
  readonly length: number;
  at(distance: number): Point;
}

const cornerRadius = 12;

/** Lays a route through corners; corners on one line with their neighbours are left out. */
export function routeThrough(points: readonly Point[]): Route {
  const corners = withoutStraight(points);
  const pieces: Piece[] = [];
  let from = corners[0] ?? { x: 0, y: 0 };
  let d = `M${written(from)}`;
  corners.slice(1).forEach((corner, index) => {
    const after = corners[index + 2];
    const radius = after === undefined ? 0 : roundingAt(corners[index] ?? from, corner, after);
    const inwards = directionOf(from, corner);
    const bendStart = moved(corner, inwards, -radius);
    pieces.push(line(from, bendStart));
    if (distanceBetween(from, bendStart) > 0) d += `L${written(bendStart)}`;
    from = bendStart;
    if (after !== undefined) {
      const outwards = directionOf(corner, after);
      pieces.push(bend(corner, inwards, outwards, radius));
      from = moved(corner, outwards, radius);
      const isClockwise = inwards.x * outwards.y - inwards.y * outwards.x > 0;
      d += `A${radius},${radius},0,0,${isClockwise ? 1 : 0},${written(from)}`;
    }
  });
  return { corners, pieces, length: pieces.reduce((sum, { length }) => sum + length, 0), d };
}

/** `12,3.5` */
function written({ x, y }: Point): string {
  return [x, y].map((value) => Math.round(value * 100) / 100).join();
}

/** The point at a fraction of a route, 0 to 1. @param inset how far from both ends the way begins and ends. */
export function pointAlong({ pieces, length, corners }: Route, fraction: number, inset = 0): Point {
  const margin = Math.min(inset, length / 2);
  let distance = margin + Math.max(0, Math.min(1, fraction)) * (length - 2 * margin);
  for (const piece of pieces) {
    if (distance <= piece.length) return piece.at(distance);
    distance -= piece.length;
  }
  return corners.at(-1) ?? { x: 0, y: 0 };
}

/** How far a point is from a route, as if its corners were not rounded. */
export function distanceTo({ corners }: Route, point: Point): number {
  const distances = corners.slice(1).map((corner, index) => {
    const before = corners[index] ?? corner;
    const nearest = {
      x: between(before.x, corner.x, point.x),
      y: between(before.y, corner.y, point.y),
    };
    return distanceBetween(nearest, point);
  });
  return Math.min(...distances);
}

/** The value itself, or the nearer of two bounds. */
function between(a: number, b: number, value: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), value));
}

function line(from: Point, to: Point): Piece {
  const direction = directionOf(from, to);
  return { length: distanceBetween(from, to), at: (distance) => moved(from, direction, distance) };
}

/** A quarter of a circle that replaces a corner. */
function bend(corner: Point, inwards: Point, outwards: Point, radius: number): Piece {
  const centre = moved(moved(corner, inwards, -radius), outwards, radius);
  return {
    length: (radius * Math.PI) / 2,
    at(distance) {
      const angle = radius === 0 ? 0 : distance / radius;
      return moved(moved(centre, outwards, -radius * Math.cos(angle)), inwards, radius * Math.sin(angle));
    },
  };
}

/** Short pieces get tighter corners: two bends must fit on each. */
function roundingAt(before: Point, corner: Point, after: Point): number {
  return Math.min(cornerRadius, distanceBetween(before, corner) / 2, distanceBetween(corner, after) / 2);
}

function withoutStraight(points: readonly Point[]): readonly Point[] {
  const distinct = points.filter((point, index) => {
    const before = points[index - 1];
    return before === undefined || distanceBetween(before, point) > 0;
  });
  return distinct.filter((point, index) => {
    const before = distinct[index - 1];
    const after = distinct[index + 1];
    if (before === undefined || after === undefined) return true;
    const isStraight =
      (before.x === point.x && point.x === after.x) || (before.y === point.y && point.y === after.y);
    return !isStraight;
  });
}

function directionOf(from: Point, to: Point): Point {
  return { x: Math.sign(to.x - from.x), y: Math.sign(to.y - from.y) };
}

function moved({ x, y }: Point, direction: Point, distance: number): Point {
  return { x: x + direction.x * distance, y: y + direction.y * distance };
}

export function distanceBetween(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
