import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSimulation,
  parseRecording,
  parseScenario,
  recordingOf,
  scenarios,
  shopData,
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
    ['title', undefined, /^title: /],
    ['group', 'Boring', /^group: .*Simple/],
    ['acts', [], /^acts: .*at least one/],
    ['acts.0.at', -1, /^acts\[0\]\.at: .*negative/],
    ['acts.0.at', 0.5, /^acts\[0\]\.at: .*whole ms/],
    ['acts.0.at', 315_360_000_001, /^acts\[0\]\.at: .*ten years/],
    ['acts.0.kind', 'miracle', /^acts\[0\]\.kind: .*command/],
    ['acts.0.by', 'the cat', /^acts\[0\]\.by: .*warehouse/],
    ['acts.0.command', 'ShipOrder', /^acts\[0\]\.command: .*command/],
    ['acts.0.command.type', 'EatOrder', /^acts\[0\]\.command\.type: .*EatOrder.*ShipOrder/],
    ['acts.0.command.orderId', '', /^acts\[0\]\.command\.orderId: .*order/],
    ['acts.0.command.orderID', 'ord-001', /^acts\[0\]\.command\.orderID: /],
    ['startsAt', 'tomorrow', /^startsAt: .*2026-03-02T09:00:00Z/],
    ['startsAt', '2026-02-30T25:00:00Z', /^startsAt: .*exists/],
    ['settings', { jitterMs: -1 }, /^settings\.jitterMs: .*negative/],
    ['settings', { latencyMs: { bus: 60_001 } }, /^settings\.latencyMs\.bus: .*60000/],
    ['shop', { customers: [{ id: 'alice' }] }, /^shop\.customers\[0\]\.id: .*cust-001/],
    ['shop', { warehouses: [] }, /^shop\.warehouses: /],
    ['surprise', 1, /^surprise: /],
  ])('with %s = %j is refused with the path and a sentence', (path, value, problem) => {
    expect(problems(parseScenario(withValueAt(scenario, path, value)))).toContainEqual(
      expect.stringMatching(problem),
    );
  });

  it('from a file is refused with the name of the file', () => {
    expect(problems(parseScenario({ ...scenario, title: '' }, 'fixtures/scenarios/a-story.json'))).toEqual([
      expect.stringMatching(/^fixtures\/scenarios\/a-story\.json.*title: /),
    ]);
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
    ['scenario', 7, /^scenario: .*scenario/],
    ['architecture', 'monolith', /^architecture: .*event-sourced/],
    ['broker', 'pigeons', /^broker: .*in-memory/],
    ['seed', 1.5, /^seed: .*whole/],
    ['seed', undefined, /^seed: /],
    ['acts', {}, /^acts: /],
    ['until', -5, /^until: .*negative/],
    ['settings.recordLimit', 0, /^settings\.recordLimit: .*at least 1/],
    ['settings.latencyMs.bus', 'fast', /^settings\.latencyMs\.bus: /],
  ])('with %s = %j is refused with the path and a sentence', (path, value, problem) => {
    expect(problems(parseRecording(withValueAt(recording, path, value)))).toContainEqual(
      expect.stringMatching(problem),
    );
  });

  it('with a scenario of its own that names a customer who does not exist is refused with the place', () => {
    const own = {
      ...scenario,
      shop: { carts: [{ customerId: 'cust-999', items: [{ productId: 'prod-999', quantity: 1 }] }] },
    };
    const found = problems(parseRecording({ ...recording, scenario: own }));
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^scenario\.shop\.carts\[\d+\]\.customerId: cust-999 does not exist/);
    expect(found[1]).toMatch(/^scenario\.shop\.carts\[\d+\]\.items\[0\]\.productId: prod-999 does not exist/);
  });

  it('has defaults for every setting that it leaves out', () => {
    const parsed = parseRecording({ ...recording, settings: {} });
    expect(parsed).toMatchObject({ ok: true, value: { settings: recording.settings } });
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
      expect(message.trim().length).toBeGreaterThan(5);
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
