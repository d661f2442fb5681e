import type { BusEntry } from './bus-log';

/** An event as the text that a real broker carries: its JSON, or only the first half of that when it was spoiled. */
export function messageText({ event, isIntact }: BusEntry): string {
  const json = JSON.stringify(event);
  if (isIntact) return json;
  const half = json.slice(0, Math.floor(json.length / 2));
  return /[\ud800-\udbff]$/.test(half) ? half.slice(0, -1) : half;
}
