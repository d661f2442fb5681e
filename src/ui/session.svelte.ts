import { createContext } from 'svelte';
import { Causality } from '../analysis/causality';
import { flowsOf, type Flow } from '../analysis/flows';
import { matchingStep } from '../analysis/to-come';
import { narrate } from '../analysis/narrate';
import { namesOf } from '../analysis/names';
import { Replay } from '../analysis/view';
import {
  completeSettings,
  openingScenario,
  recordingOf,
  scenarioOf,
  topologyOf,
  type Act,
  type ArchitectureName,
  type BrokerName,
  type Command,
  type Recording,
  type Run,
  type Scenario,
  type SettingsChanges,
  type TraceRecord,
  whenEverythingIsLoaded,
} from '../simulation';
import type { Branch, History } from '../playback/workbook';
import { Futures } from './futures.svelte';
import { laterParts } from './later-parts';
import type { Place } from './location';
import { Outlook } from './outlook.svelte';
import type { Selection } from './selection';

/** An act that has no time yet. */
export type NewAct = Act extends infer Kind ? (Kind extends Act ? Omit<Kind, 'at'> : never) : never;

/**
 * What the person is looking at: the futures that were made, the run of the one that is shown, the playhead over it, and the
 * selection. A run is computed from its recording, and everything on the page is computed from the run and the step.
 */
