import { describe, expect, it } from 'vitest';
import {
  orderCompletionChart,
  orderCompletionMachine,
} from '../../src/notifications/order-completion.machine';
import { declaredEvents, declaredStates, endings, shortestWays, wayless } from '../support/machine-paths';

const events = {
  'an item ships, others are open': { type: 'ITEM_SHIPPED', last: false },
  'the last open item ships': { type: 'ITEM_SHIPPED', last: true },
  'an item is cancelled, others are open': { type: 'ITEM_CANCELLED', outcome: 'still open' },
  'the last open item is cancelled, others have shipped': { type: 'ITEM_CANCELLED', outcome: 'all shipped' },
  'the last item is cancelled, none has shipped': { type: 'ITEM_CANCELLED', outcome: 'all cancelled' },
} as const;
type EventName = keyof typeof events;

/** Complete is an order once every line item that is not cancelled has shipped. Null: refused; absent: cannot happen. */
const table: { readonly [state: string]: { readonly [event in EventName]?: string | null } } = {
  // Nothing has shipped since the order is watched; something may have shipped before.
  open: {
    'an item ships, others are open': 'partial',
    'the last open item ships': 'complete',
    'an item is cancelled, others are open': 'open',
    'the last open item is cancelled, others have shipped': 'complete',
    'the last item is cancelled, none has shipped': 'cancelled',
  },
  // Something has shipped, so that no cancellation leaves an order of which nothing has.
  partial: {
    'an item ships, others are open': 'partial',
    'the last open item ships': 'complete',
    'an item is cancelled, others are open': 'partial',
    'the last open item is cancelled, others have shipped': 'complete',
  },
  complete: refusingAll(),
  cancelled: refusingAll(),
};

function refusingAll() {
  return Object.fromEntries(Object.keys(events).map((name) => [name, null]));
}

const ways = shortestWays(orderCompletionMachine, Object.values(events));

function stateAt(path: string) {
  return (ways.get(path) ?? []).reduce(
    (state, event) => orderCompletionChart.next(state, event).state,
    orderCompletionChart.initial,
  );
}

describe('the completion of an order', () => {
  it('begins open', () => {
    expect(orderCompletionChart.initial.path).toBe('open');
  });

  it('can reach every state of its chart, and the table has them all', () => {
    expect([...ways.keys()].sort()).toEqual(declaredStates(orderCompletionMachine));
    expect(Object.keys(table).sort()).toEqual(declaredStates(orderCompletionMachine));
  });

  it('knows no events but those of the table', () => {
    expect(declaredEvents(orderCompletionMachine)).toEqual(['ITEM_CANCELLED', 'ITEM_SHIPPED']);
  });

  it('is decided once: no event leads out of complete or cancelled', () => {
    expect(endings(orderCompletionMachine)).toEqual(['cancelled', 'complete']);
    expect(wayless(orderCompletionMachine, Object.values(events))).toEqual(['cancelled', 'complete']);
  });
});

const cells = Object.entries(table).flatMap(([path, row]) =>
  (Object.entries(row) as [EventName, string | null][]).map(([name, target]) => ({ path, name, target })),
);

describe('an order that is', () => {
  it.each(cells)('$path: $name → $target', ({ path, name, target }) => {
    const state = stateAt(path);
    expect(state.path).toBe(path);
    const step = orderCompletionChart.next(state, events[name]);
    expect({ accepted: step.accepted, to: step.state.path }).toEqual({
      accepted: target !== null,
      to: target ?? path,
    });
    if (target === null) expect(step.state).toBe(state);
  });
});
