import { filter, Subject, type Subscription } from 'rxjs';
import type { Process } from '../engine/process';
import type { NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import type { EventEnvelope, EventHandlers, Publisher, Unpublished } from '../shop/events';
import { busNode, type Broker, type BusEvent, type DeadLetter, type Lane, type LoggedEvent } from './broker';
import { Consumer, type ConsumerOptions } from './consumer';

/** How a node subscribes. */
export interface SubscriptionOptions extends Partial<ConsumerOptions> {
  /** Which events of the types that it handles it wants; left out: all. */
  readonly wants?: (event: BusEvent) => boolean;
  /** Is told when the log is replayed from its beginning: what it has made of the events it is to make anew. */
  readonly startAnew?: (() => void) | undefined;
}

/**
 * The event bus: an RxJS `Subject` with the subscriptions as operators on it, filtered by type and by what each wants, and
 * behind each of them the broker's way to the subscriber. Publishers do not know who listens; a subscriber that fails
 * stops no other. What reached the bus stays in its log.
 */
export class EventBus<Event extends EventEnvelope<string>> {
  readonly #events = new Subject<LoggedEvent>();
  readonly #log: LoggedEvent[] = [];
  readonly #subscribers = new Map<NodeId, Subscriber>();
  /** What is known of each node that ever subscribed: the events that it has processed, and where it left. */
  readonly #known = new Map<NodeId, { readonly processed: Map<string, boolean>; offset: number }>();

  constructor(
    private readonly world: World,
    private readonly broker: Broker,
  ) {}

  /** Every event that reached the bus, in order. */
  get log(): readonly Event[] {
    return this.#log.map(({ event }) => event as unknown as Event);
  }

  /** What nobody could process, of all consumers. */
  get deadLetters(): readonly DeadLetter[] {
    return [...this.#subscribers.values()].flatMap(({ lane }) => lane.deadLetters);
  }

  /** Whether a node listens. */
  isSubscribed(node: NodeId): boolean {
    return this.#subscribers.has(node);
  }

  /**
   * Subscribes a node to the types of event that it has handlers for. What a handler throws is recorded at that node and
   * stays there.
   * @returns a subscription; unsubscribing twice is the same as once.
   */
  subscribe(
    node: NodeId,
    handlers: EventHandlers<Event>,
    { wants, startAnew, idempotency = true, read = asItIs }: SubscriptionOptions = {},
  ): Subscription {
    const known = this.#known.get(node) ?? { processed: new Map<string, boolean>(), offset: 0 };
    this.#known.set(node, known);
    const options = { idempotency, read };
    const consumer = new Consumer(this.world, node, handlers, options, known.processed);
    const lane = this.broker.connect(consumer);
    const subscriber: Subscriber = {
      consumer,
      lane,
      startAnew,
      wants: wants ?? all,
      accepts: ({ event }) => consumer.handles(event.type) && subscriber.wants(event),
    };
    this.#subscribers.set(node, subscriber);
    if (this.broker.keepsPast) this.#catchUp(subscriber, known.offset);
    const subscription = this.#events.pipe(filter(subscriber.accepts)).subscribe((logged) => {
      lane.offer(logged);
    });
    subscription.add(() => {
      lane.close();
      known.offset = this.#log.length;
      this.#subscribers.delete(node);
    });
    return subscription;
  }

  /** From now on a node that is subscribed wants other events; what waits for it already stays. */
  changeWishes(node: NodeId, wants: (event: BusEvent) => boolean): void {
    const subscriber = this.#subscribers.get(node);
    if (subscriber !== undefined) subscriber.wants = wants;
  }

  /** The bus as `publisher` sees it. */
  publisher(publisher: NodeId): Publisher<Event> {
    return {
      publish: (event) => this.#publish(publisher, this.identify(event)),
    };
  }

  /** Gives an event its id, unless it has one. */
  identify(unpublished: Unpublished<Event>): BusEvent {
    return { id: unpublished.id ?? this.world.mint('evt'), version: 1, ...unpublished };
  }

  /** Sends an event that has its id to the bus. @param taken runs when the bus has it. */
  send(publisher: NodeId, event: BusEvent, taken?: () => void): void {
    this.world.send(publisher, busNode, 'event', event.type, event, (_, isIntact) => {
      this.world.whenReady(busNode, () => {
        this.#take(event, isIntact);
        taken?.();
      });
    });
  }

  #take(event: BusEvent, isIntact: boolean): void {
    const { flow, cause: arrival } = this.world.journal.thread;
    const logged = { event, offset: this.#log.length, isIntact, flow, arrival };
    this.#log.push(logged);
    this.#events.next(logged);
  }

  /** Hands the events of the log out once more, in the story that is told now. Returns how many there are. */
  replay(fromOffset: number): number {
    const events = this.#log.slice(fromOffset);
    const { flow, cause } = this.world.journal.thread;
    for (const subscriber of this.#subscribers.values()) {
      if (fromOffset === 0) this.#startAnew(subscriber);
      for (const logged of events.filter(subscriber.accepts)) {
        this.world.journal.enter({ flow, cause });
        subscriber.lane.offer(logged);
      }
    }
    this.world.journal.enter({ flow, cause });
    return events.length;
  }

  /** Puts the dead letters of a consumer back. Returns how many; undefined when nobody of that name listens. */
  redrive(node: NodeId): number | undefined {
    return this.#subscribers.get(node)?.lane.redrive();
  }

  *#publish(publisher: NodeId, event: BusEvent): Process {
    this.send(publisher, event);
  }

  /** What was published before a broker with a memory gives to who comes late; each event goes on with its own story. */
  #catchUp({ lane, accepts }: Subscriber, fromOffset: number): void {
    const { journal } = this.world;
    const { thread } = journal;
    for (const logged of this.#log.slice(fromOffset).filter(accepts)) {
      journal.enter({ flow: logged.flow, cause: logged.arrival });
      lane.offer(logged);
    }
    journal.enter(thread);
  }

  #startAnew({ consumer, startAnew }: Subscriber): void {
    if (startAnew === undefined) return;
    consumer.startAnew();
    startAnew();
  }
}

interface Subscriber {
  readonly consumer: Consumer;
  readonly lane: Lane;
  readonly startAnew: (() => void) | undefined;
  wants: (event: BusEvent) => boolean;
  readonly accepts: (logged: LoggedEvent) => boolean;
}

function all(): boolean {
  return true;
}

function asItIs(event: BusEvent): BusEvent {
  return event;
}
