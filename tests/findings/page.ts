import type { Touch } from '../../src/analysis/coupling/coupling';
import type { MeasuredRun, PerArchitecture } from '../../src/analysis/coupling/comparison';
import { couplingFindings } from '../../src/analysis/coupling/findings';
import { scenarioGroups, scenarios } from '../../src/simulation';
import { numberTable, thousands, wordTable } from './markdown';
import { measures, measureScenario, middle, sum, ways, type ScenarioRuns, type WayRun } from './measures';

/** Scenarios whose findings seed 001 writes down as tables. */
const tablesOfTheSeed = ['price-drop', 'order-complete'];

/** The page `docs/findings.md`: measured from the runs of all scenarios, the same on every machine. */
export function findingsPage(): string {
  const all = scenarios.map(measureScenario);
  const runs = all.flatMap((one) => one.runs);
  const records = sum(runs.map(({ run }) => run.trace.length));
  return `${[
    '# Findings',
    `\`npm run findings\` writes this page. It runs all ${all.length} scenarios API-driven, and event-sourced over each of the ${ways.length - 1} brokers, with seed 1 and otherwise as they ship: ${runs.length} runs with ${thousands(records)} records. Every number is counted from these records; \`npm test\` fails when the page and the runs differ. To see the records behind a number, open the scenario in Signalbox and choose the view Coupling.`,
    'In every table, a column with the name of a broker is the event-sourced architecture over that broker. A domain service is a service that both architectures have.',
    '## The tables of seed 001, measured',
    'Event-sourced over the in-memory broker, beside API-driven. Questions for which neither run has a record are left out.',
    ...tablesOfTheSeed.flatMap((id) => seedTable(all, id)),
    'How the answers are found:',
    definitions(bothWays(all[0])),
    '## The same questions of all scenarios',
    'In how many scenarios a domain service is among the nodes of the answer (event-sourced over the in-memory broker):',
    askedOfAll(all),
    '## What each domain service touches',
    'In any of the scenarios (event-sourced over the in-memory broker):',
    knowledgeTable(all),
    '## Sums over all scenarios',
    numberTable(['', ...ways.map(({ title }) => title)], sumRows(all)),
    'What the rows count:',
    [
      ...measures.map(({ title, definition }) => `- ${title}: ${definition}`),
      `- ${medianTitle}: Simulated time from the first record of a story (a command, for instance) to each \`received\` record in it; of these the middle one.`,
      `- ${rulesTitle}: Different pairs of a domain service and a rule that it has a \`decision\` record of.`,
    ].join('\n'),
    '## Each scenario',
    'Rows in which all numbers are 0 are left out.',
    ...scenarioGroups.flatMap((group) => {
      const ofGroup = all.filter(({ scenario }) => scenario.group === group);
      return ofGroup.length === 0 ? [] : [`### ${group}`, ...ofGroup.flatMap(scenarioTable)];
    }),
  ].join('\n\n')}\n`;
}

const medianTitle = 'Time to the inbox, median (ms)';
const rulesTitle = 'Rules known by domain services';

function seedTable(all: readonly ScenarioRuns[], id: string): readonly string[] {
  const found = all.find(({ scenario }) => scenario.id === id);
  const rows = couplingFindings(bothWays(found))
    .filter(({ answers }) => Object.values(answers).some(({ seqs }) => seqs.length > 0))
    .map(({ question, answers }) => [question, answers['event-sourced'].words, answers['api-driven'].words]);
  return [`### ${found?.scenario.title ?? id}`, wordTable(['Aspect', 'Event-sourced', 'API-driven'], rows)];
}

function definitions(runs: PerArchitecture<MeasuredRun>): string {
  return couplingFindings(runs)
    .map(({ question, definition }) => `- ${question}${question.endsWith('?') ? '' : ':'} ${definition}`)
    .join('\n');
}

function askedOfAll(all: readonly ScenarioRuns[]): string {
  const counts = new Map<string, { published: number; called: number }>();
  for (const one of all) {
    for (const { question, answers } of couplingFindings(bothWays(one))) {
      if (!isAskedOfServices.test(question)) continue;
      const count = counts.get(question) ?? { published: 0, called: 0 };
      if (answers['event-sourced'].nodes.some((node) => one.services.has(node))) count.published += 1;
      if (answers['api-driven'].nodes.some((node) => one.services.has(node))) count.called += 1;
      counts.set(question, count);
    }
  }
  const rows = [...counts].map(([question, { published, called }]) => [question, published, called]);
  return numberTable([`Of ${all.length} scenarios`, 'Event-sourced', 'API-driven'], rows);
}

