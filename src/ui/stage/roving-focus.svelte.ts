import type { FaultMark } from './fault-marks';
import type { PlacedNode } from './layout';
import { directionOf, nearestIn } from './nearest';
import { focusOn, isNodeStop, messageStop, nodeStop, placesOf, stopOf, type Stop } from './stops';
import type { Token } from './tokens';

/**
 * The stage is one tab stop. Within it the arrow keys go to the nearest node, message or fault in their direction.
 *
 * On the page the left and right arrows step through the run. On the stage they would then do two things at once, so the
 * stage keeps the plain arrows for itself, as it keeps Enter and Space, which open what has the focus and must not also
 * play. Everything else (Home, End, Shift with an arrow, "." and ",") goes on to the page.
 */
export class RovingFocus {
  #stop = $state<Stop>();

  /**
   * @param nodes those that are on the stage, in reading order.
   * @param tokens those that are on their way, as they are now.
   * @param marks those of the faults in force.
   */
  constructor(
    private readonly nodes: () => readonly PlacedNode[],
    private readonly tokens: () => readonly Token[],
    private readonly marks: () => readonly FaultMark[],
  ) {}

  /** The one that the Tab key reaches; others get the focus by arrow keys or by a click. */
  isTabStop(stop: Stop): boolean {
    return stop === this.#tabStop;
  }

  get #tabStop(): Stop | undefined {
    const stop = this.#stop;
    if (stop !== undefined && !isNodeStop(stop)) return stop;
    const stops = this.nodes().map(({ id }) => nodeStop(id));
    return stops.find((known) => known === stop) ?? stops[0];
  }

  /** Listens to the keys and the focus of a whole region. */
  readonly listen = (region: HTMLElement): (() => void) => {
    const listeners = new AbortController();
    const { signal } = listeners;
    region.addEventListener('keydown', (event) => this.#press(region, event), { signal });
    region.addEventListener('focusin', ({ target }) => this.#enter(target), { signal });
    region.addEventListener('focusout', ({ relatedTarget }) => this.#leave(region, relatedTarget), {
      signal,
    });
    return () => listeners.abort();
  };

  #press(region: HTMLElement, event: KeyboardEvent): void {
    const stop = stopOf(event.target);
    if (stop === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === 'Enter' || event.key === ' ') event.stopPropagation();
    const direction = directionOf(event.key);
    if (direction === undefined) return;
    event.stopPropagation();
    event.preventDefault();
    const places = placesOf(this.nodes(), this.tokens(), this.marks());
    const from = places.get(stop);
    if (from === undefined) return;
    const next = nearestIn(direction, from, places);
    if (next !== undefined) focusOn(region, next);
  }

  #enter(target: EventTarget | null): void {
    this.#stop = stopOf(target) ?? this.#stop;
  }

  /** Who comes back comes back to a node: by then the message may have arrived. */
  #leave(region: HTMLElement, goesTo: EventTarget | null): void {
    if (goesTo instanceof Node && region.contains(goesTo)) return;
    const token = this.tokens().find(({ message }) => messageStop(message.seq) === this.#stop);
    if (token !== undefined) this.#stop = nodeStop(token.message.to);
    else if (this.#stop !== undefined && !isNodeStop(this.#stop)) this.#stop = undefined;
  }
}
