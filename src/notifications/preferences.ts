import { minuteOfDay, timeOfDay } from '../engine/calendar';
import { customerChannels, type Category, type CustomerChannel, type Preferences } from '../shop/models';
import type { Verdict } from './verdict';

/**
 * The rules of the preferences station (seed 002): subscription, channels, quiet hours.
 */

/** Who unsubscribed from this type of notification gets nothing. */
export function subscription(
  typeName: string,
  preferences: Preferences | undefined,
): Verdict<'passed' | 'stopped'> {
  const unsubscribedTypes = preferences?.unsubscribedTypes ?? [];
  return {
    rule: 'subscription',
    outcome: unsubscribedTypes.includes(typeName) ? 'stopped' : 'passed',
    because: { notificationType: typeName, unsubscribedTypes },
  };
}

/**
 * The type's default channels that the customer has enabled, for its category and by switch. Who never set preferences
 * gets email only.
 */
export function enabledChannels(
  category: Category,
  defaults: readonly CustomerChannel[],
  preferences: Preferences | undefined,
): Verdict<'passed' | 'stopped'> & { readonly channels: readonly CustomerChannel[] } {
  const wanted: readonly CustomerChannel[] = preferences?.categories[category] ?? ['email'];
  const switches = preferences?.channels;
  const channels = defaults.filter((channel) => wanted.includes(channel) && (switches?.[channel] ?? true));
  return {
    rule: 'channels',
    outcome: channels.length > 0 ? 'passed' : 'stopped',
    because: {
      defaults,
      category,
      wanted,
      switchedOff: switches === undefined ? [] : customerChannels.filter((channel) => !switches[channel]),
      preferences: preferences === undefined ? 'none: email only' : 'set',
      channels,
    },
    channels,
  };
}

/**
 * Whether the customer's quiet hours hold a notification back, and until when.
 * @param at when it would be sent, in simulated ms, now or later; `epochMs` is the wall-clock time at 0.
 * @returns `heldUntil` in simulated ms, null when it may be sent at that time.
 */
export function quietHours(
  preferences: Preferences | undefined,
  at: number,
  epochMs: number,
): Verdict<'passed' | 'held'> & { readonly heldUntil: number | null } {
  const quiet = preferences?.quietHours ?? null;
  const remainingMs = quiet === null ? 0 : quietMsLeft(quiet, epochMs + at);
  const heldUntil = remainingMs === 0 ? null : at + remainingMs;
  return {
    rule: 'quiet-hours',
    outcome: heldUntil === null ? 'passed' : 'held',
    because: { quietHours: quiet, time: timeOfDay(epochMs + at), heldUntil },
    heldUntil,
  };
}

/** How long quiet hours still last at a moment, in ms; 0 outside them. They begin on the minute `from` and end on `to`. */
function quietMsLeft(quiet: { readonly from: string; readonly to: string }, epochMs: number): number {
  const from = minutesOf(quiet.from);
  const to = minutesOf(quiet.to);
  const now = minuteOfDay(epochMs);
  const quietNow = from <= to ? from <= now && now < to : now >= from || now < to;
  if (!quietNow) return 0;
  const minutesLeft = (to - now + 1440) % 1440;
  const msOfMinute = epochMs - Math.floor(epochMs / 60_000) * 60_000;
  return minutesLeft * 60_000 - msOfMinute;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
