import type { FieldDifference, TraceDifference } from '../../exchange/compare-traces';
import { refuseByLength, type ForeignLog } from '../../exchange/read-file';
import type { Refusal } from '../../exchange/reading';
import { isSameRecording } from '../../playback/workbook';
import {
  recordingOf,
  whenEverythingIsLoaded,
  type Recording,
  type Run,
  type Scenario,
} from '../../simulation';
import type { Session } from '../session.svelte';
import { beginReading, type FileReading, type Opened } from './file-reading';

/** What pasted text is called in messages. */
export const pasted = 'What you pasted';

/** What the page has to say about something that came from outside. */
export type ImportState =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Events of another system; `name` is the file's, for messages. */
  | { readonly kind: 'events'; readonly log: ForeignLog; readonly name: string }
  | { readonly kind: 'comparing'; readonly records: number; readonly ofRecords: number }
  | {
      readonly kind: 'different';
      /** Undefined when every record is the same. */
      readonly trace: TraceDifference | undefined;
      readonly outcome: readonly FieldDifference[];
      readonly run: Run;
    };

/** A text that is longer takes a moment to be read, in characters. */
const noticeableLength = 3_000_000;
/** A link is shorter than this, in characters. */
const longestLink = 100_000;

/**
 * Opens what comes from outside as another story; what a person has made stays among the branches. What cannot be used is
 * told and changes nothing.
 */
export class Importing {
  #state = $state.raw<ImportState>();
  /** The field that asks the person for a file; it is there as soon as the page is complete. */
  input: HTMLInputElement | undefined;
  /** What is being read; another import gives up on it. */
  #reading: FileReading | undefined;

  constructor(private readonly session: Session) {}

  /** Undefined when there is nothing to say. */
  get state(): ImportState | undefined {
    return this.#state;
  }

  /** Asks the person for a file. */
  choose(): void {
    this.input?.click();
  }

  /** Takes files that were chosen, dropped or pasted. */
  async importFiles(files: readonly File[]): Promise<void> {
    const [file, ...others] = files;
    if (file === undefined) return;
    if (others.length > 0) {
      this.refuse({
        reason: `These are ${files.length} files. One can be opened at a time.`,
        problems: [],
        remedy: 'Choose one of them.',
      });
      return;
    }
    const tooLarge = refuseByLength(file.size, file.name);
    if (tooLarge?.ok === false) {
      this.refuse(tooLarge.refusal);
      return;
    }
    const text = await file.text().catch(() => undefined);
    if (text === undefined) this.refuse(unread(file.name));
    else await this.importText(text, file.name);
  }

  /** Takes the text of a file, or a link. @param name what it is called in messages. */
  async importText(text: string, name: string): Promise<void> {
    const link = text.length > longestLink ? undefined : linkIn(text);
    if (link !== undefined) {
      this.#end();
      location.hash = link;
      return;
    }
    this.#stop();
    this.session.notify('');
    if (text.length > noticeableLength) {
      this.session.notify(`Reading ${name}, ${Math.round(text.length / 1_000_000)} MB.`);
    }
    const reading = beginReading(text, name);
    this.#reading = reading;
    const opened = await reading.opened.catch(() => undefined);
    await new Promise<void>((resolve) => {
      whenEverythingIsLoaded(resolve);
    });
    if (reading !== this.#reading) return;
    if (opened === undefined) this.refuse(unread(name));
    else if (opened.ok) await this.#open(opened.value, name, reading);
    else this.refuse(opened.refusal);
  }

  /** Says that something cannot be used. */
  refuse(refusal: Refusal): void {
    this.#stop();
    this.#say({ kind: 'refused', refusal });
  }

  /** Stops whatever is under way, and forgets what there was to say. */
  dismiss(): void {
    this.#stop();
    this.#state = undefined;
  }

  #stop(): void {
    this.#reading?.stop();
    this.#reading = undefined;
  }

