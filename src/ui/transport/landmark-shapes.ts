import type { LandmarkKind } from '../../analysis/landmarks';

/** One shape a kind, for the `d` of a path that begins in the middle of the shape. Each is within 14 px. */
export const landmarkShapes: Readonly<Record<LandmarkKind, string>> = {
  command: 'm-3.5 -3.5h7v7h-7z',
  event: 'm-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0',
  call: 'm-4 -3.5l8 3.5l-8 3.5z',
  received: 'm-5 -4h10v8h-10zm0 0l5 4.5l5 -4.5',
  stopped: 'm-4 0h8',
  error: 'm-3.5 -3.5l7 7m0 -7l-7 7',
  fault: 'm0 -6l6 6l-6 6l-6 -6zm-2 4l4 4m0 -4l-4 4',
  outage: 'm-4 -1.5a4 4 0 1 0 8 0m-4 -4v5',
  lost: 'm-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0m-0.5 4.5l9 -9',
  'dead-letter': 'm-5 -4h10v8h-10zm3 2l4 4m0 -4l-4 4',
};

/** Kinds that are drawn filled, not as lines. */
export const solidLandmarks: ReadonlySet<LandmarkKind> = new Set(['command', 'event', 'call']);
