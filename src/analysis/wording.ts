import type { TraceRecord } from '../simulation';
import { textOf } from './facts';

/** What a message says to a person. */
export interface Wording {
  readonly subject: string | undefined;
  readonly body: string;
}

/** The text for a person that a record writes, hands over or brings; undefined when it carries none. */
export function wordingOf(record: TraceRecord): Wording | undefined {
  if (record.kind === 'rendered' || record.kind === 'received') {
    return { subject: record.subject, body: record.body };
  }
  if (record.kind !== 'sent' || record.form !== 'delivery') return undefined;
  const body = textOf(record.payload['body']);
  return body === undefined ? undefined : { subject: textOf(record.payload['subject']), body };
}
