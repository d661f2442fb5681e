import { describe, expect, it } from 'vitest';
import { readFile, refuseByLength, type Imported } from '../../src/exchange/read-file';
import type { Refusal } from '../../src/exchange/reading';
import { recordingFileName, writeRecordingFile } from '../../src/exchange/recording-file';
import { writeRunFile } from '../../src/exchange/run-file';
import { architectureNames, findScenario, recordingOf, scenarios, simulate } from '../../src/simulation';
import { holdsForAll } from '../support/properties';
import { anyRecording } from '../support/stories';

const recording = recordingOf('price-drop', 'api-driven', {
  seed: 7,
  acts: [{ at: 12, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } }],
});

function importedFrom(text: string): Imported {
  const reading = readFile(text, 'a.json');
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusal));
  return reading.value;
}

function refusalOf(file: unknown): Refusal {
  const reading = readFile(typeof file === 'string' ? file : JSON.stringify(file), 'a.json');
  if (reading.ok) throw new Error('it was read');
  return reading.refusal;
}

describe('a file that Signalbox wrote', () => {
  it.each(architectureNames)('of a run is read as it was, for every scenario (%s)', (architecture) => {
    for (const { id } of scenarios) {
      const run = simulate(recordingOf(id, architecture));
      const text = writeRunFile(run);
      const { trace, outcome } = JSON.parse(text) as Record<string, unknown>;
      expect(importedFrom(text)).toEqual({ kind: 'run', recording: run.recording, trace, outcome });
    }
  });

  it('of a recording is read as it was, and saved the same again', () => {
    holdsForAll(anyRecording, (any) => {
      const imported = importedFrom(writeRecordingFile(any));
      if (imported.kind !== 'recording') throw new Error(imported.kind);
      const again = importedFrom(writeRecordingFile(imported.recording));
      expect(again).toEqual(imported);
      expect(simulate(imported.recording).trace).toEqual(simulate(any).trace);
    });
  });

  it('of a recording is named after scenario and architecture', () => {
    expect(recordingFileName(recording)).toBe('signalbox-price-drop-api-driven.recording.json');
  });

  it('may hold a scenario alone', () => {
    const scenario = findScenario('price-drop');
    expect(importedFrom(JSON.stringify(scenario))).toEqual({ kind: 'scenario', scenario });
  });

  it('may begin with a byte order mark', () => {
    expect(importedFrom(`\uFEFF${writeRecordingFile(recording)}`).kind).toBe('recording');
  });
});

