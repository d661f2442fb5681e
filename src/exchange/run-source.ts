import { hashOf, parseRecording, recordingOf, type Recording } from '../simulation';

/** Recordings never change once they are made, and a log is written and compared more than once. */
const canonicalOnes = new WeakMap<Recording, Recording>();

/** A recording as reading it gives it: every field in its one order. */
export function canonical(recording: Recording): Recording {
  const known = canonicalOnes.get(recording);
  if (known !== undefined) return known;
  const parsed = parseRecording(recording);
  const own = parsed.ok ? parsed.value : recording;
  canonicalOnes.set(recording, own);
  return own;
}

/**
 * Where a run comes from, as an absolute URI. A run that is not as its scenario ships has its fingerprint in it: all that it
 * depends on, but not its title. So what is told apart by an id within a run is told apart by source and id among runs.
 * @param recording a canonical one.
 */
export function sourceOf(recording: Recording): string {
  const { scenario, architecture } = recording;
  const id = typeof scenario === 'string' ? scenario : scenario.id;
  const place = `https://signalbox.example/${encodeURIComponent(id)}/${architecture}`;
  const text = textOfRun(recording);
  if (typeof scenario === 'string' && text === textOfRun(recordingOf(scenario, architecture))) return place;
  return `${place}/run-${(hashOf(text, 0) >>> 0).toString(36)}`;
}

/** All of a recording that its run depends on. */
function textOfRun({ title: _title, ...rest }: Recording): string {
  return JSON.stringify(rest);
}
