import { ChartedLife, Lives, type Standing } from '../../analysis/state-chart/life';
import {
  charts,
  isWithin,
  type StateChart,
  type StateNode,
  type Transition,
} from '../../analysis/state-chart/state-chart';
import { kindTitle } from '../../analysis/state-chart/subjects';
import { shopOf, type Run } from '../../simulation';
import type { Piece } from '../piece';
import { recordsOf, wholeRun, type Scope } from '../scope';
import { writeDiagrams, type Diagram } from './documents';
import { mermaidText } from './wording';

/** What to draw of the machines of a run. */
export interface StateDiagramChoice {
  /** Name of the one machine, as records have it: `notification`. Left out: all, as Markdown with one diagram after the other. */
  readonly machine?: string;
  /** Id of the one order, notification … whose way through its machine is marked. */
  readonly subject?: string;
}

/**
 * The machines of the shop as Mermaid state diagrams (`stateDiagram-v2`), out of their own definitions: states as the records name
 * them, transitions as `EVENT [guard]`, beginnings and ends. What the subject has been through in the scope is coloured, and said.
 */
export function* writeMermaidStates(
  run: Run,
  scope: Scope = wholeRun,
  { machine, subject }: StateDiagramChoice = {},
): Generator<Piece> {
  const diagrams = charts
    .filter(({ id }) => machine === undefined || id === machine)
    .map((chart) => diagramOf(chart, subject === undefined ? undefined : wayOf(run, scope, chart, subject)));
  yield* writeDiagrams('State machines', diagrams);
}

/** How far a subject has come in its chart. */
interface Way {
  readonly subject: string;
  readonly standing: Standing;
}

/** Undefined when the run has no such thing. */
function wayOf(run: Run, scope: Scope, chart: StateChart, subject: string): Way | undefined {
  const openings = shopOf(run.recording).orders.map(({ id, status }) => ({
    machine: 'order',
    id,
    state: status,
  }));
  const life = new Lives(recordsOf(run, scope), openings).of(chart.id, subject);
  if (life === undefined) return undefined;
  return { subject, standing: new ChartedLife(chart, life).at(run.trace.length) };
}

function diagramOf(chart: StateChart, way: Way | undefined): Diagram {
  const title = kindTitle(chart.id);
  return way === undefined
    ? { title, body: new StateLines(chart, undefined).text }
    : {
        title: `${title}: ${way.subject} (where it was, where it is, how often it went each way)`,
        body: new StateLines(chart, way).text,
      };
}

/** Colours that can be read in Mermaid’s light and dark themes. What they say stands in words as well. */
const styles = {
  was: 'fill:#dbeafe,stroke:#1d4ed8,color:#111827',
  here: 'fill:#1d4ed8,stroke:#111827,color:#ffffff,stroke-width:3px',
};

class StateLines {
  readonly #ids: ReadonlyMap<string, string>;

  constructor(
    private readonly chart: StateChart,
    private readonly way: Way | undefined,
  ) {
    this.#ids = new Map(chart.states.map(({ path }, index) => [path, `S${index + 1}`]));
  }

  get text(): string {
    const lines = [
      'stateDiagram-v2',
      ...this.#statesWithin('', ''),
      ...this.#arrows(),
      ...this.chart.states.filter(({ isFinal }) => isFinal).map(({ path }) => `${this.#idOf(path)} --> [*]`),
      ...this.#marks(),
    ];
    return `${lines.join('\n')}\n`;
  }

  /** Declarations of the states that lie directly within one, and of where it begins. */
  #statesWithin(parent: string, indent: string): readonly string[] {
    const inner = this.chart.states.filter((state) => state.parent === parent);
    const declared = inner.flatMap((state) => {
      const line = `${indent}state "${mermaidText(this.#labelOf(state))}" as ${this.#idOf(state.path)}`;
      return state.isCompound
        ? [`${line} {`, ...this.#statesWithin(state.path, `${indent}  `), `${indent}}`]
        : [line];
    });
    const beginnings = inner.filter(({ isInitial }) => isInitial);
    return [...declared, ...beginnings.map(({ path }) => `${indent}[*] --> ${this.#idOf(path)}`)];
  }

  #labelOf({ name, path }: StateNode): string {
    if (this.#isHere(path)) return `${name} (is here)`;
    return this.#isVisited(path) ? `${name} (was here)` : name;
  }

  /** One arrow from state to state, whatever leads there: of several from a state to itself Mermaid draws but the last. */
  #arrows(): readonly string[] {
    const labels = new Map<string, string[]>();
    for (const transition of this.chart.transitions) {
      const arrow = `${this.#idOf(transition.source)} --> ${this.#idOf(transition.target)}`;
      labels.set(arrow, [...(labels.get(arrow) ?? []), ...this.#labelsOf(transition)]);
    }
    return Array.from(labels, ([arrow, words]) =>
      words.length === 0 ? arrow : `${arrow} : ${words.map(mermaidText).join('<br/>')}`,
    );
  }

  /** What a transition says, in a line; none when it says nothing. */
  #labelsOf(transition: Transition): readonly string[] {
    const count = this.way?.standing.taken.get(transition.id)?.count;
    const label = [labelOf(transition), count === undefined ? '' : `(${count}×)`];
    return label.some((part) => part !== '') ? [label.join(' ').trim()] : [];
  }

  #marks(): readonly string[] {
    if (this.way === undefined) return [];
    const here = this.chart.states.filter(({ path }) => this.#isHere(path));
    const was = this.chart.states.filter(({ path }) => this.#isVisited(path) && !this.#isHere(path));
    return [...this.#classOf('was', was), ...this.#classOf('here', here)];
  }

  #classOf(name: keyof typeof styles, states: readonly StateNode[]): readonly string[] {
    if (states.length === 0) return [];
    const ids = states.map(({ path }) => this.#idOf(path)).join(',');
    return [`classDef ${name} ${styles[name]}`, `class ${ids} ${name}`];
  }

  #isHere(path: string): boolean {
    const current = this.way?.standing.current;
    return current !== undefined && isWithin(current, path);
  }

  #isVisited(path: string): boolean {
    return [...(this.way?.standing.visited ?? [])].some((visited) => isWithin(visited, path));
  }

  #idOf(path: string): string {
    return this.#ids.get(path) ?? path;
  }
}

/** As UML writes transitions: the event, and in brackets what has to hold. A rule names no event. */
function labelOf({ trigger, event, guard, isOtherwise }: Transition): string {
  const cause = trigger === 'delay' ? `after ${event}` : event;
  const condition = isOtherwise ? '[else]' : guard === undefined ? '' : `[${guard}]`;
  return `${cause} ${condition}`.trim();
}
