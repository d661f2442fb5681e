import { noChoices, withCustomerChoice, withTypeChoice } from '../../exchange/foreign-events/choices';
import type { FieldName } from '../../exchange/foreign-events/fields';
import type { CustomerChoice } from '../../exchange/foreign-events/made-rows';
import type { TypeChoice } from '../../exchange/foreign-events/mapping';
import type { TargetName } from '../../exchange/foreign-events/targets';
import {
  readingForeignLog,
  translating,
  type ForeignReport,
  type ReadLog,
} from '../../exchange/foreign-events/translate';
import type { ForeignLog } from '../../exchange/read-file';
import type { Reading } from '../../exchange/reading';
import { recordingOf } from '../../simulation';
import { inSlices } from '../blast-radius/in-slices';
import type { Session } from '../session.svelte';

/** A log of another system with what the person has chosen about it, and what it comes to. */
export class LogOfOthers {
  /** Undefined while it is being read. */
  read = $state.raw<Reading<ReadLog>>();
  /** What it comes to, with the choices as they last were. */
  report = $state.raw<ForeignReport>();
  #choices = noChoices;
  #giveUp: () => void;
  /** Whether the report is still to follow what was chosen, and who waits for that. */
  #isBehind = true;
  #waiting: (() => void)[] = [];

  /** Reads it in slices, so that the page stays alive. @param name of the file. */
  constructor({ events }: ForeignLog, name: string) {
    this.#giveUp = inSlices(readingForeignLog(events, name), {
      done: (read) => {
        this.read = read;
        this.#translate();
      },
      failed: rethrow,
    });
  }

  /** Stops whatever is under way. */
  close(): void {
    this.#giveUp();
  }

  /** Says what a type of theirs becomes; the fields are found anew. */
  chooseTarget(type: string, target: TargetName | 'none'): void {
    this.#choose(type, { target });
  }

  /** Says which of their fields a fact is. @param path empty: none. */
  chooseField(type: string, field: FieldName, path: string): void {
    const before = this.#choices.types.get(type) ?? {};
    this.#choose(type, { ...before, fields: { ...before.fields, [field]: path } });
  }

  chooseUnit(type: string, unit: 'cents' | 'units'): void {
    this.#choose(type, { ...this.#choices.types.get(type), unit });
  }

  /** Changes what is known of a customer, by their id. */
  changeCustomer(theirs: string, change: CustomerChoice): void {
    this.#choices = withCustomerChoice(this.#choices, theirs, change);
    this.#translate();
  }

  /**
   * Keeps the story among the person’s own, opens it and shows who is told, once it follows what was chosen last.
   * @returns whether there is one.
   */
  async play(session: Session): Promise<boolean> {
    if (this.#isBehind) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const { report } = this;
    if (report?.scenario === undefined) return false;
    const { importScenario } = await import('../library/own-scenarios.svelte');
    const imported = await importScenario(report.scenario);
    const own = imported.ok ? (imported.own.scenario ?? report.scenario) : report.scenario;
    session.open(recordingOf(own, session.recording.architecture));
    session.comparedWith = undefined;
    session.shownView = 'why';
    session.notify(`Opened “${own.title}”: ${countWords(report)}. The story names what is left out.`);
    return true;
  }

  #choose(type: string, choice: TypeChoice): void {
    this.#choices = withTypeChoice(this.#choices, type, choice);
    this.#translate();
  }

  #translate(): void {
    const { read } = this;
    if (read?.ok !== true) return;
    this.#giveUp();
    this.#isBehind = true;
    this.#giveUp = inSlices(translating(read.value, this.#choices), {
      done: (report) => {
        this.report = report;
        this.#isBehind = false;
        for (const goOn of this.#waiting.splice(0)) goOn();
      },
      failed: rethrow,
    });
  }
}

/** Reading a log never throws: if it does, whoever looks after the page is to know. */
function rethrow(error: unknown): never {
  throw error;
}

/** `of 8 events, 6 drive it, 1 of unknown types, 1 unusable` */
export function countWords({ counts, total }: ForeignReport): string {
  const { driven, mapped, unknown, unusable } = counts;
  const byChoice = mapped === 0 ? '' : ` (${mapped} by your choice)`;
  return `of ${total} ${total === 1 ? 'event' : 'events'}, ${driven + mapped} ${driven + mapped === 1 ? 'drives' : 'drive'} it${byChoice}, ${unknown} of unknown types, ${unusable} unusable`;
}
