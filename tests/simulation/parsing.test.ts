import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultSettings,
  createSimulation,
  parseRecording,
  parseScenario,
  recordingOf,
  scenarios,
  shopData,
  simulate,
  type Problem,
} from '../../src/simulation';
import { told } from '../support/play';
import { holdsForAll, propertySeed } from '../support/properties';

const scenario = {
  id: 'a-story',
  title: 'A story',
  group: 'Simple',
  story: 'Something happens.',
  ending: 'Something has happened.',
  acts: [{ at: 0, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } }],
};
const recording = recordingOf('order-shipped', 'event-sourced');

/** A copy of `json` with `value` at a path such as `acts.0.at`; undefined takes the field away. */
function withValueAt(json: object, path: string, value: unknown): unknown {
  const copy = structuredClone(json) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.reduce((place, step) => place[step] as Record<string, unknown>, copy);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
  return copy;
}

/** An order of one router, with some of it different. */
function order(different: object): object {
  return {
    id: 'ord-100',
    customerId: 'cust-001',
    status: 'PROCESSING',
    items: [{ productId: 'prod-001', quantity: 1, priceCents: 14999, status: 'PENDING' }],
    totalCents: 14999,
    ...different,
  };
}

/** Problems as `path: message`. */
function problems(result: { ok: true } | { ok: false; problems: readonly Problem[] }): readonly string[] {
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
}

