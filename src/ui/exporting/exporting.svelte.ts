import { fileNameOf, type Chosen, type FormatChoice } from '../../exchange/formats';
import type { Scope } from '../../exchange/scope';
import type { Flow } from '../../analysis/flows';
import type { Run } from '../../simulation';
import type { Session } from '../session.svelte';
import { formatWith, type AnyFormat } from './all-formats';
import type { Beginning } from './beginning';
import { writerOf } from './writers';
import { writeInSlices } from './writing';

/** How far the file is that is shown. */
export type ExportState =
  | { readonly kind: 'unavailable'; readonly reason: string }
  | { readonly kind: 'writing'; readonly share: number; readonly beginning: Beginning | undefined }
  | {
      readonly kind: 'written';
      readonly file: Blob;
      readonly fileName: string;
      readonly beginning: Beginning;
    }
  | { readonly kind: 'failed'; readonly reason: string };

const begun: ExportState = { kind: 'writing', share: 0, beginning: undefined };

/** What is to be written. */
interface Order {
  readonly run: Run;
  readonly format: AnyFormat;
  readonly scope: Scope;
  readonly chosen: Chosen;
}

/** What a person takes away from a run: which format, what of the run, and the file as far as it is written. */
export class Exporting {
  formatId = $state<AnyFormat['id']>('run');
  /** What the person wants of the run; a format that cannot hold it holds what it can. */
  scopeKind = $state<Scope['kind']>();
  #flowId = $state<string>();
  /** What was chosen, by the id of the choice. */
  #chosen = $state.raw<Chosen>({ theme: document.documentElement.dataset['theme'] ?? '' });
  #state = $state.raw<ExportState>(begun);

  constructor(private readonly session: Session) {}

  get state(): ExportState {
    return this.#state;
  }

  get format(): AnyFormat {
    return formatWith(this.formatId);
  }

  /** Which story is taken when only one is: at first that of the step. Undefined in a run without any. */
  get flow(): Flow | undefined {
    const { flows, trace, step } = this.session;
    const [first] = flows.values();
    return flows.get(this.#flowId ?? trace[step - 1]?.flow ?? '') ?? first;
  }

  chooseFlow(id: string): void {
    this.#flowId = id;
  }

  /** Whether the format can hold a part of the run, or all of it. */
  offers(kind: Scope['kind']): boolean {
    return this.format.scopes.includes(kind) && (kind !== 'flow' || this.flow !== undefined);
  }

  get scope(): Scope {
    const { flow, session, scopeKind } = this;
    const kind =
      scopeKind !== undefined && this.offers(scopeKind) ? scopeKind : (this.format.scopes[0] ?? 'run');
    if (kind === 'cursor') return { kind, step: session.step };
    return kind === 'flow' && flow !== undefined ? { kind, flow: flow.id } : { kind: 'run' };
  }

  /** What is chosen about the file, of all that there is to choose. */
  get chosen(): Chosen {
    const choices = this.format.choices ?? [];
    return Object.fromEntries(choices.map((choice) => [choice.id, this.optionOf(choice)]));
  }

  /** Which option is taken; formats that have the same choice share it. */
  optionOf({ id, options }: FormatChoice): string {
    const wanted = this.#chosen[id];
    return options.some((option) => option.id === wanted) ? (wanted ?? '') : (options[0]?.id ?? '');
  }

  choose({ id }: FormatChoice, option: string): void {
    this.#chosen = { ...this.#chosen, [id]: option };
  }

  /** What the file is called, as far as that is known before it is written. */
  get fileName(): string {
    return fileNameOf(this.format, this.session.recording, this.scope, this.chosen);
  }

  /**
   * Writes what is chosen.
   * @returns what gives it up.
   */
  write(): () => void {
    const { format, scope, chosen } = this;
    const { run } = this.session;
    const reason = format.whyNot?.(run.recording);
    const stopping = new AbortController();
    if (reason === undefined) void this.#write({ run, format, scope, chosen }, stopping.signal);
    else this.#state = { kind: 'unavailable', reason };
    return () => {
      stopping.abort();
      // A file of another choice is never shown, nor kept in memory.
      this.#state = begun;
    };
  }

  async #write({ run, format, scope, chosen }: Order, signal: AbortSignal): Promise<void> {
    this.#state = begun;
    let words = 'This format could not be loaded. Reload the page to try again.';
    try {
      const { write, finish } = await writerOf(format.id);
      words = 'This could not be written.';
      const { file: written, beginning } = await writeInSlices(write(run, scope, chosen), format.mediaType, {
        signal,
        progressed: (share, shown) => {
          this.#state = { kind: 'writing', share, beginning: shown };
        },
      });
      const { file, extension } = (await finish?.(written, beginning.text, chosen)) ?? { file: written };
      if (signal.aborted) return;
      const fileName = fileNameOf(format, run.recording, scope, chosen, extension);
      this.#state = { kind: 'written', file, fileName, beginning };
    } catch (error) {
      const why = error instanceof Error ? ` (${error.message})` : '';
      if (!signal.aborted) this.#state = { kind: 'failed', reason: `${words}${why}` };
    }
  }
}

const bySession = new WeakMap<Session, Exporting>();

/** What a session exports; the last choice stays as long as the session. */
export function exportingOf(session: Session): Exporting {
  const known = bySession.get(session) ?? new Exporting(session);
  bySession.set(session, known);
  return known;
}
