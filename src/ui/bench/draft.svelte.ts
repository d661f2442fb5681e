import { changesOver, leftOut, type RowDifference } from '../../analysis/data-difference';
import { parseRecording, type Recording } from '../../simulation';
import type { Session } from '../session.svelte';
import { withSetting } from '../settings/parameters';
import { benchProblems, repeatedKeys, type BenchProblem } from './bench-problems';
import { benchTables, type TableName } from './bench-tables';
import {
  changedSettings,
  completedRows,
  differences,
  givenRows,
  rowsOf,
  shopIn,
  typesGone,
} from './draft-data';
import type { Rows } from './new-rows';
import { readRows, readSettings } from './read-text';

export type DraftPart = TableName | 'settings';

/** A row that is not as in the run, or a setting. */
export type Edit =
  | { readonly part: TableName; readonly difference: RowDifference }
  | { readonly part: 'settings'; readonly name: string };

/** Data as a person wants them, before they are run: nothing of the run changes until then. */
export class Draft {
  /** The data without what the person has changed: the scenario’s. */
  readonly base: Rows;
  #rows = $state.raw<Rows>({} as Rows);
  #settings = $state.raw<object>({});
  /** JSON as the person wrote it, where it is not simply what the rows give. */
  #texts = $state.raw<{ readonly [Part in DraftPart]?: string }>({});

  readonly #overlay = {
    given: (table: TableName): readonly number[] => {
      const rows = this.#rows[table];
      return givenRows(table, this.base, this.#rows).map((row) => rows.indexOf(row));
    },
    without: (table: TableName): readonly string[] =>
      table === 'notificationTypes' ? [] : leftOut(table, shopIn(this.base), shopIn(this.#rows)),
  };
  /** The run’s recording with these data; nobody has checked it. */
  readonly #wanted = $derived.by(() => this.#over(this.session.recording));
  readonly #checked = $derived(parseRecording(this.#wanted));
  /** What is not as in the run that is shown. */
  readonly edits = $derived.by(() => this.#editsOf(this.session.recording));
  readonly #isBegun = $derived.by(() => this.#editsOf(this.taken).length > 0);
  /** Whether it holds something that would be lost with it. */
  readonly isTouched = $derived(this.#broken.length > 0 || (this.edits.length > 0 && this.#isBegun));
  readonly problems = $derived.by((): readonly BenchProblem[] => [
    ...this.#broken,
    ...benchTables.flatMap((table) => repeatedKeys(table, this.#rows[table.name])),
    ...typesGone(this.base, this.#rows),
    ...(this.#checked.ok ? [] : benchProblems(this.#checked.problems, this.#overlay)),
  ]);
  /** The recording to run; undefined while something is wrong. */
  readonly recording = $derived(
    this.problems.length === 0 && this.#checked.ok ? this.#checked.value : undefined,
  );

  /** @param taken the recording that it begins with. */
  constructor(
    private readonly session: Session,
    readonly taken: Recording,
  ) {
    this.base = rowsOf({ scenario: taken.scenario });
    this.#rows = rowsOf(taken);
    this.#settings = taken.settings;
  }

  get rows(): Rows {
    return this.#rows;
  }

  get settings(): object {
    return this.#settings;
  }

  setRows(table: TableName, rows: readonly unknown[]): void {
    this.#take(table, rows);
    this.#dropText(table);
  }

  /** @param name of a setting: `latencyMs.bus`. */
  setSetting(name: string, value: unknown): void {
    this.#settings = withSetting(this.#settings, name, value);
    this.#dropText('settings');
  }

  /** A part as JSON. */
  textOf(part: DraftPart): string {
    const value = part === 'settings' ? this.#settings : this.#rows[part];
    return this.#texts[part] ?? JSON.stringify(value, undefined, 2);
  }

  /** Takes a part from JSON; what cannot be read stays as text. */
  setText(part: DraftPart, text: string): void {
    this.#texts = { ...this.#texts, [part]: text };
    if (part === 'settings') {
      const read = readSettings(text);
      if (read.ok) this.#settings = read.value;
    } else {
      const read = readRows(text);
      if (read.ok) this.#take(part, read.value);
    }
  }

  /** Whether a part’s JSON cannot be read. */
  isBroken(part: DraftPart): boolean {
    return this.#broken.some(({ tab }) => tab === part);
  }

  /** Goes back to what could be read last. */
  dropText(part: DraftPart): void {
    this.#dropText(part);
  }

  get #broken(): readonly BenchProblem[] {
    return Object.entries(this.#texts).flatMap(([part, text]) => {
      const tab = part as DraftPart;
      const read = tab === 'settings' ? readSettings(text) : readRows(text);
      return read.ok ? [] : read.problems.map(({ path, message }) => ({ tab, path, message }));
    });
  }

  #take(table: TableName, rows: readonly unknown[]): void {
    this.#rows = { ...this.#rows, [table]: completedRows(table, rows, this.base) };
  }

  #dropText(part: DraftPart): void {
    this.#texts = Object.fromEntries(Object.entries(this.#texts).filter(([known]) => known !== part));
  }

  #over(recording: Recording): object {
    const { shop: _, notificationTypes: __, ...rest } = recording;
    const shop = changesOver(shopIn(this.base), shopIn(this.#rows));
    const notificationTypes = givenRows('notificationTypes', this.base, this.#rows);
    let settings: object = recording.settings;
    for (const [name, value] of changedSettings(this.taken, this.#settings))
      settings = withSetting(settings, name, value);
    return {
      ...rest,
      settings,
      ...(shop === undefined ? {} : { shop }),
      ...(notificationTypes.length === 0 ? {} : { notificationTypes }),
    };
  }

  #editsOf(recording: Recording): readonly Edit[] {
    const rows = rowsOf(recording);
    const edits = benchTables.flatMap(({ name: part }) =>
      differences(part, rows, this.#rows).map((difference): Edit => ({ part, difference })),
    );
    // Settings that were changed elsewhere meanwhile are no edits of this draft.
    const own = changedSettings(this.taken, this.#settings).map(([name]) => name);
    const changed = changedSettings(recording, this.#settings).filter(([name]) => own.includes(name));
    return [...edits, ...changed.map(([name]): Edit => ({ part: 'settings', name }))];
  }
}
