import { DomainError, type Process } from '../engine/process';
import type { Settlement } from '../engine/settlement';
import type { NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import { busNode, type BusEvent, type LoggedEvent } from './broker';

/** What a consumer does with events, by their type. */
export type AnyHandlers = { readonly [type: string]: ((event: never) => Process) | undefined };

export interface ConsumerOptions {
  /** Events that it has processed already it skips. */
  readonly idempotency: boolean;
  /** Brings an event into the version that the handlers need. @throws DomainError when it cannot. */
  readonly read: (event: BusEvent) => BusEvent;
}

/** Is told how the work on an event ended; never, when the event was lost or the node went down. */
export type Done = (settlement: Settlement<void>, message: number, isIntact: boolean) => void;

/**
 * A node that listens to events, as the brokers see it. Its own side of idempotency is here: it remembers by id which
 * events it has processed, and that memory outlives a crash, as a table of processed events does that is written in the
 * same transaction as the work itself.
 */
export class Consumer {
  constructor(
    private readonly world: World,
    readonly node: NodeId,
    private readonly handlers: AnyHandlers,
    private readonly options: ConsumerOptions,
    /** By event id: whether the work is done; false while it is under way. It outlives the subscription. */
    private readonly processed = new Map<string, boolean>(),
  ) {
    world.outages.watch(node, {
      down: (abrupt) => {
        if (abrupt) this.#forgetUnderWay();
      },
    });
  }

  /** Whether it takes events now. */
  get isThere(): boolean {
    return this.world.outages.isUp(this.node);
  }

  handles(type: string): boolean {
    return this.handlers[type] !== undefined;
  }

  /** Sends an event over and has it processed there. */
  hand(logged: LoggedEvent, done: Done): void {
    const { event, isIntact } = logged;
    this.world.send(busNode, this.node, 'event', event.type, event, (message, arrivedIntact) => {
      this.process(event, message, isIntact && arrivedIntact, done);
    });
  }

  /** Processes an event that came with `message`. */
  process(event: BusEvent, message: number, isIntact: boolean, done: Done): void {
    const { idempotency } = this.options;
    /** What was known of the event when its turn came; null before that. */
    let before: boolean | undefined | null = null;
    const begin = (): Process => {
      before = idempotency ? this.processed.get(event.id) : undefined;
      return before === undefined ? this.#work(event) : this.#skip(event, before);
    };
    const ended = ({ ok }: Settlement<void>) => {
      if (!idempotency || before !== undefined) return;
      if (ok) this.processed.set(event.id, true);
      else this.processed.delete(event.id);
    };
    const settled = (settlement: Settlement<void>) => {
      // Another copy is under way: how that ends says how this ends.
      if (before !== false) done(settlement, message, isIntact);
    };
    this.world.handle(this.node, event.type, message, isIntact, begin, settled, ended);
  }

  /** Forgets what it has processed: it is to be done anew. */
  startAnew(): void {
    this.processed.clear();
  }

  #work(event: BusEvent): Process {
    const handle = this.handlers[event.type] as ((event: BusEvent) => Process) | undefined;
    if (handle === undefined) {
      throw new DomainError('NoHandler', `${this.node} does not know what to do with ${event.type}`);
    }
    const readable = this.options.read(event);
    if (this.options.idempotency) this.processed.set(event.id, false);
    return handle(readable);
  }

  *#skip({ id: eventId, type: eventType }: BusEvent, isDone: boolean): Process {
    const before = isDone ? 'processed' : 'under way';
    this.world.journal.decided(this.node, 'idempotency', eventId, 'stopped', { eventId, eventType, before });
  }

  #forgetUnderWay(): void {
    for (const [id, isDone] of this.processed) if (!isDone) this.processed.delete(id);
  }
}
