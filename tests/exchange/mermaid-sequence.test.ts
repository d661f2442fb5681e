import fc from 'fast-check';
import mermaid from 'mermaid';
import { describe, expect, it } from 'vitest';
import { flowsOf } from '../../src/analysis/flows';
import { writeMermaidSequence } from '../../src/exchange/mermaid/sequence';
import { textOf } from '../../src/exchange/piece';
import { wholeRun, type Scope } from '../../src/exchange/scope';
import {
  architectureNames,
  recordingOf,
  scenarios,
  simulate,
  type ArchitectureName,
  type Choices,
  type Run,
} from '../../src/simulation';
import { exportSamples, samplePath } from '../support/export-samples';
import { countsIn, openBars, readSequence, rowsIn, type SequenceDiagram } from '../support/mermaid';

const runIn = (scenario: string, architecture: ArchitectureName, choices: Choices = {}): Run =>
  simulate(recordingOf(scenario, architecture, choices));

const written = (run: Run, scope: Scope = wholeRun) => textOf(writeMermaidSequence(run, scope));

async function expectSame(run: Run, scope: Scope, name: string): Promise<SequenceDiagram> {
  const diagram = await readSequence(written(run, scope));
  expect([name, countsIn(diagram)]).toEqual([name, rowsIn(run, scope)]);
  expect([name, openBars(diagram).filter((count) => count !== 0)]).toEqual([name, []]);
  return diagram;
}

const travels = ({ kind }: { readonly kind: string }) =>
  ['sent', 'query', 'reply', 'duplicated'].includes(kind);

describe('a run as a Mermaid sequence diagram', () => {
  it.each(architectureNames)(
    'has for Mermaid as many participants, messages, notes and dividers as the run, in every scenario (%s)',
    async (architecture) => {
      for (const { id } of scenarios) {
        const run = runIn(id, architecture);
        const { messages } = await expectSame(run, wholeRun, `${id} ${architecture}`);
        const isUnsent = run.trace.filter((record) => record.kind === 'lost').length;
        const sentCount = run.trace.filter(travels).length;
        expect(messages.length).toBeGreaterThanOrEqual(sentCount);
        expect(messages.length).toBeLessThanOrEqual(sentCount + isUnsent);
      }
    },
  );

  it.each([
    'price-drop',
    'order-complete-interleaved',
    'poison-message',
    'lost-message',
    'crash-with-outbox',
  ])('is a whole diagram for each story alone (%s)', async (id) => {
    for (const architecture of architectureNames) {
      const run = runIn(id, architecture);
      for (const flow of flowsOf(run.trace).keys()) {
        await expectSame(run, { kind: 'flow', flow }, `${id} ${architecture} ${flow}`);
      }
    }
  });

  it('is a whole diagram up to any step, and ends the bars of what is under way', async () => {
    const anyRun = fc
      .record({
        id: fc.constantFrom(...scenarios.map(({ id }) => id)),
        architecture: fc.constantFrom(...architectureNames),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ id, architecture, part }) => {
        const run = runIn(id, architecture);
        return { name: `${id} ${architecture}`, run, step: Math.round(run.trace.length * part) };
      });
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ name, run, step }) => {
        await expectSame(run, { kind: 'cursor', step }, `${name} up to ${step}`);
      }),
      { numRuns: 40 },
    );
  });

  it('ends bars that are open where the steps end', async () => {
    const run = runIn('price-drop', 'api-driven');
    const step = run.trace.findIndex(({ kind }) => kind === 'arrived') + 1;
    const { bars } = await expectSame(run, { kind: 'cursor', step }, 'price-drop');
    expect(bars).toEqual([
      { of: 'P2', ends: false },
      { of: 'P2', ends: true },
    ]);
  });

  it('is a diagram without lifelines before the first step, and for a story that is not there', async () => {
    const run = runIn('price-drop', 'event-sourced');
    for (const scope of [{ kind: 'cursor', step: 0 } as const, { kind: 'flow', flow: '?' } as const]) {
      const diagram = await readSequence(written(run, scope));
      expect(countsIn(diagram)).toEqual({ participants: [], messages: 0, notes: 0, dividers: 0 });
    }
  });

  it('draws what is waited for, told, answered and lost with different arrows', () => {
    const lost = written(runIn('lost-message', 'event-sourced'));
    expect(lost).toMatch(/^P1->>P2: PlaceOrder$/m);
    expect(lost).toMatch(/^P2-\)P4: OrderCreated$/m);
    expect(lost).toMatch(/^P2-->>P1: reply: PlaceOrder$/m);
    expect(lost).toMatch(/^P4-xP5: OrderCreated \(lost on the way\)$/m);
    expect(lost).toMatch(/^P3--\)P4: XACK$/m);
  });

  it('says where a story begins and that time has passed', async () => {
    const { dividers } = await readSequence(written(runIn('scheduled-review-prompt', 'event-sourced')));
    expect(dividers[0]).toBe('Story A: DeliverOrder');
    expect(dividers).toContainEqual(expect.stringMatching(/^Later, at 09:00 on 2026-03-09/));
  });

  it('has a title that says what was run', () => {
    const run = runIn('price-drop', 'event-sourced', { broker: 'kafka' });
    const [flow = ''] = flowsOf(run.trace).keys();
    const titleOf = (scope: Scope) => /^---\ntitle: (.*)\n---\n/.exec(written(run, scope))?.[1];
    expect(titleOf(wholeRun)).toBe('"Price drop, event-sourced over kafka"');
    expect(titleOf({ kind: 'flow', flow })).toBe('"Price drop, event-sourced over kafka, story A"');
    expect(titleOf({ kind: 'cursor', step: 7 })).toBe('"Price drop, event-sourced over kafka, up to step 7"');
  });
});

describe('samples of Mermaid sequence diagrams', () => {
  const { valid, broken } = exportSamples('mermaid-sequence');

  it.each(valid)('$name is written again from its run, byte for byte', async ({ name, recording, text }) => {
    await expect(written(simulate(recording))).toMatchFileSnapshot(samplePath('mermaid-sequence', name));
    expect(await mermaid.parse(text)).toMatchObject({ diagramType: 'sequence' });
  });

  it.each(broken)('$name is refused by Mermaid', async ({ text }) => {
    await expect(mermaid.parse(text)).rejects.toThrow();
  });
});
