import { loadEverything, parseScenario, type Problem, type Scenario } from '../../simulation';
import { newId } from '../futures.svelte';
import { Refused, type Trouble } from '../keeping/trouble';
import { fieldOf, freeId, readEntry, takenIds, textOf, type OwnScenario } from './scenario-draft';
import { browserLibrary, type LibraryEntry, type ScenarioLibrary } from './scenario-library';

/** What became of something that was to be taken into the library. */
export type Imported =
  | { readonly ok: true; readonly own: OwnScenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * The scenarios that a person wrote. They are kept in this browser; while it does not keep them, they are there until the
 * page is left, and each change tries again.
 */
export class OwnScenarios {
  #entries = $state.raw<readonly LibraryEntry[]>([]);
  #trouble = $state<Trouble>();
  #isLoaded = $state(false);
  #loading: Promise<void> | undefined;
  /** What the browser has not taken yet. */
  #pending: readonly string[] = [];
  readonly all: readonly OwnScenario[] = $derived(
    this.#entries.map((entry) => readEntry(entry, this.#entries)),
  );
  /** Those that can be played. */
  readonly playable: readonly Scenario[] = $derived(
    this.all.flatMap(({ scenario }) => (scenario === undefined ? [] : [scenario])),
  );

  constructor(private readonly library: ScenarioLibrary) {}

  /** Why they are not kept now; undefined when they are. */
  get trouble(): Trouble | undefined {
    return this.#trouble;
  }

  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** Brings what is kept, and follows what other tabs change. */
  load(): Promise<void> {
    if (this.#loading === undefined) {
      this.library.onchange(() => void this.#refresh());
      // Before that nothing can be checked.
      this.#loading = loadEverything().then(() => this.#refresh());
    }
    return this.#loading;
  }

  with(id: string): OwnScenario | undefined {
    return this.all.find(({ entry }) => entry.id === id);
  }

  /** Takes in a new scenario, under an id of its own. @returns what it became. */
  async add(scenario: object): Promise<OwnScenario> {
    const wanted = fieldOf(scenario, 'id');
    const id = freeId(typeof wanted === 'string' ? wanted : 'my-scenario', takenIds(this.#entries));
    const entry = { id: newId(), text: textOf({ ...scenario, id }), madeAt: this.#now() };
    await this.put(entry);
    return readEntry(entry, this.#entries);
  }

  /** Writes the text of a scenario anew. */
  async write(entry: LibraryEntry, text: string): Promise<void> {
    await this.put({ ...entry, text });
  }

  /** The same scenario once more, under another id and title. */
  async duplicate({ json, title, entry }: OwnScenario): Promise<OwnScenario> {
    if (typeof json === 'object' && json !== null) return this.add({ ...json, title: `${title}, copy` });
    const copy = { id: newId(), text: entry.text, madeAt: this.#now() };
    await this.put(copy);
    return readEntry(copy, this.#entries);
  }

  /** Keeps an entry: a new one, a changed one, or one that was deleted. */
  async put(entry: LibraryEntry): Promise<void> {
    const others = this.#entries.filter(({ id }) => id !== entry.id);
    this.#entries = inOrder([...others, entry]);
    this.#pending = [...this.#pending, entry.id];
    const result = await this.library.put(entry);
    if (result.ok) await this.#settle(entry.id);
    this.#trouble = result.ok ? undefined : result.trouble;
  }

  async remove(id: string): Promise<void> {
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    this.#forget(id);
    const result = await this.library.remove(id);
    this.#trouble = result.ok ? undefined : result.trouble;
  }

  /** Deletes all of them. @returns what they were. Throws what the browser refuses with; then they stay. */
  async takeAll(): Promise<readonly LibraryEntry[]> {
    await this.load();
    const taken = await this.library.takeAll();
    if (typeof taken === 'string') {
      this.#trouble = taken;
      throw new Refused(taken);
    }
    const unkept = this.#entries.filter((entry) => !taken.some(({ id }) => id === entry.id));
    this.#entries = [];
    this.#pending = [];
    return [...taken, ...unkept];
  }

  /** Brings back what was deleted; what was written since stays. */
  async putBack(entries: readonly LibraryEntry[]): Promise<void> {
    for (const entry of entries) if (this.with(entry.id) === undefined) await this.put(entry);
  }

  /** When a scenario is made that is listed behind all others: two can be made within a millisecond. */
  #now(): number {
    return Math.max(Date.now(), (this.#entries.at(-1)?.madeAt ?? 0) + 1);
  }

  /** What one entry was kept by, others may be kept by now. */
  async #settle(id: string): Promise<void> {
    this.#forget(id);
    for (const entry of this.#entries) {
      if (!this.#pending.includes(entry.id)) continue;
      const result = await this.library.put(entry);
      if (result.ok) this.#forget(entry.id);
    }
  }

  #forget(id: string): void {
    this.#pending = this.#pending.filter((known) => known !== id);
  }

  async #refresh(): Promise<void> {
    const found = await this.library.all();
    this.#isLoaded = true;
    if (typeof found === 'string') {
      this.#trouble = found;
      return;
    }
    // What is not kept yet stays beside what is.
    const pending = this.#entries.filter(({ id }) => this.#pending.includes(id));
    const kept = found.filter(({ id }) => !this.#pending.includes(id));
    this.#entries = inOrder([...kept, ...pending]);
  }
}

function inOrder(entries: readonly LibraryEntry[]): readonly LibraryEntry[] {
  return [...entries].sort((one, other) => one.madeAt - other.madeAt || (one.id < other.id ? -1 : 1));
}

/** The person’s scenarios in this browser. */
export const ownScenarios = new OwnScenarios(browserLibrary());

/**
 * Takes a scenario from a file, or from wherever it was dropped, into the library. One whose id is taken gets another one.
 * @param json what the file holds.
 * @returns what it became, or what is wrong with it; then nothing was taken in.
 */
export async function importScenario(json: unknown, own: OwnScenarios = ownScenarios): Promise<Imported> {
  await own.load();
  const checked = parseScenario(json);
  if (!checked.ok) return checked;
  return { ok: true, own: await own.add(checked.value) };
}
