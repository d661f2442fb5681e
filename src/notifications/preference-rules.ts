import * as v from 'valibot';
import { DomainError } from '../engine/process';
import { customerChannels, timeOfDay, type Preferences } from '../shop/models';

/**
 * The preferences aggregate of seed 002: what a customer's preferences are at first, and what may become of them. Each
 * change gives new preferences; the old ones stay as they were.
 */

/** What a customer has who never chose: email for everything, SMS and push off. */
export function defaultPreferences(customerId: string): Preferences {
  return {
    customerId,
    categories: {
      order_updates: ['email'],
      price_alerts: ['email'],
      promotions: ['email'],
      payment_alerts: ['email'],
    },
    channels: { email: true, sms: false, push: false },
    unsubscribedTypes: [],
    quietHours: null,
  };
}

/** What a customer wants to have different; what is left out stays. */
export interface PreferenceChanges {
  readonly categories?: Partial<Preferences['categories']>;
  readonly channels?: Partial<Preferences['channels']>;
}

/** Preferences with other channels for some categories, or other switches. Channels are kept in their usual order. */
export function updated(
  preferences: Preferences,
  { categories = {}, channels = {} }: PreferenceChanges,
): Preferences {
  const chosen = Object.entries(categories).map(([category, wanted]) => [
    category,
    customerChannels.filter((channel) => wanted.includes(channel)),
  ]);
  return {
    ...preferences,
    categories: { ...preferences.categories, ...(Object.fromEntries(chosen) as typeof categories) },
    channels: { ...preferences.channels, ...channels },
  };
}

/**
 * Preferences with quiet hours.
 * @param from first minute that is quiet, `to` first one that is not any more: times of day in UTC, as HH:MM.
 * @throws DomainError InvalidQuietHours.
 */
export function withQuietHours(preferences: Preferences, from: string, to: string): Preferences {
  if (!v.is(timeOfDay, from) || !v.is(timeOfDay, to) || from === to) {
    throw new DomainError(
      'InvalidQuietHours',
      `Quiet hours must be HH:MM-HH:MM such as 22:00-08:00, with two different times; ${from}-${to} is not`,
    );
  }
  return { ...preferences, quietHours: { from, to } };
}

/** Preferences without quiet hours. */
export function withoutQuietHours(preferences: Preferences): Preferences {
  return { ...preferences, quietHours: null };
}

/**
 * Preferences of someone who does not want to be told of a type any more.
 * @throws DomainError AlreadyUnsubscribed.
 */
export function unsubscribed(preferences: Preferences, type: string): Preferences {
  const { customerId, unsubscribedTypes } = preferences;
  if (unsubscribedTypes.includes(type)) {
    throw new DomainError('AlreadyUnsubscribed', `${customerId} has unsubscribed from ${type} already`);
  }
  return { ...preferences, unsubscribedTypes: [...unsubscribedTypes, type] };
}

/**
 * Preferences of someone who wants to be told of a type again.
 * @throws DomainError NotUnsubscribed.
 */
export function resubscribed(preferences: Preferences, type: string): Preferences {
  const { customerId, unsubscribedTypes } = preferences;
  if (!unsubscribedTypes.includes(type)) {
    throw new DomainError('NotUnsubscribed', `${customerId} has not unsubscribed from ${type}`);
  }
  return { ...preferences, unsubscribedTypes: unsubscribedTypes.filter((name) => name !== type) };
}
