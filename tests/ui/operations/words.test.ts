import { describe, expect, it } from 'vitest';
import { namesOf } from '../../../src/analysis/names';
import { recordingOf, type Act } from '../../../src/simulation';
import { actWords } from '../../../src/ui/operations/act-words';
import { calleeStanding, filterWords, standingOf } from '../../../src/ui/operations/presence-words';

const names = namesOf(recordingOf('price-drop', 'event-sourced'));

describe('what a person did', () => {
  it.each<[Act, string]>([
    [
      { at: 0, kind: 'command', command: { type: 'RetryNotification', notificationId: 'ntf-3' } },
      'Retry notification: ntf-3',
    ],
    [
      { at: 0, kind: 'command', command: { type: 'ReadFeed', customerId: 'cust-002' } },
      'Read feed: Bob Smith',
    ],
    [{ at: 0, kind: 'command', command: { type: 'ReplayLog', fromOffset: 0 } }, 'Replay log'],
    [
      { at: 0, kind: 'fault', fault: { type: 'drop', from: 'pricing', to: 'bus', count: 1 } },
      'Drop: Pricing → Event bus',
    ],
    [{ at: 0, kind: 'operation', operation: { type: 'stop', node: 'inventory' } }, 'Stop: Inventory'],
  ])('is told in a line', (act, words) => {
    expect(actWords(act, names)).toBe(words);
  });
});

describe('how a part stands', () => {
  const consumer = {
    node: 'inventory',
    subscription: 'subscribed',
    filter: {},
    presence: 'there',
    waitingCount: 0,
    unacknowledgedCount: 0,
    inFlightCount: 0,
    inWorkCount: 0,
    retryingCount: 0,
    handledCount: 0,
    deadLetterCount: 0,
    lagCount: 0,
  } as const;

  it('has a sign of its own for each way to stand', () => {
    const signs = (['there', 'slow', 'stopped', 'down'] as const).map(
      (presence) => standingOf({ ...consumer, presence }, names).sign,
    );
    const absent = standingOf({ ...consumer, subscription: 'unsubscribed' }, names);
    expect(new Set([...signs, absent.sign]).size).toBe(5);
    expect(standingOf({ ...consumer, subscription: null }, names).words).toBe('not subscribed yet');
  });

  it('says which orders are wanted', () => {
    const filter = { customerIds: ['cust-001', 'cust-002'], minTotalCents: 20_000 };
    expect(filterWords(filter, names)).toBe('orders of Alice Johnson and Bob Smith from $200.00 on');
    expect(standingOf({ ...consumer, filter: { minTotalCents: 20_000 } }, names).words).toBe(
      'listening, orders from $200.00 on',
    );
  });

  it('says of a service whether it is called', () => {
    const callee = { ...consumer, isCalled: true, callerCount: 0, answeredCount: 0 };
    expect(calleeStanding(callee, names).words).toBe('called');
    expect(calleeStanding({ ...callee, presence: 'stopped' }, names).words).toBe('called, stopped');
    expect(calleeStanding({ ...callee, isCalled: false }, names).words).toBe('not called');
  });
});
