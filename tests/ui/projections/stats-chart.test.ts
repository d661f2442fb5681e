import { describe, expect, it } from 'vitest';
import type { DailyCount } from '../../../src/simulation';
import { dayChartsOf } from '../../../src/ui/projections/stats-chart';

const room = { width: 400, labelWidth: 160, countWidth: 40, rowHeight: 24 };

function sent(day: string, notificationType: string, channel: string, sentCount: number): DailyCount {
  return { day, notificationType, channel, sentCount };
}

describe('the chart of daily statistics', () => {
  const [latest, first] = dayChartsOf(
    [
      sent('2026-03-02', 'order_shipped', 'sms', 2),
      sent('2026-03-02', 'order_shipped', 'email', 4),
      sent('2026-03-02', 'price_drop', 'email', 1),
      sent('2026-03-09', 'review_prompt', 'email', 2),
    ],
    room,
  );

  it('has a part for each simulated day, the newest first', () => {
    expect([latest?.day, first?.day]).toEqual(['2026-03-09', '2026-03-02']);
    expect([latest?.total, first?.total]).toEqual([2, 7]);
  });

  it('has a bar for each type and channel, and names a type once', () => {
    expect(first?.bars.map(({ type, channel, count, isFirst }) => [type, channel, count, isFirst])).toEqual([
      ['order shipped', 'email', 4, true],
      ['order shipped', 'sms', 2, false],
      ['price drop', 'email', 1, true],
    ]);
  });

  it('draws all days on one scale that begins at zero', () => {
    expect(first?.bars.map(({ x, width }) => [x, width])).toEqual([
      [160, 200],
      [160, 100],
      [160, 50],
    ]);
    expect(latest?.bars[0]?.width).toBe(100);
  });

  it('lets no bars overlap, nor leave their part', () => {
    const bars = first?.bars ?? [];
    for (const [index, { y, height }] of bars.entries()) {
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + height).toBeLessThanOrEqual(bars[index + 1]?.y ?? first?.height ?? 0);
    }
  });

  it('has ticks at whole numbers', () => {
    expect(first?.ticks.map(({ count }) => count)).toEqual([0, 1, 2, 3, 4]);
    const [busy] = dayChartsOf([sent('2026-03-02', 'price_drop', 'email', 1_000)], room);
    expect(busy?.ticks.map(({ count }) => count)).toEqual([0, 500, 1_000]);
  });

  it('keeps room for a bar on a narrow page', () => {
    const [narrow] = dayChartsOf([sent('2026-03-02', 'price_drop', 'email', 1)], { ...room, width: 120 });
    expect(narrow?.bars[0]?.width).toBeGreaterThan(0);
  });
});
