import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enabledChannels, quietHours, subscription } from '../../src/notifications/preferences';
import { notificationTypes } from '../../src/notifications/notification-types';
import { NotificationTypes, type CustomerNotificationType } from '../../src/notifications/type-catalogue';
import { customerChannels, type CustomerChannel, type Preferences } from '../../src/shop/models';
import { shopData } from '../../src/simulation';
import { holdsForAll, propertySeed } from '../support/properties';

const all = { email: true, sms: true, push: true };

/** Preferences that allow everything, with some of it changed. */
function preferences(changes: Partial<Preferences> = {}): Preferences {
  const everyChannel = [...customerChannels];
  return {
    customerId: 'cust-001',
    categories: {
      order_updates: everyChannel,
      price_alerts: everyChannel,
      promotions: everyChannel,
      payment_alerts: everyChannel,
    },
    channels: all,
    unsubscribedTypes: [],
    quietHours: null,
    ...changes,
  };
}

/** The types that preferences rule. */
const types = new NotificationTypes();
const customerTypes = Object.keys(notificationTypes)
  .map((name) => types.require(name))
  .filter((type) => type.audience === 'customer');

/** The channels rule for a type as it is declared. */
function channelsFor({ category, channels }: CustomerNotificationType, wishes: Preferences | undefined) {
  return enabledChannels(category, channels, wishes);
}

describe('subscription', () => {
  it('a customer who unsubscribed from a type is not told of it, with the list that decided', () => {
    expect(subscription('price_drop', preferences({ unsubscribedTypes: ['price_drop'] }))).toEqual({
      rule: 'subscription',
      outcome: 'stopped',
      because: { notificationType: 'price_drop', unsubscribedTypes: ['price_drop'] },
    });
  });

  it('a customer who unsubscribed from one type is told of the others', () => {
    const one = preferences({ unsubscribedTypes: ['price_drop'] });
    expect(subscription('order_shipped', one).outcome).toBe('passed');
  });

  it('a customer without preferences has unsubscribed from nothing', () => {
    expect(subscription('price_drop', undefined).outcome).toBe('passed');
  });
});

describe('channels', () => {
  it.each<[string, string, Partial<Preferences>, readonly string[]]>([
    ['all that the type has, when the customer wants all', 'order_shipped', {}, ['email', 'sms', 'push']],
    ['never one that the type does not have', 'order_confirmed', {}, ['email']],
    [
      'never one that the customer does not want for the category',
      'order_shipped',
      { categories: { ...preferences().categories, order_updates: ['sms'] } },
      ['sms'],
    ],
    [
      'as wanted for the category of the type, whatever is wanted for another',
      'payment_failed',
      { categories: { ...preferences().categories, order_updates: [] } },
      ['email', 'sms'],
    ],
    [
      'never one that is switched off',
      'order_shipped',
      { channels: { ...all, sms: false } },
      ['email', 'push'],
    ],
  ])('are %s', (_, type, changes, expected) => {
    const verdict = channelsFor(types.requireCustomerType(type), preferences(changes));
    expect(verdict).toMatchObject({ rule: 'channels', outcome: 'passed', channels: expected });
  });

  it.each(customerTypes)('without preferences: email only, for $name', (type) => {
    expect(channelsFor(type, undefined)).toMatchObject({
      outcome: 'passed',
      channels: ['email'],
    });
  });

  it('that are all switched off stop the notification', () => {
    const off = preferences({ channels: { email: false, sms: false, push: false } });
    expect(channelsFor(types.requireCustomerType('order_shipped'), off)).toMatchObject({
      outcome: 'stopped',
      channels: [],
      because: { switchedOff: ['email', 'sms', 'push'] },
    });
  });

  it(`are the defaults, less what the category or a switch excludes, in order (seed ${propertySeed})`, () => {
    const subset = fc.subarray([...customerChannels]);
    const inputs = fc.record({
      type: fc.constantFrom(...customerTypes),
      wanted: fc.record({
        order_updates: subset,
        price_alerts: subset,
        promotions: subset,
        payment_alerts: subset,
      }),
      switches: fc.record({ email: fc.boolean(), sms: fc.boolean(), push: fc.boolean() }),
    });
    holdsForAll(inputs, ({ type, wanted, switches }) => {
      const verdict = channelsFor(type, preferences({ categories: wanted, channels: switches }));
      const expected: CustomerChannel[] = [...type.channels];
      for (const channel of customerChannels) {
        const at = expected.indexOf(channel);
        if (at !== -1 && (!wanted[type.category].includes(channel) || !switches[channel])) {
          expected.splice(at, 1);
        }
      }
      expect(verdict.channels).toEqual(expected);
      expect(verdict.outcome).toBe(expected.length === 0 ? 'stopped' : 'passed');
    });
  });

  it.each([
    ['cust-001', 'order_shipped', ['email', 'sms']],
    ['cust-002', 'order_shipped', ['email']],
    ['cust-002', 'price_drop', ['email', 'sms']],
    ['cust-003', 'payment_failed', ['email', 'sms']],
    ['cust-004', 'price_drop', []],
    ['cust-005', 'price_drop', ['email']],
    ['cust-006', 'order_shipped', ['email']],
    ['cust-007', 'order_shipped', ['email', 'sms', 'push']],
    ['cust-008', 'order_shipped', []],
    ['cust-009', 'price_drop', ['email', 'sms', 'push']],
  ] as const)('of %s for %s are %j in the shop as shipped', (customerId, type, expected) => {
    const row = shopData.preferences.find((candidate) => candidate.customerId === customerId);
    expect(channelsFor(types.requireCustomerType(type), row).channels).toEqual(expected);
  });
});

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const midnight = Date.UTC(2026, 2, 2);

