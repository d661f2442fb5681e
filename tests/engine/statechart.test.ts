import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialTransition, setup, transition, type AnyEventObject } from 'xstate';
import { deliveryMachine } from '../../src/brokers/delivery.machine';
import { eventName, Statechart } from '../../src/engine/statechart';
import { notificationMachine } from '../../src/notifications/notification.machine';
import { orderCompletionMachine } from '../../src/notifications/order-completion.machine';
import { holdsForAll, propertySeed } from '../support/properties';

/** A lamp that goes out by itself, and that can be pressed while it is on. */
const lamp = setup({
  types: {
    events: {} as { type: 'PRESS' } | { type: 'SWITCH'; on: boolean; delayMs?: number } | { type: 'HIT' },
  },
  guards: { on: ({ event }) => event.type === 'SWITCH' && event.on },
  delays: { untilDark: 5000 },
}).createMachine({
  id: 'lamp',
  initial: 'off',
  states: {
    off: { on: { SWITCH: { guard: 'on', target: 'on' } } },
    on: {
      initial: 'bright',
      after: { untilDark: 'off' },
      on: { SWITCH: [{ guard: 'on', target: 'on', reenter: true }, { target: 'off' }], HIT: 'broken' },
      states: { bright: { on: { PRESS: 'dim' } }, dim: { on: { PRESS: { target: 'dim', reenter: true } } } },
    },
    broken: { type: 'final' },
  },
});
type LampEvent = { type: 'PRESS' } | { type: 'SWITCH'; on: boolean; delayMs?: number } | { type: 'HIT' };

const lampEvents: readonly AnyEventObject[] = [
  { type: 'PRESS' },
  { type: 'SWITCH', on: true },
  { type: 'SWITCH', on: false },
  { type: 'HIT' },
  { type: 'xstate.after.untilDark.lamp.on' },
  { type: 'UNHEARD_OF' },
];

