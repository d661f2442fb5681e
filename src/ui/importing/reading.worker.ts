/**
 * Reads a long file beside the page. A run is simulated here as well and compared record by record: its trace never gets to
 * the page, which has its own.
 */
import { readFile } from '../../exchange/read-file';
import { loadEverything, simulate } from '../../simulation';
import { comparableIn, compareFile } from './comparing';
import type { Answer } from './file-reading';

/** The text of a file and its name. */
interface Question {
  readonly text: string;
  readonly name: string;
}

addEventListener('message', ({ data: { text, name } }: MessageEvent<Question>) => {
  void loadEverything()
    .then(() => {
      read(text, name);
    })
    .catch(() => {
      say({ kind: 'failed' });
    });
});

function read(text: string, name: string): void {
  const reading = readFile(text, name);
  const comparable = comparableIn(reading);
  if (comparable === undefined) {
    say({ kind: 'opened', opened: reading });
    return;
  }
  const { kind, recording } = comparable;
  say({ kind: 'opened', opened: { ok: true, value: { kind, recording } } });
  const comparison = compareFile(comparable, simulate(recording), (records, ofRecords) => {
    say({ kind: 'progress', records, ofRecords });
  });
  say({ kind: 'compared', comparison });
}

function say(answer: Answer): void {
  postMessage(answer);
}
