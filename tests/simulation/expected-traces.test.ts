import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { traceText } from '../../src/analysis/trace-text';
import { architectureNames, recordingOf, scenarios, simulate } from '../../src/simulation';

const folder = 'fixtures/traces';
const runs = scenarios.flatMap(({ id }) => architectureNames.map((architecture) => ({ id, architecture })));
const fileOf = ({ id, architecture }: (typeof runs)[number]) => `${id}.${architecture}.txt`;

/** `npm test` writes none of them: one that is missing or differs fails. `npx vitest run --project core -u` writes them. */
describe('expected traces', () => {
  it.each(runs)('$id, $architecture, goes as written down', async (run) => {
    const text = traceText(simulate(recordingOf(run.id, run.architecture)));
    await expect(text).toMatchFileSnapshot(`../../${folder}/${fileOf(run)}`);
  });

  it('are there for no scenario that does not ship', () => {
    const known = new Set(runs.map(fileOf));
    expect(readdirSync(folder).filter((file) => !known.has(file))).toEqual([]);
  });
});
