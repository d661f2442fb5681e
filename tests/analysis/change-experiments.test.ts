import { describe, expect, it } from 'vitest';
import {
  behavesTheSame,
  behaviourDifference,
  type BehaviourDifference,
} from '../../src/analysis/change-experiments/behaviour';
import {
  changeExperiments,
  type ChangeExperiment,
} from '../../src/analysis/change-experiments/change-experiments';
import {
  architectureNames,
  findScenario,
  parseRecording,
  recordingOf,
  scenarios,
  simulate,
  type ArchitectureName,
  type Recording,
  type Run,
} from '../../src/simulation';
import { finished } from '../support/finished';

function experiment(id: string): ChangeExperiment {
  const found = changeExperiments.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no experiment ${id}`);
  return found;
}

function difference(id: string, recording: Recording): BehaviourDifference {
  const { without, with: withIt } = experiment(id);
  return compared(simulate(without(recording)), simulate(withIt(recording)));
}

function compared(without: Run, withIt: Run): BehaviourDifference {
  return finished(behaviourDifference(without, withIt));
}

/** The parts that behave differently. */
function differing({ nodes }: BehaviourDifference): readonly string[] {
  return nodes.filter((node) => !behavesTheSame(node)).map(({ node }) => node);
}

const services = ['ordering', 'pricing', 'billing', 'inventory'];

describe('adding Analytics', () => {
  const story = (architecture: ArchitectureName) => recordingOf('order-created-fans-out', architecture);

  it('changes no other service where services publish, and Ordering where they call', () => {
    expect(differing(difference('analytics', story('event-sourced'))).filter(isService)).toEqual([]);
    expect(differing(difference('analytics', story('api-driven'))).filter(isService)).toEqual(['ordering']);
  });

  it('makes the caller wait longer only where it is called', () => {
    expect(difference('analytics', story('event-sourced')).answers).toEqual([]);
    expect(difference('analytics', story('api-driven')).answers).toMatchObject([
      { command: 'PlaceOrder', effect: 'slower' },
    ]);
  });

  it('is the story as it stands where that adds Analytics by itself, and that act is left out without it', () => {
    for (const architecture of architectureNames) {
      const recording = recordingOf('add-analytics', architecture);
      const { without, with: withIt } = experiment('analytics');
      expect(withIt(recording)).toEqual(recording);
      const { trace } = simulate(without(recording));
      expect(JSON.stringify(trace)).not.toContain('"analytics"');
    }
  });
});

describe('adding a push channel', () => {
  it('changes no domain service where the services only publish', () => {
    expect(
      differing(difference('push', recordingOf('order-shipped', 'event-sourced'))).filter(isService),
    ).toEqual([]);
  });

  it('brings each customer who is notified of an order a push message as well', () => {
    for (const architecture of architectureNames) {
      const { notifications } = difference('push', recordingOf('order-shipped', architecture));
      const added = notifications.filter(({ effect }) => effect === 'extra');
      expect(added.map(({ kind }) => kind.channel)).toEqual(['push']);
    }
  });

  it('sends nothing by push without it', () => {
    for (const { id } of scenarios) {
      const { trace } = simulate(experiment('push').without(recordingOf(id, 'event-sourced')));
      expect(trace.some((record) => record.kind === 'received' && record.channel === 'push')).toBe(false);
    }
  });
});

describe('adding a back-in-stock notification', () => {
  it('reaches those whose cart holds the product, when the support desk asks for it', () => {
    for (const architecture of architectureNames) {
      const recording = recordingOf('price-drop', architecture);
      const found = difference('back-in-stock', recording);
      // Bob, Carol and Eva have the router in their carts (fixtures/data/carts.json), and all want price alerts by email.
      const told = found.notifications.map(
        ({ kind, effect }) => `${kind.type} ${kind.customerId ?? ''} ${effect}`,
      );
      expect(told).toEqual([
        'back_in_stock cust-002 extra',
        'back_in_stock cust-003 extra',
        'back_in_stock cust-005 extra',
      ]);
      // It is data: no domain service behaves differently, since no moment of theirs tells it.
      expect(differing(found).filter(isService)).toEqual([]);
    }
  });

  it('is not told by itself: raised by hand, stock leaves no trace but its own', () => {
    const { without } = experiment('back-in-stock');
    const recording = recordingOf('price-drop', 'event-sourced');
    const added = simulate(without(recording)).trace.slice(simulate(recording).trace.length);
    expect(added.map(({ kind, node }) => `${kind} ${node}`)).toEqual(['changed store']);
  });
});

describe('every experiment', () => {
  it.each(changeExperiments.map(({ id }) => id))(
    '%s: is a recording that can be kept and read, and runs',
    (id) => {
      const { without, with: withIt } = experiment(id);
      for (const scenario of scenarios) {
        for (const architecture of architectureNames) {
          const recording = recordingOf(scenario.id, architecture);
          for (const changed of [without(recording), withIt(recording)]) {
            const parsed = parseRecording(JSON.parse(JSON.stringify(changed)));
            expect(parsed.ok ? [] : [scenario.id, parsed.problems]).toEqual([]);
          }
          const run = simulate(without(recording));
          const same = compared(run, simulate(without(recording)));
          expect(differing(same)).toEqual([]);
          expect([...same.notifications, ...same.answers]).toEqual([]);
        }
      }
    },
  );

  it.each(changeExperiments.map(({ id }) => id))(
    '%s: makes a difference to the scenario that it names',
    (id) => {
      const { fittingScenario } = experiment(id);
      expect(findScenario(fittingScenario)).toBeDefined();
      for (const architecture of architectureNames) {
        expect(differing(difference(id, recordingOf(fittingScenario, architecture)))).not.toEqual([]);
      }
    },
  );
});

describe('the comparison of behaviour', () => {
  it('takes no notice of times and of numbers that ids get', () => {
    const quick = recordingOf('order-created-fans-out', 'event-sourced');
    const { latencyMs } = quick.settings;
    const slow = { ...quick, settings: { ...quick.settings, latencyMs: { ...latencyMs, channel: 90 } } };
    const found = compared(simulate(quick), simulate(slow));
    expect(differing(found)).toEqual([]);
    expect(found.notifications).toMatchObject([{ effect: 'late', lateMs: 65 }]);
  });

  it('shows what a record says otherwise, beside what it said', () => {
    const { nodes } = difference('push', recordingOf('order-shipped', 'event-sourced'));
    const rule = nodes
      .flatMap(({ changed }) => changed)
      .find(({ after }) => after.kind === 'decision' && after.rule === 'channels');
    expect(rule?.fields.map(({ path }) => path)).toContain('because.channels');
  });
});

function isService(node: string): boolean {
  return services.includes(node);
}
