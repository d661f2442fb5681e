import type { AskStore, Process } from '../engine/process';
import type { NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import {
  listOf,
  type EventEnvelope,
  type Publisher,
  type Told,
  type UnitOfWork,
  type Unpublished,
} from '../shop/events';
import { busNode, type BusEvent } from './broker';
import type { EventBus } from './event-bus';

/** The node that publishes what stands in the outbox. */
export const relayNode: NodeId = 'relay';

/**
 * Without an outbox a change is committed, and then its event is published: two steps. A service that crashes in between
 * has changed something that nobody will ever hear of.
 */
export function commitThenPublish<Event extends EventEnvelope<string>>({
  publish,
}: Publisher<Event>): UnitOfWork<Event> {
  return {
    *commit(write, eventsOf) {
      const result = yield* write;
      for (const event of listOf(eventsOf(result))) yield* publish(event);
      return result;
    },
  };
}

/**
 * The transactional outbox (seed 002): an event is stored in the same transaction as the change that it tells of, and a
 * relay of its own publishes it and marks it when the bus confirms. A service that crashes in between loses nothing; a row
 * that is not marked in time is published again, so this is at least once.
 */
export class Outbox<Event extends EventEnvelope<string>> {
  /** Rows that are not marked as published, in order. */
  readonly #rows = new Map<string, OutboxRow>();

  /**
   * @param delayMs how long it takes the relay to notice a new row.
   * @param patienceMs how long it waits until a row is marked before it looks at it again.
   */
  constructor(
    private readonly world: World,
    private readonly bus: EventBus<Event>,
    private readonly delayMs: number,
    private readonly patienceMs: number,
  ) {
    world.outages.watch(relayNode, {
      up: () => {
        for (const row of this.#rows.values()) if (row.dueAt <= world.now) this.#relay(row);
      },
    });
  }

  /** Writes together with their events. */
  get unitOfWork(): UnitOfWork<Event> {
    return {
      commit: (write, eventsOf) => this.#commit(write, eventsOf),
    };
  }

  /** Stores events that `node` raises in the transaction in which its own database changes. */
  publisher(node: NodeId): Publisher<Event> {
    const store = (event: Unpublished<Event>) => {
      this.#add(node, event);
    };
    return {
      *publish(event) {
        store(event);
      },
    };
  }

  *#commit<Result>(write: Process<Result>, eventsOf: (result: Result) => Told<Event>): Process<Result> {
    const asked = write.next();
    if (asked.done === true) return asked.value;
    const ask = asked.value as AskStore;
    const serve = () => {
      const result = ask.serve();
      for (const event of listOf(eventsOf(result as Result))) this.#add(ask.to, event);
      return result;
    };
    return (yield { ...ask, serve }) as Result;
  }

  #add(node: NodeId, unpublished: Unpublished<Event>): void {
    const { journal } = this.world;
    const event = this.bus.identify(unpublished);
    journal.changed(node, 'outbox', event.id, null, 'stored', 'COMMIT', { eventType: event.type });
    const { flow, cause } = journal.thread;
    const row = { event, flow, cause, dueAt: this.world.now + this.delayMs, lookCount: 0 };
    this.#rows.set(event.id, row);
    this.world.clock.schedule(row.dueAt, () => {
      this.#relay(row);
    });
  }

  /** Publishes a row, and looks at it again as long as it is not marked and everyone who is needed is there. */
  #relay(row: OutboxRow): void {
    const { clock, outages } = this.world;
    if (!this.#rows.has(row.event.id) || !outages.isUp(relayNode)) return;
    this.world.start(relayNode, row.flow, row.cause, this.#publish(row), () => {});
    row.lookCount += 1;
    const { lookCount } = row;
    clock.schedule(this.world.now + this.patienceMs, () => {
      if (!this.#rows.has(row.event.id) || row.lookCount !== lookCount) return;
      this.world.journal.enter({ flow: row.flow, cause: row.cause });
      outages.whenUp(busNode, () => {
        outages.whenUp('store', () => {
          this.#relay(row);
        });
      });
    });
  }

  /** The relay reads the row and sends its event; it marks the row when the bus confirms that it has it. */
  *#publish({ event }: OutboxRow): Process {
    const isUnpublished = () => (this.#rows.has(event.id) ? event : undefined);
    if ((yield question('read', 'unpublished event', event, isUnpublished)) === undefined) return;
    const { id: eventId, type: eventType } = event;
    const { world } = this;
    this.bus.send(relayNode, event, () => {
      world.send(
        busNode,
        relayNode,
        'acknowledgement',
        'confirm',
        { eventId, eventType },
        (message, isIntact) => {
          world.handle(relayNode, 'confirm', message, isIntact, () => this.#markPublished(event));
        },
      );
    });
  }

  *#markPublished(event: BusEvent): Process {
    yield question('write', 'mark as published', event, () => this.#mark(event));
  }

  #mark({ id, type: eventType }: BusEvent): boolean {
    const isNew = this.#rows.delete(id);
    if (isNew) {
      this.world.journal.changed('store', 'outbox', id, 'stored', 'published', 'PUBLISHED', { eventType });
    }
    return isNew;
  }
}

/** What the relay asks of the store about a row. */
function question(
  access: AskStore['access'],
  name: string,
  { id: eventId, type: eventType }: BusEvent,
  serve: AskStore['serve'],
): AskStore {
  return {
    kind: 'ask-store',
    from: relayNode,
    to: 'store',
    access,
    entity: 'outbox',
    name,
    parameters: { eventId, eventType },
    serve,
  };
}

interface OutboxRow {
  readonly event: BusEvent;
  /** The story of the change, and the record that it was committed with. */
  readonly flow: string;
  readonly cause: number;
  /** When the relay notices it. */
  readonly dueAt: number;
  /** How often the relay has looked at it. */
  lookCount: number;
}