/** Simulated ms until which a message at a time of day is held; null when it may be sent. */
function heldUntil(quiet: Preferences['quietHours'], time: string): string | null {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  const now = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const { heldUntil: until } = quietHours(preferences({ quietHours: quiet }), now, midnight);
  return until === null ? null : new Date(midnight + until).toISOString().slice(5, 19);
}

describe('quiet hours', () => {
  const night = { from: '22:00', to: '08:00' };
  const siesta = { from: '13:00', to: '15:00' };

  it.each([
    ['before they begin', night, '21:59:59', null],
    ['on the minute in which they begin', night, '22:00:00', '03-03T08:00:00'],
    ['in the evening', night, '23:00:00', '03-03T08:00:00'],
    ['in the last second before midnight', night, '23:59:59', '03-03T08:00:00'],
    ['at midnight', night, '00:00:00', '03-02T08:00:00'],
    ['in the morning, with seconds', night, '07:15:31', '03-02T08:00:00'],
    ['in their last second', night, '07:59:59', '03-02T08:00:00'],
    ['on the minute in which they end', night, '08:00:00', null],
    ['at noon', night, '12:00:00', null],
    ['before a window within the day', siesta, '12:59:59', null],
    ['at the beginning of a window within the day', siesta, '13:00:00', '03-02T15:00:00'],
    ['within a window within the day', siesta, '14:30:15', '03-02T15:00:00'],
    ['at the end of a window within the day', siesta, '15:00:00', null],
    ['at night, when only the siesta is quiet', siesta, '23:00:00', null],
    ['until midnight', { from: '20:00', to: '00:00' }, '21:00:00', '03-03T00:00:00'],
    ['from midnight', { from: '00:00', to: '06:00' }, '00:00:00', '03-02T06:00:00'],
    ['that begin when they end: never', { from: '10:00', to: '10:00' }, '10:00:00', null],
    ['without any', null, '03:00:00', null],
  ])('%s', (_, quiet, time, expected) => {
    expect(heldUntil(quiet, time)).toBe(expected);
  });

  it('give the hours, the time and the end that decided', () => {
    expect(quietHours(preferences({ quietHours: night }), 23 * 60 * minuteMs, midnight)).toEqual({
      rule: 'quiet-hours',
      outcome: 'held',
      because: { quietHours: night, time: '23:00', heldUntil: dayMs + 8 * 60 * minuteMs },
      heldUntil: dayMs + 8 * 60 * minuteMs,
    });
  });

  it('are those of the moment at which it is to be sent, not of now', () => {
    const inSevenDays = 7 * dayMs + 23 * 60 * minuteMs;
    expect(quietHours(preferences({ quietHours: night }), inSevenDays, midnight)).toMatchObject({
      outcome: 'held',
      because: { time: '23:00' },
      heldUntil: 8 * dayMs + 8 * 60 * minuteMs,
    });
  });

  it('do not exist for a customer without preferences', () => {
    expect(quietHours(undefined, 0, midnight)).toMatchObject({ outcome: 'passed', heldUntil: null });
  });

  it(`hold a message until the first minute that is allowed, and not longer (seed ${propertySeed})`, () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    const inputs = fc.record({
      from: minute,
      to: minute,
      // At any time, or close to when they begin or end.
      anchor: fc.constantFrom('any', 'from', 'to'),
      offset: fc.constantFrom(-1, 0, 1, 31_000, minuteMs - 1, minuteMs),
      anyTime: fc.integer({ min: 0, max: 3 * dayMs }),
      // The year 1900 to 2100: days before 1970 have negative numbers.
      epochMs: fc.integer({ min: Date.UTC(1900), max: Date.UTC(2100) }),
    });
    holdsForAll(
      inputs,
      ({ from, to, anchor, offset, anyTime, epochMs }) => {
        const anchored =
          midnightBefore(epochMs) - epochMs + dayMs + { any: 0, from, to }[anchor] * minuteMs + offset;
        const now = anchor === 'any' ? anyTime : anchored;
        const quietMinutes = new Set<number>();
        for (let at = from; at !== to; at = (at + 1) % 1440) quietMinutes.add(at);
        const isQuiet = (simulatedMs: number) => {
          const date = new Date(epochMs + simulatedMs);
          return quietMinutes.has(date.getUTCHours() * 60 + date.getUTCMinutes());
        };

        const quiet = { from: timeText(from), to: timeText(to) };
        const { heldUntil: until, outcome } = quietHours(preferences({ quietHours: quiet }), now, epochMs);

        if (!isQuiet(now)) {
          expect(until).toBeNull();
          expect(outcome).toBe('passed');
          return;
        }
        let firstAllowed = now;
        while (isQuiet(firstAllowed)) firstAllowed = nextMinute(firstAllowed + epochMs) - epochMs;
        expect(until).toBe(firstAllowed);
        expect(outcome).toBe('held');
      },
      300,
    );
  });
});

function midnightBefore(ms: number): number {
  return Math.floor(ms / dayMs) * dayMs;
}

function nextMinute(ms: number): number {
  return (Math.floor(ms / minuteMs) + 1) * minuteMs;
}

function timeText(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}
