import { describe, expect, it } from 'vitest';
import { notificationChart, notificationMachine } from '../../src/notifications/notification.machine';
import { declaredEvents, declaredStates, endings, shortestWays, wayless } from '../support/machine-paths';

/** Every event in every variant that can decide something; a timer's event has the name that XState gives it. */
const events = {
  HOLD: { type: 'HOLD', delayMs: 60_000 },
  DISPATCH: { type: 'DISPATCH' },
  ADAPTER_SENT: { type: 'ADAPTER_SENT' },
  'ADAPTER_FAILED, retries left': failure({ last: false, automatic: false }),
  'ADAPTER_FAILED, it retries itself': failure({ last: false, automatic: true }),
  'ADAPTER_FAILED, no retry left': failure({ last: true, automatic: false }),
  'ADAPTER_FAILED, it has retried itself for the last time': failure({ last: true, automatic: true }),
  DELIVERY_CONFIRMED: { type: 'DELIVERY_CONFIRMED' },
  BOUNCED: { type: 'BOUNCED' },
  RETRY: { type: 'RETRY' },
  CANCEL: { type: 'CANCEL' },
  'the time has come': { type: 'xstate.after.untilDue.notification.pending.scheduled' },
  'the time to retry has come': { type: 'xstate.after.retryDelay.notification.failed.backingOff' },
} as const;
type EventName = keyof typeof events;

function failure(decides: { readonly last: boolean; readonly automatic: boolean }) {
  return { type: 'ADAPTER_FAILED', delayMs: 5_000, ...decides } as const;
}

/** Where a failed attempt leads, from wherever there can be one. */
const failures = {
  'ADAPTER_FAILED, retries left': 'failed.retryable',
  'ADAPTER_FAILED, it retries itself': 'failed.backingOff',
  'ADAPTER_FAILED, no retry left': 'failed.exhausted',
  'ADAPTER_FAILED, it has retried itself for the last time': 'failed.exhausted',
};

/** Where each state lets an event lead; what is not listed is refused (domain.md). */
const allowed: { readonly [state: string]: { readonly [event in EventName]?: string } } = {
  'pending.ready': { HOLD: 'pending.scheduled', DISPATCH: 'pending.sending', CANCEL: 'cancelled' },
  'pending.scheduled': { 'the time has come': 'pending.ready', CANCEL: 'cancelled' },
  'pending.sending': {
    ADAPTER_SENT: 'sent',
    ...failures,
  },
  sent: {
    DELIVERY_CONFIRMED: 'delivered',
    BOUNCED: 'bounced',
    ...failures,
  },
  'failed.retryable': { RETRY: 'pending.ready' },
  'failed.backingOff': { RETRY: 'pending.ready', 'the time to retry has come': 'pending.ready' },
  'failed.exhausted': {},
  delivered: {},
  bounced: {},
  cancelled: {},
};

const ways = shortestWays(notificationMachine, Object.values(events));

/** The chart's state of that path, reached by the shortest way that XState finds. */
function stateAt(path: string) {
  return (ways.get(path) ?? []).reduce(
    (state, event) => notificationChart.next(state, event).state,
    notificationChart.initial,
  );
}

describe('the life of a notification', () => {
  it('begins pending and ready', () => {
    expect(notificationChart.initial).toMatchObject({ path: 'pending.ready', status: 'pending' });
  });

  it('can reach every state of its chart, and the table below has them all', () => {
    expect([...ways.keys()].sort()).toEqual(declaredStates(notificationMachine));
    expect(Object.keys(allowed).sort()).toEqual(declaredStates(notificationMachine));
  });

  it('knows no events but those of the table', () => {
    expect(declaredEvents(notificationMachine)).toEqual(
      [...new Set(Object.values(events).map(({ type }) => type))].sort(),
    );
  });

  it('shows people six statuses: pending, sent, delivered, bounced, failed, cancelled', () => {
    expect([...new Set([...ways.keys()].map((path) => stateAt(path).status))].sort()).toEqual([
      'bounced',
      'cancelled',
      'delivered',
      'failed',
      'pending',
      'sent',
    ]);
  });

  it('has a sentence for every state that people see', () => {
    for (const path of declaredStates(notificationMachine)) {
      const node = path
        .split('.')
        .reduce<NodeWithStates>((parent, key) => parent.states[key] ?? parent, notificationMachine.root);
      expect(node.description, path).toMatch(/^[A-Z].+\.$/);
    }
  });
});

describe('the timers of a notification', () => {
  const untilDue = events['the time has come'].type;
  const retryDelay = events['the time to retry has come'].type;

  it.each<[string, EventName, string]>([
    ['pending.ready', 'HOLD', untilDue],
    ['pending.sending', 'ADAPTER_FAILED, it retries itself', retryDelay],
    ['sent', 'ADAPTER_FAILED, it retries itself', retryDelay],
  ])('%s: %s starts one', (path, name, timer) => {
    expect(notificationChart.next(stateAt(path), events[name]).timers).toEqual([timer]);
  });

  it.each<[string, EventName, string]>([
    ['pending.scheduled', 'CANCEL', untilDue],
    ['failed.backingOff', 'RETRY', retryDelay],
  ])('%s: %s calls it off', (path, name, timer) => {
    expect(notificationChart.next(stateAt(path), events[name])).toMatchObject({
      timers: [],
      cancelled: [timer],
    });
  });
});

describe('a notification that has come to its end', () => {
  it('is delivered, bounced or cancelled for good; what is exhausted lies with the dead letters', () => {
    expect(endings(notificationMachine)).toEqual(['bounced', 'cancelled', 'delivered']);
    expect(wayless(notificationMachine, Object.values(events))).toEqual([
      'bounced',
      'cancelled',
      'delivered',
      'failed.exhausted',
    ]);
  });
});

interface NodeWithStates {
  readonly description?: string | undefined;
  readonly states: { readonly [key: string]: NodeWithStates };
}

describe.each(Object.keys(allowed))('a notification that is %s', (path) => {
  const targets = allowed[path] ?? {};

  it.each(Object.keys(events) as EventName[])('%s', (name) => {
    const state = stateAt(path);
    expect(state.path).toBe(path);
    const step = notificationChart.next(state, events[name]);
    const target = targets[name];
    expect({ accepted: step.accepted, to: step.state.path }).toEqual({
      accepted: target !== undefined,
      to: target ?? path,
    });
    if (target === undefined) expect(step.state).toBe(state);
  });
});
