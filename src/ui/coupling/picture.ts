import { linkHorizontal, max, scaleSqrt } from 'd3';
import type { TouchKind } from '../../analysis/coupling/coupling';
import type { CouplingRow, CouplingTable, PerArchitecture } from '../../analysis/coupling/comparison';
import { sentence } from '../../analysis/words';
import type { ArchitectureName, NodeId } from '../../simulation';
import { thingTitle, type Titles } from './matrix';

/** A part of the shop at the edge of the picture. */
interface PictureNode {
  readonly id: NodeId;
  readonly part: string;
  readonly title: string;
  readonly isService: boolean;
  readonly y: number;
}

/** Something that parts touch, in the middle of the picture. */
interface PictureThing {
  readonly key: string;
  readonly title: string;
  readonly y: number;
}

/** A part touches a thing. */
interface PictureLine {
  readonly key: string;
  readonly part: string;
  readonly path: string;
  readonly width: number;
  /** Where it ends at the thing. */
  readonly end: { readonly x: number; readonly y: number };
  readonly isService: boolean;
  /** The other architecture has no such line. */
  readonly isOnly: boolean;
}

interface PictureSide {
  readonly nodes: readonly PictureNode[];
  readonly lines: readonly PictureLine[];
}

/** All in px from the top left. */
export interface Picture {
  readonly height: number;
  readonly headings: readonly { readonly title: string; readonly y: number }[];
  readonly things: readonly PictureThing[];
  readonly sides: PerArchitecture<PictureSide>;
}

export const nodeWidth = 128;
export const thingWidth = 152;
const thingHeight = 22;
const headingHeight = 30;
const nodeHeight = 44;
/** Between a label and where its lines begin. */
const gap = 6;

const headings: readonly (readonly [TouchKind, string])[] = [
  ['sends', 'Sends to'],
  ['data', 'Reads and writes'],
  ['rule', 'Decides by'],
  ['state', 'Keeps'],
];

/**
 * What is touched in the middle, the parts of the event-sourced architecture to its left and those of the API-driven one to its
 * right, and a line from each part to each thing that it touches, the wider the more often. Questions to the store are drawn
 * by the entity that they are about.
 * @param services the domain services, which are drawn more strongly.
 */
export function pictureOf(
  table: CouplingTable,
  titles: Titles,
  services: ReadonlySet<NodeId>,
  width: number,
): Picture {
  const drawn = table.rows.filter(({ kind, how }) => kind !== 'wait' && how !== 'query');
  const { things, places, height: thingsHeight } = placeThings(drawn, titles);
  const height = Math.max(thingsHeight, table.parts.length * nodeHeight);
  const touched = (name: ArchitectureName) =>
    new Map(table.parts.map(({ key }) => [key, touchedBy(key, name, drawn)]));
  const all = { 'event-sourced': touched('event-sourced'), 'api-driven': touched('api-driven') };
  const most = max(
    Object.values(all).flatMap((parts) => [...parts.values()].flatMap((things) => [...things.values()])),
    ({ here }) => here,
  );
  const widthOf = scaleSqrt([1, Math.max(2, most ?? 1)], [1.25, 5]);
  const side = (name: ArchitectureName): PictureSide => {
    const parts = table.parts.filter(({ nodes }) => nodes[name] !== undefined);
    const isLeft = name === 'event-sourced';
    const startX = isLeft ? nodeWidth + gap : width - nodeWidth - gap;
    const endX = isLeft ? (width - thingWidth) / 2 - gap : (width + thingWidth) / 2 + gap;
    const nodes: PictureNode[] = [];
    const lines: PictureLine[] = [];
    parts.forEach(({ key, nodes: { [name]: node } }, index) => {
      if (node === undefined) return;
      const isService = services.has(node.id);
      const y = ((index + 0.5) * height) / parts.length;
      nodes.push({ id: node.id, part: key, title: node.title, isService, y });
      for (const [thing, { here, there }] of all[name].get(key) ?? []) {
        const end = { x: endX, y: places.get(thing) ?? 0 };
        lines.push({
          key: `${key} ${thing}`,
          part: key,
          path: lineTo({ source: [startX, y], target: [end.x, end.y] }) ?? '',
          width: widthOf(here),
          end,
          isService,
          isOnly: there === 0,
        });
      }
    });
    // A mark that says “only here” lies above one that says “in both”.
    return { nodes, lines: lines.sort((a, b) => Number(a.isOnly) - Number(b.isOnly)) };
  };
  return {
    height,
    headings: things.headings,
    things: things.placed,
    sides: { 'event-sourced': side('event-sourced'), 'api-driven': side('api-driven') },
  };
}

const lineTo = linkHorizontal<{ source: [number, number]; target: [number, number] }, [number, number]>();

function placeThings(rows: readonly CouplingRow[], titles: Titles) {
  const placed: PictureThing[] = [];
  const titled: { title: string; y: number }[] = [];
  const places = new Map<string, number>();
  let y = 0;
  for (const [kind, title] of headings) {
    const ofKind = rows.filter((row) => row.kind === kind);
    if (ofKind.length === 0) continue;
    titled.push({ title, y: y + headingHeight / 2 });
    y += headingHeight;
    for (const row of ofKind) {
      const key = thingKey(row);
      if (places.has(key)) continue;
      const names = (['event-sourced', 'api-driven'] as const).filter(
        (name) => row.things[name] !== undefined,
      );
      const words = [...new Set(names.map((name) => thingTitle(row, name, titles)))].join(' / ');
      placed.push({ key, title: sentence(words), y: y + thingHeight / 2 });
      places.set(key, y + thingHeight / 2);
      y += thingHeight;
    }
  }
  return { things: { placed, headings: titled }, places, height: y + headingHeight / 2 };
}

/** Reading and writing the same entity is one line. */
function thingKey({ kind, thing }: CouplingRow): string {
  return `${kind} ${thing}`;
}

/** How often a part touches each thing in one architecture, and in the other one. */
function touchedBy(
  part: string,
  name: ArchitectureName,
  rows: readonly CouplingRow[],
): ReadonlyMap<string, { readonly here: number; readonly there: number }> {
  const other = name === 'api-driven' ? 'event-sourced' : 'api-driven';
  const touched = new Map<string, { here: number; there: number }>();
  for (const row of rows) {
    const pair = row.cells.get(part);
    if (pair === undefined) continue;
    const known = touched.get(thingKey(row)) ?? { here: 0, there: 0 };
    touched.set(thingKey(row), {
      here: known.here + timesOf(pair[name]),
      there: known.there + timesOf(pair[other]),
    });
  }
  return new Map([...touched].filter(([, { here }]) => here > 0));
}

function timesOf(touch: { readonly seqs: readonly number[] } | undefined): number {
  return touch?.seqs.length ?? 0;
}