export class Session extends Outlook {
  readonly #futures = new Futures(recordingOf(openingScenario, 'event-sourced'), (text) => {
    this.notify(text);
  });
  #notice = $state.raw<{ readonly text: string; readonly step: number }>();
  /** The step at which each branch was left. */
  // Nothing is shown from it, so nothing has to follow it.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #left = new Map<string, number>();
  #selection = $state.raw<Selection | undefined>();

  readonly topology = $derived(topologyOf(this.recording));
  readonly names = $derived(namesOf(this.recording, this.run.trace));
  readonly flows = $derived(flowsOf(this.run.trace));
  readonly causality = $derived(new Causality(this.run.trace));
  readonly #replay = $derived(new Replay(this.run.trace));
  /** The state of everything at the current step. */
  readonly view = $derived.by(() => this.#replay.at(this.step));

  constructor() {
    super();
    this.load(this.run.trace, 0);
  }

  /** All futures that are kept, and what was done to them. */
  get futures(): Futures {
    return this.#futures;
  }

  get run(): Run {
    return this.#futures.run;
  }

  get recording(): Recording {
    return this.run.recording;
  }

  get scenario(): Scenario {
    const scenario = scenarioOf(this.recording);
    if (scenario === undefined) throw new Error('The session holds a recording whose scenario is unknown');
    return scenario;
  }

  override get trace(): readonly TraceRecord[] {
    return this.run.trace;
  }

  /** What is selected in every view; undefined when nothing is. */
  get selection(): Selection | undefined {
    return this.#selection;
  }

  /** One plain sentence for a record. */
  sentence(record: TraceRecord): string {
    const { present, hasFailed } = laterParts.words;
    if (present === undefined && hasFailed)
      return 'The words for this could not be loaded. Reload to try again.';
    return narrate(record, this.run.trace, this.names);
  }

  flowOf(record: TraceRecord): Flow | undefined {
    return this.flows.get(record.flow);
  }

  /** What the person did in this run, beside what the scenario brings, in the order of doing. */
  get personActs(): readonly Act[] {
    return this.recording.acts;
  }

  /** When an act at the playhead happens, in simulated ms: right after the record of this step. */
  get actAt(): number {
    const now = this.trace[this.step - 1]?.at;
    return now === undefined ? 0 : now + 1;
  }

  /** Opens a scenario at its beginning, as it is by itself, in the architecture that is shown. */
  chooseScenario(id: string): void {
    this.open(recordingOf(id, this.recording.architecture));
  }

  /** Shows the same story, at the same point of it, in another architecture. */
  chooseArchitecture(architecture: ArchitectureName): void {
    whenEverythingIsLoaded(() => {
      if (architecture === this.recording.architecture) return;
      this.#selection = undefined;
      this.rerun({ ...this.recording, architecture }, 'Change the architecture');
    });
  }

  /** Shows the same story, at the same point of it, over another broker. */
  chooseBroker(broker: BrokerName): void {
    whenEverythingIsLoaded(() => {
      this.rerun({ ...this.recording, broker }, 'Change the broker');
    });
  }

  /** Shows the same story, at the same point of it, with other chances. */
  chooseSeed(seed: number): void {
    this.rerun({ ...this.recording, seed }, 'Change the seed');
  }

  /** Shows the same story, at the same point of it, under other settings; what is left out stays as it is. */
  changeSettings(changes: SettingsChanges): void {
    const settings = completeSettings(this.recording.settings, changes);
    this.rerun({ ...this.recording, settings }, 'Change the settings');
  }

  /** Gives a command right after the current moment, and shows how it sets out. @param label as for `perform`. */
  act(command: Command, label?: string): void {
    this.perform({ kind: 'command', command }, label);
  }

  /**
   * Does something to the shop and shows its first record. Before the end of the run that makes a branch, and the old future
   * stays; at the end the run goes on.
   * @param label what the change, and the branch, are called.
   * @param at simulated ms; left out: right after the record of this step.
   */
  perform(act: NewAct, label = 'Act', at = this.actAt): void {
    const acts: readonly Act[] = [...this.personActs, { ...act, at }];
    const recording = { ...this.recording, acts };
    const { trace } = this;
    this.#left.set(this.#futures.branch.id, this.step);
    const isAtEnd = this.step === trace.length && at >= (trace.at(-1)?.at ?? 0);
    this.#futures.actOn(recording, label, isAtEnd ? undefined : at, (run) => {
      const done = run.performed.find(({ of, index }) => of === 'person' && index === acts.length - 1);
      const step = done?.seq ?? matchingStep(trace, this.step, run.trace);
      this.#load(run, Math.min(step, run.trace.length));
    });
  }

  /** Puts other acts of the person in place of those of this run: some moved, changed or taken away. */
  changeActs(acts: readonly Act[], label: string): void {
    this.rerun({ ...this.recording, acts }, label);
  }

  /** Puts another recording of the same story in place of this one, at the same point of it. */
  rerun(recording: Recording, label = 'Change the run'): void {
    this.#futures.replace(recording, label, this.#atSamePoint());
  }

  /** Opens another story; what a person made before is kept as a branch. @param step where to begin. */
  open(
    recording: Recording,
    { step = 0, name }: { readonly step?: number; readonly name?: string } = {},
  ): void {
    const begin = (run: Run) => {
      this.#selection = undefined;
      this.#load(run, step);
    };
    this.#futures.open(recording, begin, name);
  }

  /** Shows another future that is kept, at the same point of the story. */
  showBranch(id: string): void {
    this.#futures.show(id, this.#atSamePoint());
  }

  /** Goes on where the person was in an earlier visit. @param step the step that was shown. */
  resume(history: History, step: number): void {
    this.#futures.resume(history, (run) => {
      this.#load(run, step);
    });
  }

  /** Takes a future away; that can be taken back. */
  deleteBranch(branch: Branch): void {
    this.#futures.remove(branch, this.#atSamePoint());
  }

  undo(): void {
    this.notify('');
    this.#futures.undo(this.#atSamePoint());
  }

  redo(): void {
    this.notify('');
    this.#futures.redo(this.#atSamePoint());
  }

  /**
   * What puts a run under the playhead at the point of the story that is shown now; a branch that was left before is shown
   * where it was left.
   */
  #atSamePoint(): (run: Run) => void {
    const { trace, step, futures } = this;
    const { id } = futures.branch;
    this.#left.set(id, step);
    return (run) => {
      const left = futures.branch.id === id ? undefined : this.#left.get(futures.branch.id);
      this.#load(run, left ?? (run.trace === trace ? step : matchingStep(trace, step, run.trace)));
    };
  }

  /** Records have other numbers in another run; everything else keeps its name. */
  #load({ trace }: Run, step: number): void {
    if (this.#selection?.kind === 'record') this.#selection = undefined;
    this.load(trace, step);
  }

  /** Where the person is, for the address. */
  get place(): Place {
    const { recording, step, shownView, comparedWith, panel, selection, logFilter, breakpoints } = this;
    return { recording, step, shownView, comparedWith, panel, selection, logFilter, breakpoints };
  }

  /** Goes where an address leads. */
  goTo(place: Place): void {
    const { recording, step, selection } = place;
    this.#futures.arrive(recording, (run) => {
      this.#load(run, step);
      this.shownView = place.shownView;
      this.comparedWith = place.comparedWith;
      this.panel = place.panel;
      this.logFilter = place.logFilter;
      this.breakpoints = place.breakpoints;
      if (recording.title !== undefined) this.notify(`You see “${recording.title}”.`);
      this.#selection = selection;
    });
  }

  /** Says something on the page, until the person goes on. */
  notify(text: string): void {
    this.#notice = { text, step: this.step };
  }

  /** What the page says beside the run; empty when there is nothing. */
  get notice(): string {
    return this.#notice?.step === this.step ? this.#notice.text : '';
  }

  /** Selects a thing and opens its detail. Opening a detail pauses; closing it does not resume. */
  select(selection: Selection | undefined): void {
    this.#selection = selection;
    if (selection === undefined) return;
    this.pause();
    this.showPanel('inspector');
  }
}

/** The one session of the page. */
export const [useSession, provideSession] = createContext<Session>();
