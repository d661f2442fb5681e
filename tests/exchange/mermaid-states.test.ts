// @vitest-environment jsdom
import fc from 'fast-check';
import mermaid from 'mermaid';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { charts } from '../../src/analysis/state-chart/state-chart';
import { mermaidExtension } from '../../src/exchange/mermaid/documents';
import { mermaidLiveLink } from '../../src/exchange/mermaid/live-link';
import { writeMermaidStates, type StateDiagramChoice } from '../../src/exchange/mermaid/states';
import { textOf } from '../../src/exchange/piece';
import { wholeRun, type Scope } from '../../src/exchange/scope';
import { recordingOf, simulate, type ArchitectureName, type Run } from '../../src/simulation';
import { exportSamples, samplePath } from '../support/export-samples';
import { diagramsIn } from '../support/mermaid';

const runIn = (scenario: string, architecture: ArchitectureName) =>
  simulate(recordingOf(scenario, architecture));
const written = (run: Run, choice: StateDiagramChoice = {}, scope: Scope = wholeRun) =>
  textOf(writeMermaidStates(run, scope, choice));

const run = runIn('automatic-retry', 'event-sourced');

/** What Mermaid understood: states by id, and from where to where arrows lead. */
async function readStates(text: string) {
  await mermaid.parse(text);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- what takes its place does not say what was understood
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const { nodes, edges } = (db as unknown as StateDatabase).getData();
  const isState = ({ shape }: StateNode) => shape !== 'stateStart' && shape !== 'stateEnd';
  return {
    states: nodes.filter(isState).map(({ id, label, parentId = '', cssClasses }) => {
      return { id, label: String(label), parentId, classes: cssClasses?.split(' ') ?? [] };
    }),
    beginnings: nodes.filter(({ shape }) => shape === 'stateStart').map(({ parentId = '' }) => parentId),
    arrows: edges.map(({ start, end, label }) => ({ start, end, label: label ?? '' })),
  };
}

interface StateDatabase {
  getData(): { readonly nodes: readonly StateNode[]; readonly edges: readonly StateEdge[] };
}

interface StateNode {
  readonly id: string;
  readonly label?: unknown;
  readonly shape: string;
  readonly parentId?: string;
  readonly cssClasses?: string;
}

interface StateEdge {
  readonly start: string;
  readonly end: string;
  readonly label?: string;
}

