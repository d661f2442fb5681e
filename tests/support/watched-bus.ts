import { vi } from 'vitest';
import { EventBus } from '../../src/brokers/event-bus';
import { simulate, type BusEvent, type Recording, type Run } from '../../src/simulation';

/** A run, and the log that its bus itself has kept; none where there is no bus. */
export function playWatched(recording: Recording): { readonly run: Run; readonly log: readonly BusEvent[] } {
  const watched = vi.spyOn(EventBus.prototype, 'subscribe');
  try {
    const run = simulate(recording);
    const [bus] = watched.mock.contexts as unknown as readonly { readonly log: readonly BusEvent[] }[];
    return { run, log: bus?.log ?? [] };
  } finally {
    watched.mockRestore();
  }
}
