import type { RunningShop } from '../architectures/architecture';
import type { World } from '../engine/world';
import { ownerOf, type OutsideEvent } from '../shop/outside-events';

/**
 * Lets the service that owns an event hear of it, in the story that is told now. In both architectures that is a change of state at
 * this service, `outside-event`, before anything comes of it; nobody outside waits for that. A service that is away misses it.
 */
export function hearOf(world: World, shop: RunningShop, event: OutsideEvent): void {
  const { journal, outages } = world;
  const { id, ...facts } = event;
  const node = ownerOf[event.type];
  const isThere = outages.isUp(node);
  journal.changed(node, 'outside-event', id, null, isThere ? 'heard' : 'missed', 'HEAR', { event: facts });
  if (!isThere) {
    journal.failed(node, 'NobodyThere', `Nobody is there to hear of ${event.type} ${id}`);
    return;
  }
  world.whenReady(node, () => {
    const { flow, cause } = journal.thread;
    world.start(node, flow, cause, shop.hear(event), (settlement) => {
      if (!settlement.ok) journal.failed(node, settlement.error.name, settlement.error.message);
    });
  });
}
