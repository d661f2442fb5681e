import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NotificationEvent } from '../../src/notifications/notification-events';
import { Projections } from '../../src/notifications/projections';
import type { Unpublished } from '../../src/shop/events';
import { recordingOf, scenarios, simulate, type Recording, type Run } from '../../src/simulation';
import { ofKind } from '../support/play';
import { holdsForAll, propertySeed } from '../support/properties';
import { mondayMorning } from '../support/small-world';
import { anyWholeRecording } from '../support/stories';

type Told = Unpublished<NotificationEvent>;

const hourMs = 3_600_000;

function about(
  notificationId: string,
  occurredAt: number,
  channel = 'email',
  customerId: string | null = 'cust-001',
) {
  return { notificationId, notificationType: 'order_shipped', customerId, channel, occurredAt } as const;
}
function created(
  notificationId: string,
  occurredAt: number,
  channel?: string,
  customerId?: string | null,
): Told {
  return {
    type: 'NotificationCreated',
    ...about(notificationId, occurredAt, channel, customerId),
    recipient: 'alice.johnson@example.com',
    subject: `Subject of ${notificationId}`,
    body: `Body of ${notificationId}`,
    sourceEventType: 'OrderStatusChanged',
    sourceEventId: 'evt-1',
    scheduledFor: null,
  };
}
const sent = (id: string, at: number, channel?: string, customerId?: string | null): Told => ({
  type: 'NotificationSent',
  ...about(id, at, channel, customerId),
});
const failed = (id: string, at: number, reason: string, retryCount = 0): Told => ({
  type: 'NotificationFailed',
  ...about(id, at),
  reason,
  retryCount,
});

function projected(...events: readonly Told[]): Projections {
  const projections = new Projections(mondayMorning);
  for (const event of events) projections.apply(event);
  return projections;
}

describe('the notification log', () => {
  it('has every status that a notification has had, with its time and reason', () => {
    const { log } = projected(
      created('ntf-1', 0),
      failed('ntf-1', 50, 'Mailbox full'),
      { type: 'NotificationRetried', ...about('ntf-1', 1000), retryCount: 1 },
      sent('ntf-1', 1050),
      { type: 'NotificationDelivered', ...about('ntf-1', 2000) },
    );
    expect(log).toEqual([
      {
        notificationId: 'ntf-1',
        notificationType: 'order_shipped',
        customerId: 'cust-001',
        channel: 'email',
        history: [
          { status: 'pending', at: 0 },
          { status: 'failed', at: 50, reason: 'Mailbox full' },
          { status: 'pending', at: 1000 },
          { status: 'sent', at: 1050 },
          { status: 'delivered', at: 2000 },
        ],
      },
    ]);
  });

  it.each<[string, Told]>([
    ['bounced', { type: 'NotificationBounced', ...about('ntf-1', 9), reason: 'No such mailbox' }],
    ['cancelled', { type: 'NotificationCancelled', ...about('ntf-1', 9), reason: 'No such mailbox' }],
  ])('says why a notification was %s', (status, event) => {
    expect(projected(created('ntf-1', 0), event).log[0]?.history.at(-1)).toEqual({
      status,
      at: 9,
      reason: 'No such mailbox',
    });
  });
});

describe('a customer’s feed', () => {
  it('shows the newest first, each with the status that it has now', () => {
    const projections = projected(created('ntf-1', 0), created('ntf-2', 10), sent('ntf-1', 20));
    expect(
      projections.feedOf('cust-001').map(({ notificationId, status }) => `${notificationId} ${status}`),
    ).toEqual(['ntf-2 pending', 'ntf-1 sent']);
  });

  it('shows the newest first in whichever order it hears of them', () => {
    const projections = projected(created('ntf-2', 10), created('ntf-1', 0), created('ntf-3', 20));
    expect(projections.feedOf('cust-001').map(({ notificationId }) => notificationId)).toEqual([
      'ntf-3',
      'ntf-2',
      'ntf-1',
    ]);
  });

  it('shows what happens at the moment of creation as later, in whichever order it hears of it', () => {
    const { feeds, log } = projected(sent('ntf-1', 5), created('ntf-1', 5));
    expect(feeds['cust-001']?.map(({ status }) => status)).toEqual(['sent']);
    expect(log[0]?.history.map(({ status }) => status)).toEqual(['pending', 'sent']);
  });

  it('shows the status of what happened last, in whichever order it hears of it', () => {
    const projections = projected(sent('ntf-1', 20), created('ntf-1', 0));
    expect(projections.feedOf('cust-001')).toMatchObject([{ notificationId: 'ntf-1', status: 'sent' }]);
    expect(projections.statusOf('ntf-1')).toBe('sent');
    expect(projected().statusOf('ntf-1')).toBeNull();
  });

  it('is empty after everything was forgotten, and the same when it is built anew', () => {
    const projections = projected(created('ntf-1', 0), sent('ntf-1', 20), failed('ntf-2', 1, 'Mailbox full'));
    const before = projections.feeds;
    projections.clear();
    expect([projections.log, projections.feeds, projections.stats, projections.failed]).toEqual([
      [],
      {},
      [],
      [],
    ]);
    projections.apply(created('ntf-1', 0));
    projections.apply(sent('ntf-1', 20));
    expect(projections.feeds).toEqual(before);
  });

  it('is the customer’s own', () => {
    const projections = projected(created('ntf-1', 0), created('ntf-2', 1, 'email', 'cust-002'));
    expect(projections.feedOf('cust-002').map(({ notificationId }) => notificationId)).toEqual(['ntf-2']);
    expect(projections.feedOf('cust-003')).toEqual([]);
  });

  it('leaves internal notifications out, which the log has', () => {
    const projections = projected(created('ntf-1', 0, 'email', null), sent('ntf-1', 1, 'email', null));
    expect(projections.feeds).toEqual({});
    expect(projections.log).toHaveLength(1);
  });
});

