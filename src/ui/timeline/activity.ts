import type { RunSpans } from '../../analysis/spans/spans';
import type { TimeScale } from './time-axis';

/** Width of a bar, in px. */
const barWidth = 3;

/** How many parts are at work, over all of a run, as the `d` of a path of bars. */
export function activityPath({ works }: RunSpans, { x, width }: TimeScale, height: number): string {
  const barCount = Math.ceil(width / barWidth);
  if (barCount === 0) return '';
  /** How many more are at work in a bar than in the one before it. */
  const changes = new Array<number>(barCount + 1).fill(0);
  const barAt = (moment: number) => Math.max(0, Math.min(barCount - 1, Math.floor(x(moment) / barWidth)));
  for (const { from, to } of works) {
    const [first, last] = [barAt(from), barAt(to) + 1];
    changes[first] = (changes[first] ?? 0) + 1;
    changes[last] = (changes[last] ?? 0) - 1;
  }
  const counts: number[] = [];
  for (const change of changes.slice(0, barCount)) counts.push((counts.at(-1) ?? 0) + change);
  const most = Math.max(1, ...counts);
  return counts
    .map((count, bar) => {
      const barHeight = (count / most) * (height - 6);
      return count === 0
        ? ''
        : `M${bar * barWidth} ${height}v${(-barHeight).toFixed(1)}h${barWidth}V${height}z`;
    })
    .join('');
}
