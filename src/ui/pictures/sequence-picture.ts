import { flowsOf } from '../../analysis/flows';
import { namesOf } from '../../analysis/names';
import type { MessageRow, Sequence } from '../../analysis/sequence/rows';
import { sequenceInSlices } from '../../analysis/sequence/sequence';
import { counted } from '../../analysis/words';
import type { Piece } from '../../exchange/piece';
import type { Scope } from '../../exchange/scope';
import { element, type Markup, movedTo } from '../../exchange/svg/markup';
import { textWidth } from '../../exchange/svg/text-width';
import { topologyOf, type Run } from '../../simulation';
import { columnsOf, gutterWidth, headHeight, rowHeight } from '../sequence/geometry';
import { paints, type Paint } from './colours';
import { pause, stepIn, type PictureOptions } from './picture';
import {
  arrowMark,
  arrowsInto,
  backgroundOf,
  clipping,
  gutterOf,
  headsOf,
  type Drawn,
} from './sequence-lines';
import { rowMarks } from './sequence-rows';
import { sequenceKey } from './sequence-key';
import { runWords, scopeWords, writeSheet } from './sheet';
import { words } from './words';

/** Browsers show no picture that is higher than some 32,000 px: so many rows are drawn, and what is left out is said. */
const mostRows = 800;
/** From lifeline to lifeline, and the least width of all, in px. */
const spacing = 116;
const leastWidth = 760;
/** From so many rows on, the heads stand below them as well. */
const tallFrom = 20;
/** Between the last row and what comes below it, in px. */
const foot = 24;

/** The sequence diagram of a run, of one story in it, or of what has happened up to the cursor. */
export function* drawSequence(run: Run, options: PictureOptions): Generator<Piece> {
  const { scope, theme } = options;
  const topology = topologyOf(run.recording);
  const filter = { flow: scope.kind === 'flow' ? scope.flow : '', hidesQueries: false };
  const slices = sequenceInSlices(run.trace, topology, filter);
  let slice = slices.next();
  while (slice.done !== true) {
    yield pause;
    slice = slices.next();
  }
  const sequence = slice.value;
  const step = stepIn(run, scope);
  const flows = flowsOf(run.trace);
  const names = namesOf(run.recording, run.trace);
  yield pause;
  const rowCount = sequence.rowCountAt(step);
  const { first, end, note } = windowOf(rowCount, scope);
  const view = Math.max(leastWidth, gutterWidth + spacing * sequence.participants.length);
  const columns = columnsOf(sequence.participants.length, view);
  const paint = paints[theme];
  const drawn: Drawn = { run, sequence, columns, flows, names, paint, first, end, step };
  const rowsHeight = Math.max(1, end - first) * rowHeight + foot;
  const isTall = end - first >= tallFrom;
  const key = sequenceKey(columns.width, paint);
  const height = headHeight + rowsHeight + (isTall ? headHeight : 0) + 12 + key.height;
  const sheet = {
    title: `Sequence diagram · ${runWords(run)}`,
    lines: [scopeWords(run, scope, flows, names), note],
    description: `${counted(sequence.participants.length, 'lifeline')} and ${counted(end - first, 'row')}.`,
    width: columns.width,
    height,
    paint,
    ground: paint.surface,
  };
  const marks = marksOf(drawn, rowsHeight, isTall, key.marks, step === 0 || rowCount === 0, scope);
  yield* writeSheet(sheet, marks, 2 * (end - first) + 20);
}

/** The rows that are drawn: of what led up to the cursor the last ones, of everything else the first. */
function windowOf(
  rowCount: number,
  { kind }: Scope,
): { readonly first: number; readonly end: number; readonly note: string } {
  if (rowCount <= mostRows) return { first: 0, end: rowCount, note: '' };
  const why = `${rowCount} rows are more than a picture can show.`;
  return kind === 'cursor'
    ? { first: rowCount - mostRows, end: rowCount, note: `${why} These are the last ${mostRows}.` }
    : {
        first: 0,
        end: mostRows,
        note: `${why} These are the first ${mostRows}; take one story, or what leads up to a step, for others.`,
      };
}

const clipped = { 'clip-path': 'url(#rows)' };

function* marksOf(
  drawn: Drawn,
  rowsHeight: number,
  isTall: boolean,
  key: readonly Markup[],
  isEmpty: boolean,
  scope: Scope,
): Generator<Markup> {
  const { sequence, columns, first, end, paint } = drawn;
  const shift = (y: number, marks: readonly Markup[], more = {}) =>
    element('g', { transform: movedTo(0, y), ...more }, ...marks);
  yield clipping(columns.width, rowsHeight);
  yield shift(headHeight, backgroundOf(drawn, rowsHeight, scope.kind === 'cursor'), clipped);
  yield shift(headHeight, arrowsInto(drawn), clipped);
  for (let index = first; index < end; index += 1) {
    const message = messageAt(sequence, index);
    if (message === undefined) continue;
    const isCut = message.end !== undefined && message.end.row >= end;
    yield shift(headHeight, [arrowMark(message, index, drawn)], isCut ? clipped : {});
  }
  yield shift(headHeight, gutterOf(columns.width, rowsHeight, paint));
  for (let index = first; index < end; index += 1) yield shift(headHeight, rowMarks(index, drawn));
  yield* headsOf(drawn);
  if (isTall) yield shift(headHeight + rowsHeight, headsOf(drawn));
  if (isEmpty) yield* saidOver(columns.width / 2, headHeight + rowsHeight / 2, paint);
  yield shift(headHeight + rowsHeight + (isTall ? headHeight : 0) + 12, key);
}

/** Said where there is no row. */
function saidOver(x: number, y: number, paint: Paint): readonly Markup[] {
  const type = { size: 13 };
  const said = 'Nothing of this has happened yet.';
  const width = textWidth(said, type) + 16;
  return [
    element('rect', { x: x - width / 2, y: y - 12, width, height: 24, fill: paint.surface }),
    words(x, y + 4.6, said, { ...type, fill: paint.inkSoft, anchor: 'middle' }),
  ];
}

function messageAt(sequence: Sequence, index: number): MessageRow | undefined {
  const row = sequence.rows[index];
  return row?.kind === 'message' ? row : undefined;
}