describe('a scenario from outside', () => {
  it('is accepted as the shipped ones are', () => {
    expect(problems(parseScenario(scenario))).toEqual([]);
  });

  it('begins on Monday, 2 March 2026, at 09:00 unless it says otherwise', () => {
    expect(parseScenario(scenario)).toMatchObject({ ok: true, value: { startsAt: '2026-03-02T09:00:00Z' } });
  });

  it.each<[string, unknown, RegExp]>([
    ['id', 'A Story', /^id: .*lower case/],
    ['title', '', /^title: /],
    ['title', undefined, /^title: is missing$/],
    ['title', 7, /^title: must be text$/],
    ['acts', 'none', /^acts: must be a list$/],
    ['acts.0', null, /^acts\[0\]: must be an act$/],
    ['acts.0', [], /^acts\[0\]: must be an object$/],
    ['acts.0.at', undefined, /^acts\[0\]\.at: is missing$/],
    ['acts.0.at', '0', /^acts\[0\]\.at: must be a number$/],
    ['acts.0.command', undefined, /^acts\[0\]\.command: is missing$/],
    ['acts.0.command.type', undefined, /^acts\[0\]\.command\.type: is missing$/],
    ['acts.0.command.orderId', undefined, /^acts\[0\]\.command\.orderId: is missing$/],
    ['group', 'Boring', /^group: must be one of "Simple", "Medium", "Complex", "Edge", "Commands"/],
    ['acts', [], /^acts: .*at least one/],
    ['acts.0.at', -1, /^acts\[0\]\.at: .*negative/],
    ['acts.0.at', 0.5, /^acts\[0\]\.at: .*whole ms/],
    ['acts.0.at', 315_360_000_001, /^acts\[0\]\.at: .*ten years/],
    ['acts.0.kind', 'miracle', /^acts\[0\]\.kind: .*command/],
    [
      'acts.0',
      { at: 0, kind: 'fault', fault: { type: 'quake' } },
      /^acts\[0\]\.fault\.type: there is no fault "quake"; known are "drop", "delay"/,
    ],
    [
      'acts.0',
      { at: 0, kind: 'fault', fault: { type: 'drop', from: 'bus', to: 'email', count: 0 } },
      /^acts\[0\]\.fault\.count: must be at least 1$/,
    ],
    [
      'acts.0',
      { at: 0, kind: 'fault', fault: { type: 'down', node: '' } },
      /^acts\[0\]\.fault\.node: must name a part of the shop$/,
    ],
    [
      'acts.0',
      { at: 0, kind: 'operation', operation: { type: 'add-consumer', consumer: 'billing' } },
      /^acts\[0\]\.operation\.consumer: must be one of "notifications", "inventory", "analytics"$/,
    ],
    ['acts.0.only', 'cloud', /^acts\[0\]\.only: must be one of "event-sourced", "api-driven"$/],
    [
      'settings',
      { retryPolicy: { maxAttempts: 0 } },
      /^settings\.retryPolicy\.maxAttempts: must be at least 1$/,
    ],
    ['settings', { outbox: 'on' }, /^settings\.outbox: must be true or false$/],
    ['broker', 'pigeons', /^broker: must be one of "in-memory", "redis-pubsub"/],
    ['acts.0.by', 'the cat', /^acts\[0\]\.by: .*warehouse/],
    ['acts.0.command', 'ShipOrder', /^acts\[0\]\.command: .*command/],
    [
      'acts.0.command.type',
      'EatOrder',
      /^acts\[0\]\.command\.type: there is no command "EatOrder"; known are "PlaceOrder", "ShipOrder"/,
    ],
    ['acts.0.command.orderId', '', /^acts\[0\]\.command\.orderId: .*order/],
    ['acts.0.command.orderID', 'ord-001', /^acts\[0\]\.command\.orderID: is not known here$/],
    ['startsAt', 'tomorrow', /^startsAt: .*2026-03-02T09:00:00Z/],
    ['startsAt', '2026-02-30T25:00:00Z', /^startsAt: .*exists/],
    ['startsAt', '2026-02-30T09:00:00Z', /^startsAt: .*exists/],
    ['startsAt', '2026-03-02T24:00:00Z', /^startsAt: .*exists/],
    ['startsAt', '2026-13-02T09:00Z', /^startsAt: .*exists/],
    ['startsAt', '1969-12-31T23:59:59.999Z', /^startsAt: .*1970 to 2999/],
    ['startsAt', '3000-01-01T00:00Z', /^startsAt: .*1970 to 2999/],
    ['settings', { jitterMs: -1 }, /^settings\.jitterMs: .*negative/],
    ['settings', { latencyMs: { bus: 60_001 } }, /^settings\.latencyMs\.bus: .*60000/],
    ['settings', { recordLimit: 100_000_001 }, /^settings\.recordLimit: .*at most 100000000/],
    ['shop', { customers: [{ id: 'alice' }] }, /^shop\.customers\[0\]\.id: .*cust-001/],
    ['shop', { warehouses: [] }, /^shop\.warehouses: is not known here$/],
    ['surprise', 1, /^surprise: is not known here$/],
  ])('with %s = %j is refused with the path and a sentence', (path, value, problem) => {
    expect(problems(parseScenario(withValueAt(scenario, path, value)))).toContainEqual(
      expect.stringMatching(problem),
    );
  });

  it('from a file is refused with the name of the file', () => {
    expect(problems(parseScenario({ ...scenario, title: '' }, 'fixtures/scenarios/a-story.json'))).toEqual([
      'fixtures/scenarios/a-story.json: title: must not be empty',
    ]);
    expect(problems(parseScenario([], 'fixtures/scenarios/a-story.json'))).toEqual([
      'fixtures/scenarios/a-story.json: must be an object',
    ]);
  });

  it.each([
    '1970-01-01T00:00Z',
    '2028-02-29T09:00:00Z',
    '2026-03-02T09:00:00.25Z',
    '2026-03-02T09:00:00.123456Z',
    '2999-12-31T23:59:59Z',
  ])('can begin at %s', (startsAt) => {
    expect(parseScenario({ ...scenario, startsAt })).toMatchObject({ ok: true, value: { startsAt } });
  });

  it.each<[string, object, readonly string[]]>([
    [
      'a cart of nobody with nothing',
      { carts: [{ customerId: 'cust-999', items: [{ productId: 'prod-999', quantity: 1 }] }] },
      [
        'shop.carts[0].customerId: cust-999 does not exist',
        'shop.carts[0].items[0].productId: prod-999 does not exist',
      ],
    ],
    [
      'an order of nobody',
      { orders: [order({ customerId: 'cust-999' })] },
      ['shop.orders[0].customerId: cust-999 does not exist'],
    ],
    [
      'an order whose total is not the sum of its line items',
      { orders: [order({ totalCents: 14998 })] },
      [
        'shop.orders[0].totalCents: must be 14999, the sum of the line items that are not cancelled, and is 14998',
      ],
    ],
    [
      'two orders of one id',
      { orders: [order({}), order({ status: 'SHIPPED' })] },
      ['shop.orders[1]: ord-100 stands there twice'],
    ],
    [
      'two carts of one customer',
      {
        carts: [
          { customerId: 'cust-001', items: [] },
          { customerId: 'cust-001', items: [] },
        ],
      },
      ['shop.carts[1]: cust-001 stands there twice'],
    ],
    [
      'a segment rule on an unknown type of notification',
      { segments: [{ notificationType: 'birthday', segments: ['gold'] }] },
      [expect.stringMatching(/^shop\.segments\[0\]\.notificationType: .*"birthday".*price_drop/) as string],
    ],
    [
      'a customer who unsubscribed from an unknown type of notification',
      { preferences: [{ ...shopData.preferences[0], unsubscribedTypes: ['price_drop', 'toString'] }] },
      [
        expect.stringMatching(
          /^shop\.preferences\[0\]\.unsubscribedTypes\[1\]: .*"toString".*price_drop/,
        ) as string,
      ],
    ],
    [
      'quiet hours that end when they begin',
      { preferences: [{ ...shopData.preferences[0], quietHours: { from: '22:00', to: '22:00' } }] },
      [expect.stringMatching(/^shop\.preferences\[0\]\.quietHours: .*different times/) as string],
    ],
  ])('with %s in its shop is refused, on its own and in a recording', (_, shop, expected) => {
    const own = { ...scenario, shop };
    expect(problems(parseScenario(own))).toEqual(expected);
    expect(
      problems(parseRecording({ ...recording, scenario: own })).map((problem) =>
        problem.replace(/^scenario\./, ''),
      ),
    ).toEqual(expected);
  });

  it('can bring customers, products and orders that refer to one another', () => {
    const customer = { ...shopData.customers[0], id: 'cust-100' };
    const shop = {
      customers: [customer],
      orders: [
        order({ customerId: 'cust-100' }),
        order({
          id: 'ord-101',
          items: [{ productId: 'prod-001', quantity: 1, priceCents: 14999, status: 'CANCELLED' }],
          totalCents: 0,
        }),
      ],
      payments: [{ id: 'pay-100', orderId: 'ord-100', amountCents: 14999, status: 'failed', attempt: 1 }],
    };
    expect(problems(parseScenario({ ...scenario, shop }))).toEqual([]);
  });

  it.each([
    ['UpdatePrice', { productId: 'prod-001', priceCents: 119.99 }, /priceCents: .*whole cents/],
    ['UpdatePrice', { productId: 'prod-001', priceCents: -1 }, /priceCents: .*negative/],
    ['DiscountPrice', { productId: 'prod-001', percent: 0 }, /percent: .*above 0/],
    ['DiscountPrice', { productId: 'prod-001', percent: 101 }, /percent: .*at most 100/],
    ['PlaceOrder', { customerId: 'cust-001', items: [] }, /items: .*at least one/],
    ['PlaceOrder', { customerId: 'cust-001', items: [{ productId: 'prod-001', quantity: 0 }] }, /quantity: /],
    ['FailPayment', { orderId: 'ord-001', reason: '' }, /reason: .*reason/],
    ['ShipLineItem', { orderId: 'ord-001' }, /productId: /],
  ])('with the command %s %j is refused', (type, rest, problem) => {
    expect(
      problems(parseScenario(withValueAt(scenario, 'acts.0.command', { type, ...rest }))),
    ).toContainEqual(expect.stringMatching(problem));
  });
});