/** Each domain service touches something in nearly every scenario, and nobody but outsiders gives commands. */
const isAskedOfServices = /^(?!Whoever|Domain service complexity)/;

/** What domain services touch over all scenarios, by service and architecture. */
function knowledgeTable(all: readonly ScenarioRuns[]): string {
  const known = new Map<string, Map<string, Set<string>>>();
  for (const one of all) {
    const pair = bothWays(one);
    for (const architecture of ['event-sourced', 'api-driven'] as const) {
      const { coupling, topology } = pair[architecture];
      const title = (id: string) => topology.nodes.find((node) => node.id === id)?.title ?? id;
      for (const touch of coupling.touches) {
        if (!one.services.has(touch.node)) continue;
        const column = columnOf(touch);
        if (column === undefined) continue;
        const name = `${title(touch.node)}\n${architecture}`;
        const columns = known.get(name) ?? new Map<string, Set<string>>();
        known.set(name, columns);
        const isNode = touch.kind === 'sends';
        columns.set(
          column,
          (columns.get(column) ?? new Set()).add(isNode ? title(touch.thing) : touch.thing),
        );
      }
    }
  }
  const rows = [...known]
    .map(([name, columns]) => {
      const [service = '', architecture = ''] = name.split('\n');
      const cells = knowledge.map((column) => [...(columns.get(column) ?? [])].sort().join(', '));
      return [service, architecture === 'api-driven' ? 'API-driven' : 'Event-sourced', ...cells];
    })
    .sort((a, b) => compare(a[0], b[0]) || compare(b[1], a[1]));
  return wordTable(['Domain service', 'Architecture', ...knowledge], rows);
}

const knowledge = ['Sends to', 'Reads', 'Writes', 'Decides', 'Keeps'] as const;

function columnOf({ kind, how }: Touch): (typeof knowledge)[number] | undefined {
  switch (kind) {
    case 'sends':
      return how === 'query' ? undefined : 'Sends to';
    case 'data':
      return how === 'read' ? 'Reads' : 'Writes';
    case 'rule':
      return 'Decides';
    case 'state':
      return 'Keeps';
    case 'wait':
      return undefined;
  }
}

function sumRows(all: readonly ScenarioRuns[]): readonly (readonly (string | number)[])[] {
  const inWay = (index: number) => all.flatMap(({ runs }) => runs[index] ?? []);
  return rowsOf((index) => {
    const runs = inWay(index);
    return {
      values: new Map(
        measures.map(({ title }) => [title, sum(runs.map(({ values }) => values.get(title) ?? 0))]),
      ),
      inboxMs: runs.flatMap(({ inboxMs }) => inboxMs),
      rulesKnown: new Set(runs.flatMap(({ rulesKnown }) => [...rulesKnown])),
    };
  });
}

function scenarioTable({ scenario, runs }: ScenarioRuns): readonly string[] {
  const rows = rowsOf((index) => runs[index]).filter(([, ...values]) => values.some(isSomething));
  const head = ['', ...ways.map(({ title }) => title)];
  return [`#### ${scenario.title} (\`${scenario.id}\`)`, numberTable(head, rows)];
}

/** A row for each measure, with a number for each way; a dash where there is nothing to measure. */
function rowsOf(
  measuredIn: (index: number) => Pick<WayRun, 'values' | 'inboxMs' | 'rulesKnown'> | undefined,
): readonly (readonly (string | number)[])[] {
  const row = (
    title: string,
    of: (run: Pick<WayRun, 'values' | 'inboxMs' | 'rulesKnown'>) => number | undefined,
  ) => [
    title,
    ...ways.map((_, index) => {
      const run = measuredIn(index);
      return (run === undefined ? undefined : of(run)) ?? '–';
    }),
  ];
  return [
    ...measures.map(({ title }) => row(title, ({ values }) => values.get(title))),
    row(medianTitle, ({ inboxMs }) => middle(inboxMs)),
    row(rulesTitle, ({ rulesKnown }) => rulesKnown.size),
  ];
}

function isSomething(value: string | number): boolean {
  return typeof value === 'number' && value !== 0;
}

/** API-driven, and event-sourced over the broker that is named first. */
function bothWays(one: ScenarioRuns | undefined): PerArchitecture<MeasuredRun> {
  const called = one?.runs.find(({ way }) => way.architecture === 'api-driven');
  const published = one?.runs.find(({ way }) => way.broker === 'in-memory');
  if (called === undefined || published === undefined) throw new Error('The scenario was run in both ways');
  return { 'api-driven': called, 'event-sourced': published };
}

function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
