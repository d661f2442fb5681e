import { describe, expect, it } from 'vitest';
import { epochMsOf, isoDay, isoTime, minuteOfDay, timeOfDay } from '../../src/engine/calendar';

const monday = Date.UTC(2026, 2, 2, 9, 5, 7, 250);

describe('simulated time as people write it', () => {
  it('is read from ISO 8601 in UTC', () => {
    expect(epochMsOf('2026-03-02T09:05:07.250Z')).toBe(monday);
    expect(epochMsOf('soon')).toBeNaN();
  });

  it('is written as date and time, as day, as time of day', () => {
    expect(isoTime(monday)).toBe('2026-03-02T09:05:07.250Z');
    expect(isoDay(monday)).toBe('2026-03-02');
    expect(timeOfDay(monday)).toBe('09:05');
  });

  it.each([
    ['2026-03-02T00:00:00Z', 0],
    ['2026-03-02T09:05:59Z', 545],
    ['2026-03-02T23:59:59Z', 1439],
    ['1969-12-31T23:59:00Z', 1439],
    ['1969-12-31T00:00:30Z', 0],
  ])('the minute of %s is %i of its day', (time, minute) => {
    expect(minuteOfDay(Date.parse(time))).toBe(minute);
  });
});
