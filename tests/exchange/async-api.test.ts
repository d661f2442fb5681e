import { Parser } from '@asyncapi/parser';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { writeAsyncApi } from '../../src/exchange/async-api/async-api';
import { notificationEventSchemas } from '../../src/exchange/async-api/notification-event-schemas';
import { textOf } from '../../src/exchange/piece';
import {
  brokerNames,
  recordingOf,
  scenarios,
  shopEventSchemas,
  simulate,
  type Run,
} from '../../src/simulation';
import { exportSamples } from '../support/export-samples';
import { ofKind } from '../support/play';
import { anyTroubledRecording } from '../support/stories';
import { holdsForAll, propertySeed } from '../support/properties';

interface Message {
  readonly payload: object;
  readonly headers: object;
  readonly examples: readonly { readonly headers: object; readonly payload: { readonly version: number } }[];
}

interface Document {
  readonly channels: { readonly events: { readonly address: string; readonly messages: object } };
  readonly operations: Readonly<
    Record<string, { readonly action: string; readonly messages: readonly { readonly $ref: string }[] }>
  >;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
    readonly schemas: { readonly EventHeaders: object };
  };
}

const parser = new Parser();
const diagnose = async (text: string) => {
  const { document, diagnostics } = await parser.parse(text);
  return { isAccepted: document !== undefined, diagnostics };
};
const documentOf = (run: Run) => JSON.parse(textOf(writeAsyncApi(run))) as Document;
const play = (id: string) => simulate(recordingOf(id, 'event-sourced'));
const runs = scenarios.map(({ id }) => [id, play(id)] as const);
const published = (run: Run) =>
  ofKind(run, 'sent').filter(({ form, to }) => form === 'event' && to === 'bus');
/** Compiling takes longer than checking, and most documents have the same messages. */
const compiled = new Map<string, ValidateFunction>();
const validatorOf = (schema: object) => {
  const text = JSON.stringify(schema);
  const validate = compiled.get(text) ?? new Ajv().compile(schema);
  compiled.set(text, validate);
  return validate;
};
const validatorsOf = ({ components }: Document) =>
  new Map(Object.entries(components.messages).map(([type, { payload }]) => [type, validatorOf(payload)]));
const typesOf = (document: Document, operation: string) =>
  document.operations[operation]?.messages.map(({ $ref }) => $ref.split('/').at(-1));

/** What the documents of all scenarios say, in one: the parser takes a second for each. */
function together(): Document {
  const documents = runs.map(([, run]) => documentOf(run));
  const [first] = documents;
  if (first === undefined) throw new Error('there are no scenarios');
  const messages = documents.map(({ components }) => components.messages);
  const inChannel = documents.map(({ channels }) => channels.events.messages);
  return {
    ...first,
    channels: { events: { ...first.channels.events, messages: merged(inChannel) } },
    operations: merged(documents.map(({ operations }) => operations)),
    components: { ...first.components, messages: merged(messages) },
  };
}

function merged<Part extends object>(parts: readonly Part[]): Part {
  return Object.assign({}, ...parts) as Part;
}