describe('the statistics', () => {
  it('count what was sent by day, type and channel; the day changes at midnight', () => {
    const { stats } = projected(
      created('ntf-1', 0),
      sent('ntf-1', 0),
      sent('ntf-2', 10, 'sms'),
      // It is 09:00 at 0, so 15 hours later is midnight.
      sent('ntf-3', 15 * hourMs - 1),
      sent('ntf-4', 15 * hourMs),
      failed('ntf-5', 20, 'Mailbox full'),
    );
    expect(stats.map(({ day, channel, sentCount }) => `${day} ${channel} ${sentCount}`)).toEqual([
      '2026-03-02 email 2',
      '2026-03-02 sms 1',
      '2026-03-03 email 1',
    ]);
  });
});

describe('the queue of failed notifications', () => {
  it('has what failed, with the reason, until it is retried', () => {
    const projections = projected(created('ntf-1', 0), failed('ntf-1', 1, 'Mailbox full', 2));
    expect(projections.failed).toEqual([{ notificationId: 'ntf-1', reason: 'Mailbox full', retryCount: 2 }]);
    projections.apply({ type: 'NotificationRetried', ...about('ntf-1', 2), retryCount: 3 });
    expect(projections.failed).toEqual([]);
  });

  it('lets go what was sent after all', () => {
    expect(projected(failed('ntf-1', 1, 'Mailbox full'), sent('ntf-1', 2)).failed).toEqual([]);
  });

  it('keeps to what happened last, though it hears of it before', () => {
    expect(projected(sent('ntf-1', 5), failed('ntf-1', 1, 'Mailbox full')).failed).toEqual([]);
    const laterFailure = projected(failed('ntf-1', 5, 'Mailbox full'), sent('ntf-1', 1));
    expect(laterFailure.failed).toMatchObject([{ notificationId: 'ntf-1', reason: 'Mailbox full' }]);
  });

  it('keeps what failed while others are sent', () => {
    const projections = projected(failed('ntf-1', 1, 'Mailbox full'), sent('ntf-2', 2));
    expect(projections.failed.map(({ notificationId }) => notificationId)).toEqual(['ntf-1']);
  });
});

describe('rebuilding from the event log alone', () => {
  /** The notification events of a run in the order in which they reached the bus. */
  const eventLog = (run: Run) =>
    ofKind(run, 'arrived')
      .filter(({ node, form }) => node === 'bus' && form === 'event')
      .map(({ message }) => run.trace[message - 1])
      .flatMap((record) => (record?.kind === 'sent' ? [record.payload as unknown as NotificationEvent] : []))
      .filter(({ type }) => type.startsWith('Notification'));

  const expectRebuilt = (run: Run, epochMs: number) => {
    const rebuilt = new Projections(epochMs);
    for (const event of eventLog(run)) rebuilt.apply(event);
    const { log, feeds: feed, stats, failed: failures } = rebuilt;
    const kept = run.outcome.projections;
    expect(inAnyOrder({ log, feed, stats, failed: failures })).toEqual(inAnyOrder(kept));
  };

  /** Rows without their order: a broker with partitions keeps the order of each notification’s events, not of all. */
  const inAnyOrder = ({ log, feed, stats, failed: failures }: Run['outcome']['projections']) => ({
    log: sorted(log),
    feed: Object.fromEntries(Object.entries(feed).map(([id, entries]) => [id, sorted(entries)])),
    stats: sorted(stats),
    failed: sorted(failures),
  });
  const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();

  it.each(scenarios)('gives the projections that the run kept: $id', ({ id, startsAt }) => {
    expectRebuilt(simulate(recordingOf(id, 'event-sourced')), Date.parse(startsAt));
  });

  it(`gives the projections of any run (seed ${propertySeed})`, () => {
    const eventSourced = anyWholeRecording.map((recording) => ({
      ...recording,
      architecture: 'event-sourced' as const,
    }));
    const rebuild = (recording: Recording) => {
      const { scenario } = recording;
      if (typeof scenario === 'string') throw new Error('the stories tell their own scenarios');
      expectRebuilt(simulate(recording), Date.parse(scenario.startsAt));
    };
    holdsForAll(eventSourced, rebuild, 75);
  });

  it(`can stop and go on anywhere: projecting is a fold (seed ${propertySeed})`, () => {
    const id = fc.constantFrom('ntf-1', 'ntf-2', 'ntf-3');
    const at = fc.integer({ min: 0, max: 48 * hourMs });
    const event = fc.oneof(
      fc.tuple(id, at).map(([one, when]) => created(one, when)),
      fc.tuple(id, at).map(([one, when]) => sent(one, when)),
      fc.tuple(id, at).map(([one, when]) => failed(one, when, 'Mailbox full')),
    );
    holdsForAll(fc.tuple(fc.array(event), fc.array(event)), ([before, after]) => {
      const live = projected(...before);
      const early = live.log;
      for (const one of after) live.apply(one);
      expect(live.log).toEqual(projected(...before, ...after).log);
      expect(early).toEqual(projected(...before).log);
    });
  });
});
