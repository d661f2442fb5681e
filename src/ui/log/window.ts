/** What of a long list is in sight, and where to put it. */
export interface Window {
  /** The first row to draw. */
  readonly first: number;
  /** The row after the last one to draw. */
  readonly end: number;
  /** Where the first row lies, in px from the top of the track. */
  readonly top: number;
  /** How high the track is that the scroll bar measures, in px. */
  readonly trackHeight: number;
}

export interface WindowInput {
  readonly rowCount: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly viewHeight: number;
  /** Rows to draw beyond both edges. */
  readonly overscan: number;
}

/** Browsers cut elements that are higher than some 17 or 33 million px. */
const highestTrack = 15_000_000;

/**
 * The rows of a list that are in sight. Lists that are too long for a browser's scroll bar get a shorter track: the
 * scroll position then says what part of the whole list is in sight.
 */
export function windowOf({ rowCount, rowHeight, scrollTop, viewHeight, overscan }: WindowInput): Window {
  const listHeight = rowCount * rowHeight;
  const trackHeight = Math.min(listHeight, highestTrack);
  const position = clamp(scrollTop, 0, Math.max(0, trackHeight - viewHeight));
  const offset = listOffset(position, listHeight, trackHeight, viewHeight);
  const first = clamp(Math.floor(offset / rowHeight) - overscan, 0, rowCount);
  const end = clamp(Math.ceil((offset + viewHeight) / rowHeight) + overscan, first, rowCount);
  return { first, end, top: position - (offset - first * rowHeight), trackHeight };
}

/** The scroll position nearest to the present one at which a row is wholly in sight. */
export function scrollTopFor(row: number, input: WindowInput): number {
  const { rowCount, rowHeight, scrollTop, viewHeight } = input;
  const listHeight = rowCount * rowHeight;
  const trackHeight = Math.min(listHeight, highestTrack);
  const offset = listOffset(scrollTop, listHeight, trackHeight, viewHeight);
  const wanted = clamp(offset, (row + 1) * rowHeight - viewHeight, row * rowHeight);
  const scrollable = listHeight - viewHeight;
  return scrollable <= 0 ? 0 : (wanted / scrollable) * (trackHeight - viewHeight);
}

/** What of the list lies above the view, in px of the list, at a scroll position of the track. */
function listOffset(scrollTop: number, listHeight: number, trackHeight: number, viewHeight: number): number {
  const scrollable = trackHeight - viewHeight;
  return scrollable <= 0 ? 0 : (scrollTop / scrollable) * (listHeight - viewHeight);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
