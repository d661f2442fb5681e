import type { Selection } from '../selection';
import { Session } from '../session.svelte';

/** The run beside the one that is shown. Whoever selects something in it makes it the one that is shown. */
export class Follower extends Session {
  constructor(private readonly takeLead: (selection: Selection) => void) {
    super();
  }

  override select(selection: Selection | undefined): void {
    if (selection !== undefined) this.takeLead(selection);
  }
}
