import { describe, expect, it } from 'vitest';
import { findScenario, recordingOf, simulate, type Act, type Recording } from '../../src/simulation';
import { formatSpan } from '../../src/ui/format-span';
import { shortcuts } from '../../src/ui/keyboard/shortcut-words';
import type { ComparedWith } from '../../src/ui/compare/compared-with';
import { commandFor, keepsKey, type KeyPress } from '../../src/ui/keyboard/shortcuts';
import { isPacked, isReadable, readPlace, writePlace, type Place } from '../../src/ui/location';
import { readSelection, writeSelection, type Selection } from '../../src/ui/selection';
import { marksOf } from '../../src/ui/transport/timeline-marks';

const opening: Place = {
  recording: recordingOf('price-drop', 'event-sourced'),
  step: 0,
  shownView: 'stage',
  comparedWith: undefined,
  panel: 'now',
  selection: undefined,
  logFilter: { group: '', node: '', flow: '', text: '' },
  breakpoints: [],
};

describe('the address', () => {
  it.each<Selection>([
    { kind: 'record', seq: 12 },
    { kind: 'node', id: 'notification-service' },
    { kind: 'entity', machine: 'line-item', id: 'ord-001/prod-002' },
    { kind: 'customer', id: 'cust-003' },
  ])('restores a selection: $kind', (selection) => {
    expect(readSelection(writeSelection(selection))).toEqual(selection);
    const logFilter = { group: '', node: 'ordering', flow: 'flow-1', text: 'Carol & Bob' } as const;
    const place: Place = {
      recording: recordingOf('order-complete', 'api-driven'),
      step: 31,
      shownView: 'states',
      comparedWith: undefined,
      panel: 'log',
      selection,
      logFilter,
      breakpoints: [],
    };
    expect(readPlace(writePlace(place), opening)).toEqual(place);
  });

  it.each<ComparedWith>([
    { kind: 'architecture' },
    { kind: 'broker', broker: 'kafka' },
    { kind: 'branch', id: 'x1' },
  ])('restores what a run is compared with: $kind', (comparedWith) => {
    const place: Place = { ...opening, shownView: 'metrics', comparedWith };
    expect(readPlace(writePlace(place), opening)).toEqual(place);
  });

  it.each([
    '',
    '#',
    '#step=x&panel=nowhere&view=ghost&compare=broker:pigeon&selected=ghost:1&architecture=cloud',
    '#selected=record:',
  ])('what makes no sense is left at the opening place: %j', (hash) => {
    expect(readPlace(hash, opening)).toEqual(opening);
  });

  const withRecording = (recording: Recording) => ({ ...opening, recording });

  const act: Act = { at: 12, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } };

  it('restores broker, seed and settings', () => {
    const place = withRecording(
      recordingOf('price-drop', 'event-sourced', {
        broker: 'rabbitmq',
        seed: -3,
        settings: { outbox: true, latencyMs: { bus: 50 } },
      }),
    );
    expect(isReadable(place)).toBe(true);
    expect(readPlace(writePlace(place), opening)).toEqual(place);
  });

  it('still reads acts and whole recordings, as older addresses have them', () => {
    const recording = recordingOf('price-drop', 'api-driven', { acts: [act] });
    const withActs = `#scenario=price-drop&architecture=api-driven&acts=${JSON.stringify([act])}&step=4`;
    expect(readPlace(withActs, opening)).toEqual({ ...opening, recording, step: 4 });
    const whole = `#recording=${encodeURIComponent(JSON.stringify(recording))}&step=4`;
    expect(readPlace(whole, opening)).toEqual({ ...opening, recording, step: 4 });
    expect(readPlace('#recording={"format":"signalbox.recording"}', opening)).toBeUndefined();
  });

  it('is in words only where nothing but settings is a person’s own', () => {
    const { recording } = opening;
    const scenario = findScenario('price-drop') ?? 'price-drop';
    expect(isReadable(opening)).toBe(true);
    for (const own of [
      { acts: [act] },
      { scenario },
      { title: 'Mine' },
      { shop: { carts: [] } },
      { notificationTypes: [] },
      { until: 5 },
    ])
      expect([own, isReadable(withRecording({ ...recording, ...own }))]).toEqual([own, false]);
    expect(isReadable({ ...opening, breakpoints: [{ kind: 'node', node: 'bus' }] })).toBe(false);
  });

  it.each([
    ['#v1.abc', true],
    ['#v27.', true],
    ['#v1', false],
    ['#scenario=price-drop', false],
    ['#version=v1.0', false],
  ])('%s holds a place packed: %s', (hash, packed) => {
    expect(isPacked(hash)).toBe(packed);
  });

  it('names only what is not as the scenario has it', () => {
    expect(writePlace(opening)).not.toMatch(/broker|seed|set-|acts/);
    const settings = { idempotency: true, outbox: true, latencyMs: { bus: 50 } };
    expect(
      writePlace(withRecording(recordingOf('price-drop', 'event-sourced', { broker: 'kafka', settings }))),
    ).toMatch(/&broker=kafka&set-latencyMs.bus=50&set-outbox=true&step=/);
  });

  it.each([
    'broker=carrier-pigeon',
    'seed=x',
    'seed=1.5',
    'set-outbox=maybe',
    'set-jitterMs=-1',
    'set-ghost=1',
    'set-latencyMs=5',
    'set-latencyMs.ghost=5',
    'set-__proto__.ghost=5',
    'set-broker="kafka"',
    'acts=[',
    'acts={}',
    'acts=[{"at":-1,"kind":"command","command":{"type":"ShipOrder","orderId":"ord-001"}}]',
    'acts=[{"at":1,"kind":"command","command":{"type":"Dance"}}]',
  ])('%s is left out, and the rest holds', (field) => {
    const place = readPlace(`#${field}&step=3&set-prefetch=9`, opening);
    const recording = recordingOf('price-drop', 'event-sourced', { settings: { prefetch: 9 } });
    expect(place).toEqual({ ...opening, step: 3, recording });
  });

  it('of several acts, those that make no sense are left out', () => {
    const known = { at: 1, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } };
    const place = readPlace(`#acts=${JSON.stringify([{ at: 0, kind: 'dance' }, known])}`, opening);
    expect(place?.recording.acts).toEqual([known]);
  });

  it('an unknown scenario leads nowhere', () => {
    expect(readPlace('#scenario=not-there', opening)).toBeUndefined();
  });
});

