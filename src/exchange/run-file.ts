import type { Outcome, Recording, Run, TraceRecord } from '../simulation';
import { writeJson } from './json-pieces';
import { textOf, type Piece } from './piece';

/**
 * The file format `signalbox.run`, version 1: a run that someone can keep, send on, and look into with any JSON tool.
 *
 * The recording alone determines everything else: simulating it again gives this very trace, byte for byte. The trace is
 * in the file all the same, so that it can be read without a simulator, and so that a difference shows.
 */
export interface RunFile {
  /** Tells this file from other JSON. */
  readonly format: 'signalbox.run';
  /** Raised only when a reader of the old version would misread the new one. */
  readonly version: 1;
  /** What was run: scenario, architecture, broker, seed, settings, and acts. */
  readonly recording: Recording;
  /** The event log: every record in order. `src/engine/trace.ts` is the catalogue of its kinds. */
  readonly trace: readonly TraceRecord[];
  /** What became of it: notifications, inboxes, decisions, dead letters, projections. */
  readonly outcome: Outcome;
}

/** A run as text of the format, ending in a newline, in pieces. */
export function* writeRun({ recording, trace, outcome }: Run): Generator<Piece> {
  const file: RunFile = { format: 'signalbox.run', version: 1, recording, trace, outcome };
  yield* writeJson(file);
  yield { text: '\n', share: 1 };
}

/** The same text at once, for a short run. */
export function writeRunFile(run: Run): string {
  return textOf(writeRun(run));
}
