import { compareCloudEvents } from '../../src/exchange/cloud-events/compare-cloud-events';
import { compareRun } from '../../src/exchange/compare-traces';
import { noChoices } from '../../src/exchange/foreign-events/choices';
import { readForeignLog, translate } from '../../src/exchange/foreign-events/translate';
import { readFile, type ForeignLog, type Imported } from '../../src/exchange/read-file';
import type { Reading } from '../../src/exchange/reading';
import { readShareLink } from '../../src/exchange/share-link';
import { createSimulation, recordingOf, runOf, type Recording } from '../../src/simulation';
import type { Given } from './mutations';

/** What became of something that was given to the page. */
export type Ending = 'refused' | 'simulated' | 'stopped' | 'foreign';

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
  if (value.kind === 'events') return listed(value);
  return simulateSome(value.recording, value);
}

function refusalOf({ refusal }: Extract<Reading<never>, { ok: false }>): Ending {
  const { reason, remedy, problems } = refusal;
  const texts = [reason, remedy, ...problems.map(({ message }) => message)];
  if (texts.some((text) => text.trim() === ''))
    throw new Error(`A refusal is empty: ${JSON.stringify(refusal)}`);
  return 'refused';
}

/** What is promised of events of another system: each is counted once, and what drives is a story that plays. */
function listed({ events }: ForeignLog): Ending {
  if (events.length === 0) throw new Error('There is no event');
  for (const { value, path } of events) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new Error(`There is no event at ${path}`);
  }
  if (new Set(events.map(({ path }) => path)).size < events.length) throw new Error('A place stands twice');
  const reading = readForeignLog(events, 'a.json');
  if (!reading.ok) return refusalOf(reading);
  const { counts, total, scenario, problems } = translate(reading.value, noChoices);
  const counted = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total !== events.length || counted !== total)
    throw new Error('An event is not counted, or counted twice');
  if (problems.length > 0) throw new Error(`Its story cannot be told: ${JSON.stringify(problems)}`);
  if (scenario !== undefined) simulateSome(recordingOf(scenario, 'event-sourced'));
  return 'foreign';
}

function simulateSome(recording: Recording, file?: Imported): Ending {
  const recordLimit = Math.min(recording.settings.recordLimit, mostRecords);
  const simulation = createSimulation({ ...recording, settings: { ...recording.settings, recordLimit } });
  let actions = 0;
  while (!simulation.done && actions < mostActions) {
    simulation.step();
    actions += 1;
  }
  const run = runOf(recording, simulation);
  if (file?.kind === 'run') compareRun(file, run);
  if (file?.kind === 'log') compareCloudEvents(file.events, run);
  return simulation.done ? 'simulated' : 'stopped';
}
