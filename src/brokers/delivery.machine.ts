import { setup } from 'xstate';
import { Statechart } from '../engine/statechart';

/**
 * One event on its way to one consumer, as whoever has to see it through keeps track of it: the broker that waits for
 * acknowledgements, or the consumer that tries again by itself what went wrong.
 */
export type DeliveryMachineEvent =
  /** Given to the consumer; unless it is acknowledged it comes back after `delayMs`. */
  | { readonly type: 'HAND_OVER'; readonly delayMs: number }
  /** The consumer tries it once more, by itself. */
  | { readonly type: 'TRY_AGAIN' }
  | { readonly type: 'ACKNOWLEDGED' }
  /** @param last no attempt is left. Otherwise the next one comes after `delayMs`. */
  | { readonly type: 'FAILED'; readonly last: boolean; readonly delayMs: number }
  /** The consumer is gone before it acknowledged. */
  | { readonly type: 'RELEASED' }
  | { readonly type: 'REDRIVEN' }
  /** Whoever kept it is gone, or nobody wants it any more. */
  | { readonly type: 'LOST' };

const failures = [{ guard: 'noAttemptLeft', target: 'deadLettered' }, { target: 'backingOff' }] as const;

export const deliveryMachine = setup({
  types: { events: {} as DeliveryMachineEvent },
  guards: {
    noAttemptLeft: ({ event }) => event.type === 'FAILED' && event.last,
  },
  delays: {
    untilIdle: ({ event }) => (event.type === 'HAND_OVER' ? event.delayMs : 0),
    backoff: ({ event }) => (event.type === 'FAILED' ? event.delayMs : 0),
  },
}).createMachine({
  id: 'delivery',
  initial: 'waiting',
  states: {
    waiting: {
      description: 'It waits until the consumer takes it.',
      on: {
        HAND_OVER: 'unacknowledged',
        TRY_AGAIN: 'processing',
        ACKNOWLEDGED: 'acknowledged',
        LOST: 'lost',
      },
    },
    unacknowledged: {
      description: 'The consumer has it and has not said yet that it is done.',
      on: { ACKNOWLEDGED: 'acknowledged', FAILED: [...failures], RELEASED: 'waiting', LOST: 'lost' },
      after: { untilIdle: 'waiting' },
    },
    processing: {
      description: 'The consumer works on it; the broker does not ask about it.',
      on: { ACKNOWLEDGED: 'acknowledged', FAILED: [...failures], LOST: 'lost' },
    },
    backingOff: {
      description: 'It failed and will be tried again after a while.',
      on: { ACKNOWLEDGED: 'acknowledged', LOST: 'lost' },
      after: { backoff: 'waiting' },
    },
    deadLettered: {
      description:
        'All attempts failed; it lies in the consumer’s dead-letter queue until someone redrives it.',
      on: { REDRIVEN: 'waiting' },
    },
    lost: { description: 'It is gone, with the memory or the queue in which it was kept.', type: 'final' },
    acknowledged: { description: 'The consumer is done with it.', type: 'final' },
  },
});

export const deliveryChart = new Statechart<DeliveryMachineEvent>(deliveryMachine);
