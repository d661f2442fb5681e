import { describe, expect, it } from 'vitest';
import { writeRecordingFile } from '../../src/exchange/recording-file';
import { architectureNames, recordingOf, simulate } from '../../src/simulation';
import {
  exportSamples,
  importableFormats,
  importAgain,
  refusalOf,
  samplePath,
} from '../support/export-samples';

const written = ['price-drop', 'order-shipped', 'no-answer', 'lost-message'];
const extensions: { readonly [format: string]: string } = {
  run: 'json',
  recording: 'recording.json',
  cloudevents: 'cloudevents.json',
  ndjson: 'ndjson',
};

/** What is told of each broken sample: the place that is wrong (none where the reason says it all), and what it is. */
const refusals: { readonly [sample: string]: readonly [place: string | undefined, said: string] } = {
  'run/broken-cut-off.json': ['line 190, column 26', 'expected'],
  'run/broken-newer-version.json': [undefined, 'was made by a newer Signalbox (version 2)'],
  'run/broken-without-trace.json': ['trace', 'must be a list'],
  'run/broken-act-before-the-start.json': ['recording.acts[0].at', 'must not be negative'],
  'recording/broken-unknown-scenario.recording.json': ['scenario', 'there is no scenario "order-vanished"'],
  'recording/broken-latency-as-text.recording.json': ['settings.latencyMs.bus', 'number'],
  'recording/broken-prototype-name.recording.json': ['settings.__proto__', 'is not known here'],
  'cloudevents/broken-attribute-name.cloudevents.json': ['[1].correlationId', 'only a to z and 0 to 9'],
  'cloudevents/broken-cut-off.cloudevents.json': ['line 5, column 138', 'expected'],
  'cloudevents/broken-day-that-is-none.cloudevents.json': ['[1].time', 'must be a time'],
  'cloudevents/broken-empty-id.cloudevents.json': ['[3].id', 'must be a text that is not empty'],
  'cloudevents/broken-extension-object.cloudevents.json': ['[1].sequence', 'must be a text'],
  'cloudevents/broken-fraction.cloudevents.json': ['[1].simorder', 'a whole number of 32 bits'],
  'cloudevents/broken-newer-version.cloudevents.json': [
    undefined,
    'was made by a newer Signalbox (version 2)',
  ],
  'cloudevents/broken-no-event.cloudevents.json': ['[2]', 'must be an object, not "ShipOrder"'],
  'cloudevents/broken-repeated-event.cloudevents.json': ['[2]', 'has the source and the id of [1]'],
  'cloudevents/broken-seed-with-fraction.cloudevents.json': ['[0].data.recording.seed', 'a whole number'],
  'cloudevents/broken-space-in-source.cloudevents.json': ['[1].source', 'must be a URI'],
  'cloudevents/broken-specversion-0.3.cloudevents.json': ['[2].specversion', 'must be "1.0", not "0.3"'],
  'cloudevents/broken-start-not-first.cloudevents.json': ['[1]', 'it must be the first'],
  'cloudevents/broken-two-kinds-of-data.cloudevents.json': ['[1].data_base64', 'cannot stand beside data'],
  'cloudevents/broken-two-runs.cloudevents.json': ['[4]', 'begins another run'],
  'ndjson/broken-line-cut-off.ndjson': ['line 4, column 101', 'expected'],
  'ndjson/broken-line-of-text.ndjson': ['line 4, column 5', 'expected the end of the text'],
  'ndjson/broken-line-with-a-number.ndjson': ['line 3', 'must be an object, not 42'],
  'ndjson/broken-nested-too-deep.ndjson': ['line 3, column', 'is nested deeper than 100 levels'],
  'ndjson/broken-specversion-0.3.ndjson': ['line 3: specversion', 'must be "1.0", not "0.3"'],
  'ndjson/broken-two-runs.ndjson': ['line 3', 'begins another run'],
  'ndjson/broken-without-source.ndjson': ['line 2: source', 'is missing'],
};

/** A log says which version wrote it: a new version writes the same otherwise. */
function ofFirstVersion(text: string): string {
  return text.replace(/"engineVersion":"[^"]*"/, '"engineVersion":"0.1.0"');
}

describe.each(Object.entries(importableFormats))('the samples of the format %s', (format, write) => {
  it('are written the same again', async () => {
    for (const scenario of written) {
      for (const architecture of architectureNames) {
        const name = `valid-${scenario}.${architecture}.${extensions[format] ?? 'json'}`;
        const text = ofFirstVersion(write(simulate(recordingOf(scenario, architecture))));
        await expect(text).toMatchFileSnapshot(samplePath(format, name));
      }
    }
  });

  it('give the run that they were written from, and the same bytes', () => {
    const { valid } = exportSamples(format);
    expect(valid.length).toBeGreaterThanOrEqual(2 * written.length);
    for (const { name, text, recording } of valid) {
      for (const title of [name, 'What you pasted']) {
        const { dump, again } = importAgain(format, text, title);
        expect(dump, name).toBe(writeRecordingFile(recording));
        expect(ofFirstVersion(again), name).toBe(ofFirstVersion(text));
      }
    }
  });

  it('that are broken are refused with reason, place and remedy', () => {
    const { broken } = exportSamples(format);
    const known = Object.keys(refusals).filter((sample) => sample.startsWith(`${format}/`));
    expect(broken.map(({ name }) => `${format}/${name}`).sort()).toEqual(known.sort());
    for (const sample of broken) {
      const [place, said = ''] = refusals[`${format}/${sample.name}`] ?? [];
      const { reason, problems, remedy } = refusalOf(sample);
      expect(problems[0]?.path ?? 'nowhere', sample.name).toContain(place ?? 'nowhere');
      expect(problems[0]?.message ?? reason, sample.name).toContain(said);
      expect(remedy, sample.name).toMatch(/\.$/);
    }
  });
});
