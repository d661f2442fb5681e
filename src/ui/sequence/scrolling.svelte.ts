import { scrollTopFor, windowOf, type Window } from '../log/window';
import { gutterWidth, headHeight, rowHeight, type Extent } from './geometry';

/** Rows that are drawn beyond both edges. */
const overscan = 8;
/** On a page that is no wider than this, in px, the playback covers the lower part of the diagram. */
const narrow = 600;
/** What stays free below the last row, in px. */
export const roomBelow = 8 * rowHeight;
/** How far from an edge, in px, what is brought into sight comes to lie. */
const margin = 24;

/** What part of the diagram is in sight, and whether that follows the current step. */
export class Scrolling {
  top = $state(0);
  left = $state(0);
  width = $state(0);
  height = $state(0);
  /** Whether the current row is kept in sight: until a person scrolls it out of sight. */
  follows = $state(true);
  element: HTMLElement | undefined;

  /** @param rowCount how many rows there are now. */
  constructor(private readonly rowCount: () => number) {}

  /** The rows to draw. */
  readonly window: Window = $derived.by(() => windowOf(this.#geometry));

  get #geometry() {
    const viewHeight = Math.max(rowHeight, (this.height || 480) - headHeight);
    return { rowCount: this.rowCount(), rowHeight, scrollTop: this.top, viewHeight, overscan };
  }

  /** Takes note of where the person has scrolled to. @param isInSight whether the current row is still in sight. */
  scrolled(isInSight: () => boolean): void {
    this.#read();
    this.follows = isInSight();
  }

  /** Whether a row, or a part of its arrow, is in sight. */
  shows(row: number, { left, right }: Extent): boolean {
    const { scrollTop, viewHeight } = this.#geometry;
    const needed = scrollTopFor(row, this.#geometry);
    const isInHeight = Math.abs(needed - scrollTop) < Math.min(rowHeight, viewHeight);
    return isInHeight && right >= this.left + gutterWidth && left <= this.left + (this.width || Infinity);
  }

  /**
   * Scrolls as little as is needed to have a row in sight, with what is written at it.
   * @param lowest a row further down that is to be in sight as well, if there is room.
   */
  bring(row: number, { left, right }: Extent, lowest = row): void {
    const { element } = this;
    if (element === undefined || row < 0) return;
    const geometry = this.#geometry;
    const isNarrow = this.width > 0 && this.width < narrow;
    const viewHeight = Math.max(rowHeight, geometry.viewHeight - (isNarrow ? roomBelow : rowHeight));
    const input = { ...geometry, viewHeight };
    element.scrollTop = scrollTopFor(row, { ...input, scrollTop: scrollTopFor(lowest, input) });
    if (this.width > 0) {
      const most = left - gutterWidth - margin;
      const least = Math.min(right + margin - this.width, most);
      element.scrollLeft = Math.max(least, Math.min(element.scrollLeft, most));
    }
    this.#read();
  }

  #read(): void {
    this.top = this.element?.scrollTop ?? 0;
    this.left = this.element?.scrollLeft ?? 0;
  }
}
