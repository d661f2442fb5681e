import { untrack } from 'svelte';

/** How long a value that never rests is left behind, in ms. */
const longestMs = 1000;

/**
 * A value that follows another one once that has rested for so many ms, or at least each second: for what need not be there
 * within the same frame. Call it while a component is made.
 */
export function following<Value>(value: () => Value, restMs: number): { readonly current: Value } {
  let current = $state.raw(untrack(value));
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Since when it is behind, in ms of the browser's clock. */
  let behindSince: number | undefined;
  const follow = () => {
    behindSince = undefined;
    current = value();
  };
  // Talks to the clock of the browser.
  $effect(() => {
    value();
    const now = performance.now();
    behindSince ??= now;
    clearTimeout(timer);
    timer = setTimeout(follow, Math.max(0, Math.min(restMs, behindSince + longestMs - now)));
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
