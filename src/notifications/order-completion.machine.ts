import { setup } from 'xstate';
import { Statechart } from '../engine/statechart';

/**
 * When is an order complete? Once every line item that is not cancelled has shipped (seed 000). The machine keeps no set
 * of items: whoever tracks the order knows whether an item is the last one open, and says so with `last`.
 */
export type OrderCompletionEvent =
  | { readonly type: 'ITEM_SHIPPED'; readonly last: boolean }
  | { readonly type: 'ITEM_CANCELLED'; readonly outcome: 'still open' | 'all shipped' | 'all cancelled' };

export const orderCompletionMachine = setup({
  types: { events: {} as OrderCompletionEvent },
  guards: {
    lastOpenItem: ({ event }) =>
      event.type === 'ITEM_SHIPPED' ? event.last : event.outcome === 'all shipped',
    nothingLeft: ({ event }) => event.type === 'ITEM_CANCELLED' && event.outcome === 'all cancelled',
  },
}).createMachine({
  id: 'order-completion',
  initial: 'open',
  states: {
    open: {
      description: 'No line item has shipped since the order is watched.',
      on: {
        ITEM_SHIPPED: [{ guard: 'lastOpenItem', target: 'complete' }, { target: 'partial' }],
        ITEM_CANCELLED: [
          { guard: 'lastOpenItem', target: 'complete' },
          { guard: 'nothingLeft', target: 'cancelled' },
          { target: 'open', reenter: true },
        ],
      },
    },
    partial: {
      description: 'Some line items have shipped, others are still open.',
      on: {
        ITEM_SHIPPED: [
          { guard: 'lastOpenItem', target: 'complete' },
          { target: 'partial', reenter: true },
        ],
        ITEM_CANCELLED: [
          { guard: 'lastOpenItem', target: 'complete' },
          { target: 'partial', reenter: true },
        ],
      },
    },
    complete: { description: 'Every line item that is not cancelled has shipped.', type: 'final' },
    cancelled: { description: 'Every line item was cancelled; there is nothing to ship.', type: 'final' },
  },
});

export const orderCompletionChart = new Statechart<OrderCompletionEvent>(orderCompletionMachine);
