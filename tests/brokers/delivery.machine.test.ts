import { describe, expect, it } from 'vitest';
import { deliveryChart, deliveryMachine } from '../../src/brokers/delivery.machine';
import { declaredEvents, declaredStates, endings, shortestWays, wayless } from '../support/machine-paths';

const events = {
  HAND_OVER: { type: 'HAND_OVER', delayMs: 3_000 },
  TRY_AGAIN: { type: 'TRY_AGAIN' },
  ACKNOWLEDGED: { type: 'ACKNOWLEDGED' },
  'FAILED, attempts left': { type: 'FAILED', last: false, delayMs: 200 },
  'FAILED, no attempt left': { type: 'FAILED', last: true, delayMs: 200 },
  RELEASED: { type: 'RELEASED' },
  REDRIVEN: { type: 'REDRIVEN' },
  LOST: { type: 'LOST' },
  'it was idle for too long': { type: 'xstate.after.untilIdle.delivery.unacknowledged' },
  'the wait is over': { type: 'xstate.after.backoff.delivery.backingOff' },
} as const;
type EventName = keyof typeof events;

/** Where each state lets an event lead; what is not listed is refused. */
const allowed: { readonly [state: string]: { readonly [event in EventName]?: string } } = {
  waiting: {
    HAND_OVER: 'unacknowledged',
    TRY_AGAIN: 'processing',
    // The first copy is acknowledged after all, before the second one is handed over.
    ACKNOWLEDGED: 'acknowledged',
    LOST: 'lost',
  },
  unacknowledged: {
    ACKNOWLEDGED: 'acknowledged',
    'FAILED, attempts left': 'backingOff',
    'FAILED, no attempt left': 'deadLettered',
    RELEASED: 'waiting',
    LOST: 'lost',
    'it was idle for too long': 'waiting',
  },
  processing: {
    ACKNOWLEDGED: 'acknowledged',
    'FAILED, attempts left': 'backingOff',
    'FAILED, no attempt left': 'deadLettered',
    LOST: 'lost',
  },
  backingOff: {
    'the wait is over': 'waiting',
    // Another copy of the event was processed after all.
    ACKNOWLEDGED: 'acknowledged',
    LOST: 'lost',
  },
  deadLettered: { REDRIVEN: 'waiting' },
  acknowledged: {},
  lost: {},
};

const ways = shortestWays(deliveryMachine, Object.values(events));

function stateAt(path: string) {
  return (ways.get(path) ?? []).reduce(
    (state, event) => deliveryChart.next(state, event).state,
    deliveryChart.initial,
  );
}

describe('the delivery of an event to a consumer', () => {
  it('begins waiting', () => {
    expect(deliveryChart.initial.path).toBe('waiting');
  });

  it('can reach every state of its chart, and the table has them all', () => {
    expect([...ways.keys()].sort()).toEqual(declaredStates(deliveryMachine));
    expect(Object.keys(allowed).sort()).toEqual(declaredStates(deliveryMachine));
  });

  it('knows no events but those of the table', () => {
    const types = Object.values(events).map(({ type }) => type);
    expect(declaredEvents(deliveryMachine)).toEqual([...new Set<string>(types)].sort());
  });

  it('ends acknowledged or lost, and no event leads out of these; a dead letter can be redriven', () => {
    expect(endings(deliveryMachine)).toEqual(['acknowledged', 'lost']);
    expect(wayless(deliveryMachine, Object.values(events))).toEqual(['acknowledged', 'lost']);
  });

  it('has a sentence for every state', () => {
    for (const [name, { description }] of Object.entries(deliveryMachine.root.states)) {
      expect(description, name).toMatch(/^[A-Z].+\.$/);
    }
  });
});

describe.each(Object.keys(allowed))('a delivery that is %s', (path) => {
  const targets = allowed[path] ?? {};

  it.each(Object.keys(events) as EventName[])('%s', (name) => {
    const state = stateAt(path);
    expect(state.path).toBe(path);
    const step = deliveryChart.next(state, events[name]);
    const target = targets[name];
    expect({ accepted: step.accepted, to: step.state.path }).toEqual({
      accepted: target !== undefined,
      to: target ?? path,
    });
    if (target === undefined) expect(step.state).toBe(state);
  });
});

describe('the timers of a delivery', () => {
  const untilIdle = events['it was idle for too long'].type;
  const backoff = events['the wait is over'].type;

  it.each<[string, EventName, readonly string[], readonly string[]]>([
    ['waiting', 'HAND_OVER', [untilIdle], []],
    ['unacknowledged', 'ACKNOWLEDGED', [], [untilIdle]],
    ['unacknowledged', 'RELEASED', [], [untilIdle]],
    ['unacknowledged', 'LOST', [], [untilIdle]],
    ['unacknowledged', 'FAILED, attempts left', [backoff], [untilIdle]],
    ['unacknowledged', 'FAILED, no attempt left', [], [untilIdle]],
    ['processing', 'FAILED, attempts left', [backoff], []],
    ['backingOff', 'ACKNOWLEDGED', [], [backoff]],
    ['backingOff', 'LOST', [], [backoff]],
  ])('%s: %s', (path, name, timers, cancelled) => {
    expect(deliveryChart.next(stateAt(path), events[name])).toMatchObject({ timers, cancelled });
  });
});
