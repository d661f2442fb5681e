import { describe, expect, it } from 'vitest';
import type { Touch } from '../../src/analysis/coupling/coupling';
import {
  couplingTable,
  domainServicesOf,
  measured,
  type PerArchitecture,
} from '../../src/analysis/coupling/comparison';
import { couplingFindings } from '../../src/analysis/coupling/findings';
import {
  architectureNames,
  recordingOf,
  scenarios,
  simulate,
  topologyOf,
  type Choices,
  type Scenario,
} from '../../src/simulation';
import { told } from '../support/play';

function bothRuns(scenario: string | Scenario, choices: Choices = {}) {
  const runOf = (architecture: (typeof architectureNames)[number]) => {
    const recording = recordingOf(scenario, architecture, choices);
    return measured(simulate(recording), topologyOf(recording));
  };
  return { 'event-sourced': runOf('event-sourced'), 'api-driven': runOf('api-driven') };
}

/** The answers to a question, event-sourced first. */
function answers(runs: ReturnType<typeof bothRuns>, question: string): readonly (string | undefined)[] {
  const found = couplingFindings(runs).find((finding) => finding.question === question);
  return [found?.answers['event-sourced'].words, found?.answers['api-driven'].words];
}

describe('the table of both architectures', () => {
  const parts = (scenario: string, choices: Choices = {}) =>
    couplingTable(bothRuns(scenario, choices)).parts.map(({ nodes }) => [
      nodes['event-sourced']?.id,
      nodes['api-driven']?.id,
    ]);

  it('puts the notification service beside the notification API, and leaves alone what only one has', () => {
    expect(parts('order-complete')).toEqual([
      ['ordering', 'ordering'],
      ['bus', undefined],
      ['notification-service', 'notification-api'],
      ['correlator', undefined],
      ['preferences', 'preferences'],
      ['dispatcher', 'dispatcher'],
      ['projections', 'projections'],
    ]);
  });

  it('has the relay of an outbox, which is no domain service', () => {
    const runs = bothRuns('order-shipped', { settings: { outbox: true } });
    expect(couplingTable(runs).parts.map(({ key }) => key)).toContain('relay');
    expect([...domainServicesOf(runs)]).toEqual(['ordering', 'pricing', 'billing', 'inventory']);
  });

  it.each(scenarios.map(({ id }) => id))('has each touch of its parts once, and no other: %s', (id) => {
    const runs = bothRuns(id);
    const table = couplingTable(runs);
    for (const architecture of architectureNames) {
      const shown = new Set(table.parts.flatMap(({ nodes }) => nodes[architecture]?.id ?? []));
      const expected = runs[architecture].coupling.touches.filter(({ node }) => shown.has(node));
      const cells = table.rows.flatMap((row) =>
        [...row.cells].flatMap(([part, pair]: [string, PerArchitecture<Touch | undefined>]) => {
          const touch = pair[architecture];
          if (touch === undefined) return [];
          expect(table.parts.find(({ key }) => key === part)?.nodes[architecture]?.id).toBe(touch.node);
          return [touch];
        }),
      );
      expect(new Set(cells)).toEqual(new Set(expected));
      expect(cells).toHaveLength(expected.length);
    }
  });
});

describe('the findings tables of seed 001, measured', () => {
  const drop = bothRuns('price-drop');
  const complete = bothRuns('order-complete');

  it.each([
    ['A domain service queries carts', 'No', 'Yes: Pricing, 1 time'],
    ['A domain service queries customers', 'No', 'Yes: Pricing, 3 times'],
    // The price, the carts, and the segment of each of three.
    ['A domain service knows eligibility rules', 'No', 'Yes: Pricing, 5 times'],
  ])('price drop: %s', (question, published, called) => {
    expect(answers(drop, question)).toEqual([published, called]);
  });

  it('price drop: the logic is centralised, or distributed', () => {
    const [published, called] = answers(drop, 'Where is the notification logic?');
    expect(published).toMatch(/^Centralised: Notification service/);
    expect(called).toMatch(/^Distributed: .*Pricing/);
  });

  it('order complete: the correlator or Ordering tracks shipments and holds the logic', () => {
    for (const question of ['Who tracks shipment state?', 'Where is the completion logic?']) {
      expect(answers(complete, question)).toEqual(['Event correlator (in Notification service)', 'Ordering']);
    }
  });

  it('order complete: domain services have to know less, or more', () => {
    // The store and the bus, and the entity orders; or the store, the API, orders, products, two rules and the completion.
    expect(answers(complete, 'Domain service complexity')).toEqual(['Low: 3 things', 'High: 7 things']);
  });

  it('what is the same in both is neither low nor high', () => {
    const refused = bothRuns(told([[0, { type: 'ShipOrder', orderId: 'ord-404' }]]));
    expect(answers(refused, 'Domain service complexity')).toEqual(['Equal: 2 things', 'Equal: 2 things']);
    expect(answers(refused, 'Where is the notification logic?')).toEqual([
      'Nothing was decided',
      'Nothing was decided',
    ]);
  });

  it('answers come from the records: where only Bob, who is silver, has the product, Pricing asks for him and calls nobody', () => {
    const shop = { carts: [{ customerId: 'cust-002', items: [{ productId: 'prod-004', quantity: 1 }] }] };
    const runs = bothRuns(
      told([[0, { type: 'UpdatePrice', productId: 'prod-004', priceCents: 100 }]], { shop }),
    );
    expect(answers(runs, 'A domain service queries customers')).toEqual(['No', 'Yes: Pricing, 1 time']);
    expect(answers(runs, 'Domain services wait for calls')).toEqual(['0 calls, 0 ms', '0 calls, 0 ms']);
  });

  it.each(scenarios.map(({ id }) => id))(
    'each answer has records of its nodes, or says that there are none: %s',
    (id) => {
      const runs = bothRuns(id);
      for (const { answers: found } of couplingFindings(runs)) {
        for (const architecture of architectureNames) {
          const { words, seqs, nodes } = found[architecture];
          const of = new Set(seqs.map((seq) => runs[architecture].run.trace[seq - 1]?.node));
          expect(of).toEqual(new Set(nodes));
          if (seqs.length === 0)
            expect(words).toMatch(/^(No|Nobody|Nothing was decided|0 \w+, 0 ms|\w+: 0 things)$/);
          else expect(words).toMatch(/^(Yes|Centralised|Distributed|Low|High|Equal):|, \d+ ms$|^[A-Z]/);
        }
      }
    },
  );
});
