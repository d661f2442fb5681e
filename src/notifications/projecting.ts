import type { World } from '../engine/world';
import type { Unpublished } from '../shop/events';
import type { NotificationEvent } from './notification-events';
import type { Projections } from './projections';

/** Keeps the projections of a run up to date, and writes down what each event changed about them. */
export class Projecting {
  constructor(
    private readonly world: World,
    readonly projections: Projections,
  ) {}

  take(event: Unpublished<NotificationEvent>): void {
    const { notificationId } = event;
    const before = this.projections.statusOf(notificationId);
    this.projections.apply(event);
    const after = this.projections.statusOf(notificationId);
    this.world.journal.changed('projections', 'projection', notificationId, before, after, event.type, event);
  }

  /** Begins anew: all that was made of the events so far is gone. */
  startAnew(): void {
    this.projections.clear();
    this.world.journal.changed('projections', 'projection', 'all', 'kept', 'empty', 'REBUILD');
  }
}
