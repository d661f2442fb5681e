import { centreOf, type PlacedNode } from './layout';
import type { Point } from './route';
import type { Token } from './tokens';

/** A place on the stage that can have the focus: `node:pricing`, `message:12`. It stands in `data-stop`. */
export type Stop = string;

export const nodeStop = (id: string): Stop => `node:${id}`;
export const messageStop = (seq: number): Stop => `message:${seq}`;

export function isMessageStop(stop: Stop): boolean {
  return stop.startsWith('message:');
}

/** The stop that an element is; undefined when it is none. */
export function stopOf(element: EventTarget | null): Stop | undefined {
  return element instanceof HTMLElement ? element.dataset['stop'] : undefined;
}

/** Moves the focus to a stop within an element. */
export function focusOn(within: ParentNode, stop: Stop): void {
  within.querySelector<HTMLElement>(`[data-stop=${JSON.stringify(stop)}]`)?.focus();
}

/** Where all stops are. */
export function placesOf(nodes: readonly PlacedNode[], tokens: readonly Token[]): ReadonlyMap<Stop, Point> {
  return new Map<Stop, Point>([
    ...nodes.map(({ id, box }) => [nodeStop(id), centreOf(box)] as const),
    ...tokens.map(({ message, point }) => [messageStop(message.seq), point] as const),
  ]);
}
