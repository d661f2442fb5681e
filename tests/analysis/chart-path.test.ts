import { describe, expect, it } from 'vitest';
import { nextStates, stopsOf } from '../../src/analysis/chart-path';
import { entityKey, Replay } from '../../src/analysis/view';
import { notificationMachine } from '../../src/notifications/notification.machine';
import { orderCompletionMachine } from '../../src/notifications/order-completion.machine';
import { play } from '../support/play';

function changesOf(scenario: string, machine: string, id: string) {
  const { trace } = play(scenario, 'event-sourced');
  return new Replay(trace).at(trace.length).entities.get(entityKey(machine, id))?.changes ?? [];
}

describe('the stops of a chart', () => {
  it('are the states of the machine, in its own order', () => {
    expect(stopsOf(notificationMachine, []).map(({ path }) => path)).toEqual([
      'pending',
      'pending.ready',
      'pending.scheduled',
      'pending.sending',
      'sent',
      'failed',
      'failed.retryable',
      'failed.backingOff',
      'failed.exhausted',
      'delivered',
      'bounced',
      'cancelled',
    ]);
  });

  it('mark the way that was taken and where it has led', () => {
    const stops = stopsOf(notificationMachine, changesOf('quiet-hours', 'notification', 'ntf-1'));
    expect(stops.filter(({ isCurrent }) => isCurrent).map(({ path }) => path)).toEqual(['sent']);
    expect(Object.fromEntries(stops.map(({ path, entries }) => [path, entries.length]))).toMatchObject({
      pending: 1,
      'pending.ready': 2,
      'pending.scheduled': 1,
      'pending.sending': 1,
      sent: 1,
      failed: 0,
    });
  });

  it('count a state that is entered again', () => {
    const changes = changesOf('order-complete', 'order-completion', 'ord-001');
    const stops = stopsOf(orderCompletionMachine, changes);
    expect(stops.filter(({ entries }) => entries.length > 0).map(({ name }) => name)).toEqual([
      'open',
      'partial',
      'complete',
    ]);
  });
});

describe('what a state can become', () => {
  it.each([
    ['pending.ready', ['scheduled', 'sending', 'cancelled']],
    ['pending.scheduled', ['cancelled', 'ready']],
    ['pending.sending', ['sent', 'failed']],
    ['sent', ['delivered', 'bounced', 'failed']],
    ['failed.retryable', ['pending']],
    ['failed.backingOff', ['pending']],
    ['failed.exhausted', []],
    ['delivered', []],
    ['no such state', []],
  ])('%s → %j', (state, next) => {
    expect(nextStates(notificationMachine, state)).toEqual(next);
  });
});
