import { csvParse, csvParseRows } from 'd3';

/** The columns of the table, as formats for process mining expect them. */
export const csvColumns = [
  'case_id',
  'activity',
  'timestamp',
  'resource',
  'architecture',
  'status',
  'event_id',
  'causation_id',
] as const;

export type CsvRow = Readonly<Record<(typeof csvColumns)[number], string>>;

/** The rows of a table as d3-dsv reads them. */
export function csvRowsIn(text: string): readonly CsvRow[] {
  return csvParse(text).map((row) => row as unknown as CsvRow);
}

/** What is wrong with a table: by RFC 4180, by what process mining needs, and by what spreadsheets would take for a formula. */
export function problemsOfCsv(text: string): readonly string[] {
  const problems: string[] = [];
  const [header, ...lines] = csvParseRows(text);
  if (header?.join() !== csvColumns.join()) return ['the header'];
  if (!text.endsWith('\r\n')) problems.push('the last line has no end');
  const unquoted = text.replaceAll(/"(?:[^"]|"")*"/g, '');
  if (unquoted.includes('"')) problems.push('a quote is not closed');
  if (unquoted.replaceAll('\r\n', '').match(/[\r\n]/) !== null) problems.push('a line ends otherwise');
  const known = new Set<string>();
  for (const [index, cells] of lines.entries()) {
    const [caseId = '', activity = '', timestamp = '', , , , eventId = '', causationId = ''] = cells;
    const expectThat = (holds: boolean, what: string) => {
      if (!holds) problems.push(`row ${index + 1}: ${what}`);
    };
    expectThat(cells.length === csvColumns.length, 'so many cells');
    expectThat(caseId !== '' && activity !== '' && eventId !== '', 'case, activity and id');
    expectThat(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(timestamp), 'a time of RFC 3339');
    expectThat(!cells.some((cell) => /^[=+\-@\t\r]/.test(cell)), 'a formula');
    expectThat(!known.has(eventId), 'the id of another row');
    expectThat(causationId === '' || known.has(causationId), 'a cause that is not there');
    known.add(eventId);
  }
  return problems;
}
