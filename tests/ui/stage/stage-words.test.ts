import { describe, expect, it } from 'vitest';
import { Causality } from '../../../src/analysis/causality';
import { namesOf } from '../../../src/analysis/names';
import { Replay } from '../../../src/analysis/view';
import { recordingOf, simulate, topologyOf } from '../../../src/simulation';
import { publishedBy, topicsOf } from '../../../src/ui/stage/bus-topics';
import { callersOf } from '../../../src/ui/stage/callers';
import { labelWay } from '../../../src/ui/stage/label-place';
import { layOut } from '../../../src/ui/stage/layout';
import { nearestIn } from '../../../src/ui/stage/nearest';
import { statusOf } from '../../../src/ui/stage/node-status';
import { spotlightOf } from '../../../src/ui/stage/spotlight';
import { fitScale, nearestZoom } from '../../../src/ui/stage/zoom';

function shown(scenario: string, architecture: 'event-sourced' | 'api-driven') {
  const recording = recordingOf(scenario, architecture);
  const { trace } = simulate(recording);
  const replay = new Replay(trace);
  const causality = new Causality(trace);
  const layout = layOut(topologyOf(recording));
  const names = namesOf(recording);
  const node = (id: string) => {
    const placed = layout.nodes.get(id);
    if (placed === undefined) throw new Error(`${id} is not on the stage`);
    return placed;
  };
  return {
    trace,
    layout,
    viewAt: (step: number) => replay.at(step),
    statusAt: (step: number, id: string) => statusOf(node(id), replay.at(step), names.nodeTitle),
    spotlightAt: (step: number) => {
      const view = replay.at(step);
      return spotlightOf(view, trace, view.current === undefined ? [] : causality.effectsOf(view.current));
    },
    stepOf: (kind: string, name: string) =>
      trace.findIndex((record) => record.kind === kind && 'name' in record && record.name === name) + 1,
  };
}

describe('what a node does', () => {
  const { statusAt, stepOf, viewAt, layout } = shown('price-drop', 'api-driven');

  it('is nothing before the first step', () => {
    expect([...layout.nodes.keys()].map((id) => statusAt(0, id).words)).toEqual(
      [...layout.nodes.keys()].map(() => 'idle'),
    );
  });

  it('is waiting, and says for whom, while an answer is out', () => {
    const called = stepOf('arrived', 'POST /notify');
    expect(statusAt(called, 'merchandiser')).toEqual({ state: 'waiting', words: 'waits for Pricing' });
    expect(statusAt(called, 'pricing')).toEqual({ state: 'waiting', words: 'waits for Notification API' });
    expect(statusAt(called, 'notification-api')).toEqual({ state: 'working', words: 'working' });
    expect(statusAt(stepOf('query', 'preferences'), 'pricing').words).toBe('waits for the data store');
  });

  it('puts the callers of an API into its queue until they have their answer', () => {
    const called = stepOf('sent', 'POST /notify');
    expect(callersOf(viewAt(called - 1), layout)).toEqual([]);
    expect(callersOf(viewAt(called), layout).map(({ node }) => node)).toEqual(['pricing']);
    const answered = stepOf('reply', 'POST /notify');
    expect(callersOf(viewAt(answered + 1), layout)).toEqual([]);
  });

  it('is working in a station or the store while a step happens there', () => {
    const { trace } = shown('price-drop', 'api-driven');
    const decided = trace.findIndex(({ kind, node }) => kind === 'decision' && node === 'preferences') + 1;
    expect(statusAt(decided, 'preferences').state).toBe('working');
    expect(statusAt(decided, 'templates').state).toBe('idle');
    expect(statusAt(stepOf('reply', 'product'), 'store').state).toBe('working');
  });
});

