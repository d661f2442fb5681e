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

/** The queues of all consumers that have something in theirs. */
export function queueDepthsOf({ deliveries }: Pick<View, 'deliveries'>): ReadonlyMap<NodeId, QueueDepth> {
  const depths = new Map<NodeId, QueueDepth>();
  for (const [consumer, states] of deliveries) {
    const depth = { ...none };
    for (const [state, kind] of Object.entries(counts)) depth[kind] += states[state] ?? 0;
    if (Object.values(depth).some((count) => count > 0)) depths.set(consumer, depth);
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
