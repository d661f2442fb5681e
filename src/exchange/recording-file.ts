import type { Recording, Run } from '../simulation';
import { writeJson } from './json-pieces';
import { textOf, type Piece } from './piece';

/** The recording of a run as text of the format `signalbox.recording`, ending in a newline, in pieces: the run without its trace. */
export function* writeRecording({ recording }: Pick<Run, 'recording'>): Generator<Piece> {
  yield* writeJson(recording);
  yield { text: '\n', share: 1 };
}

/** The same text at once. */
export function writeRecordingFile(recording: Recording): string {
  return textOf(writeRecording({ recording }));
}

/** The name to save it under: `signalbox-price-drop-api-driven.recording.json`. */
export function recordingFileName({ scenario, architecture }: Recording): string {
  const scenarioId = typeof scenario === 'string' ? scenario : scenario.id;
  return `signalbox-${scenarioId}-${architecture}.recording.json`;
}