describe('a statechart', () => {
  it.each([
    ['a lamp', lamp, lampEvents],
    [
      'the notification',
      notificationMachine,
      [
        { type: 'HOLD', delayMs: 5 },
        { type: 'DISPATCH' },
        { type: 'ADAPTER_SENT' },
        { type: 'ADAPTER_FAILED', last: false, automatic: false, delayMs: 5 },
        { type: 'ADAPTER_FAILED', last: false, automatic: true, delayMs: 5 },
        { type: 'ADAPTER_FAILED', last: true, automatic: false, delayMs: 5 },
        { type: 'BOUNCED' },
        { type: 'RETRY' },
        { type: 'CANCEL' },
        { type: 'xstate.after.untilDue.notification.pending.scheduled' },
        { type: 'xstate.after.retryDelay.notification.failed.backingOff' },
      ],
    ],
    [
      'the completion of an order',
      orderCompletionMachine,
      [
        { type: 'ITEM_SHIPPED', last: false },
        { type: 'ITEM_SHIPPED', last: true },
        { type: 'ITEM_CANCELLED', outcome: 'still open' },
        { type: 'ITEM_CANCELLED', outcome: 'all shipped' },
        { type: 'ITEM_CANCELLED', outcome: 'all cancelled' },
      ],
    ],
    [
      'a delivery',
      deliveryMachine,
      [
        { type: 'HAND_OVER', delayMs: 5 },
        { type: 'TRY_AGAIN' },
        { type: 'ACKNOWLEDGED' },
        { type: 'FAILED', last: false, delayMs: 5 },
        { type: 'FAILED', last: true, delayMs: 5 },
        { type: 'RELEASED' },
        { type: 'REDRIVEN' },
        { type: 'LOST' },
        { type: 'xstate.after.untilIdle.delivery.unacknowledged' },
        { type: 'xstate.after.backoff.delivery.backingOff' },
      ],
    ],
  ])(`remembers what XState’s own transition says, for %s (seed ${propertySeed})`, (_, machine, events) => {
    const chart = new Statechart(machine);
    holdsForAll(fc.array(fc.constantFrom(...events), { maxLength: 12 }), (sequence) => {
      let [snapshot] = initialTransition(machine);
      let state = chart.initial;
      for (const event of sequence) {
        const accepts = snapshot.can(event as never);
        [snapshot] = transition(machine, snapshot, event as never);
        const step = chart.next(state, event);
        state = step.state;
        expect(state.snapshot.value).toEqual(snapshot.value);
        expect(step.accepted).toBe(accepts);
      }
    });
  });

  it('begins in the machine’s initial state', () => {
    const chart = new Statechart<LampEvent>(lamp);
    expect(chart.name).toBe('lamp');
    expect(chart.initial).toMatchObject({ path: 'off', status: 'off' });
  });

  it('names a state by its path, and its status by the first part', () => {
    const chart = new Statechart<LampEvent>(lamp);
    expect(chart.next(chart.initial, { type: 'SWITCH', on: true }).state).toMatchObject({
      path: 'on.bright',
      status: 'on',
    });
  });

  it('answers an event that the state ignores with the same state', () => {
    const chart = new Statechart<LampEvent>(lamp);
    const step = chart.next(chart.initial, { type: 'PRESS' });
    expect(step).toEqual({ state: chart.initial, accepted: false, timers: [], cancelled: [] });
    expect(step.state).toBe(chart.initial);
  });

  it('tells an event that a guard refuses from one that it lets pass', () => {
    const chart = new Statechart<LampEvent>(lamp);
    expect(chart.next(chart.initial, { type: 'SWITCH', on: false }).accepted).toBe(false);
    expect(chart.next(chart.initial, { type: 'SWITCH', on: true }).accepted).toBe(true);
  });

  it('accepts an event that leads back to the same state', () => {
    const chart = new Statechart<LampEvent>(lamp);
    const on = chart.next(chart.initial, { type: 'SWITCH', on: true }).state;
    const dim = chart.next(on, { type: 'PRESS' }).state;
    expect(chart.next(dim, { type: 'PRESS' })).toMatchObject({ accepted: true, state: { path: 'on.dim' } });
  });

  it('reports the timers that a state starts, and those that leaving it calls off', () => {
    const chart = new Statechart<LampEvent>(lamp);
    const timer = 'xstate.after.untilDark.lamp.on';
    const switched = chart.next(chart.initial, { type: 'SWITCH', on: true });
    expect(switched).toMatchObject({ timers: [timer], cancelled: [] });
    expect(chart.next(switched.state, { type: 'PRESS' })).toMatchObject({ timers: [], cancelled: [] });
    expect(chart.next(switched.state, { type: 'SWITCH', on: true })).toMatchObject({
      timers: [timer],
      cancelled: [timer],
    });
    expect(chart.next(switched.state, { type: 'HIT' })).toMatchObject({ timers: [], cancelled: [timer] });
  });

  it('gives the same step for the same event: it is computed once', () => {
    const chart = new Statechart<LampEvent>(lamp);
    const first = chart.next(chart.initial, { type: 'SWITCH', on: true });
    expect(chart.next(chart.initial, { type: 'SWITCH', on: true })).toBe(first);
  });

  it('does not look at a delay, which is for the clock', () => {
    const chart = new Statechart<LampEvent>(lamp);
    const first = chart.next(chart.initial, { type: 'SWITCH', on: true, delayMs: 1 });
    expect(chart.next(chart.initial, { type: 'SWITCH', on: true, delayMs: 2 })).toBe(first);
  });
});

describe('the name of an event', () => {
  it.each([
    ['DISPATCH', 'DISPATCH'],
    ['xstate.after.untilDue.notification.pending.scheduled', 'untilDue'],
  ])('%s is %s', (type, name) => {
    expect(eventName(type)).toBe(name);
  });
});
