import type { NodeId } from '../simulation';
import { numberOf, textOf } from './facts';
import { notificationOf, type NotificationAt } from './inspection';
import type { Entity, View } from './view';

/** An event that a consumer could not process, however often it was tried. */
export interface DeadLetterAt {
  /** Of the delivery, as in the trace. */
  readonly id: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly reason: string;
  readonly attempts: number;
}

/** What lies in the dead-letter queue of a consumer, first to last. */
export interface DeadLetterQueue {
  readonly consumer: NodeId;
  readonly letters: readonly DeadLetterAt[];
}

/** The dead-letter queues at a moment in which something lies. */
export function deadLettersAt(view: View): readonly DeadLetterQueue[] {
  const queues = new Map<NodeId, Entity[]>();
  for (const entity of view.entities.values()) {
    if (entity.machine !== 'delivery' || entity.state !== 'deadLettered') continue;
    const consumer = textOf(entity.facts['consumer']) ?? '';
    const queue = queues.get(consumer);
    if (queue === undefined) queues.set(consumer, [entity]);
    else queue.push(entity);
  }
  return [...queues].map(([consumer, queue]) => ({
    consumer,
    letters: queue.sort((a, b) => diedAt(a) - diedAt(b)).map(letterOf),
  }));
}

/** The notifications at a moment that no retry is left for, in the order of their coming into being. */
export function exhaustedAt(view: View): readonly NotificationAt[] {
  const exhausted: NotificationAt[] = [];
  for (const entity of view.entities.values()) {
    if (entity.machine === 'notification' && entity.state === 'failed.exhausted') {
      exhausted.push(notificationOf(entity));
    }
  }
  return exhausted;
}

function letterOf({ id, facts }: Entity): DeadLetterAt {
  return {
    id,
    eventId: textOf(facts['eventId']) ?? id,
    eventType: textOf(facts['eventType']) ?? 'event',
    reason: textOf(facts['reason']) ?? 'unknown',
    attempts: numberOf(facts['attempt']) ?? 0,
  };
}

/** `seq` of the change that brought it there. */
function diedAt({ changes }: Entity): number {
  return changes.at(-1)?.seq ?? 0;
}
