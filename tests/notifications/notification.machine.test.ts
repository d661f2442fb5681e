import { describe, expect, it } from 'vitest';
import { notificationChart, notificationMachine } from '../../src/notifications/notification.machine';
import { declaredEvents, declaredStates, shortestWays } from '../support/machine-paths';

/** Every event in every variant that can decide something; a timer's event has the name that XState gives it. */
const events = {
  HOLD: { type: 'HOLD', delayMs: 60_000 },
  DISPATCH: { type: 'DISPATCH' },
  ADAPTER_SENT: { type: 'ADAPTER_SENT' },
  'ADAPTER_FAILED, retries left': { type: 'ADAPTER_FAILED', last: false },
  'ADAPTER_FAILED, no retry left': { type: 'ADAPTER_FAILED', last: true },
  DELIVERY_CONFIRMED: { type: 'DELIVERY_CONFIRMED' },
  BOUNCED: { type: 'BOUNCED' },
  RETRY: { type: 'RETRY' },
  CANCEL: { type: 'CANCEL' },
  'the time has come': { type: 'xstate.after.untilDue.notification.pending.scheduled' },
} as const;
type EventName = keyof typeof events;

/** Where each state lets an event lead; what is not listed is refused (domain.md). */
const allowed: { readonly [state: string]: { readonly [event in EventName]?: string } } = {
  'pending.ready': { HOLD: 'pending.scheduled', DISPATCH: 'pending.sending', CANCEL: 'cancelled' },
  'pending.scheduled': { 'the time has come': 'pending.ready', CANCEL: 'cancelled' },
  'pending.sending': {
    ADAPTER_SENT: 'sent',
    'ADAPTER_FAILED, retries left': 'failed.retryable',
    'ADAPTER_FAILED, no retry left': 'failed.exhausted',
  },
  sent: {
    DELIVERY_CONFIRMED: 'delivered',
    BOUNCED: 'bounced',
    'ADAPTER_FAILED, retries left': 'failed.retryable',
    'ADAPTER_FAILED, no retry left': 'failed.exhausted',
  },
  'failed.retryable': { RETRY: 'pending.ready' },
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