describe('the spotlight', () => {
  const { spotlightAt, stepOf, trace } = shown('price-drop', 'event-sourced');

  it('is on the message that leaves, and hints at where it goes', () => {
    const spotlight = spotlightAt(stepOf('sent', 'PriceChanged'));
    expect(spotlight).toMatchObject({ sender: 'pricing', link: 'bus — pricing', node: undefined });
    expect([...spotlight.nextNodes]).toEqual(['bus']);
  });

  it('is on the node and the message where one arrives, and hints at the link of the next', () => {
    const spotlight = spotlightAt(stepOf('arrived', 'PriceChanged'));
    expect(spotlight).toMatchObject({ node: 'bus', link: 'bus — pricing' });
    expect([...spotlight.nextLinks]).toEqual(['bus — notification-service']);
  });

  it('hints at the store where a question will be answered, by the link that is lit already', () => {
    const spotlight = spotlightAt(stepOf('query', 'product'));
    expect([...spotlight.nextNodes]).toEqual(['store']);
    expect([...spotlight.nextLinks]).toEqual([]);
  });

  it('is on the node alone where something happens within it', () => {
    const decided = trace.findIndex(({ kind }) => kind === 'decision') + 1;
    expect(spotlightAt(decided)).toMatchObject({ node: 'notification-service', message: undefined });
  });

  it('is nowhere before the first step', () => {
    expect(spotlightAt(0)).toMatchObject({ node: undefined, message: undefined, link: undefined });
  });
});

describe('the topics of a bus', () => {
  it('are the types of event that were published, counted up to a step', () => {
    const { trace, stepOf } = shown('price-drop', 'event-sourced');
    const topics = topicsOf(trace, 'bus');
    expect(topics.map(({ name }) => name)).toEqual([
      'PriceChanged',
      'NotificationCreated',
      'NotificationSent',
    ]);
    const published = stepOf('sent', 'PriceChanged');
    expect(topics.map((topic) => publishedBy(topic, published - 1))).toEqual([0, 0, 0]);
    expect(topics.map((topic) => publishedBy(topic, published))).toEqual([1, 0, 0]);
    expect(topics.map((topic) => publishedBy(topic, trace.length))).toEqual([1, 3, 3]);
  });
});

describe('the label of a token', () => {
  it('stays on the stage and keeps off the nodes at both ends, where there is room', () => {
    const { layout } = shown('price-drop', 'event-sourced');
    const link = layout.links.get('bus — pricing');
    if (link === undefined) throw new Error('Pricing has a link with the bus');
    const { start, end } = labelWay(link, 'PriceChanged', layout);
    expect([start, end].map(({ y }) => Math.abs(y) > 38)).toEqual([true, true]);
  });
});

describe('an arrow key', () => {
  const places = new Map([
    ['middle', { x: 0, y: 0 }],
    ['right', { x: 50, y: 5 }],
    ['far right', { x: 300, y: 0 }],
    ['right but low', { x: 30, y: 80 }],
    ['above', { x: 10, y: -90 }],
  ]);

  it('goes to the nearest in its direction, and what lies aside counts as further', () => {
    const from = { x: 0, y: 0 };
    expect(nearestIn('right', from, places)).toBe('right');
    expect(nearestIn('up', from, places)).toBe('above');
    expect(nearestIn('down', from, places)).toBe('right but low');
    expect(nearestIn('left', from, places)).toBeUndefined();
  });
});

describe('the size of the stage', () => {
  it('fits its room, and is larger than it where words would be too small', () => {
    expect(fitScale(1000, 656)).toBe(1);
    expect(fitScale(980, 700)).toBe(0.98);
    expect(fitScale(390, 500)).toBe(0.9);
    expect(fitScale(0, 0)).toBe(1);
  });

  it('changes by buttons, and comes back to what fits', () => {
    expect(nearestZoom(1, 'larger')).toBe(1.25);
    expect(nearestZoom(1, 'smaller')).toBe(0.75);
    expect(nearestZoom(3, 'larger')).toBe(3);
    expect(nearestZoom(0.5, 'smaller')).toBe(0.5);
    expect(nearestZoom(2, 'fit')).toBe(1);
  });
});
