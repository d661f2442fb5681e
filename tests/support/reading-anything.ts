import { compareOutcomes, compareTraces } from '../../src/exchange/compare-traces';
import { readFile } from '../../src/exchange/read-file';
import type { Reading } from '../../src/exchange/reading';
import { readShareLink } from '../../src/exchange/share-link';
import { createSimulation, recordingOf, type Recording } from '../../src/simulation';
import type { Given } from './mutations';

/** What became of something that was given to the page. */
export type Ending = 'refused' | 'simulated' | 'stopped';

/** A mutation may ask for a run of any length: that much of it is simulated. */
const mostRecords = 3_000;
const mostActions = 20_000;

/**
 * Reads a file or a link as the page does and simulates what it holds.
 * @throws when a refusal says nothing, and whatever the page would not survive.
 */
export function readAnything({ kind, text }: Given): Ending {
  if (kind === 'link') {
    const reading = readShareLink(text);
    return reading.ok ? simulateSome(reading.value.recording) : refusalOf(reading);
  }
  const reading = readFile(text, 'a.json');
  if (!reading.ok) return refusalOf(reading);
  const { value } = reading;
  if (value.kind === 'scenario') return simulateSome(recordingOf(value.scenario, 'event-sourced'));
  if (value.kind === 'recording') return simulateSome(value.recording);
  return simulateSome(value.recording, value);
}

function refusalOf({ refusal }: Extract<Reading<never>, { ok: false }>): Ending {
  const { reason, remedy, problems } = refusal;
  const texts = [reason, remedy, ...problems.map(({ message }) => message)];
  if (texts.some((text) => text.trim() === ''))
    throw new Error(`A refusal is empty: ${JSON.stringify(refusal)}`);
  return 'refused';
}

function simulateSome(
  recording: Recording,
  file?: { readonly trace: readonly unknown[]; readonly outcome: unknown },
): Ending {
  const recordLimit = Math.min(recording.settings.recordLimit, mostRecords);
  const simulation = createSimulation({ ...recording, settings: { ...recording.settings, recordLimit } });
  let actions = 0;
  while (!simulation.done && actions < mostActions) {
    simulation.step();
    actions += 1;
  }
  if (file !== undefined) {
    compareTraces(file.trace, simulation.trace);
    compareOutcomes(file.outcome, simulation.outcome);
  }
  return simulation.done ? 'simulated' : 'stopped';
}
