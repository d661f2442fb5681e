import type { Process } from '../../src/engine/process';
import {
  listOf,
  type Publisher,
  type ShopEvent,
  type UnitOfWork,
  type Unpublished,
} from '../../src/shop/events';

/** Runs a process that has only fakes around it, and so nothing to wait for. Returns its result, or throws what it threw. */
export function runAlone<Result>(process: Process<Result>): Result {
  const turn = process.next();
  if (turn.done !== true) throw new Error(`it waits: ${turn.value.kind}`);
  return turn.value;
}

/** A process that is over at once, with this result. */
export function* returning<Result>(result: Result): Process<Result> {
  return result;
}

/** A publisher and a unit of work that only keep what they are given, in order. */
export function fakeBus(): {
  readonly published: readonly Unpublished<ShopEvent>[];
  readonly bus: Publisher<ShopEvent>;
  readonly unitOfWork: UnitOfWork<ShopEvent>;
} {
  const published: Unpublished<ShopEvent>[] = [];
  return {
    published,
    bus: {
      *publish(event) {
        published.push(event);
      },
    },
    unitOfWork: {
      *commit(write, eventsOf) {
        const result = yield* write;
        published.push(...listOf(eventsOf(result)));
        return result;
      },
    },
  };
}