describe('a recording from outside', () => {
  it.each<[string, unknown, RegExp]>([
    ['format', 'signalbox.run', /^format: .*signalbox\.recording/],
    ['version', 2, /^version: .*newer/],
    ['scenario', 'no-such-story', /^scenario: .*no-such-story/],
    ['scenario', 7, /^scenario: must be the id of a scenario, or a scenario$/],
    ['scenario', null, /^scenario: must be the id of a scenario, or a scenario$/],
    ['scenario', undefined, /^scenario: is missing$/],
    ['scenario', { ...scenario, group: 'Boring' }, /^scenario\.group: .*Simple/],
    [
      'scenario',
      withValueAt(scenario, 'acts.0.command.orderId', 7),
      /^scenario\.acts\[0\]\.command\.orderId: must be text$/,
    ],
    ['architecture', 'monolith', /^architecture: must be one of "event-sourced", "api-driven"$/],
    [
      'broker',
      'pigeons',
      /^broker: must be one of "in-memory", "redis-pubsub", "redis-streams", "rabbitmq", "kafka"$/,
    ],
    ['seed', 1.5, /^seed: .*whole/],
    ['seed', undefined, /^seed: is missing$/],
    ['seed', -(2 ** 31) - 1, /^seed: .*at least -2147483648/],
    ['seed', 2 ** 32, /^seed: .*at most 4294967295/],
    ['acts', {}, /^acts: must be a list$/],
    [
      'acts',
      [
        {
          at: 5,
          kind: 'event',
          event: { id: 'evt-1', type: 'CustomerRegistered', customerId: 'cust-006', name: 'F' },
        },
      ],
      /^acts\[0\]\.event\.id: must not be evt-1: the bus gives such ids itself/,
    ],
    ['until', -5, /^until: .*negative/],
    ['settings.recordLimit', 0, /^settings\.recordLimit: .*at least 1/],
    ['settings.recordLimit', 1.5, /^settings\.recordLimit: .*whole number/],
    ['settings.recordLimit', 100_000_001, /^settings\.recordLimit: .*at most 100000000/],
    ['settings.latencyMs.bus', 'fast', /^settings\.latencyMs\.bus: must be a number$/],
  ])('with %s = %j is refused with the path and a sentence', (path, value, problem) => {
    expect(problems(parseRecording(withValueAt(recording, path, value)))).toContainEqual(
      expect.stringMatching(problem),
    );
  });

  it('has defaults for every setting that it leaves out', () => {
    const parsed = parseRecording({ ...recording, settings: {} });
    expect(parsed).toMatchObject({ ok: true, value: { settings: recording.settings } });
  });

  it('has the settings of its scenario over the defaults, and its own over both, each latency by itself', () => {
    const own = told([[0, { type: 'ShipOrder', orderId: 'ord-001' }]], {
      settings: { latencyMs: { bus: 50, store: 40 }, recordLimit: 500 },
    });
    const settings = { latencyMs: { store: 4, channel: 250 }, jitterMs: 3 };
    const expected = {
      ...defaultSettings,
      latencyMs: { command: 8, bus: 50, store: 4, api: 15, channel: 250 },
      jitterMs: 3,
      recordLimit: 500,
    };
    expect(own.settings).toEqual({ latencyMs: { bus: 50, store: 40 }, recordLimit: 500 });
    expect(recordingOf(own, 'event-sourced', { settings }).settings).toEqual(expected);
    expect(parseRecording({ ...recording, scenario: own, settings })).toMatchObject({
      ok: true,
      value: { settings: expected },
    });
  });

  it.each([-(2 ** 31), -1, 0, 2 ** 32 - 1])('can have the seed %i', (seed) => {
    expect(problems(parseRecording({ ...recording, seed }))).toEqual([]);
  });

  it('may have a scenario whose events have ids as the bus gives them: it leaves these out', () => {
    const [placed] = told([[0, { type: 'ShipOrder', orderId: 'ord-001' }]]).acts;
    const event = { id: 'evt-1', type: 'CustomerRegistered', customerId: 'cust-006', name: 'Frank Miller' };
    const own = { ...scenario, acts: [placed, { at: 5, kind: 'event', event }] };
    const parsed = parseRecording({ ...recording, scenario: own });
    expect(problems(parsed)).toEqual([]);
    if (!parsed.ok) return;
    const { trace } = simulate(parsed.value);
    const published = trace.flatMap((record) =>
      record.kind === 'sent' && record.form === 'event' && record.to === 'bus'
        ? [`${record.name} ${JSON.stringify(record.payload['id'])}`]
        : [],
    );
    expect(published).toContain('CustomerRegistered "evt-1"');
    expect(new Set(published.map((line) => line.split(' ')[1])).size).toBe(published.length);
    const stopped = trace.filter((record) => record.kind === 'decision' && record.rule === 'idempotency');
    expect(stopped).toEqual([]);
  });

  it('comes back from JSON as it was', () => {
    for (const { id } of scenarios) {
      const one = recordingOf(id, 'api-driven', { seed: -7, settings: { jitterMs: 3 } });
      expect(parseRecording(JSON.parse(JSON.stringify(one)))).toEqual({ ok: true, value: one });
    }
  });
});

