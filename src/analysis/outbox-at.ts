import type { Changed } from '../simulation';
import { textOf } from './facts';
import type { View } from './view';

/** A row of an outbox that the relay has not marked as published. */
export interface OutboxRowAt {
  readonly eventId: string;
  readonly eventType: string;
  /** The change that stored it. */
  readonly stored: Changed;
}

/** The rows that wait in outboxes at a moment, the oldest first. */
export function unpublishedAt(view: View): readonly OutboxRowAt[] {
  const rows: OutboxRowAt[] = [];
  for (const { machine, id: eventId, state, facts, changes } of view.entities.values()) {
    const [stored] = changes;
    if (machine !== 'outbox' || state !== 'stored' || stored === undefined) continue;
    rows.push({ eventId, eventType: textOf(facts['eventType']) ?? 'event', stored });
  }
  return rows;
}
