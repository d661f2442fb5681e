import { breakpointWords } from '../../analysis/breakpoint-choices';
import { nextStop } from '../../analysis/breakpoints';
import type { Session } from '../session.svelte';

/** Goes to the next step that a breakpoint is about, or to the previous one; to the end when there is none. Says which. */
export function runToBreakpoint(session: Session, direction: 1 | -1): void {
  const { trace, step, breakpoints, names } = session;
  if (!breakpoints.some(({ off }) => off !== true)) {
    session.notify('No breakpoint is on. “Breakpoints” (B) sets one.');
    return;
  }
  const stop = nextStop(trace, step, direction, breakpoints);
  session.jumpTo(stop?.record.seq ?? (direction === 1 ? trace.length : 0));
  if (stop !== undefined) session.notify(`Paused at breakpoint: ${breakpointWords(stop.breakpoint, names)}`);
  else if (direction === 1) session.notify('No breakpoint is met any more: this is the last step.');
  else session.notify('No breakpoint is met before: this is the beginning.');
}
