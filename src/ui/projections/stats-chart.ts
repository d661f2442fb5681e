import { max, rollups, scaleBand, scaleLinear, sum, tickIncrement } from 'd3';
import { spaced } from '../../analysis/words';
import type { DailyCount } from '../../simulation';

/** How much room the chart has and gives, in px. */
export interface ChartRoom {
  readonly width: number;
  /** For the words to the left of the bars. */
  readonly labelWidth: number;
  /** For the number to the right of the longest bar. */
  readonly countWidth: number;
  readonly rowHeight: number;
}

/** A bar: how much of a type left through a channel on the day. */
export interface Bar {
  readonly key: string;
  readonly type: string;
  readonly channel: string;
  readonly count: number;
  /** Whether it is the first of its type; the others go without its name. */
  readonly isFirst: boolean;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The bars of a simulated day. */
export interface DayChart {
  /** `2026-03-02` */
  readonly day: string;
  readonly total: number;
  readonly bars: readonly Bar[];
  readonly height: number;
  readonly ticks: readonly { readonly x: number; readonly count: number }[];
}

/** One chart a day, all on the same scale, the newest first; types in the order in which they first were sent. */
export function dayChartsOf(stats: readonly DailyCount[], room: ChartRoom): readonly DayChart[] {
  const { width, labelWidth, countWidth } = room;
  const most = max(stats, ({ sentCount }) => sentCount) ?? 1;
  const x = scaleLinear([0, most], [labelWidth, Math.max(labelWidth + 1, width - countWidth)]);
  const ticks = wholeTicks(most).map((count) => ({ x: x(count), count }));
  return rollups(
    stats,
    (counts) => barsOf(counts, x, room),
    ({ day }) => day,
  )
    .map(([day, bars]) => ({
      day,
      bars,
      total: sum(bars, ({ count }) => count),
      height: bars.length * room.rowHeight,
      ticks,
    }))
    .sort((a, b) => (a.day < b.day ? 1 : -1));
}

function barsOf(
  counts: readonly DailyCount[],
  x: (count: number) => number,
  { rowHeight }: ChartRoom,
): readonly Bar[] {
  const types = [...new Set(counts.map(({ notificationType }) => notificationType))];
  const rows = types.flatMap((type) =>
    counts
      .filter(({ notificationType }) => notificationType === type)
      .sort((a, b) => rankOf(a.channel) - rankOf(b.channel)),
  );
  const keys = rows.map(keyOf);
  const y = scaleBand(keys, [0, rows.length * rowHeight]).padding(0.25);
  return rows.map((row, index) => {
    const { notificationType, channel, sentCount: count } = row;
    return {
      key: keyOf(row),
      type: spaced(notificationType),
      channel,
      count,
      isFirst: rows[index - 1]?.notificationType !== notificationType,
      x: x(0),
      y: y(keyOf(row)) ?? 0,
      width: x(count) - x(0),
      height: y.bandwidth(),
    };
  });
}

/** Whole numbers on the scale, three or four of them; nobody sends half a notification. */
function wholeTicks(most: number): readonly number[] {
  const step = Math.max(1, tickIncrement(0, most, 3));
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}

function keyOf({ notificationType, channel }: DailyCount): string {
  return `${notificationType} ${channel}`;
}

const channelOrder = ['email', 'sms', 'push', 'mailbox'];

function rankOf(channel: string): number {
  const rank = channelOrder.indexOf(channel);
  return rank === -1 ? channelOrder.length : rank;
}