  async #open(opened: Opened, name: string, reading: FileReading): Promise<void> {
    const { session } = this;
    this.#close();
    if (opened.kind === 'events') {
      this.#say({ kind: 'events', log: opened, name });
      return;
    }
    if (opened.kind === 'scenario') {
      await this.#openScenario(opened.scenario, name);
      return;
    }
    const { recording } = opened;
    session.open(recording, { name: recording.title ?? (name === pasted ? 'Pasted' : `From ${name}`) });
    const run = await computed(session, recording);
    if (run === undefined || reading !== this.#reading) return;
    if (opened.kind === 'recording') session.notify(`Opened ${name}.`);
    else await this.#compare(run, reading);
  }

  /** A scenario is kept among the person’s own, under a free id, and told. */
  async #openScenario(scenario: Scenario, name: string): Promise<void> {
    const { session } = this;
    const { importScenario } = await import('../library/own-scenarios.svelte');
    const imported = await importScenario(scenario);
    const own = imported.ok ? (imported.own.scenario ?? scenario) : scenario;
    session.open(recordingOf(own, session.recording.architecture));
    session.notify(`Opened “${own.title}” from ${name}. It is among your scenarios.`);
  }

  async #compare(run: Run, reading: FileReading): Promise<void> {
    const comparison = await reading
      .compare(run, (records, ofRecords) => {
        if (reading === this.#reading) this.#say({ kind: 'comparing', records, ofRecords });
      })
      .catch(() => undefined);
    if (reading !== this.#reading) return;
    if (comparison === undefined) {
      this.#end();
      this.session.notify('The run is open. It could not be compared with the file.');
      return;
    }
    const { trace, outcome, records } = comparison;
    if (trace !== undefined || outcome.length > 0) {
      this.#say({ kind: 'different', trace, outcome, run });
    } else {
      this.#end();
      const counted = `${records} ${records === 1 ? 'record' : 'records'}`;
      this.session.notify(`The run is the same, record by record (${counted}).`);
    }
  }

  #say(state: ImportState): void {
    this.#state = state;
    this.session.dialog = 'import';
  }

  /** There is nothing more to say or to read. */
  #end(): void {
    this.#stop();
    this.#close();
  }

  /** There is nothing to say for now. */
  #close(): void {
    this.#state = undefined;
    if (this.session.dialog === 'import') this.session.dialog = undefined;
  }
}

const ofSessions = new WeakMap<Session, Importing>();

/** What a session imports with. */
export function importingOf(session: Session): Importing {
  const importing = ofSessions.get(session) ?? new Importing(session);
  ofSessions.set(session, importing);
  return importing;
}

/** Whether a text may be meant for the page: JSON, or a link. */
export function looksImportable(text: string): boolean {
  return linkIn(text) !== undefined || /^\uFEFF?\s*[{[]/.test(text);
}

/** The fragment of a link to a moment of a run, if a text is nothing else. */
function linkIn(text: string): string | undefined {
  return /^\s*(?:[a-z]+:\/\/\S*|[^\s#]*)(#(?:v\d+\.|scenario=|recording=)\S*)\s*$/i.exec(text)?.[1];
}

/** The run of a recording that the session opens; undefined when the person opened something else instead. */
async function computed(session: Session, recording: Recording): Promise<Run | undefined> {
  if (session.futures.computing !== undefined) {
    let stop = (): void => undefined;
    await new Promise<void>((resolve) => {
      // Talks to whoever waits here, once the computation is over.
      stop = $effect.root(() => {
        $effect(() => {
          if (session.futures.computing === undefined) resolve();
        });
      });
    });
    stop();
  }
  const { run } = session;
  return isSameRecording(run.recording, recording) ? run : undefined;
}

function unread(name: string): Refusal {
  return {
    reason: `${name} could not be read.`,
    problems: [],
    remedy: 'Check that it is a file, not a folder, and that you may read it.',
  };
}
