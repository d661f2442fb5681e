import { directionOf, nearestIn } from '../stage/nearest';
import type { Point } from '../stage/route';
import { focusOn, stopOf, type Stop } from '../stage/stops';

/**
 * A chart is one tab stop. Within it the arrow keys go to the nearest state or transition in their direction; the page,
 * which steps and plays by the same keys, does not get them, nor those that open what has the focus.
 */
export class ChartFocus {
  #stop = $state<Stop>();

  /** @param home where the focus begins. */
  constructor(
    private readonly places: () => ReadonlyMap<Stop, Point>,
    private readonly home: () => Stop,
  ) {}

  isTabStop(stop: Stop): boolean {
    return stop === (this.#stop !== undefined && this.places().has(this.#stop) ? this.#stop : this.home());
  }

  /** Listens to the keys and the focus of a whole region. */
  readonly listen = (region: HTMLElement): (() => void) => {
    const listeners = new AbortController();
    const { signal } = listeners;
    region.addEventListener('keydown', (event) => this.#press(region, event), { signal });
    region.addEventListener(
      'focusin',
      ({ target }) => {
        this.#stop = stopOf(target) ?? this.#stop;
      },
      { signal },
    );
    return () => listeners.abort();
  };

  #press(region: HTMLElement, event: KeyboardEvent): void {
    const stop = stopOf(event.target);
    if (stop === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
    const direction = directionOf(event.key);
    const from = this.places().get(stop);
    if (direction === undefined || from === undefined) return;
    event.stopPropagation();
    event.preventDefault();
    const next = nearestIn(direction, from, this.places());
    if (next !== undefined) focusOn(region, next);
  }
}
