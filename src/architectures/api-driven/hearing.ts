import { invariant } from '../../engine/invariant';
import type { Process } from '../../engine/process';
import type { NodeId } from '../../engine/trace';
import type { World } from '../../engine/world';
import { decisionsAt } from '../../notifications/verdict';
import type { ShopEvent } from '../../shop/events';
import { ownerOf, type OutsideEvent } from '../../shop/outside-events';

/** What services do about events of theirs, by type; without one, an event is no news to anybody here. */
type NewsHandlers = {
  readonly [Type in ShopEvent['type']]?: (event: Extract<ShopEvent, { type: Type }>) => Process;
};

/**
 * What a system outside says has happened goes to the service whose business it is. That does what it does after a write of
 * its own, and waits for whom it calls; with idempotency it remembers by id what it has done, as a consumer of events does.
 */
export class Hearing {
  /** What each service remembers, by event id: whether the work is done; false while it is under way. */
  readonly #heard: ReadonlyMap<NodeId, Map<string, boolean>>;

  constructor(
    private readonly world: World,
    private readonly handlers: NewsHandlers,
    private readonly idempotency: boolean,
  ) {
    const owners = Object.values(ownerOf).filter((owner) => world.has(owner));
    this.#heard = new Map(owners.map((owner) => [owner, new Map<string, boolean>()]));
    for (const [owner, heard] of this.#heard) {
      world.outages.watch(owner, {
        down: (abrupt) => {
          if (abrupt) forgetUnderWay(heard);
        },
      });
    }
  }

  /** Does what is to be done about an event. */
  *hear(event: OutsideEvent): Process {
    const { id, type } = event;
    const owner = ownerOf[type];
    const heard = this.#heard.get(owner);
    invariant(heard !== undefined, 'who hears of an event is there');
    const decide = decisionsAt(this.world, owner);
    const before = this.idempotency ? heard.get(id) : undefined;
    if (before !== undefined) {
      const because = { eventId: id, eventType: type, before: before ? 'processed' : 'under way' };
      decide(id, { rule: 'idempotency', outcome: 'stopped', because });
      return;
    }
    const handle = this.handlers[type] as ((event: OutsideEvent) => Process) | undefined;
    if (handle === undefined) {
      decide(id, { rule: 'news', outcome: 'stopped', because: { eventType: type } });
      return;
    }
    heard.set(id, false);
    try {
      yield* handle(event);
      heard.set(id, true);
    } catch (error) {
      heard.delete(id);
      throw error;
    }
  }
}

/** A crash takes the work that was under way with it; what was done stays remembered. */
function forgetUnderWay(heard: Map<string, boolean>): void {
  for (const [id, isDone] of heard) if (!isDone) heard.delete(id);
}
