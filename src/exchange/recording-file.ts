import type { Recording } from '../simulation';

/** A recording as text of the format `signalbox.recording`, ending in a newline: the run without its trace. */
export function writeRecordingFile(recording: Recording): string {
  return `${JSON.stringify(recording, null, 2)}\n`;
}

/** The name to save it under: `signalbox-price-drop-api-driven.recording.json`. */
export function recordingFileName({ scenario, architecture }: Recording): string {
  const scenarioId = typeof scenario === 'string' ? scenario : scenario.id;
  return `signalbox-${scenarioId}-${architecture}.recording.json`;
}
