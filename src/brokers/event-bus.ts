import { filter, Subject, type Subscription } from 'rxjs';
import type { Process } from '../engine/process';
import type { Json, NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { EventEnvelope, Publisher, Unpublished } from '../shop/events';

/** The bus in every topology that has one. */
export const busNode: NodeId = 'bus';

/**
 * The event bus: an RxJS `Subject` with the subscriptions as operators on it, filtered by type, and behind each the
 * simulated link to the subscriber. Publishers do not know who listens; a subscriber that fails stops no other.
 *
 * This is the in-memory broker of seed 000. What is published reaches each subscriber of that moment once, in the order
 * of publication, and nothing is lost while the process lives; who subscribes later hears nothing of what was before.
 */
export class EventBus<Event extends EventEnvelope<string> & { readonly [fact: string]: Json }> {
  readonly #events = new Subject<Event>();
  readonly #log: Event[] = [];
  readonly #subscriberCounts = new Map<string, number>();

  constructor(private readonly world: World) {}

  /** Every event that reached the bus, in order. */
  get log(): readonly Event[] {
    return this.#log;
  }

  /** How many subscriptions would get an event of this type now. */
  subscriberCount(type: Event['type']): number {
    return (this.#subscriberCounts.get(type) ?? 0) + (this.#subscriberCounts.get(anyType) ?? 0);
  }

  /**
   * Subscribes a node to one type of event.
   * @param handle starts the node's work on an event; what it throws is recorded at that node and stays there.
   * @returns a subscription; unsubscribing twice is the same as once.
   */
  subscribe<Type extends Event['type']>(
    type: Type,
    subscriber: NodeId,
    handle: (event: Extract<Event, { type: Type }>) => Process,
  ): Subscription {
    return this.#connect(type, subscriber, handle as (event: Event) => Process);
  }

  /** Subscribes a node to every event. */
  subscribeToAll(subscriber: NodeId, handle: (event: Event) => Process): Subscription {
    return this.#connect(anyType, subscriber, handle);
  }

  /** The bus as `publisher` sees it. */
  publisher(publisher: NodeId): Publisher<Event> {
    return {
      publish: (event) => this.#publish(publisher, event),
    };
  }

  *#publish(publisher: NodeId, unpublished: Unpublished<Event>): Process {
    const event = { id: this.world.mint('evt'), version: 1, ...unpublished } as unknown as Event;
    this.world.send(publisher, busNode, event.type, event, () => {
      this.#log.push(event);
      this.#events.next(event);
    });
  }

  #connect(type: string, subscriber: NodeId, handle: (event: Event) => Process): Subscription {
    const wanted =
      type === anyType ? this.#events : this.#events.pipe(filter((event) => event.type === type));
    const subscription = wanted.subscribe((event) => {
      this.world.deliver(busNode, subscriber, event.type, event, () => handle(event));
    });
    this.#count(type, 1);
    subscription.add(() => {
      this.#count(type, -1);
    });
    return subscription;
  }

  #count(type: string, change: number): void {
    this.#subscriberCounts.set(type, (this.#subscriberCounts.get(type) ?? 0) + change);
  }
}

const anyType = '*';
