import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/engine/process';
import { bulkCommands, NotifyCustomers } from '../../src/notifications/bulk';
import type { NotificationRequest, NotifyOutcome } from '../../src/notifications/notifier';
import { NotificationTypes, shippedTypeRows } from '../../src/notifications/type-catalogue';
import { withTypeRows } from '../../src/notifications/type-rows';
import { DataStore } from '../../src/shop/data-store';
import { connectStore } from '../../src/shop/store';
import { shopData } from '../../src/simulation';
import { returning } from '../support/alone';
import { finish, smallWorld } from '../support/small-world';

const context = { orderId: 'ord-001', amountCents: 30997, reason: 'Insufficient funds' };
const command = {
  type: 'NotifyCustomers',
  notificationType: 'payment_failed',
  customerIds: ['cust-001', 'cust-999', 'cust-002'],
  context,
} as const;

/** The command with a notifier that does what a test wants of it. */
function telling(notify: (request: NotificationRequest) => NotifyOutcome, types = new NotificationTypes()) {
  const world = smallWorld([['notifications', 'store', 4]]);
  const decisions: string[] = [];
  const requests: NotificationRequest[] = [];
  const handlers = bulkCommands({
    world,
    types,
    decide(subject, { rule, outcome }) {
      decisions.push(`${rule} of ${subject}: ${outcome}`);
      return outcome !== 'stopped';
    },
    store: connectStore(world, 'notifications', new DataStore(shopData)),
    notifier: {
      notify(request) {
        requests.push(request);
        return returning(notify(request));
      },
    },
  });
  const give = (given: v.InferOutput<typeof NotifyCustomers>) =>
    finish(world, 'notifications', handlers.NotifyCustomers(given));
  return { world, requests, decisions, give };
}

const nothing = { created: [], known: [] };

describe('NotifyCustomers', () => {
  it('asks for each customer in turn, for one and the same cause', () => {
    const { requests, give } = telling(() => nothing);
    give(command);
    expect(requests.map(({ type, customer }) => `${type} ${customer.id}`)).toEqual([
      'payment_failed cust-001',
      'payment_failed cust-002',
    ]);
    expect(new Set(requests.map(({ cause }) => `${cause.type} ${cause.id}`)).size).toBe(1);
  });

  it('given twice is two intentions', () => {
    const { requests, give } = telling(() => nothing);
    give(command);
    give(command);
    expect(new Set(requests.map(({ cause }) => cause.id)).size).toBe(2);
  });

  it('reports whom it does not know and tells the others', () => {
    const { give } = telling(() => nothing);
    expect(give(command)).toEqual({
      results: [
        { customerId: 'cust-001', notifications: [] },
        {
          customerId: 'cust-999',
          error: expect.stringMatching(/^CustomerNotFound: .*cust-999/) as string,
        },
        { customerId: 'cust-002', notifications: [] },
      ],
    });
  });

  it('reports whose notification failed on the way and tells the others', () => {
    const { requests, give } = telling(({ customer }) => {
      if (customer.id === 'cust-001') throw new DomainError('TimedOut', 'the store did not answer');
      return { ...nothing, stoppedBy: 'channels' };
    });
    expect(give({ ...command, customerIds: ['cust-001', 'cust-002'] })).toEqual({
      results: [
        { customerId: 'cust-001', error: 'TimedOut: the store did not answer' },
        { customerId: 'cust-002', notifications: [], stoppedBy: 'channels' },
      ],
    });
    expect(requests).toHaveLength(2);
  });

  describe('of a type that is for some segments, a while later', () => {
    const row = { name: 'payment_failed', segments: ['gold'], delayMs: 60_000 } as const;
    const types = new NotificationTypes(withTypeRows(shippedTypeRows, [row]));
    const members = shopData.customers.slice(0, 5);
    const customerIds = members.map(({ id }) => id);
    const isGold = ({ segment }: { segment: string }) => segment === 'gold';

    it('tells who is in one of them, and says of the others what stopped it', () => {
      const { requests, decisions, give } = telling(() => nothing, types);
      const answer = give({ ...command, customerIds });
      expect(requests.map(({ customer }) => customer.id)).toEqual(members.filter(isGold).map(({ id }) => id));
      expect(decisions).toEqual(
        members.map((member) => `segment of ${member.id}: ${isGold(member) ? 'passed' : 'stopped'}`),
      );
      expect(answer).toEqual({
        results: members.map((member) => ({
          customerId: member.id,
          notifications: [],
          ...(isGold(member) ? {} : { stoppedBy: 'segment' }),
        })),
      });
      expect(requests.length).toBeGreaterThan(0);
      expect(requests.length).toBeLessThan(members.length);
    });

    it('has all of them told at one time, that long after it was asked for', () => {
      const { world, requests, give } = telling(() => nothing, types);
      const askedAt = world.now;
      const twoOfGold = shopData.customers.filter(isGold).map(({ id }) => id);
      give({ ...command, customerIds: twoOfGold });
      expect(requests.map(({ scheduledFor }) => scheduledFor)).toEqual(twoOfGold.map(() => askedAt + 60_000));
    });
  });

  it('of a type that is for all, without a delay, decides nothing and is sent at once', () => {
    const { requests, decisions, give } = telling(() => nothing);
    give(command);
    expect(decisions).toEqual([]);
    expect(requests.map(({ scheduledFor }) => scheduledFor)).toEqual([undefined, undefined]);
  });

  it('does not hide an error of the program', () => {
    const { give } = telling(() => {
      throw new TypeError('undefined is no function');
    });
    expect(() => give(command)).toThrow(TypeError);
  });

  it.each([
    ['an unknown type', { notificationType: 'birthday' }, 'UnknownNotificationType', /^type: .*birthday/],
    ['a type for the warehouse', { notificationType: 'low_stock' }, 'UnknownNotificationType', /low_stock/],
    ['missing context', { context: { orderId: 'ord-001' } }, 'MissingContext', /context\.amountCents/],
  ])('is refused as a whole for %s', (_, changes, name, message) => {
    const { requests, give } = telling(() => nothing);
    expect(() => give({ ...command, ...changes })).toThrow(
      expect.objectContaining({ name, message: expect.stringMatching(message) as string }),
    );
    expect(requests).toEqual([]);
  });

  it.each<[string, object, boolean]>([
    ['plain facts', {}, true],
    ['a list of items', { context: { items: [{ name: 'Router', quantity: 1, priceCents: 1 }] } }, true],
    ['no customers', { customerIds: [] }, false],
    ['a customer without a name', { customerIds: [''] }, false],
    ['context that is no object', { context: 'ord-001' }, false],
    ['context deeper than a list of objects', { context: { order: { id: 'ord-001' } } }, false],
  ])('may hold %s: %o is %s', (_, changes, expected) => {
    expect(v.is(NotifyCustomers, { ...command, ...changes })).toBe(expected);
  });
});
