import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { narrate } from '../../src/analysis/narrate';
import { recordingOf, type Facts, type TraceRecord } from '../../src/simulation';

const names = namesOf(recordingOf('price-drop', 'event-sourced'));
const say = (record: TraceRecord, ...before: TraceRecord[]) => narrate(record, before, names);
const at = (node: string) => ({ seq: 1, at: 0, cause: 0, flow: 'flow-1', node });

describe('lives', () => {
  const change = (from: string | null, to: string, event: string, facts: Facts = {}): TraceRecord => ({
    ...at('dispatcher'),
    kind: 'changed',
    machine: 'notification',
    entity: 'ntf-1',
    from,
    to,
    event,
    facts,
  });
  const refusal = (machine: string, entity: string, state: string, event: string): TraceRecord => ({
    ...at('correlator'),
    kind: 'ignored',
    machine,
    entity,
    state,
    event,
  });
  const timer = { machine: 'notification', entity: 'ntf-1', event: 'untilDue' };

  it.each<[string, TraceRecord]>([
    [
      'Notification ntf-1 is created: order shipped email for Alice Johnson, pending',
      change(null, 'pending.ready', 'created', {
        type: 'order_shipped',
        customerId: 'cust-001',
        channel: 'email',
      }),
    ],
    ['Notification ntf-1 is now sent', change('pending.sending', 'sent', 'ADAPTER_SENT')],
    [
      'Notification ntf-1 is due and may be sent now',
      change('pending.scheduled', 'pending.ready', 'untilDue'),
    ],
    [
      'Notification ntf-1 has failed and can be retried: mailbox full',
      change('pending.sending', 'failed.retryable', 'ADAPTER_FAILED', { reason: 'mailbox full' }),
    ],
    [
      'Notification ntf-1 has failed and will be tried again by itself: mailbox full',
      change('pending.sending', 'failed.backingOff', 'ADAPTER_FAILED', { reason: 'mailbox full' }),
    ],
    [
      'Notification ntf-1 has waited and is pending again, to be tried once more',
      change('failed.backingOff', 'pending.ready', 'retryDelay'),
    ],
    ['Notification ntf-1 is now delivered', change('sent', 'delivered', 'DELIVERY_CONFIRMED')],
    [
      'Notification ntf-1 has bounced: Mailbox unavailable',
      change('sent', 'bounced', 'BOUNCED', { reason: 'Mailbox unavailable' }),
    ],
    [
      'Notification ntf-1 has failed for good, no retry is left',
      change('pending.sending', 'failed.exhausted', 'ADAPTER_FAILED'),
    ],
    [
      'Notification ntf-1 is pending again, to be tried once more',
      change('failed.retryable', 'pending.ready', 'RETRY'),
    ],
    [
      'Notification ntf-1 is now cancelled: wrong customer',
      change('pending.ready', 'cancelled', 'CANCEL', { reason: 'wrong customer' }),
    ],
    [
      'Notification ntf-1 refuses DISPATCH: it is already sent',
      refusal('notification', 'ntf-1', 'sent', 'DISPATCH'),
    ],
    [
      'Notification ntf-1 refuses RETRY: it is being sent',
      refusal('notification', 'ntf-1', 'pending.sending', 'RETRY'),
    ],
    [
      'Event correlator has counted Wireless Router X500 of order ord-001 before, so ITEM_SHIPPED changes nothing',
      refusal('order-completion', 'ord-001', 'partial', 'ITEM_SHIPPED prod-001'),
    ],
    [
      'Order ord-001 refuses ITEM_CANCELLED: it is already complete',
      refusal('order-completion', 'ord-001', 'complete', 'ITEM_CANCELLED'),
    ],
    [
      'Dispatcher sets a timer: ntf-1 waits until 18:00',
      { ...at('dispatcher'), kind: 'timer-set', ...timer, dueAt: 32_400_000 },
    ],
    [
      'Dispatcher sets a timer: ntf-1 waits for 400 ms',
      { ...at('dispatcher'), kind: 'timer-set', ...timer, dueAt: 400 },
    ],
    [
      'The time that ntf-1 waited for has come',
      { ...at('dispatcher'), kind: 'timer-fired', ...timer, timer: 1 },
    ],
    [
      'Dispatcher sets a timer: ntf-1 waits for 5000 ms before it is tried again',
      { ...at('dispatcher'), kind: 'timer-set', ...timer, event: 'retryDelay', dueAt: 5000 },
    ],
    [
      'The wait before ntf-1 is tried again is over',
      { ...at('dispatcher'), kind: 'timer-fired', ...timer, event: 'retryDelay', timer: 1 },
    ],
    [
      'Dispatcher calls off the timer of ntf-1',
      { ...at('dispatcher'), kind: 'timer-cancelled', ...timer, timer: 1 },
    ],
    [
      'Dispatcher runs into an error: There is no notification ntf-9',
      {
        ...at('dispatcher'),
        kind: 'failed',
        name: 'NotificationNotFound',
        message: 'There is no notification ntf-9',
      },
    ],
    [
      'The run stops here: it has reached its limit of 100 records',
      { ...at('merchandiser'), kind: 'limit-reached', limit: 'records', value: 100 },
    ],
  ])('%s', (sentence, record) => {
    expect(say(record)).toBe(sentence);
  });
});
