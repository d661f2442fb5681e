/** Tells a story in a simulated broker. */
import type { BrokerName } from '../../src/brokers/broker-names';
import { idleMs, parcelPost, textOf } from './parcel-post';
import { recordsOf, strike } from './small-world';
import { maxAttempts, type Step, type Telling } from './broker-story';

/** Longer than anything takes but the wait for an acknowledgement, in ms. */
const stepMs = 150;

export function tellSimulated(steps: readonly Step[], broker: BrokerName): Telling {
  const post = parcelPost({ broker, maxAttempts });
  const { world } = post;
  const failing = new Set<string>();
  const listeners = new Map<string, ReturnType<typeof post.listen>[]>();
  const pass = (ms: number) => {
    const until = world.now + ms;
    while ((world.clock.nextAt ?? Infinity) <= until) world.clock.runNext();
    world.clock.moveTo(until);
  };
  for (const step of steps) {
    world.journal.enter({ flow: world.mint('flow'), cause: 0 });
    switch (step.do) {
      case 'listen': {
        const { who } = step;
        const fails = (parcel: string) => failing.has(`${who} ${parcel}`);
        const listener = post.listen(who, { idempotency: false, fails });
        listeners.set(who, [...(listeners.get(who) ?? []), listener]);
        break;
      }
      case 'stop listening':
        listeners.get(step.who)?.at(-1)?.unsubscribe();
        break;
      case 'publish':
        post.send(step.parcel);
        break;
      case 'go down':
        strike(world, { type: 'down', node: step.who });
        break;
      case 'come back':
        world.outages.comeUp(step.who);
        break;
      case 'lose the next acknowledgement':
        strike(world, { type: 'drop', from: step.who, to: 'bus', count: 1 });
        break;
      case 'crash after the next work':
        strike(world, { type: 'crash', node: step.who, after: 'handling' });
        break;
      case 'fail at':
        failing.add(`${step.who} ${step.parcel}`);
        break;
      case 'wait until idle':
        pass(idleMs);
    }
    pass(stepMs);
  }
  const names = [...listeners.keys()];
  const of = (told: (who: string) => readonly string[]) =>
    Object.fromEntries(names.map((who) => [who, told(who)]));
  return {
    given: of((who) => post.handOvers(who).map((text) => text.replace(/ at \d+$/, ''))),
    done: of((who) => (listeners.get(who) ?? []).flatMap(({ done }) => done)),
    pending: of((who) => pendingOf(world, who)),
  };
}

/** What a consumer was given and the broker has not heard of, by the records of its deliveries. */
function pendingOf(world: ReturnType<typeof parcelPost>['world'], who: string): readonly string[] {
  const open = new Map<string, { readonly parcel: string; attempts: number }>();
  const parcels = new Map(
    recordsOf(world, 'sent').map(({ payload }) => [textOf(payload['id']), textOf(payload['parcelId'])]),
  );
  for (const { machine, entity, from, to, facts } of recordsOf(world, 'changed')) {
    if (machine !== 'delivery') continue;
    if (from === null && facts['consumer'] === who) {
      open.set(entity, { parcel: parcels.get(textOf(facts['eventId'])) ?? '', attempts: 0 });
    }
    const delivery = open.get(entity);
    if (delivery !== undefined && typeof facts['attempt'] === 'number') delivery.attempts = facts['attempt'];
    if (to === 'acknowledged' || to === 'deadLettered' || to === 'lost') open.delete(entity);
  }
  return [...open.values()]
    .filter(({ attempts }) => attempts > 0)
    .map(({ parcel, attempts }) => `${parcel} × ${attempts}`)
    .sort();
}