describe('a file that is no JSON', () => {
  it.each([
    ['{"format": "signalbox.run",\n  "version": 1,\n}', 'line 3, column 1', 'a name in quotation marks'],
    ['{"a": 1 "b": 2}', 'line 1, column 9', 'a comma or "}"'],
    ['{"a" 1}', 'line 1, column 6', 'a colon'],
    ['{"a": }', 'line 1, column 7', 'a value'],
    ['[1, 2', 'line 1, column 6', 'a comma or "]"'],
    ['[1, ]', 'line 1, column 5', 'a value'],
    ['[', 'line 1, column 2', 'a value or "]"'],
    ['{', 'line 1, column 2', 'a name in quotation marks or "}"'],
    ['{"a": 01}', 'line 1, column 7', 'a value'],
    ['{"a": .5}', 'line 1, column 7', 'a value'],
    ['{"a": "b\n"}', 'line 1, column 9', 'a quotation mark before the line ends'],
    ['{"a": "b', 'line 1, column 9', 'a quotation mark that ends the text in it'],
    ['{"a": "\\x"}', 'line 1, column 8', 'an escape such as \\n or \\u0041'],
    ['{"a": "\\u12G4"}', 'line 1, column 8', 'an escape such as \\n or \\u0041'],
    ['{} {}', 'line 1, column 4', 'the end of the text'],
    ["{'a': 1}", 'line 1, column 2', 'a name in quotation marks or "}"'],
    ['<html>', 'line 1, column 1', 'a value'],
    ['{"a": True}', 'line 1, column 7', 'a value'],
  ])('%j is refused at its place', (text, path, expected) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    const { reason, problems, remedy } = refusalOf(text);
    expect(reason).toBe('a.json is not JSON that can be read.');
    expect(problems).toEqual([{ path, message: `expected ${expected}` }]);
    expect(remedy).not.toBe('');
  });

  it.each([
    ['', 'a.json is empty.'],
    ['  \n', 'a.json is empty.'],
    ['\u0089PNG\r\n\u001a\n\0\0', 'a.json is not a text.'],
    ['[]', 'a.json holds no event: its list is empty.'],
    [
      'null',
      'a.json holds a single value, where a run, a recording, a scenario or a log of events is expected.',
    ],
  ])('%j is refused for what it is', (text, reason) => {
    expect(refusalOf(text).reason).toBe(reason);
  });

  it('with many things wrong says the first hundred', () => {
    const acts = Array.from({ length: 1_000 }, () => 1);
    expect(refusalOf({ ...recording, acts }).problems).toHaveLength(100);
    expect(refusalOf({ ...findScenario('price-drop'), acts }).problems).toHaveLength(100);
    const run = {
      format: 'signalbox.run',
      version: 1,
      recording: { ...recording, acts },
      trace: 1,
      outcome: 1,
    };
    expect(refusalOf(run).problems).toHaveLength(100);
  });

  it('that nests without end is refused before it is parsed', () => {
    const deep = `{"format":"signalbox.run","trace":${'[{"a":'.repeat(50_000)}`;
    expect(refusalOf(deep).problems[0]?.message).toBe('is nested deeper than 100 levels');
  });

  it('brackets within texts are no nesting', () => {
    const title = `${'['.repeat(500)}\\"${'{'.repeat(500)}\\\\`;
    expect(importedFrom(writeRecordingFile({ ...recording, title })).kind).toBe('recording');
  });

  it('that is too large is refused before anyone reads it', () => {
    const reading = refuseByLength(230_400_000, 'big.json');
    expect(reading).toMatchObject({ refusal: { reason: 'big.json has 230 MB. Up to 100 MB are read.' } });
    expect(refuseByLength(100_000_000, 'big.json')).toBeUndefined();
  });
});

describe('a file of the wrong kind', () => {
  it.each([
    [{}, 'a.json has no field “format”.'],
    [{ format: 'chrome.trace' }, 'a.json says it is of the format "chrome.trace".'],
    [{ format: { toString: 1 } }, 'a.json says it is of the format {"toString":1}.'],
  ])('%j says what was found and what is known', (file, found) => {
    const { reason } = refusalOf(file);
    expect(reason).toContain(found.slice(0, -1));
    expect(reason).toContain('Known are "signalbox.run" and "signalbox.recording", a scenario, and a log');
  });

  it.each(['signalbox.run', 'signalbox.recording'])('of a newer version says which (%s)', (format) => {
    expect(refusalOf({ format, version: 2 }).reason).toBe(
      'a.json was made by a newer Signalbox (version 2); this one reads version 1.',
    );
    expect(refusalOf({ format, version: '1' }).problems).toEqual([{ path: 'version', message: 'must be 1' }]);
  });

  it('says every place of a run that is wrong', () => {
    const acts = [{ at: -1, kind: 'command', command: { type: 'Dance' } }];
    const file = { format: 'signalbox.run', version: 1, recording: { ...recording, acts }, trace: {} };
    expect(refusalOf(file).problems.map(({ path }) => path)).toEqual([
      'recording.acts[0].at',
      'recording.acts[0].command.type',
      'trace',
      'outcome',
    ]);
    expect(
      refusalOf({ format: 'signalbox.run', version: 1, trace: [], outcome: {} }).problems,
    ).toContainEqual({ path: 'recording', message: 'is missing' });
  });

  it('says every place of a recording and of a scenario that is wrong', () => {
    expect(refusalOf({ ...recording, scenario: 'ghost' }).problems).toEqual([
      { path: 'scenario', message: 'there is no scenario "ghost" in this version' },
    ]);
    const { problems } = refusalOf({ ...findScenario('price-drop'), acts: [] });
    expect(problems).toEqual([{ path: 'acts', message: 'must have at least one act' }]);
  });

  it.each(['__proto__', 'constructor', 'toString'])('refuses a field named %s', (name) => {
    const text = writeRecordingFile(recording).replace('"settings": {', `"settings": { "${name}": {},`);
    expect(refusalOf(text).problems).toEqual([{ path: `settings.${name}`, message: 'is not known here' }]);
  });
});
