import { getContext, setContext } from 'svelte';
import type { Command } from '../keyboard/shortcuts';

/** Something that the page as a whole does. */
export interface PageAction {
  readonly id: string;
  readonly title: string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly run: () => void;
}

/** What the page does beside what its session can. */
export interface PageOffer {
  /** What can be done by key. */
  readonly commands: Readonly<Partial<Record<Command, () => void>>>;
  readonly more: readonly PageAction[];
}

const key = Symbol('what the page offers');

/** The page tells the palette what it does. @param offer asked each time the palette opens. */
export function offerToPalette(offer: () => PageOffer): void {
  setContext(key, offer);
}

/** What the page offers; nothing where a part of it stands alone. */
export function offeredByPage(): PageOffer {
  const offer = getContext<(() => PageOffer) | undefined>(key);
  return offer?.() ?? { commands: {}, more: [] };
}
