import { describe, expect, it } from 'vitest';
import { writeRunFile } from '../../src/exchange/run-file';
import { architectureNames, parseRecording, recordingOf, scenarios, simulate } from '../../src/simulation';

describe('the run file', () => {
  it.each(architectureNames)('holds a recording that gives the identical run (%s)', (architecture) => {
    for (const { id } of scenarios) {
      const text = writeRunFile(simulate(recordingOf(id, architecture)));
      const parsed = parseRecording((JSON.parse(text) as { recording: unknown }).recording);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      expect(writeRunFile(simulate(parsed.value))).toBe(text);
    }
  });

  it('says what it is before anything else', () => {
    const text = writeRunFile(simulate(recordingOf('order-shipped', 'api-driven')));
    expect(Object.entries(JSON.parse(text) as object).slice(0, 2)).toEqual([
      ['format', 'signalbox.run'],
      ['version', 1],
    ]);
  });
});
