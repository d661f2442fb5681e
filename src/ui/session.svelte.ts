import { createContext } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import { Causality } from '../analysis/causality';
import { flowsOf, type Flow } from '../analysis/flows';
import { noFilter, type LogFilter } from '../analysis/log-groups';
import { matchingStep } from '../analysis/to-come';
import { narrate } from '../analysis/narrate';
import { namesOf } from '../analysis/names';
import { Replay } from '../analysis/view';
import { Transport, type Speed } from '../playback/transport';
import {
  completeSettings,
  openingScenario,
  recordingOf,
  scenarioOf,
  simulate,
  topologyOf,
  type Act,
  type ArchitectureName,
  type BrokerName,
  type Command,
  type Recording,
  type Scenario,
  type SettingsChanges,
  type TraceRecord,
  whenEverythingIsLoaded,
} from '../simulation';
import type { Panel } from './panels';
import type { Place } from './location';
import type { Selection } from './selection';

/**
 * What the person is looking at: a recording, its run, the playhead over it, and the selection. The run is computed from
 * the recording, and everything on the page is computed from the run and the step.
 */
export class Session {
  readonly #transport = new Transport();
  readonly #followTransport: () => void;
  #recording = $state.raw<Recording>(recordingOf(openingScenario, 'event-sourced'));
  #selection = $state.raw<Selection | undefined>();
  /** Which tab of the detail side is open. */
  panel = $state<Panel>('now');
  /** What the log shows; a part that this run does not have shows nothing less. */
  logFilter = $state.raw<LogFilter>(noFilter);
  /** Goes up each time the log is asked to let someone search. */
  logSearchCount = $state(0);

