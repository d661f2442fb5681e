import { untrack } from 'svelte';

/**
 * Hands the focus on from a panel that goes to the one that comes in its place, so that it does not get lost. Call it while a
 * component is made.
 * @param region what the panels are in.
 * @param shown the name of the panel that is shown.
 * @returns what is attached to each panel, which can take the focus.
 */
export function handOnFocus(
  region: () => HTMLElement | undefined,
  shown: () => string,
): (panel: HTMLElement) => void {
  let last = untrack(shown);
  let wasInside = false;
  // Talks to the document: only it knows, before the old panel goes, where the focus is.
  $effect.pre(() => {
    if (shown() === last) return;
    last = shown();
    const panel = region()?.querySelector('[role="tabpanel"]');
    wasInside = panel?.contains(document.activeElement) ?? false;
  });
  return (panel) => {
    if (wasInside) panel.focus();
    wasInside = false;
  };
}
