import { entryOf, textOf } from '../../analysis/facts';
import type { View } from '../../analysis/view';
import { listed } from '../../analysis/words';
import type { NodeId } from '../../simulation';

/** How many events one consumer of the bus still has before it, by how far each has come. */
export interface QueueDepth {
  /** Not handed over yet. */
  readonly waiting: number;
  /** Handed over, and not acknowledged. */
  readonly inHand: number;
  /** Failed, and to be tried again. */
  readonly toRetry: number;
  /** Failed for good: they lie in the dead-letter queue. */
  readonly dead: number;
}

const none: QueueDepth = { waiting: 0, inHand: 0, toRetry: 0, dead: 0 };

/** The states of the machine `delivery` that count. */
const counts: { readonly [state: string]: keyof QueueDepth } = {
  waiting: 'waiting',
  unacknowledged: 'inHand',
  processing: 'inHand',
  backingOff: 'toRetry',
  deadLettered: 'dead',
};

/** Those of each moment: several parts of the stage ask for them, and it takes a look at everything that a run has made. */
const known = new WeakMap<View['entities'], ReadonlyMap<NodeId, QueueDepth>>();

/** The queues of all consumers that have something in theirs. */
export function queueDepthsOf({ entities }: Pick<View, 'entities'>): ReadonlyMap<NodeId, QueueDepth> {
  const depths = known.get(entities) ?? countDepths(entities);
  known.set(entities, depths);
  return depths;
}

function countDepths(entities: View['entities']): ReadonlyMap<NodeId, QueueDepth> {
  const depths = new Map<NodeId, QueueDepth>();
  for (const { machine, state, facts } of entities.values()) {
    if (machine !== 'delivery') continue;
    const count = entryOf(counts, String(state));
    const consumer = textOf(facts['consumer']);
    if (count === undefined || consumer === undefined) continue;
    const depth = depths.get(consumer) ?? none;
    depths.set(consumer, { ...depth, [count]: depth[count] + 1 });
  }
  return depths;
}

/** `2 events wait, 1 is not acknowledged` */
export function depthWords({ waiting, inHand, toRetry, dead }: QueueDepth): string {
  return listed([
    ...(waiting > 0 ? [`${waiting} ${waiting === 1 ? 'event waits' : 'events wait'}`] : []),
    ...(inHand > 0 ? [`${inHand} not acknowledged`] : []),
    ...(toRetry > 0 ? [`${toRetry} to be tried again`] : []),
    ...(dead > 0 ? [`${dead} dead-lettered`] : []),
  ]);
}
