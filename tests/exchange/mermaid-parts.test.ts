import { describe, expect, it } from 'vitest';
import { flowsOf } from '../../src/analysis/flows';
import { mermaidExtension } from '../../src/exchange/mermaid/documents';
import { writeMermaidSequence } from '../../src/exchange/mermaid/sequence';
import { mostCharacters, mostMessages } from '../../src/exchange/mermaid/sequence-parts';
import { textOf } from '../../src/exchange/piece';
import { wholeRun, type Scope } from '../../src/exchange/scope';
import { parseRecording, recordingOf, simulate, type ArchitectureName, type Run } from '../../src/simulation';
import { diagramsIn, openBars, readSequence, rowsIn, type SequenceDiagram } from '../support/mermaid';

const written = (run: Run, scope: Scope = wholeRun) => textOf(writeMermaidSequence(run, scope));

/** A run of a scenario as a person would bring it. */
function ownRun(scenario: unknown, architecture: ArchitectureName): Run {
  const own = { ...recordingOf('price-drop', architecture), scenario, settings: {} };
  const parsed = parseRecording(own);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return simulate(parsed.value);
}

describe('a run that is longer than Mermaid draws', () => {
  const run = ownRun(streamOf(45), 'event-sourced');
  const text = written(run);
  const diagrams = diagramsIn(text);

  it('comes in Markdown, and a shorter one by itself', () => {
    expect(diagrams.length).toBeGreaterThan(1);
    expect(mermaidExtension(text)).toBe('md');
    expect(mermaidExtension(written(simulate(recordingOf('price-drop', 'api-driven'))))).toBe('mmd');
    expect(text.match(/^## Part /gm)).toHaveLength(diagrams.length);
  });

  it('is in parts that Mermaid accepts, which together have every row once, numbered on', async () => {
    const parts: SequenceDiagram[] = [];
    for (const diagram of diagrams) parts.push(await readSequence(diagram));
    let number = 1;
    for (const [index, part] of parts.entries()) {
      expect(diagrams[index]?.length).toBeLessThanOrEqual(mostCharacters);
      expect(part.messages.length).toBeLessThanOrEqual(mostMessages);
      expect(part.firstNumber).toBe(number);
      expect(openBars(part).filter((count) => count !== 0)).toEqual([]);
      number += part.messages.length;
    }
    const { participants, ...counts } = rowsIn(run, wholeRun);
    for (const part of parts) expect(part.participants).toEqual(participants);
    const sum = (count: (part: SequenceDiagram) => number) =>
      parts.reduce((total, part) => total + count(part), 0);
    expect({
      messages: sum(({ messages }) => messages.length),
      notes: sum(({ notes }) => notes.length),
      dividers: sum(({ dividers }) => dividers.length),
    }).toEqual(counts);
  });

  it('is cut where a story begins, if one does in the second half', async () => {
    for (const diagram of diagrams.slice(1)) {
      const { participants } = await readSequence(diagram);
      const first = diagram.split('\n').find((line) => /^(Note|P\d)/.test(line));
      expect(first).toContain(`Note over P1,P${participants.length}: Story `);
    }
  });

  it('is cut elsewhere when one story alone is too long', async () => {
    const long = ownRun(bulkOf(120), 'api-driven');
    const longest = flowsOf(long.trace).keys().next().value ?? '';
    const parts = diagramsIn(written(long, { kind: 'flow', flow: longest }));
    expect(parts.length).toBeGreaterThan(1);
    const [first = '', second = ''] = parts;
    for (const part of [first, second]) {
      expect(part.length).toBeLessThanOrEqual(mostCharacters);
      expect(openBars(await readSequence(part)).filter((count) => count !== 0)).toEqual([]);
    }
    // The caller still works on the command: its bar goes on in the next part.
    expect(second).toMatch(/^(?:participant|actor) [^\n]*\nactivate P\d+\n/m);
  });

  it('is written in small steps, each of which says how far it is', () => {
    const pieces = [...writeMermaidSequence(run)];
    const shares = pieces.map(({ share }) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(pieces.length).toBeGreaterThan(run.trace.length / 2_000);
    expect(Math.max(...pieces.map(({ text }) => text.length))).toBeLessThanOrEqual(mostCharacters + 500);
  });
});

const plainScenario = {
  id: 'long-run',
  title: 'A long run',
  group: 'Simple',
  story: 'Many things happen.',
  ending: 'All is told.',
} as const;

/** A story of many orders that are shipped one after the other, each a story of its own. */
function streamOf(count: number) {
  const ids = Array.from({ length: count }, (_, index) => `ord-${index + 1001}`);
  return {
    ...plainScenario,
    shop: {
      orders: ids.map((id, index) => ({
        id,
        customerId: `cust-00${(index % 5) + 1}`,
        status: 'PROCESSING',
        items: [{ productId: 'prod-001', quantity: 1, priceCents: 14999, status: 'PENDING' }],
        totalCents: 14999,
      })),
    },
    acts: ids.map((orderId, index) => ({
      at: index * 1000,
      kind: 'command',
      command: { type: 'ShipOrder', orderId },
    })),
  };
}

/** One story with many customers, who all have the product in their cart whose price drops. */
function bulkOf(count: number) {
  const ids = Array.from({ length: count }, (_, index) => `cust-${index + 1001}`);
  return {
    ...plainScenario,
    shop: {
      customers: ids.map((id) => ({
        id,
        name: `Customer ${id}`,
        email: `${id}@example.com`,
        phone: `+1-${id}`,
        segment: 'gold',
      })),
      carts: ids.map((customerId) => ({ customerId, items: [{ productId: 'prod-002', quantity: 1 }] })),
    },
    acts: [
      {
        at: 0,
        kind: 'command',
        command: { type: 'UpdatePrice', productId: 'prod-002', priceCents: 4999 },
      },
    ],
  };
}
