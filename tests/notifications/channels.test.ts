import { describe, expect, it } from 'vitest';
import { handOver, mockInboxes, type DeliveryReport } from '../../src/notifications/channels';
import type { Fault } from '../../src/simulation/faults';
import { finish, recordsOf, runOut, settle, smallWorld, strike } from '../support/small-world';

const letter = {
  notificationId: 'ntf-1',
  to: 'alice.johnson@example.com',
  content: { subject: 'Shipped', body: 'On its way' },
};

/** The channels, and what they report to the dispatcher. */
function channels({ idempotency = true, deliveryReceipts = false } = {}) {
  const world = smallWorld([
    ['dispatcher', 'email', 25],
    ['dispatcher', 'mailbox', 25],
  ]);
  const reports: (DeliveryReport & { readonly at: number })[] = [];
  const inboxes = mockInboxes({
    world,
    idempotency,
    deliveryReceipts,
    *report(report) {
      reports.push({ ...report, at: world.now });
    },
  });
  const deliver = (channel = 'email') => {
    const adapter = inboxes.get(channel);
    if (adapter === undefined) throw new Error(`there is no ${channel}`);
    return handOver(channel, adapter, letter);
  };
  return { world, inboxes, reports, deliver };
}

const onEmail = { channel: 'email', count: 1 } as const;

describe('a channel', () => {
  it('is there for each way to reach customers, and for the warehouse', () => {
    expect([...channels().inboxes.keys()]).toEqual(['email', 'sms', 'push', 'mailbox']);
  });

  it('puts what it is given into an inbox, and says that it took it', () => {
    const { world, deliver, reports } = channels();
    expect(finish(world, 'dispatcher', deliver())).toEqual({ status: 'sent' });
    expect(recordsOf(world, 'received')).toMatchObject([
      {
        at: 25,
        node: 'email',
        channel: 'email',
        to: 'alice.johnson@example.com',
        subject: 'Shipped',
        body: 'On its way',
        notification: 'ntf-1',
      },
    ]);
    expect(recordsOf(world, 'sent')).toMatchObject([{ form: 'delivery', name: 'ntf-1', to: 'email' }]);
    expect(reports).toEqual([]);
  });

  it('delivers a notification once, however often it is given it: it says so and takes it again', () => {
    const { world, deliver } = channels();
    for (let time = 0; time < 3; time += 1) {
      expect(finish(world, 'dispatcher', deliver())).toEqual({ status: 'sent' });
    }
    expect(recordsOf(world, 'received')).toHaveLength(1);
    expect(recordsOf(world, 'decision')).toMatchObject([
      { node: 'email', rule: 'idempotency', subject: 'ntf-1', outcome: 'stopped' },
      { outcome: 'stopped' },
    ]);
  });

  it('delivers it each time without idempotency', () => {
    const { world, deliver } = channels({ idempotency: false });
    finish(world, 'dispatcher', deliver());
    finish(world, 'dispatcher', deliver());
    expect(recordsOf(world, 'received')).toHaveLength(2);
  });

  it('confirms a delivery after a while, when receipts are switched on', () => {
    const { world, deliver, reports } = channels({ deliveryReceipts: true });
    finish(world, 'dispatcher', deliver());
    runOut(world);
    // 25 there, 150 in the world outside, 25 back.
    expect(reports).toEqual([{ type: 'DeliveryConfirmed', notificationId: 'ntf-1', at: 200 }]);
  });

  it('loses the report when it goes down before it could make it', () => {
    const { world, deliver, reports } = channels({ deliveryReceipts: true });
    world.start('dispatcher', 'flow-1', 0, deliver(), () => undefined);
    world.clock.schedule(100, () => {
      strike(world, { type: 'down', node: 'email', durationMs: 10 });
    });
    runOut(world);
    expect(reports).toEqual([]);
  });
});

describe('a channel that is broken', () => {
  it.each<[string, Fault, unknown]>([
    [
      'refuses what it is given',
      { type: 'adapter-fail', ...onEmail, reason: 'SMTP error 451', late: false },
      { ok: true, value: { status: 'failed', error: 'SMTP error 451' } },
    ],
    [
      'throws',
      { type: 'adapter-throw', ...onEmail, error: 'Connection reset by peer' },
      { ok: false, error: { message: 'Connection reset by peer' } },
    ],
  ])('%s, as often as the fault says: nobody receives anything', (_, fault, answer) => {
    const { world, deliver } = channels();
    strike(world, fault);
    expect(settle(world, 'dispatcher', deliver('mailbox'))).toMatchObject({ ok: true });
    expect(settle(world, 'dispatcher', deliver())).toMatchObject(answer as object);
    expect(recordsOf(world, 'received').map(({ channel }) => channel)).toEqual(['mailbox']);
    expect(finish(world, 'dispatcher', deliver())).toEqual({ status: 'sent' });
    expect(recordsOf(world, 'received')).toHaveLength(2);
  });

  it.each<[string, Fault, DeliveryReport]>([
    [
      'fails late',
      { type: 'adapter-fail', ...onEmail, reason: 'Mailbox full', late: true },
      { type: 'DeliveryFailed', notificationId: 'ntf-1', reason: 'Mailbox full' },
    ],
    [
      'bounces',
      { type: 'adapter-bounce', ...onEmail, reason: 'No such user' },
      { type: 'Bounced', notificationId: 'ntf-1', reason: 'No such user' },
    ],
  ])('that %s takes a notification and reports afterwards what became of it', (_, fault, report) => {
    const { world, deliver, reports } = channels({ deliveryReceipts: true });
    strike(world, fault);
    expect(finish(world, 'dispatcher', deliver())).toEqual({ status: 'sent' });
    expect(recordsOf(world, 'received')).toEqual([]);
    expect(reports).toEqual([{ ...report, at: 200 }]);
  });

  it('that is slow is not waited for for ever', () => {
    const { world, deliver } = channels();
    strike(world, { type: 'adapter-slow', channel: 'email', delayMs: 5_000 });
    expect(settle(world, 'dispatcher', deliver())).toMatchObject({ ok: false, error: { name: 'TimedOut' } });
    expect(recordsOf(world, 'received').map(({ at: when }) => when)).toEqual([5_025]);
  });
});
