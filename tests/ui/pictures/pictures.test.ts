import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { charts } from '../../../src/analysis/state-chart/state-chart';
import { sequenceOf } from '../../../src/analysis/sequence/sequence';
import { spansOf } from '../../../src/analysis/spans/spans';
import { textOf } from '../../../src/exchange/piece';
import { wholeRun, type Scope } from '../../../src/exchange/scope';
import {
  architectureNames,
  parseRecording,
  recordingOf,
  shopData,
  simulate,
  topologyOf,
  type Choices,
  type Run,
} from '../../../src/simulation';
import type { Picture, PictureOptions } from '../../../src/ui/pictures/picture';
import { pictures } from '../../../src/ui/pictures/pictures';
import { exportSamples, samplePath } from '../../support/export-samples';
import { playInTurn } from '../../support/play';
import { problemsOf, svgDocument } from '../../support/svg-document';

function picture(id: Picture['id'], run: Run, options: Partial<PictureOptions> = {}): string {
  const found = pictures.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return textOf(found.draw(run, { scope: wholeRun, theme: 'light', ...options }));
}

/** How many elements of a class there are. */
function count(svg: string, name: string): number {
  return svgDocument(svg).getElementsByClassName(name).length;
}

/** All that is written in a picture, its title and description included. */
function textIn(svg: string): string {
  return svgDocument(svg).documentElement.textContent;
}

const runOf = (scenario: string, architecture: (typeof architectureNames)[number], choices: Choices = {}) =>
  simulate(recordingOf(scenario, architecture, choices));

const scenarios = readdirSync('fixtures/scenarios').map((file) => file.replace('.json', ''));
/** Every tenth one, in turn in the one architecture and in the other. */
const someRuns = scenarios
  .filter((_, index) => index % 10 === 3)
  .map((scenario, index) => ({ scenario, architecture: architectureNames[index % 2] ?? 'event-sourced' }));

