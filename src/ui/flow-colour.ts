import type { Flow } from '../analysis/flows';

/** The colour of a story, as CSS has it. What belongs to none has the last one. */
export function flowColour(flow: Flow | undefined): string {
  return `var(--flow-${flow?.colour ?? 7})`;
}
