import { setup } from 'xstate';
import { Statechart } from '../engine/statechart';

/**
 * The life of one notification (seed 002, domain.md): pending → sent → delivered or bounced; pending or sent → failed →
 * (retry) → pending; pending → cancelled. Whatever a state does not list it refuses: that is what makes sending
 * idempotent.
 *
 * The machine has no context. What decides comes with the event, so that each transition is computed once.
 */
export type NotificationMachineEvent =
  /** To be sent later; the clock brings the end of the wait. */
  | { readonly type: 'HOLD'; readonly delayMs: number }
  | { readonly type: 'DISPATCH' }
  | { readonly type: 'ADAPTER_SENT' }
  /** @param last no retry is left; @param automatic it is tried again by itself, after `delayMs`. */
  | {
      readonly type: 'ADAPTER_FAILED';
      readonly last: boolean;
      readonly automatic: boolean;
      readonly delayMs: number;
    }
  | { readonly type: 'DELIVERY_CONFIRMED' }
  | { readonly type: 'BOUNCED' }
  | { readonly type: 'RETRY' }
  | { readonly type: 'CANCEL' };

const failures = [
  { guard: 'noRetryLeft', target: '#notification.failed.exhausted' },
  { guard: 'retriesItself', target: '#notification.failed.backingOff' },
  { target: '#notification.failed.retryable' },
] as const;

export const notificationMachine = setup({
  types: { events: {} as NotificationMachineEvent },
  guards: {
    noRetryLeft: ({ event }) => event.type === 'ADAPTER_FAILED' && event.last,
    retriesItself: ({ event }) => event.type === 'ADAPTER_FAILED' && event.automatic,
  },
  delays: {
    untilDue: ({ event }) => (event.type === 'HOLD' ? event.delayMs : 0),
    retryDelay: ({ event }) => (event.type === 'ADAPTER_FAILED' ? event.delayMs : 0),
  },
}).createMachine({
  id: 'notification',
  initial: 'pending',
  states: {
    pending: {
      description: 'It exists, and no channel has taken it yet.',
      initial: 'ready',
      states: {
        ready: {
          description: 'It may be sent at once.',
          on: { HOLD: 'scheduled', DISPATCH: 'sending', CANCEL: '#notification.cancelled' },
        },
        scheduled: {
          description: 'It waits for its time.',
          on: { CANCEL: '#notification.cancelled' },
          after: { untilDue: 'ready' },
        },
        sending: {
          description: 'The dispatcher has given it to the channel; it cannot be called off any more.',
          on: { ADAPTER_SENT: '#notification.sent', ADAPTER_FAILED: [...failures] },
        },
      },
    },
    sent: {
      description: 'The channel has taken it.',
      on: { DELIVERY_CONFIRMED: 'delivered', BOUNCED: 'bounced', ADAPTER_FAILED: [...failures] },
    },
    failed: {
      description: 'It could not be sent.',
      initial: 'retryable',
      states: {
        retryable: {
          description: 'It can be tried again.',
          on: { RETRY: '#notification.pending' },
        },
        backingOff: {
          description: 'It will be tried again by itself, later each time.',
          on: { RETRY: '#notification.pending' },
          after: { retryDelay: '#notification.pending' },
        },
        exhausted: { description: 'All retries are used up; it lies with the dead letters.' },
      },
    },
    delivered: { description: 'The channel confirms that it has arrived.', type: 'final' },
    bounced: { description: 'It came back: the address does not take it.', type: 'final' },
    cancelled: { description: 'It was called off before it was sent.', type: 'final' },
  },
});

export const notificationChart = new Statechart<NotificationMachineEvent>(notificationMachine);