describe('a machine as a Mermaid state diagram', () => {
  it.each(charts)(
    'has for Mermaid the states of its definition, each within its own ($id)',
    async (chart) => {
      const { states, beginnings } = await readStates(written(run, { machine: chart.id }));
      const ids = new Map(states.map(({ id, label }) => [label, id]));
      expect(states).toHaveLength(chart.states.length);
      for (const { name, parent } of chart.states) {
        const own = states.find(({ label }) => label === name);
        expect([name, own?.parentId]).toEqual([name, parent === '' ? '' : ids.get(parent)]);
      }
      const compound = chart.states.filter(({ isInitial }) => isInitial).map(({ parent }) => parent);
      expect([...beginnings].sort()).toEqual(compound.map((path) => ids.get(path) ?? '').sort());
    },
  );

  it.each(charts)(
    'has one arrow for each pair of states, which says all that leads there ($id)',
    async (chart) => {
      const { states, arrows } = await readStates(written(run, { machine: chart.id }));
      const names = new Map(states.map(({ id, label }) => [id, label]));
      const between = arrows.filter(({ start, end }) => names.has(start) && names.has(end));
      const pairs = new Set(chart.transitions.map(({ source, target }) => `${source} ${target}`));
      expect(between).toHaveLength(pairs.size);
      const events = chart.transitions.filter(({ trigger }) => trigger !== 'rule');
      const said = between.flatMap(({ label }) => (label === '' ? [] : label.split(/<br\s*\/?>/)));
      expect(said).toHaveLength(events.length);
      for (const { event } of events) expect(said.join('\n')).toContain(event);
      const finals = chart.states.filter(({ isFinal }) => isFinal);
      expect(arrows.filter(({ start, end }) => names.has(start) && !names.has(end))).toHaveLength(
        finals.length,
      );
    },
  );

  it('is Markdown with one diagram for each machine when none is asked for', async () => {
    const text = written(run);
    expect(mermaidExtension(text)).toBe('md');
    const diagrams = diagramsIn(text);
    expect(diagrams).toEqual(charts.map(({ id }) => written(run, { machine: id })));
    for (const diagram of diagrams) {
      expect(await mermaid.parse(diagram)).toMatchObject({ diagramType: 'stateDiagram' });
    }
  });

  it('says where one notification was and is, and how often it went each way', () => {
    const text = written(run, { machine: 'notification', subject: 'ntf-1' });
    expect(text).toContain('state "sent (is here)"');
    expect(text).toContain('state "pending (was here)"');
    expect(text).toContain('state "backingOff (was here)"');
    expect(text).toContain('state "bounced" as');
    expect(text).toMatch(/: DISPATCH \(3×\)$/m);
    expect(text).toMatch(/: .*RETRY<br\/>after retryDelay \(2×\)$/m);
  });

  it('marks by a class what it says in words', async () => {
    const { states } = await readStates(written(run, { machine: 'notification', subject: 'ntf-1' }));
    expect(states.some(({ label }) => label.includes('(is here)'))).toBe(true);
    for (const { label, classes } of states) {
      expect([label, classes.includes('here')]).toEqual([label, label.includes('(is here)')]);
      expect([label, classes.includes('was')]).toEqual([label, label.includes('(was here)')]);
    }
  });

  it('says nothing that comes after the step', () => {
    const born = run.trace.find((record) => record.kind === 'changed' && record.entity === 'ntf-1')?.seq ?? 0;
    const choice = { machine: 'notification', subject: 'ntf-1' };
    const early = written(run, choice, { kind: 'cursor', step: born });
    expect(early).toContain('state "ready (is here)"');
    expect(early).not.toContain('(was here)');
    expect(written(run, choice, { kind: 'cursor', step: born - 1 })).toBe(
      written(run, { machine: 'notification' }),
    );
  });

  it('marks the orders that were there before the first step', () => {
    const choice = { machine: 'order', subject: 'ord-001' };
    const shipped = runIn('order-shipped', 'api-driven');
    expect(written(shipped, choice, { kind: 'cursor', step: 0 })).toContain('"PROCESSING (is here)"');
    const after = written(shipped, choice);
    expect(after).toContain('"PROCESSING (was here)"');
    expect(after).toContain('"SHIPPED (is here)"');
  });

  it('is not marked for what the run does not have', () => {
    for (const subject of ['ntf-99', '__proto__', '"]; x', '']) {
      expect(written(run, { machine: 'notification', subject })).toBe(
        written(run, { machine: 'notification' }),
      );
    }
  });
});

describe('a link to Mermaid’s own editor', () => {
  /** As the editor reads it (`serde.ts` of mermaid-live-editor), by Node’s own zlib. */
  const opened = (link: string): unknown => {
    const [, packed = ''] = /^https:\/\/mermaid\.live\/edit#pako:([\w-]+)$/.exec(link) ?? [];
    return JSON.parse(inflateSync(Buffer.from(packed, 'base64url')).toString());
  };

  it('holds the diagram and nothing of the shop beside it, in its fragment', () => {
    const diagram = written(run, { machine: 'delivery' });
    expect(opened(mermaidLiveLink(diagram))).toEqual({
      code: diagram,
      mermaid: '{"theme":"default"}',
      autoSync: true,
      updateDiagram: true,
    });
    expect(mermaidLiveLink(diagram)).toBe(mermaidLiveLink(diagram));
  });

  it('holds any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (code) => {
        expect(opened(mermaidLiveLink(code))).toMatchObject({ code });
      }),
    );
  });
});

describe('samples of Mermaid state diagrams', () => {
  const { valid, broken } = exportSamples('mermaid-state');

  /** `.md` has all machines; `.mmd` that of notifications, with the way of the first. */
  it.each(valid)('$name is written again from its run, byte for byte', async ({ name, recording, text }) => {
    const choice = name.endsWith('.md') ? {} : { machine: 'notification', subject: 'ntf-1' };
    const path = samplePath('mermaid-state', name);
    await expect(written(simulate(recording), choice)).toMatchFileSnapshot(path);
    for (const diagram of diagramsIn(text)) await mermaid.parse(diagram);
  });

  it.each(broken)('$name is refused by Mermaid', async ({ text }) => {
    await expect(mermaid.parse(text)).rejects.toThrow();
  });
});
