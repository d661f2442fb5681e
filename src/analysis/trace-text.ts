import { scenarioOf, type Run, type TraceRecord } from '../simulation';
import { flowsOf } from './flows';
import { namesOf, type Names } from './names';
import { narrate } from './narrate';
import { quoted } from './words';

/**
 * A run as a text that people read, one line a record: the format of the expected traces in `fixtures/traces`. A header
 * says what was run, the columns are step, simulated ms, cause, story, node, kind and sentence, and the end says who
 * received what. Same run, same text.
 */
export function traceText(run: Run): string {
  const names = namesOf(run.recording);
  return [...header(run), '', ...recordLines(run.trace, names), '', ...inboxLines(run, names), ''].join('\n');
}

function header({ recording }: Run): readonly string[] {
  const scenario = scenarioOf(recording);
  const { architecture, broker, seed } = recording;
  return table([
    ['scenario', scenario?.id ?? 'unknown'],
    ['architecture', architecture],
    ['broker', broker],
    ['seed', String(seed)],
    ['starts at', scenario?.startsAt ?? 'unknown'],
    ['story', scenario?.story ?? ''],
    ['ending', scenario?.ending ?? ''],
  ]);
}

function recordLines(trace: readonly TraceRecord[], names: Names): readonly string[] {
  const flows = flowsOf(trace);
  const rows = trace.map((record) => {
    const { seq, at, cause, flow, node, kind } = record;
    const letter = flows.get(flow)?.letter ?? '';
    return [
      String(seq),
      String(at),
      cause === 0 ? 'act' : `← ${cause}`,
      letter,
      node,
      kind,
      narrate(record, trace, names),
    ];
  });
  return table(rows, ['right', 'right']);
}

function inboxLines({ outcome }: Run, names: Names): readonly string[] {
  if (outcome.inbox.length === 0) return ['Inboxes: nobody received anything'];
  const rows = outcome.inbox.map(({ channel, to, subject, body, at }) => [
    '',
    String(at),
    channel,
    names.recipientName(to),
    subject ?? quoted(body.replaceAll('\n', ' ')),
  ]);
  return ['Inboxes', ...table(rows, ['left', 'right'])];
}

type Alignment = 'left' | 'right';

/** Rows as lines with columns as wide as their widest cell, two spaces apart. Columns are aligned left unless said. */
function table(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[] = [],
): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) =>
        alignments[column] === 'right'
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
