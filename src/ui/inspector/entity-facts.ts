import type { AnyStateMachine } from 'xstate';
import { listenerCalled } from '../../analysis/consumers-at';
import { entryOf, factsOf, numberOf, textOf } from '../../analysis/facts';
import type { Names } from '../../analysis/names';
import { entityKey, type Entity, type View } from '../../analysis/view';
import { counted, sentence, stateWords } from '../../analysis/words';
import { deliveryMachine, formatCents, type Json, type Topology } from '../../simulation';
import { filterWords } from '../operations/presence-words';
import type { Selection } from '../selection';
import type { Fact } from './fact';

/** What the inspector tells of a thing that has no face of its own. */
export interface EntityFacts {
  /** What such a thing is, in a sentence. */
  readonly about: string;
  readonly facts: readonly Fact[];
  /** The chart of its life, where there is one. */
  readonly machine?: AnyStateMachine;
}

/** Where a thing is looked at. */
export interface Surroundings {
  readonly view: View;
  readonly names: Names;
  readonly topology: Topology;
}

/** What there is to tell of an entity; undefined for a machine that is not known here. */
export function entityFactsOf(entity: Entity, surroundings: Surroundings): EntityFacts | undefined {
  return entryOf(tellings, entity.machine)?.(entity, surroundings);
}

type Tell = (entity: Entity, surroundings: Surroundings) => EntityFacts;

const tellings: { readonly [machine: string]: Tell } = {
  delivery: ({ state, facts, changes }, { names, view }) => {
    const eventId = textOf(facts['eventId']) ?? '';
    const inOutbox = view.entities.has(entityKey('outbox', eventId));
    return {
      about: 'One event on its way to one consumer, as whoever has to see it through keeps track of it.',
      machine: deliveryMachine,
      facts: [
        {
          label: 'Event',
          value: `${textOf(facts['eventType']) ?? 'event'} ${eventId}`,
          to: inOutbox ? { kind: 'entity', machine: 'outbox', id: eventId } : undefined,
        },
        nodeFact('Consumer', textOf(facts['consumer']), names),
        nodeFact('Kept by', changes[0]?.node, names),
        { label: 'State', value: stateWords(String(state)) },
        { label: 'Attempts', value: String(numberOf(facts['attempt']) ?? 0) },
        ...optional('Last failure', facts['reason']),
      ],
    };
  },

  outbox: ({ id, state, facts, changes }, { names, view }) => ({
    about:
      'A row that was stored in the same transaction as the change that its event tells of, until the relay has published it.',
    facts: [
      { label: 'Event', value: `${textOf(facts['eventType']) ?? 'event'} ${id}` },
      { label: 'State', value: stateWords(String(state)) },
      nodeFact('Stored by', changes[0]?.node, names),
      ...deliveriesOf(id, view).map((delivery) => ({
        label: `To ${names.nodeTitle(textOf(delivery.facts['consumer']) ?? '')}`,
        value: stateWords(String(delivery.state)),
        to: { kind: 'entity', machine: 'delivery', id: delivery.id } as const,
      })),
    ],
  }),

  'outside-event': ({ id, state, facts, changes }, { names }) => ({
    about:
      'A system outside said that this has happened. The service whose business it is passes it on; it writes nothing of its own.',
    facts: [
      { label: 'Event', value: textOf(factsOf(facts['event'])['type']) ?? 'event' },
      { label: 'Its id', value: id },
      { label: 'State', value: stateWords(String(state)) },
      nodeFact('Heard by', changes[0]?.node, names),
    ],
  }),

  subscription: (entity, surroundings) => ({
    about: 'Whether someone listens to the event bus. Publishers do not know of it.',
    facts: listenerFacts(entity, surroundings),
  }),

  integration: (entity, surroundings) => ({
    about:
      'Whether Ordering calls a service for each new order. It is written into Ordering: a change is a deployment.',
    facts: listenerFacts(entity, surroundings),
  }),

  allocation: ({ state, facts }, { names }) => {
    const { orderId, productId, quantity } = factsOf(facts['allocation']);
    const [order, product] = [textOf(orderId) ?? '', textOf(productId) ?? ''];
    return {
      about: 'Stock that is set aside for an order, under a batch reference.',
      facts: [
        { label: 'State', value: stateWords(String(state)) },
        { label: 'Order', value: order, to: { kind: 'entity', machine: 'order', id: order } },
        {
          label: 'Product',
          value: names.productName(product),
          to: { kind: 'entity', machine: 'product', id: product },
        },
        { label: 'Quantity', value: String(numberOf(quantity) ?? 0) },
      ],
    };
  },

  payment: ({ state, facts }) => {
    const { orderId, amountCents, attempt, reason } = factsOf(facts['payment']);
    const order = textOf(orderId) ?? '';
    return {
      about: 'An attempt to pay for an order.',
      facts: [
        { label: 'State', value: stateWords(String(state)) },
        { label: 'Order', value: order, to: { kind: 'entity', machine: 'order', id: order } },
        { label: 'Amount', value: formatCents(numberOf(amountCents) ?? 0) },
        { label: 'Attempt', value: String(numberOf(attempt) ?? 1) },
        ...optional('Reason', reason),
      ],
    };
  },

  sales: ({ facts }) => ({
    about: 'What Analytics has counted since it began to listen.',
    facts: [
      { label: 'Orders', value: String(numberOf(facts['orderCount']) ?? 0) },
      { label: 'Revenue', value: formatCents(numberOf(facts['revenueCents']) ?? 0) },
      ...Object.entries(factsOf(facts['byChannel'])).map(([channel, figures]) => {
        const { orderCount, revenueCents } = factsOf(figures);
        const orders = counted(numberOf(orderCount) ?? 0, 'order');
        return { label: sentence(channel), value: `${orders}, ${formatCents(numberOf(revenueCents) ?? 0)}` };
      }),
    ],
  }),

  projection: ({ id, state, changes }, { view }) => {
    const notification = view.entities.get(entityKey('notification', id));
    const to = { kind: 'entity', machine: 'notification', id } as const;
    return {
      about: 'What the projections have heard by now. The notification itself may be further on.',
      facts: [
        { label: 'By what they know', value: stateWords(String(state)) },
        ...(notification === undefined
          ? []
          : [{ label: 'In fact', value: `${id} is ${stateWords(String(notification.state))}`, to }]),
        { label: 'Heard of it', value: counted(changes.length, 'event') },
      ],
    };
  },

  schema: ({ id, state }) => ({
    about: `In which version Ordering tells of ${id}.`,
    facts: [{ label: 'Version', value: String(state) }],
  }),
};

function listenerFacts({ id, state, facts }: Entity, { names, topology }: Surroundings): readonly Fact[] {
  return [
    nodeFact('Who', listenerCalled(id, topology) ?? id, names),
    { label: 'State', value: stateWords(String(state)) },
    {
      label: 'Wants',
      value: filterWords(factsOf(facts['filter']), names) || 'everything that it has a handler for',
    },
  ];
}

function deliveriesOf(eventId: string, { entities }: View): readonly Entity[] {
  return [...entities.values()].filter(
    ({ machine, facts }) => machine === 'delivery' && facts['eventId'] === eventId,
  );
}

function nodeFact(label: string, id: string | undefined, names: Names): Fact {
  const to: Selection | undefined = id === undefined ? undefined : { kind: 'node', id };
  return { label, value: names.nodeTitle(id ?? 'unknown'), to };
}

function optional(label: string, value: Json | undefined): readonly Fact[] {
  const text = textOf(value);
  return text === undefined ? [] : [{ label, value: text }];
}
