import { createActor } from 'xstate';
import { Lifecycle } from '../../src/engine/lifecycle';
import { World } from '../../src/engine/world';
import { notificationChart, notificationMachine } from '../../src/notifications/notification.machine';

/** Notifications from creation to sent, each an XState actor. Returns how many were sent. */
export function livesOfActors(count: number): number {
  let sentCount = 0;
  for (let index = 0; index < count; index += 1) {
    const actor = createActor(notificationMachine).start();
    actor.send({ type: 'DISPATCH' });
    actor.send({ type: 'ADAPTER_SENT' });
    if (actor.getSnapshot().matches('sent')) sentCount += 1;
    actor.stop();
  }
  return sentCount;
}

/** The same lives in the core, every change of state written to the journal. Returns how many were sent. */
export function livesInTheCore(count: number): number {
  const world = new World({
    topology: { nodes: [], links: [] },
    seed: 1,
    jitterMs: 0,
    epochMs: 0,
    patienceMs: 1,
  });
  let sentCount = 0;
  for (let index = 0; index < count; index += 1) {
    const lifecycle = new Lifecycle(`ntf-${index}`, notificationChart, world);
    lifecycle.begin('dispatcher', 'created', noFacts);
    lifecycle.take('dispatcher', { type: 'DISPATCH' });
    lifecycle.take('dispatcher', { type: 'ADAPTER_SENT' });
    if (lifecycle.state.path === 'sent') sentCount += 1;
  }
  return sentCount;
}

const noFacts = {};