describe('the AsyncAPI document of a bus', () => {
  it('is one that the AsyncAPI parser has nothing to say about', async () => {
    const text = textOf(writeAsyncApi(play('order-complete-interleaved')));
    expect(await diagnose(text)).toEqual({ isAccepted: true, diagnostics: [] });
  });

  it('is that for all scenarios together, which have every type of event that there is', async () => {
    const document = together();
    expect(Object.keys(document.components.messages).sort()).toEqual(
      Object.keys({ ...shopEventSchemas, ...notificationEventSchemas }).sort(),
    );
    const { isAccepted, diagnostics } = await diagnose(JSON.stringify(document));
    expect([isAccepted, diagnostics]).toEqual([true, []]);
  });

  it.each(runs)(
    'of %s describes every event that was published, and its examples are some of them',
    (_, run) => {
      const document = documentOf(run);
      const validators = validatorsOf(document);
      const events = published(run);
      expect(Object.keys(document.components.messages).sort()).toEqual(
        [...new Set(events.map(({ name }) => name))].sort(),
      );
      for (const { name, payload } of events) {
        const validate = validators.get(name);
        expect([validate?.(payload), validate?.errors]).toEqual([true, null]);
      }
      const flows = new Map(events.map(({ payload, flow }) => [payload['id'], { flow, payload }]));
      const validHeaders = validatorOf(document.components.schemas.EventHeaders);
      for (const { examples } of Object.values(document.components.messages)) {
        expect(examples.length).toBeGreaterThan(0);
        for (const { headers, payload } of examples) {
          expect(validHeaders(headers)).toBe(true);
          const origin = flows.get((payload as object as { id: string }).id);
          expect([headers, payload]).toEqual([{ correlationid: origin?.flow }, origin?.payload]);
        }
      }
    },
  );

  it(`describes every event of any story (seed ${propertySeed})`, () => {
    holdsForAll(
      anyTroubledRecording,
      (recording) => {
        const run = simulate({ ...recording, architecture: 'event-sourced' });
        const validators = validatorsOf(documentOf(run));
        for (const { name, payload } of published(run)) {
          const validate = validators.get(name);
          expect([validate?.(payload), validate?.errors]).toEqual([true, null]);
        }
      },
      40,
    );
  });

  it.each<[string, (event: Record<string, unknown>) => object]>([
    ['a fact that is missing', ({ orderId: _, ...rest }) => rest],
    ['a fact that nobody described', (event) => ({ ...event, surprise: 1 })],
    ['a number in place of a text', (event) => ({ ...event, customerId: 7 })],
    ['another type', (event) => ({ ...event, type: 'OrderStatusChanged' })],
    ['no version', ({ version: _, ...rest }) => rest],
    ['a total in parts of a cent', (event) => ({ ...event, grandTotalCents: 0.5 })],
  ])('refuses an event with %s', (_, spoil) => {
    const run = play('order-confirmed');
    const event = published(run).find(({ name }) => name === 'OrderCreated')?.payload;
    const validate = validatorsOf(documentOf(run)).get('OrderCreated');
    expect(validate?.(event)).toBe(true);
    expect(validate?.(spoil({ ...event }))).toBe(false);
  });

  it('says who publishes and who receives what, as it was in the run', () => {
    const document = documentOf(play('order-shipped'));
    expect(typesOf(document, 'ordering.send')).toEqual(['OrderStatusChanged']);
    expect(document.operations['ordering.send']?.action).toBe('send');
    expect(typesOf(document, 'notification-service.receive')).toEqual(['OrderStatusChanged']);
    expect(typesOf(document, 'dispatcher.receive')).toEqual(['NotificationCreated']);
    expect(typesOf(document, 'dispatcher.send')).toContain('NotificationSent');
    expect(Object.keys(document.operations).some((operation) => operation.startsWith('pricing'))).toBe(false);
  });

  it('has Analytics where Analytics listens, and not where it does not', () => {
    const listens = simulate(
      recordingOf('order-confirmed', 'event-sourced', { settings: { analytics: true } }),
    );
    expect(typesOf(documentOf(listens), 'analytics.receive')).toEqual(['OrderCreated']);
    expect(documentOf(play('order-confirmed')).operations).not.toHaveProperty(['analytics.receive']);
  });

  it('has the relay publish where there is an outbox', () => {
    const run = simulate(recordingOf('order-shipped', 'event-sourced', { settings: { outbox: true } }));
    const { operations } = documentOf(run);
    const senders = Object.keys(operations).filter((operation) => operations[operation]?.action === 'send');
    expect(senders).toEqual(['relay.send']);
  });

  it('counts a consumer that was away and missed everything among the receivers', () => {
    const acts = [{ kind: 'fault', at: 0, fault: { type: 'down', node: 'dispatcher' } }] as const;
    const run = simulate(recordingOf('order-shipped', 'event-sourced', { broker: 'redis-pubsub', acts }));
    expect(typesOf(documentOf(run), 'dispatcher.receive')).toEqual(['NotificationCreated']);
  });

  it('shows an example of each version of an event', () => {
    const { components } = documentOf(play('event-schema-v2'));
    const versions = components.messages['OrderCreated']?.examples.map(({ payload }) => payload.version);
    expect(versions).toEqual([1, 2]);
  });

  it('is valid and empty for a run in which nothing was published', async () => {
    const run = simulate({ ...recordingOf('order-shipped', 'event-sourced'), until: 0 });
    const { isAccepted, diagnostics } = await diagnose(textOf(writeAsyncApi(run)));
    expect([isAccepted, diagnostics]).toEqual([true, []]);
    expect(documentOf(run).components.messages).toEqual({});
  });

  it('keeps what own data says as text', async () => {
    const hostile = '"; \n\t=cmd()|<script>{{${1}}} \ud800 __proto__ 𝄞';
    const shop = {
      customers: [
        {
          id: 'cust-__proto__',
          name: hostile,
          email: 'a@example.org',
          phone: hostile,
          segment: 'gold' as const,
        },
      ],
    };
    const command = { type: 'RegisterCustomer', name: hostile, email: 'b@example.org', phone: '1' } as const;
    const acts = [{ kind: 'command', at: 0, command }] as const;
    const run = simulate(recordingOf('order-shipped', 'event-sourced', { shop, acts }));
    expect((await diagnose(textOf(writeAsyncApi(run)))).diagnostics).toEqual([]);
    const { examples } = documentOf(run).components.messages['CustomerRegistered'] ?? {};
    expect(examples?.[0]?.payload).toMatchObject({ name: hostile });
  });

  it.each(brokerNames)('names the channel as the other exports do, over %s', (broker) => {
    const run = simulate(recordingOf('order-shipped', 'event-sourced', { broker }));
    const { address } = documentOf(run).channels.events;
    expect(address).toBe(broker.startsWith('redis') ? 'signalbox:events' : 'signalbox.events');
  });
});

describe('the samples of AsyncAPI documents', () => {
  const { valid, broken } = exportSamples('asyncapi');

  it.each(valid)('$name is what its run gives', async ({ path, recording }) => {
    await expect(textOf(writeAsyncApi(simulate(recording)))).toMatchFileSnapshot(path);
  });

  it.each(broken)('$name is refused by the AsyncAPI parser', async ({ text }) => {
    const { isAccepted, diagnostics } = await diagnose(text);
    expect(isAccepted).toBe(false);
    expect(diagnostics.map(({ severity }) => severity as number)).toContain(0);
  });
});
