import { busyTimes, spansOf, type Flight, type RunSpans } from '../../analysis/spans/spans';
import { ShownTime } from '../../analysis/spans/time';
import type { Session } from '../session.svelte';
import { lanesOf } from './lanes';
import { isWhole, moved, wholeWindow, windowBetween, zoomed, type ShownWindow } from './shown-window';

/** Height of the row with the ticks, in px. */
const axisHeight = 28;

/** What the person chose to see: simulated moments, so that it stays when the run changes, and of which story. */
interface ChosenTime {
  readonly scenario: string;
  readonly from: number;
  readonly to: number;
}

/** What was chosen outlives the view, as long as the page is open. */
const kept = new WeakMap<
  Session,
  { readonly chosen: ChosenTime | undefined; readonly showsStore: boolean }
>();

/** The spans of the run that is shown, and how much of it is in sight. */
export class TimelineView {
  #chosen = $state.raw<ChosenTime>();
  /** Whether questions to the data store, and its answers, are drawn as arrows. */
  showsStore = $state(false);
  /** Height that there is for the lanes and their axis, in px. */
  room = $state(0);

  readonly spans: RunSpans = $derived.by(() => spansOf(this.session.trace, this.session.topology));
  readonly time = $derived.by(() => new ShownTime(busyTimes(this.spans), this.spans.until));
  readonly lanes = $derived.by(() => lanesOf(this.spans, this.session.topology, this.room - axisHeight));
  readonly flights: readonly Flight[] = $derived.by(() =>
    this.showsStore
      ? this.spans.flights
      : this.spans.flights.filter(({ node, to }) => !this.#isStore(node) && !this.#isStore(to)),
  );
  readonly window: ShownWindow = $derived.by(() => {
    const { length } = this.time;
    if (this.#chosen?.scenario !== this.session.scenario.id) return wholeWindow(length);
    return windowBetween(this.time.shownAt(this.#chosen.from), this.time.shownAt(this.#chosen.to), length);
  });
  /** The shown moment at which the playhead stands. */
  readonly cursor = $derived.by(() => this.time.shownAt(this.session.now));

  /** Call it while a component is made. */
  constructor(private readonly session: Session) {
    const known = kept.get(session);
    this.#chosen = known?.chosen;
    this.showsStore = known?.showsStore ?? false;
    // Talks to what outlives the view.
    $effect(() => {
      kept.set(session, { chosen: this.#chosen, showsStore: this.showsStore });
    });
  }

  get isWhole(): boolean {
    return isWhole(this.window, this.time.length);
  }

  get cursorIsInSight(): boolean {
    const { from, to } = this.window;
    return this.cursor >= from && this.cursor <= to;
  }

  /** Shows what lies between two shown moments. */
  showBetween(a: number, b: number): void {
    this.#show(windowBetween(a, b, this.time.length));
  }

  /** @param factor below 1: larger. @param around the shown moment that stays where it is. */
  zoom(factor: number, around = this.#middle): void {
    this.#show(zoomed(this.window, factor, around, this.time.length));
  }

  move(widths: number): void {
    this.#show(moved(this.window, widths, this.time.length));
  }

  showAll(): void {
    this.#chosen = undefined;
  }

  /** Brings the playhead into the middle, at the same size. */
  goToCursor(): void {
    const half = (this.window.to - this.window.from) / 2;
    this.showBetween(this.cursor - half, this.cursor + half);
  }

  #isStore(node: string): boolean {
    return this.session.names.nodeRole(node) === 'store';
  }

  /** What is zoomed in on: the playhead, as long as it is in sight. */
  get #middle(): number {
    const { from, to } = this.window;
    return this.cursorIsInSight && this.session.step > 0 ? this.cursor : (from + to) / 2;
  }

  #show(window: ShownWindow): void {
    const { time } = this;
    this.#chosen = isWhole(window, time.length)
      ? undefined
      : {
          scenario: this.session.scenario.id,
          from: time.momentAt(window.from),
          to: time.momentAt(window.to),
        };
  }
}