describe('every picture', () => {
  it.each(someRuns)(
    'of $scenario, $architecture, stands alone and does nothing',
    ({ scenario, architecture }) => {
      const run = runOf(scenario, architecture, { broker: 'rabbitmq' });
      const cursor: Scope = { kind: 'cursor', step: Math.ceil(run.trace.length / 2) };
      for (const { id } of pictures)
        for (const scope of [wholeRun, cursor])
          expect(problemsOf(picture(id, run, { scope })), id).toEqual([]);
    },
  );

  it.each(pictures)('$id says what it is of: scenario, architecture, step and time', ({ id, scopes }) => {
    const run = runOf('price-drop', 'api-driven');
    const record = run.trace[11];
    const said = textIn(picture(id, run, { scope: { kind: 'cursor', step: 12 } }));
    expect(said).toContain('Price drop');
    expect(said).toContain('API-driven');
    if (scopes.includes('cursor'))
      expect(said).toMatch(new RegExp(`step 12 of ${run.trace.length}, after ${record?.at} ms`, 'i'));
  });

  it.each(pictures)('$id is the same bytes each time, and in the dark only its colours differ', ({ id }) => {
    const [one, again] = [runOf('lost-message', 'event-sourced'), runOf('lost-message', 'event-sourced')];
    const light = picture(id, one);
    expect(picture(id, again)).toBe(light);
    const dark = picture(id, one, { theme: 'dark' });
    const uncoloured = (svg: string) => svg.replaceAll(/#[0-9a-f]{6}/g, '#');
    expect(dark).not.toBe(light);
    expect(uncoloured(dark)).toBe(uncoloured(light));
  });

  it.each(pictures)('$id can be taken before the first step, and of a run without any', ({ id }) => {
    const run = runOf('order-shipped', 'event-sourced');
    expect(problemsOf(picture(id, run, { scope: { kind: 'cursor', step: 0 } }))).toEqual([]);
    const empty: Run = { ...run, trace: [], performed: [] };
    expect(problemsOf(picture(id, empty))).toEqual([]);
  });

  it.each(pictures.filter(({ choices }) => choices.length > 0))(
    '$id can be of each of its choices',
    ({ id, choices }) => {
      const run = runOf('order-shipped', 'event-sourced', { broker: 'kafka' });
      const all = choices.map((choice) => picture(id, run, { choice: choice.id }));
      for (const svg of all) expect(problemsOf(svg)).toEqual([]);
      expect(new Set(all).size).toBe(choices.length);
    },
  );
});

describe('the picture of the stage', () => {
  it.each(architectureNames)('has each part of the topology (%s)', (architecture) => {
    const run = runOf('order-created-fans-out', architecture);
    const { nodes } = topologyOf(run.recording);
    const svg = picture('stage', run);
    expect(count(svg, 'node')).toBe(nodes.length);
    for (const { title } of nodes) expect(textIn(svg)).toContain(title);
  });

  it('has a message on its way from its departure to its arrival', () => {
    const { trace, ...run } = runOf('price-drop', 'event-sourced');
    const sent = trace.find(({ kind }) => kind === 'sent');
    const arrived = trace.find(({ kind }) => kind === 'arrived');
    const at = (step: number) => picture('stage', { trace, ...run }, { scope: { kind: 'cursor', step } });
    expect(count(at(0), 'message')).toBe(0);
    expect(count(at(sent?.seq ?? 0), 'message')).toBe(1);
    // The step of the arrival is about the message as well; the next one is not.
    expect(count(at(arrived?.seq ?? 0), 'message')).toBe(1);
    expect(textIn(at(arrived?.seq ?? 0))).toContain('UpdatePrice');
  });
});

describe('the picture of the sequence diagram', () => {
  it.each(architectureNames)('has each row, message and lifeline (%s)', (architecture) => {
    const run = runOf('order-complete-interleaved', architecture);
    const { rows, participants } = sequenceOf(run.trace, topologyOf(run.recording));
    const svg = picture('sequence', run);
    expect(count(svg, 'row')).toBe(rows.length);
    expect(count(svg, 'message')).toBe(rows.filter(({ kind }) => kind === 'message').length);
    // A tall one has its heads below as well.
    expect(count(svg, 'lifeline')).toBe(2 * participants.length);
  });

  it('of one story has its rows alone, and up to the cursor those that have begun', () => {
    const run = runOf('order-complete-interleaved', 'event-sourced');
    const flow = run.trace[0]?.flow ?? '';
    const topology = topologyOf(run.recording);
    const own = sequenceOf(run.trace, topology, { flow, hidesQueries: false });
    expect(count(picture('sequence', run, { scope: { kind: 'flow', flow } }), 'row')).toBe(own.rows.length);
    const svg = picture('sequence', run, { scope: { kind: 'cursor', step: 20 } });
    expect(count(svg, 'row')).toBe(sequenceOf(run.trace, topology).rowCountAt(20));
  });

  it('of a long run is cut, and says so: the first rows, or the last ones before the cursor', () => {
    const commands = Array.from({ length: 60 }, (_, index) => ({
      type: 'UpdatePrice' as const,
      productId: 'prod-001',
      priceCents: 14_999 - 100 * (index % 2),
    }));
    const run = playInTurn('event-sourced', commands);
    const rows = sequenceOf(run.trace, topologyOf(run.recording)).rows.length;
    expect(rows).toBeGreaterThan(800);
    const whole = picture('sequence', run);
    const rowsIn = (svg: string) => svg.split('class="row"').length - 1;
    expect(rowsIn(whole)).toBe(800);
    expect(whole).toContain(`${rows} rows are more than a picture can show. These are the first 800`);
    const firstStep = (svg: string) => /class="row".*?<text.*?>(\d+)</.exec(svg)?.[1];
    expect(firstStep(whole)).toBe('1');
    const upToEnd = picture('sequence', run, { scope: { kind: 'cursor', step: run.trace.length } });
    expect(rowsIn(upToEnd)).toBe(800);
    expect(Number(firstStep(upToEnd))).toBeGreaterThan(1);
    expect(upToEnd).toContain('These are the last 800.');
    expect(problemsOf(upToEnd)).toEqual([]);
  });
});

describe('the picture of a state chart', () => {
  it.each(charts)('$id has each state and transition of the machine', ({ id, states, transitions }) => {
    const svg = picture('state-chart', runOf('automatic-retry', 'event-sourced'), { choice: id });
    expect(count(svg, 'state')).toBe(states.length);
    expect(count(svg, 'transition')).toBe(transitions.length);
  });

  it('says how many notifications are in which state', () => {
    const run = runOf('order-shipped', 'event-sourced');
    const { length } = run.outcome.notifications;
    expect(run.outcome.notifications.every(({ status }) => status === 'sent')).toBe(true);
    expect(textIn(picture('state-chart', run))).toContain(`Now ${length} sent.`);
  });
});

describe('the picture of the timeline', () => {
  it.each(architectureNames)(
    'has each span of the run, and in a story those of the story (%s)',
    (architecture) => {
      const run = runOf('notification-service-down', architecture);
      const { works, waits, aways } = spansOf(run.trace, topologyOf(run.recording));
      expect(aways.length).toBeGreaterThan(0);
      expect(count(picture('timeline', run), 'span')).toBe(works.length + waits.length + aways.length);
      const flow = works[0]?.flow ?? '';
      const own = [...works, ...waits].filter((span) => span.flow === flow).length;
      const drawn = count(picture('timeline', run, { scope: { kind: 'flow', flow } }), 'span');
      expect(drawn).toBeGreaterThanOrEqual(own);
      expect(drawn).toBeLessThanOrEqual(own + aways.length);
    },
  );

  it('up to the cursor has what has begun by then', () => {
    const run = runOf('order-shipped', 'event-sourced');
    const { works, waits } = spansOf(run.trace.slice(0, 20), topologyOf(run.recording));
    const svg = picture('timeline', run, { scope: { kind: 'cursor', step: 20 } });
    expect(count(svg, 'span')).toBe(works.length + waits.length);
  });
});

describe('the picture of the metrics', () => {
  it('counts the messages of both architectures, whichever is shown', () => {
    const sent = architectureNames.map(
      (architecture) => runOf('price-drop', architecture).trace.filter(({ kind }) => kind === 'sent').length,
    );
    for (const architecture of architectureNames) {
      const svg = svgDocument(picture('metrics', runOf('price-drop', architecture)));
      const words = [...svg.querySelectorAll('text')].map(({ textContent }) => textContent);
      const at = words.indexOf('Messages sent');
      expect(words.slice(at + 1, at + 1 + sent.length)).toEqual(sent.map(String));
    }
  });
});

/** A run whose customers, products and scenario are called something. */
function runCalled(name: string): Run {
  const parsed = parseRecording({
    ...recordingOf('price-drop', 'event-sourced'),
    title: name,
    scenario: {
      id: 'called',
      title: name,
      group: 'Edge',
      story: name,
      ending: name,
      shop: {
        customers: shopData.customers.map((customer) => ({ ...customer, name })),
        products: shopData.products.map((product) => ({ ...product, name })),
      },
      acts: [
        {
          at: 0,
          kind: 'command',
          command: { type: 'UpdatePrice', productId: 'prod-001', priceCents: 9_999 },
        },
      ],
    },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return simulate(parsed.value);
}

describe('names that hold anything', () => {
  const names = {
    script: '<script>alert(1)</script>',
    handler: '" onload="alert(1)',
    entity: '&lt;b&gt; &amp; &#0; &nope;',
    'CDATA section': ']]><![CDATA[<g/>]]>',
    comment: '--><!-- x',
    'style and reference': '</text><style>*{fill:url(https://example.com)}</style>',
    'prototype key': '__proto__',
    'mermaid and CSV': '; # {} =cmd() %%',
  };

  it.each(Object.entries(names))('%s are text', (_, name) => {
    const run = runCalled(name);
    for (const { id } of pictures) {
      const svg = picture(id, run);
      expect(problemsOf(svg), id).toEqual([]);
      expect(textIn(svg), id).toContain(name);
    }
  });

  it('control characters and halves of characters are replaced, a line break is a space', () => {
    const svg = picture('stage', runCalled('a\u0000b\ud800c\u0007d\nE\uffff'));
    expect(problemsOf(svg)).toEqual([]);
    expect(textIn(svg)).toContain('a\ufffdb\ufffdc\ufffdd E\ufffd');
  });

  it('a name of a million letters makes no picture large', () => {
    const run = runCalled('W'.repeat(1_000_000));
    for (const { id } of pictures) {
      const svg = picture(id, run);
      expect(problemsOf(svg), id).toEqual([]);
      expect(svg.length, id).toBeLessThan(400_000);
    }
  });

  it('whatever they hold, the picture is well-formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        expect(problemsOf(picture('sequence', runCalled(name)))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

describe('the samples of the format svg', () => {
  const written = [
    ['price-drop', 'event-sourced', 'stage', 'light', 40],
    ['price-drop', 'event-sourced', 'metrics', 'light', undefined],
    ['order-shipped', 'event-sourced', 'state-chart', 'dark', undefined],
    ['order-shipped', 'event-sourced', 'timeline', 'dark', undefined],
    ['no-answer', 'api-driven', 'stage', 'dark', 39],
    ['no-answer', 'api-driven', 'sequence', 'light', undefined],
    ['no-answer', 'api-driven', 'timeline', 'light', undefined],
    ['lost-message', 'event-sourced', 'sequence', 'dark', 40],
  ] as const;

  it.each(written)('%s %s %s are written the same again', async (scenario, architecture, id, theme, step) => {
    const scope: Scope = step === undefined ? wholeRun : { kind: 'cursor', step };
    const svg = picture(id, runOf(scenario, architecture), { scope, theme });
    const path = samplePath('svg', `valid-${scenario}.${architecture}.${id}.svg`);
    await expect(svg).toMatchFileSnapshot(path);
  });

  it('that are valid stand alone, and each that is broken is found out', () => {
    const { valid, broken } = exportSamples('svg');
    expect(valid).toHaveLength(written.length);
    for (const { name, text } of valid) expect(problemsOf(text), name).toEqual([]);
    const said = Object.fromEntries(broken.map(({ name, text }) => [name, problemsOf(text)[0] ?? '']));
    expect(said).toEqual({
      'broken-control-character.svg': expect.stringContaining('not well-formed') as string,
      'broken-cut-off.svg': expect.stringContaining('not well-formed') as string,
      'broken-foreign-object.svg': 'an element foreignObject',
      'broken-handler.svg': 'an attribute onload',
      'broken-outside-reference.svg': 'fill leads to https://example.com/paint.svg#a',
      'broken-script.svg': 'an element script',
      'broken-unescaped-name.svg': expect.stringContaining('not well-formed') as string,
    });
  });
});
