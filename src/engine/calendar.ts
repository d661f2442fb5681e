/* eslint-disable no-restricted-globals -- Date is used here as arithmetic on its argument alone; it never reads a clock. */

/**
 * Simulated time as people write it. All of it is UTC.
 */

/** Milliseconds since 1970-01-01T00:00:00Z of an ISO 8601 date-time, or NaN when the text is none. */
export function epochMsOf(isoTime: string): number {
  return new Date(isoTime).getTime();
}

/** `2026-03-02T09:00:00.000Z` */
export function isoTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

/** Minutes since midnight, 0 to 1439. */
export function minuteOfDay(epochMs: number): number {
  const minutes = Math.floor(epochMs / 60_000);
  return minutes - Math.floor(minutes / 1440) * 1440;
}

/** Days since 1970-01-01 of a moment. */
export function dayNumber(epochMs: number): number {
  return Math.floor(epochMs / 86_400_000);
}

/** `2026-03-02`, the day that a moment belongs to. */
export function isoDay(epochMs: number): string {
  return isoTime(epochMs).slice(0, 10);
}

/** `09:30`, the time of day of a moment. */
export function timeOfDay(epochMs: number): string {
  const minute = minuteOfDay(epochMs);
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