  readonly run = $derived(simulate(this.#recording));
  readonly topology = $derived(topologyOf(this.#recording));
  readonly names = $derived(namesOf(this.#recording, this.run.trace));
  readonly flows = $derived(flowsOf(this.run.trace));
  readonly causality = $derived(new Causality(this.run.trace));
  readonly #replay = $derived(new Replay(this.run.trace));
  /** The state of everything at the current step. */
  readonly view = $derived.by(() => this.#replay.at(this.step));

  constructor() {
    this.#followTransport = createSubscriber((update) => {
      const subscription = this.#transport.changes.subscribe(update);
      return () => {
        subscription.unsubscribe();
      };
    });
    this.#transport.load(this.run.trace, 0);
  }

  get recording(): Recording {
    return this.#recording;
  }

  get scenario(): Scenario {
    const scenario = scenarioOf(this.#recording);
    if (scenario === undefined) throw new Error('The session holds a recording whose scenario is unknown');
    return scenario;
  }

  get trace(): readonly TraceRecord[] {
    return this.run.trace;
  }

  /** How many records have happened. */
  get step(): number {
    this.#followTransport();
    return this.#transport.moment.step;
  }

  /** Simulated ms that messages are drawn at; between two steps while something travels. */
  get now(): number {
    this.#followTransport();
    return this.#transport.moment.now;
  }

  get playing(): boolean {
    this.#followTransport();
    return this.#transport.playing;
  }

  get speed(): Speed {
    this.#followTransport();
    return this.#transport.speed;
  }

  /** What is selected in every view; undefined when nothing is. */
  get selection(): Selection | undefined {
    return this.#selection;
  }

  /** One plain sentence for a record. */
  sentence(record: TraceRecord): string {
    return narrate(record, this.run.trace, this.names);
  }

  flowOf(record: TraceRecord): Flow | undefined {
    return this.flows.get(record.flow);
  }

  /** What the person did in this run, beside what the scenario brings, in the order of doing. */
  get personActs(): readonly Act[] {
    return this.#recording.acts;
  }

  /** Opens a scenario at its beginning, as it is by itself, in the architecture that is shown. */
  chooseScenario(id: string): void {
    this.open(recordingOf(id, this.#recording.architecture), 0);
  }

  /** Shows the same story, at the same point of it, in another architecture. */
  chooseArchitecture(architecture: ArchitectureName): void {
    whenEverythingIsLoaded(() => {
      if (architecture === this.#recording.architecture) return;
      this.#selection = undefined;
      this.rerun({ ...this.#recording, architecture });
    });
  }

  /** Shows the same story, at the same point of it, over another broker. */
  chooseBroker(broker: BrokerName): void {
    whenEverythingIsLoaded(() => {
      this.rerun({ ...this.#recording, broker });
    });
  }

  /** Shows the same story, at the same point of it, with other chances. */
  chooseSeed(seed: number): void {
    this.rerun({ ...this.#recording, seed });
  }

  /** Shows the same story, at the same point of it, under other settings; what is left out stays as it is. */
  changeSettings(changes: SettingsChanges): void {
    this.rerun({ ...this.#recording, settings: completeSettings(this.#recording.settings, changes) });
  }

  /** Gives a command right after the current moment, and shows how it sets out. */
  act(command: Command): void {
    const now = this.trace[this.step - 1]?.at;
    const at = now === undefined ? 0 : now + 1;
    this.rerun({ ...this.#recording, acts: [...this.personActs, { at, kind: 'command', command }] });
    const own = this.trace.filter(
      (record) =>
        record.kind === 'sent' && record.cause === 0 && record.at === at && record.name === command.type,
    );
    this.jumpTo(own.at(-1)?.seq ?? this.step);
  }

  /** Takes back what the person did last. */
  undoAct(): void {
    this.rerun({ ...this.#recording, acts: this.personActs.slice(0, -1) });
  }

  /** Puts another recording of the same story in place of this one, at the same point of it. */
  rerun(recording: Recording): void {
    const { trace, step } = this;
    this.#recording = recording;
    // Records have other numbers in another run; everything else keeps its name.
    if (this.#selection?.kind === 'record') this.#selection = undefined;
    this.#transport.load(this.run.trace, matchingStep(trace, step, this.run.trace));
  }

  /** Replaces everything by another recording, at a step of it. */
  open(recording: Recording, step: number): void {
    this.#recording = recording;
    this.#selection = undefined;
    this.#transport.load(this.run.trace, step);
  }

  /** Where the person is, for the address. */
  get place(): Place {
    const { step, panel, selection, logFilter } = this;
    return { recording: this.#recording, step, panel, selection, logFilter };
  }

  /** Goes where an address leads. */
  goTo({ recording, step, panel, selection, logFilter }: Place): void {
    this.open(recording, step);
    this.panel = panel;
    this.logFilter = logFilter;
    this.#selection = selection;
  }

  /** Selects a thing and opens its detail. Opening a detail pauses; closing it does not resume. */
  select(selection: Selection | undefined): void {
    this.#selection = selection;
    if (selection === undefined) return;
    this.#transport.pause();
    this.panel = 'inspector';
  }

  /** Opens the log and asks it to take the focus into its search field. */
  searchLog(): void {
    this.panel = 'log';
    this.logSearchCount += 1;
  }

  togglePlay(): void {
    if (this.playing) this.#transport.pause();
    else this.#transport.play();
  }

  pause(): void {
    this.#transport.pause();
  }

  stepBy(count: 1 | -1): void {
    this.#transport.stepBy(count);
  }

  jumpTo(step: number): void {
    this.#transport.jumpTo(step);
  }

  setSpeed(speed: Speed): void {
    this.#transport.setSpeed(speed);
  }

  /** Whether messages travel, or are only shown where steps leave them. */
  setReducedMotion(reduced: boolean): void {
    this.#transport.reducedMotion = reduced;
  }

  /** Goes to the next step that a predicate accepts, or to the previous one; to the end when there is none. */
  seek(direction: 1 | -1, accepts: (record: TraceRecord) => boolean): void {
    const { trace } = this;
    let step = this.step + direction;
    while (step >= 1 && step <= trace.length) {
      const record = trace[step - 1];
      if (record !== undefined && accepts(record)) break;
      step += direction;
    }
    this.jumpTo(step);
  }
}

/** The one session of the page. */
export const [useSession, provideSession] = createContext<Session>();
