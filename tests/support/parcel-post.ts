import { makeBroker } from '../../src/brokers';
import type { BrokerName } from '../../src/brokers/broker-names';
import { EventBus, type SubscriptionOptions } from '../../src/brokers/event-bus';
import { DomainError, pause, type Process } from '../../src/engine/process';
import type { Json, NodeId } from '../../src/engine/trace';
import type { EventEnvelope } from '../../src/shop/events';
import type { Fault } from '../../src/simulation/faults';
import { askStore, at, recordsOf, smallWorld, strike } from './small-world';

type About = { readonly orderId: string; readonly parcelId: string };
type ParcelSent = EventEnvelope<'ParcelSent'> & About;
type ParcelLost = EventEnvelope<'ParcelLost'> & About & { readonly where: string };
export type ParcelEvent = ParcelSent | ParcelLost;

interface Circumstances {
  readonly broker?: BrokerName;
  readonly maxAttempts?: number;
  readonly redeliverAfterMs?: number;
  readonly prefetch?: number;
  readonly partitions?: number;
  readonly jitterMs?: number;
  readonly seed?: number;
}

/** How a listener does its work. */
interface Habits extends SubscriptionOptions {
  /** How long it works on an event besides the 8 ms that it waits for the store. */
  readonly workMs?: number;
  /** Whether the attempt with that number (1, 2 …) at a parcel's event fails. */
  readonly fails?: (parcelId: string, attempt: number) => boolean;
}

/** What a listener has begun and what it has done to the end, by parcel, in order. */
interface Listener {
  readonly begun: readonly string[];
  readonly done: readonly string[];
  readonly unsubscribe: () => void;
}

/** Waits between the attempts at a failing event are 100, 200, 400 ms … */
export const firstDelayMs = 100;
/** How long the brokers of these tests wait for an acknowledgement. */
export const idleMs = 1_000;

/**
 * A depot that publishes what happens to parcels on a bus 5 ms away, and who may listen to it: a customer 5 ms behind the
 * bus, an insurance 30 ms, an archive 1 ms. All keep their books in a store 4 ms away.
 */
export function parcelPost({
  broker = 'in-memory',
  maxAttempts = 3,
  redeliverAfterMs = idleMs,
  prefetch = 1,
  partitions = 3,
  jitterMs = 0,
  seed = 1,
}: Circumstances = {}) {
  const world = smallWorld(
    [
      ['depot', 'bus', 5],
      ['relay', 'bus', 5],
      ['bus', 'customer', 5],
      ['bus', 'insurance', 30],
      ['bus', 'archive', 1],
      ['depot', 'store', 4],
      ['relay', 'store', 4],
      ['customer', 'store', 4],
      ['insurance', 'store', 4],
      ['archive', 'store', 4],
    ],
    { jitterMs, seed, patienceMs: 400 },
  );
  const attempts = { maxAttempts, firstDelayMs, factor: 2 };
  const bus = new EventBus<ParcelEvent>(
    world,
    makeBroker(broker, { world, attempts, redeliverAfterMs, prefetch, partitions }),
  );
  const { publish } = bus.publisher('depot');
  const tell = (event: Process) => {
    world.start('depot', world.mint('flow'), 0, event, () => undefined);
  };

  return {
    world,
    bus,
    /** The depot publishes that a parcel is on its way. */
    send: (parcelId: string, orderId = 'ord-1') => {
      tell(publish({ type: 'ParcelSent', orderId, parcelId }));
    },
    /** The depot publishes that a parcel is lost. */
    lose: (parcelId: string, orderId = 'ord-1') => {
      tell(publish({ type: 'ParcelLost', orderId, parcelId, where: 'Reading' }));
    },
    /** Breaks something at a time, in a story of its own. */
    breakAt: (atMs: number, fault: Fault) => {
      at(world, atMs, () => {
        strike(world, fault);
      });
    },
    /** Has a node listen to both kinds of event. */
    listen: (node: NodeId, { workMs = 0, fails = () => false, ...options }: Habits = {}): Listener => {
      const begun: string[] = [];
      const done: string[] = [];
      const attemptCounts = new Map<string, number>();
      function* work({ parcelId }: About): Process {
        begun.push(parcelId);
        const attempt = (attemptCounts.get(parcelId) ?? 0) + 1;
        attemptCounts.set(parcelId, attempt);
        yield* askStore(node, () => null, { access: 'write', name: 'enter into the books' });
        if (workMs > 0) yield* pause(workMs);
        if (fails(parcelId, attempt))
          throw new DomainError('AddressUnknown', `Nobody knows where ${parcelId} goes`);
        done.push(parcelId);
      }
      const subscription = bus.subscribe(node, { ParcelSent: work, ParcelLost: work }, options);
      return { begun, done, unsubscribe: () => subscription.unsubscribe() };
    },
    /** When a node was given an event by the bus, in order: `ParcelSent at 10`. */
    handOvers: (node: NodeId): readonly string[] =>
      recordsOf(world, 'sent')
        .filter(({ form, to, node: from }) => form === 'event' && from === 'bus' && to === node)
        .map(({ payload, at: when }) => `${textOf(payload.parcelId)} at ${when}`),
    /** The state in which each delivery is that someone keeps track of, by its name. */
    deliveryStates: (): Readonly<Record<string, string>> =>
      Object.fromEntries(
        recordsOf(world, 'changed')
          .filter(({ machine }) => machine === 'delivery')
          .map(({ entity, to }) => [entity, String(to)]),
      ),
  };
}

/** A fact that is text. */
export function textOf(fact: Json | undefined): string {
  return typeof fact === 'string' ? fact : JSON.stringify(fact);
}
