import { stageSize } from './layout';

/**
 * At a smaller scale words are hard to read, and tokens smaller than the 24 px that a finger needs (WCAG 2.5.8): then the
 * stage is drawn larger than its room, and scrolls.
 */
const smallestFit = 0.7;
const scrollingScale = 0.9;
const largestFit = 2;

/** The sizes that the buttons lead to, as multiples of the size that fits. */
const zooms = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

export type ZoomChange = 'smaller' | 'larger' | 'fit';

/** How large to draw the stage in a room of so many px; 1 while the room is not known. */
export function fitScale(width: number, height: number): number {
  if (width === 0 || height === 0) return 1;
  const fit = Math.min(width / stageSize.width, height / stageSize.height);
  return fit < smallestFit ? scrollingScale : Math.min(fit, largestFit);
}

/** The next zoom after a press of a button; the same one at either end. */
export function nearestZoom(zoom: number, change: ZoomChange): number {
  switch (change) {
    case 'fit':
      return 1;
    case 'larger':
      return zooms.find((next) => next > zoom) ?? zoom;
    case 'smaller':
      return zooms[zooms.findIndex((next) => next >= zoom) - 1] ?? zoom;
  }
}