describe(`reading anything at all (seed ${propertySeed})`, () => {
  const strange = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSet: true }),
    fc.anything({
      withBoxedValues: true,
      withSparseArray: true,
      withTypedArray: true,
      withObjectString: true,
    }),
    fc.jsonValue(),
  );
  /** Each problem tells where and, in a sentence, what. */
  const expectExplained = (result: ReturnType<typeof parseScenario> | ReturnType<typeof parseRecording>) => {
    if (result.ok) return;
    expect(result.problems.length).toBeGreaterThan(0);
    for (const { path, message } of result.problems) {
      expect(typeof path).toBe('string');
      expect(message).toMatch(
        /^(must|is missing$|is not known here$|there is no|\S+ (does not exist|stands there twice)$)/,
      );
    }
  };

  it('never throws, and says what is wrong', () => {
    holdsForAll(
      strange,
      (input) => {
        expectExplained(parseScenario(input));
        expectExplained(parseRecording(input));
      },
      2000,
    );
  });

  it('a recording with anything in one place is refused with a reason, or it can be run', () => {
    const complete = {
      ...recordingOf(
        told([[0, { type: 'ShipOrder', orderId: 'ord-001' }]], { shop: shopData }),
        'event-sourced',
      ),
      acts: [
        { at: 5, kind: 'command', by: 'support', command: { type: 'ReadFeed', customerId: 'cust-001' } },
      ],
      until: 10_000,
      title: 'Everything that a recording can hold',
    };
    const edited = fc.tuple(
      fc.constantFrom(...pathsIn(complete)),
      fc.oneof(
        fc.jsonValue(),
        fc.constantFrom(undefined, '', '__proto__', 0, -1, 2 ** 53, 1e308, '2026-03-02'),
      ),
      fc.constantFrom('event-sourced', 'api-driven'),
    );
    holdsForAll(
      edited,
      ([path, value, architecture]) => {
        const parsed = parseRecording(withValueAt({ ...complete, architecture }, path, value));
        expectExplained(parsed);
        if (parsed.ok) createSimulation(parsed.value).run();
      },
      2000,
    );
  });
});

/** Paths to everything in some JSON: `acts.0.at`. */
function pathsIn(json: object, parent = ''): string[] {
  return Object.entries(json).flatMap(([key, value]: [string, unknown]) => {
    const path = parent === '' ? key : `${parent}.${key}`;
    return typeof value === 'object' && value !== null ? [path, ...pathsIn(value, path)] : [path];
  });
}
