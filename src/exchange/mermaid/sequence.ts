import { flowsOf } from '../../analysis/flows';
import { namesOf } from '../../analysis/names';
import { sequenceInSlices } from '../../analysis/sequence/sequence';
import { topologyOf, type Run } from '../../simulation';
import type { Piece } from '../piece';
import { recordsOf, wholeRun, type Scope } from '../scope';
import { barsOf } from './bars';
import { writeDiagrams, type Diagram } from './documents';
import { SequenceLines } from './sequence-lines';
import { Parts, type Part } from './sequence-parts';
import { titleOf } from './title';
import { longestFrontMatter } from './wording';

/**
 * A run as a Mermaid sequence diagram: who takes part; each message in the row in which it left; each decision, change, fault … as a
 * note; work as bars on the lifelines; and a note across them all where a story begins, or a minute or more has passed.
 *
 * What is longer than Mermaid draws becomes Markdown with one diagram after the other (see `writeDiagrams`), its messages numbered
 * on, each diagram valid by itself. `mermaidExtension` tells which of the two a text is.
 */
export function* writeMermaidSequence(run: Run, scope: Scope = wholeRun): Generator<Piece> {
  // A story is drawn out of the whole run: what else happens tells when an answer is there.
  const trace = scope.kind === 'flow' ? run.trace : recordsOf(run, scope);
  const flow = scope.kind === 'flow' ? scope.flow : '';
  const drawing = sequenceInSlices(trace, topologyOf(run.recording), { flow, hidesQueries: false });
  let drawn = drawing.next();
  while (drawn.done !== true) {
    yield { text: '', share: (layoutShare * drawn.value) / trace.length };
    drawn = drawing.next();
  }
  const sequence = drawn.value;
  yield laidOut;
  const flows = flowsOf(recordsOf(run, scope));
  yield laidOut;
  const names = namesOf(run.recording, trace);
  yield laidOut;
  const bars = barsOf(sequence.spans);
  yield laidOut;
  const lines = new SequenceLines(sequence, trace, names, flows);
  const title = titleOf(run, scope);
  const parts = new Parts(longestFrontMatter + headOf(lines, longNumber).length);
  const barsAt = (row: number) =>
    (bars.get(row) ?? []).map(({ node, ends }) => ({ id: lines.idOf(node), ends }));
  parts.add({ text: '', isMessage: false, bars: barsAt(-1), isBeginning: false });
  for (const [index, row] of sequence.rows.entries()) {
    const divider = lines.dividerBefore(row);
    const text = divider + lines.lineOf(row);
    parts.add({ text, isMessage: row.kind === 'message', bars: barsAt(index), isBeginning: divider !== '' });
    if (index % rowsInOneGo === 0) {
      yield { text: '', share: layoutShare + (lineShare * index) / sequence.rows.length };
    }
  }
  yield* writeDiagrams(title, diagramsOf(parts.finish(), title, lines), layoutShare + lineShare);
}

/** Which parts of the time the layout and the lines take. */
const layoutShare = 0.3;
const lineShare = 0.6;
/** An occasion to pause. */
const laidOut: Piece = { text: '', share: layoutShare };
/** As many lines are made between two pauses. */
const rowsInOneGo = 500;
/** As long as any number of a message. */
const longNumber = 999_999_999;

function diagramsOf(parts: readonly Part[], title: string, lines: SequenceLines): readonly Diagram[] {
  return parts.map(({ body, firstNumber }, index) => ({
    title: parts.length === 1 ? title : titleOfPart(title, index + 1, parts.length),
    body: headOf(lines, firstNumber) + body,
  }));
}

function titleOfPart(title: string, number: number, count: number): string {
  return `Part ${number} of ${count}: ${title}`;
}

function headOf(lines: SequenceLines, firstNumber: number): string {
  const start = firstNumber === 1 ? '' : ` ${firstNumber}`;
  return `sequenceDiagram\nautonumber${start}\n${lines.participants}`;
}
