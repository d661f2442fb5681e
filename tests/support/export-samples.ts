/**
 * Samples of every format that was ever exported: `fixtures/exports/v1/<format>/valid-<scenario>.<architecture>.<ext>`, also
 * `valid-<scenario>.<architecture>.<broker>.<ext>`, and `broken-<what is wrong>.<ext>`. The name of a valid one says which
 * run it was written from.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import { writeCloudEvents, writeCloudEventsLines } from '../../src/exchange/cloud-events/write-cloud-events';
import { textOf } from '../../src/exchange/piece';
import { readFile, type Imported } from '../../src/exchange/read-file';
import type { Refusal } from '../../src/exchange/reading';
import { writeRecordingFile } from '../../src/exchange/recording-file';
import { writeRunFile } from '../../src/exchange/run-file';
import { compareFile } from '../../src/ui/importing/comparing';
import {
  architectureNames,
  brokerNames,
  findScenario,
  recordingOf,
  simulate,
  type Recording,
  type Run,
} from '../../src/simulation';

/** A file among the samples. */
interface ExportSample {
  /** `valid-price-drop.api-driven.json` */
  readonly name: string;
  /** Where it is on the disk: for `toMatchFileSnapshot`. */
  readonly path: string;
  readonly text: string;
}

interface ValidSample extends ExportSample {
  /** What it was written from, by its name. */
  readonly recording: Recording;
}

const root = resolve(import.meta.dirname, '../../fixtures/exports/v1') + '/';

/** Where a sample is, or is to be. @param format the name of its folder. */
export function samplePath(format: string, name: string): string {
  return `${root}${format}/${name}`;
}

/**
 * All samples of a format, by name.
 * @throws when there is no valid or no broken one, or when a name does not say what it is.
 */
export function exportSamples(format: string): {
  readonly valid: readonly ValidSample[];
  readonly broken: readonly ExportSample[];
} {
  const folder = `${root}${format}`;
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const samples = names.map((name) => {
    const path = samplePath(format, name);
    return { name, path, text: readFileSync(path, 'utf8') };
  });
  const valid = samples.filter(({ name }) => name.startsWith('valid-'));
  const broken = samples.filter(({ name }) => name.startsWith('broken-'));
  if (valid.length === 0 || broken.length === 0) throw new Error(`${format} lacks valid or broken samples`);
  if (valid.length + broken.length < samples.length)
    throw new Error(`Not all samples of ${format} are called valid-… or broken-…`);
  return {
    valid: valid.map((sample) => ({ ...sample, recording: recordingBehind(sample.name) })),
    broken,
  };
}

/** The recording that the name of a valid sample stands for. */
function recordingBehind(name: string): Recording {
  const [scenario = '', ...rest] = name.replace(/^valid-/, '').split('.');
  const architecture = architectureNames.find((known) => known === rest[0]);
  const broker = brokerNames.find((known) => known === rest[1]);
  if (findScenario(scenario) === undefined || architecture === undefined) {
    throw new Error(`${name} does not name a scenario and an architecture: valid-price-drop.api-driven.json`);
  }
  return recordingOf(scenario, architecture, { broker });
}

/** The formats that can be imported again, by the folder of their samples: how a run is written in each. */
export const importableFormats: { readonly [format: string]: (run: Run) => string } = {
  run: writeRunFile,
  recording: ({ recording }) => writeRecordingFile(recording),
  cloudevents: (run) => textOf(writeCloudEvents(run)),
  ndjson: (run) => textOf(writeCloudEventsLines(run)),
};

/** A sample that is imported, dumped as what was understood of it, and exported again. */
export interface ReExport {
  readonly imported: Imported;
  /** The recording, as its own format has it. */
  readonly dump: string;
  /** In the format of the sample. */
  readonly again: string;
}

/**
 * Imports a text of an importable format as the page does: reads it, simulates its recording, compares both, and exports the
 * run again.
 * @throws when it is refused, or is not what its recording gives.
 */
export function importAgain(format: string, text: string, name: string): ReExport {
  const reading = readFile(text, name);
  if (!reading.ok) throw new Error(`${name}: ${JSON.stringify(reading.refusal)}`);
  const imported = reading.value;
  if (imported.kind === 'scenario' || imported.kind === 'events')
    throw new Error(`${name}: ${imported.kind}`);
  const { recording } = imported;
  const run = simulate(recording);
  if (imported.kind !== 'recording') {
    const { trace, outcome } = compareFile(imported, run);
    expect({ trace, outcome }, name).toEqual({ trace: undefined, outcome: [] });
  }
  const write = importableFormats[format];
  if (write === undefined) throw new Error(`${format} cannot be imported`);
  return { imported, dump: writeRecordingFile(recording), again: write(run) };
}

/** Why the page does not open a text. @throws when it does. */
export function refusalOf({ name, text }: Pick<ExportSample, 'name' | 'text'>): Refusal {
  const reading = readFile(text, name);
  if (reading.ok) throw new Error(`${name} was read as ${reading.value.kind}`);
  return reading.refusal;
}
