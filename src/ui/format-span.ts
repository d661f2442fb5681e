/** A span of simulated time as people read it: `120 ms`, `12.4 s`, `9 h 1 min`. @param ms may have a fraction. */
export function formatSpan(ms: number): string {
  const whole = Math.round(ms);
  if (whole < 10_000) return `${whole} ms`;
  const seconds = whole / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joined(minutes, 'min', Math.floor(seconds) % 60, 's');
  const hours = Math.floor(minutes / 60);
  return hours < 48
    ? joined(hours, 'h', minutes % 60, 'min')
    : joined(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
