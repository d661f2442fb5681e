import { scenarioOf, type BrokerName, type Recording, type Run } from '../../simulation';
import type { Piece } from '../piece';
import { ContractReader, type Contract, type Role, type SeenType } from './contract';
import { eventSchema } from './event-schema';

/**
 * The bus of a run as an AsyncAPI 3.1 document in JSON: one channel, a message for each type of event with its JSON Schema and
 * examples from the run, and what each part of the shop sends and receives. It says what this run's bus has, and nothing
 * that it could have. It is a contract, so it is always about the whole run.
 *
 * Source: AsyncAPI specification 3.1.0 (https://www.asyncapi.com/docs/reference/specification/v3.1.0).
 */
export function* writeAsyncApi(run: Run): Generator<Piece> {
  const reader = new ContractReader();
  for (const record of run.trace) {
    reader.take(record);
    if (record.seq % 1000 === 0) yield { text: '', share: record.seq / (run.trace.length + 1) };
  }
  const contract = reader.contractOf(run);
  yield { text: `${JSON.stringify(documentOf(run.recording, contract), null, 2)}\n`, share: 1 };
}

/** What the channel is called where the events are played into a real broker (`redis-script/`, `kcat.ts`). */
const addresses: { readonly [Name in BrokerName]: string } = {
  'in-memory': 'signalbox.events',
  'redis-pubsub': 'signalbox:events',
  'redis-streams': 'signalbox:events',
  rabbitmq: 'signalbox.events',
  kafka: 'signalbox.events',
};

function documentOf(recording: Recording, { types, roles }: Contract): object {
  const messages = [...types.keys()].map((type) => [type, { $ref: `#/components/messages/${type}` }]);
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Signalbox event bus',
      version: '1.0.0',
      description: `What the services of the shop publish and who receives it, in the scenario “${
        scenarioOf(recording)?.title ?? ''
      }” over the broker ${recording.broker}.`,
    },
    defaultContentType: 'application/json',
    channels: {
      events: {
        address: addresses[recording.broker],
        title: 'Event bus',
        messages: Object.fromEntries(messages) as object,
      },
    },
    operations: Object.fromEntries(roles.map((role) => [operationId(role), operationOf(role)])),
    components: {
      messages: Object.fromEntries([...types].map(([type, seen]) => [type, messageOf(type, seen)])),
      schemas: { EventHeaders: headers },
      correlationIds: {
        story: {
          description: 'The same for all that one command led to.',
          location: '$message.header#/correlationid',
        },
      },
    },
  };
}

const headers = {
  type: 'object',
  properties: {
    correlationid: { type: 'string', minLength: 1, description: 'The story that the event belongs to.' },
  },
  required: ['correlationid'],
};

function operationId({ node, action }: Role): string {
  return `${node}.${action}`;
}

function operationOf({ title, action, types }: Role): object {
  return {
    action,
    channel: { $ref: '#/channels/events' },
    title: `${title} ${action === 'send' ? 'publishes' : 'receives'}`,
    messages: types.map((type) => ({ $ref: `#/channels/events/messages/${type}` })),
  };
}

function messageOf(type: string, { examples }: SeenType): object {
  return {
    name: type,
    title: type,
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/EventHeaders' },
    correlationId: { $ref: '#/components/correlationIds/story' },
    payload: eventSchema(type),
    examples: examples.map(({ event, flow }) => ({
      name: `${type}, version ${event.version}`,
      headers: { correlationid: flow },
      payload: event,
    })),
  };
}