describe('keys', () => {
  const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
    key,
    shiftKey: false,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    ...modifiers,
  });

  it.each([
    [press(' '), 'toggle-play'],
    [press('k'), 'toggle-play'],
    [press('K', { shiftKey: true }), 'toggle-play'],
    [press('ArrowRight'), 'next-step'],
    [press('PageDown'), 'next-step'],
    [press('.'), 'next-step'],
    [press('PageUp'), 'previous-step'],
    [press('ArrowRight', { shiftKey: true }), 'next-notification'],
    [press('<', { shiftKey: true }), 'slower'],
    [press('s', { ctrlKey: true }), 'export'],
    [press('s', { metaKey: true }), 'export'],
    [press('o', { ctrlKey: true }), 'import'],
    [press('z', { ctrlKey: true }), 'undo'],
    [press('Z', { ctrlKey: true, shiftKey: true }), 'redo'],
    [press('y', { metaKey: true }), 'redo'],
    [press('z'), undefined],
    [press('b'), 'breakpoints'],
    [press('k', { ctrlKey: true }), 'palette'],
    [press('k', { metaKey: true }), 'palette'],
    [press('f'), 'fault-menu'],
    [press('F8'), 'next-breakpoint'],
    [press('F8', { shiftKey: true }), 'previous-breakpoint'],
    [press('x'), undefined],
    [press('ArrowLeft', { altKey: true }), undefined],
    [press('r', { ctrlKey: true }), undefined],
  ])('%j means %s', (key, command) => {
    expect(commandFor(key, true)).toBe(command);
  });

  it('single keys can be switched off; Ctrl and Escape stay', () => {
    expect(commandFor(press(' '), false)).toBeUndefined();
    expect(commandFor(press('s', { ctrlKey: true }), false)).toBe('export');
    expect(commandFor(press('k', { ctrlKey: true }), false)).toBe('palette');
    expect(commandFor(press('Escape'), false)).toBe('close');
  });

  it('every command of the sheet has a key that gives it', () => {
    const names: Record<string, KeyPress> = {
      Space: press(' '),
      '→': press('ArrowRight'),
      '←': press('ArrowLeft'),
      'Page Down': press('PageDown'),
      'Page Up': press('PageUp'),
      'Shift →': press('ArrowRight', { shiftKey: true }),
      'Shift ←': press('ArrowLeft', { shiftKey: true }),
      'Ctrl S': press('s', { ctrlKey: true }),
      'Ctrl K': press('k', { ctrlKey: true }),
      'Ctrl O': press('o', { ctrlKey: true }),
      'Ctrl Z': press('z', { ctrlKey: true }),
      'Ctrl Shift Z': press('Z', { ctrlKey: true, shiftKey: true }),
      'Ctrl Y': press('y', { ctrlKey: true }),
      'Shift F8': press('F8', { shiftKey: true }),
      Esc: press('Escape'),
    };
    for (const { command, keys } of shortcuts) {
      for (const key of keys)
        expect([key, commandFor(names[key] ?? press(key), true)]).toEqual([key, command]);
    }
  });

  it.each([
    ['<input>', ' ', true],
    ['<input>', 'k', true],
    ['<select></select>', 'ArrowRight', true],
    ['<button></button>', ' ', true],
    ['<button></button>', 'k', false],
    ['<button></button>', 'ArrowRight', false],
    ['<div role="tab" tabindex="0"></div>', 'ArrowRight', true],
    ['<input>', 'Escape', false],
    ['<input type="search" value="carol">', 'Escape', true],
    ['<input type="search">', 'Escape', false],
    ['<input type="radio" checked>', ' ', false],
    ['<input type="radio">', ' ', true],
    ['<input type="radio">', 'ArrowRight', true],
    ['<input type="radio">', '.', false],
    ['<input type="range">', ' ', false],
    ['<input type="range">', 'PageDown', true],
    ['<button></button>', 'PageDown', false],
    ['<button></button>', 'End', false],
    ['<p></p>', ' ', false],
  ])('%s keeps %j for itself: %s', (html, key, keeps) => {
    const host = document.createElement('div');
    host.innerHTML = html;
    expect(keepsKey(host.firstElementChild, key)).toBe(keeps);
  });
});

describe('spans of time', () => {
  it.each([
    [0, '0 ms'],
    [119.6, '120 ms'],
    [12_400, '12.4 s'],
    [61_000, '1 min 1 s'],
    [32_460_068, '9 h 1 min'],
    [7 * 86_400_000, '7 d'],
  ])('%d ms is %s', (ms, text) => {
    expect(formatSpan(ms)).toBe(text);
  });
});

describe('marks on the timeline', () => {
  const { trace } = simulate(recordingOf('price-drop', 'event-sourced'));

  it('stand where their steps are, and none is lost while there is room', () => {
    const marks = marksOf(trace, 10_000);
    expect(marks.filter(({ kind }) => kind === 'received')).toHaveLength(3);
    expect(marks.filter(({ kind }) => kind === 'stopped')).toHaveLength(1);
    for (const { seq, place } of marks) expect(place).toBeCloseTo(seq / trace.length);
  });

  it('where room is short, what people received stays', () => {
    expect(marksOf(trace, 3).some(({ kind }) => kind === 'received')).toBe(true);
    expect(marksOf(trace, 3).length).toBeLessThanOrEqual(4);
  });
});
