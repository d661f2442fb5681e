import { centreOf, type PlacedNode } from './layout';
import type { FaultMark } from './fault-marks';
import type { Point } from './route';
import type { Token } from './tokens';

/** A place on the stage that can have the focus: `node:pricing`, `message:12`, `fault:3`. It stands in `data-stop`. */
export type Stop = string;

export const nodeStop = (id: string): Stop => `node:${id}`;
export const messageStop = (seq: number): Stop => `message:${seq}`;
/** @param seq of the record that began the fault. */
export const faultStop = (seq: number): Stop => `fault:${seq}`;

export function isNodeStop(stop: Stop): boolean {
  return stop.startsWith('node:');
}

/** The stop that an element is; undefined when it is none. */
export function stopOf(element: EventTarget | null): Stop | undefined {
  return element instanceof HTMLElement ? element.dataset['stop'] : undefined;
}

/** Moves the focus to a stop within an element. */
export function focusOn(within: ParentNode, stop: Stop): void {
  within.querySelector<HTMLElement>(`[data-stop=${JSON.stringify(stop)}]`)?.focus();
}

/**
 * When the stop that has the focus goes from a layer, the focus moves on.
 * @param stops those that are there now.
 * @param nextOf says where to, by the `seq` in the stop.
 */
export function keepFocus(
  layer: HTMLElement | undefined,
  stops: readonly Stop[],
  nextOf: (seq: number) => Stop | undefined,
): void {
  const focused = document.activeElement;
  const stop = stopOf(focused);
  if (layer === undefined || stop === undefined || !layer.contains(focused) || stops.includes(stop)) return;
  const next = nextOf(Number(stop.slice(stop.indexOf(':') + 1)));
  if (next !== undefined) focusOn(layer.parentElement ?? layer, next);
}

/** Where all stops are. */
export function placesOf(
  nodes: readonly PlacedNode[],
  tokens: readonly Token[],
  marks: readonly FaultMark[],
): ReadonlyMap<Stop, Point> {
  return new Map<Stop, Point>([
    ...nodes.map(({ id, box }) => [nodeStop(id), centreOf(box)] as const),
    ...marks.flatMap(({ faults: [fault], point }) =>
      fault === undefined ? [] : [[faultStop(fault.seq), point] as const],
    ),
    ...tokens.map(({ message, point }) => [messageStop(message.seq), point] as const),
  ]);
}
