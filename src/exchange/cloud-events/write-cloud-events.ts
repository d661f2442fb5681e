import type { Run } from '../../simulation';
import type { Piece } from '../piece';
import { cloudEventsOf } from './cloud-event';

/**
 * The event log of a run in the JSON batch format of CloudEvents 1.0, one event on a line, ending in a newline. Always the
 * whole run, as importing it gives the run again.
 */
export function* writeCloudEvents(run: Run): Generator<Piece> {
  for (const { text, share } of textsOf(run)) yield { text: `${share === 0 ? '[' : ','}\n${text}`, share };
  yield { text: '\n]\n', share: 1 };
}

/** The same events as NDJSON: each is a line that ends in `\n`. */
export function* writeCloudEventsLines(run: Run): Generator<Piece> {
  for (const { text, share } of textsOf(run)) yield { text: `${text}\n`, share };
}

/** Each event as JSON. The first one has the share 0, and no other one. */
function* textsOf(run: Run): Generator<Piece> {
  const last = run.trace.length + 1;
  for (const event of cloudEventsOf(run)) {
    yield { text: JSON.stringify(event), share: event.simorder / last };
  }
}
