import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { traceText } from '../../src/analysis/trace-text';
import { architectureNames, recordingOf, scenarios, simulate } from '../../src/simulation';

const folder = 'fixtures/traces';
const runs = scenarios.flatMap(({ id }) => architectureNames.map((architecture) => ({ id, architecture })));
const fileOf = ({ id, architecture }: (typeof runs)[number]) => `${id}.${architecture}.txt`;

describe('expected traces', () => {
  it.each(runs)('$id, $architecture, goes as written down', async (run) => {
    const text = traceText(simulate(recordingOf(run.id, run.architecture)));
    await expect(text).toMatchFileSnapshot(`../../${folder}/${fileOf(run)}`);
  });

  it('are there for the scenarios that ship and for no others', () => {
    expect(readdirSync(folder).sort()).toEqual(runs.map(fileOf).sort());
  });
});
