import { untrack } from 'svelte';

/**
 * A value that follows another one and is behind it for so many ms at most: for what need not be there within the same frame.
 * Call it while a component is made.
 */
export function following<Value>(value: () => Value, behindMs: number): { readonly current: Value } {
  let current = $state.raw(untrack(value));
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Talks to the clock of the browser.
  $effect(() => {
    value();
    timer ??= setTimeout(() => {
      timer = undefined;
      current = value();
    }, behindMs);
  });
  $effect(() => () => {
    clearTimeout(timer);
  });
  return {
    get current() {
      return current;
    },
  };
}
