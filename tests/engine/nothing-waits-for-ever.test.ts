import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Process } from '../../src/engine/process';
import { pause } from '../../src/engine/process';
import type { NodeId } from '../../src/engine/trace';
import type { World } from '../../src/engine/world';
import type { Fault } from '../../src/simulation/faults';
import { holdsForAll, propertySeed } from '../support/properties';
import {
  askNode,
  askStore,
  at,
  recordsOf,
  runOut,
  smallWorld,
  strike,
  type Way,
} from '../support/small-world';

/** What a process does next; a step that is caught does not end it when it fails. */
type Step = { readonly isCaught: boolean } & (
  | { readonly kind: 'pause'; readonly delayMs: number }
  | { readonly kind: 'store'; readonly access: 'read' | 'write' }
  | { readonly kind: 'ask'; readonly to: number; readonly isTimed: boolean; readonly steps: readonly Step[] }
);

const services = ['a', 'b', 'c'] as const;
const nodes = [...services, 'store'] as const;
const ways: readonly Way[] = nodes.flatMap((from, index) =>
  nodes.slice(index + 1).map((to): Way => [from, to, 5]),
);

const { steps: anySteps } = fc.letrec<{ steps: readonly Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie('step'), { maxLength: 3 }),
  step: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      kind: fc.constant('pause' as const),
      delayMs: fc.integer({ min: 0, max: 400 }),
      isCaught: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('store' as const),
      access: fc.constantFrom('read' as const, 'write' as const),
      isCaught: fc.boolean(),
    }),
    {
      arbitrary: fc.record({
        kind: fc.constant('ask' as const),
        to: fc.nat(1),
        isTimed: fc.boolean(),
        steps: tie('steps'),
        isCaught: fc.boolean(),
      }),
      weight: 3,
    },
  ),
}));

const node = fc.constantFrom(...nodes);
const link = fc.tuple(node, node).filter(([from, to]) => from !== to);
const span = fc.oneof(fc.record({ durationMs: fc.integer({ min: 1, max: 600 }) }), fc.constant({}));
const anyFault: fc.Arbitrary<Fault> = fc.oneof(
  fc
    .tuple(link, fc.constantFrom('drop' as const, 'duplicate' as const, 'corrupt' as const), fc.nat(2))
    .map(([[from, to], type, more]) => ({ type, from, to, count: 1 + more })),
  fc
    .tuple(link, fc.constantFrom('delay' as const, 'reorder' as const), fc.integer({ min: 1, max: 700 }))
    .map(([[from, to], type, delayMs]) => ({ type, from, to, count: 1, delayMs })),
  fc.tuple(node, span).map(([broken, rest]) => ({ type: 'down' as const, node: broken, ...rest })),
  fc
    .tuple(node, fc.constantFrom('arrival', 'write', 'answer', 'handling'), span)
    .map(([broken, after, rest]) => ({ type: 'crash' as const, node: broken, after, ...rest })),
  fc
    .tuple(node, fc.integer({ min: 1, max: 700 }), span)
    .map(([broken, delayMs, rest]) => ({ type: 'slow' as const, node: broken, delayMs, ...rest })),
  node.map((broken) => ({ type: 'throw' as const, node: broken, count: 1, error: 'Out of memory' })),
);

const moment = fc.integer({ min: 0, max: 800 });
const anyRun = fc.record({
  starts: fc.array(fc.record({ at: moment, service: fc.nat(2), steps: anySteps }), {
    minLength: 1,
    maxLength: 5,
  }),
  troubles: fc.array(fc.record({ at: moment, fault: anyFault }), { maxLength: 6 }),
  jitterMs: fc.constantFrom(0, 20),
});

/** Does the steps one after the other in a service. */
function* perform(here: NodeId, steps: readonly Step[]): Process<number> {
  for (const step of steps) {
    try {
      yield* performOne(here, step);
    } catch (error) {
      if (!step.isCaught) throw error;
    }
  }
  return steps.length;
}

function* performOne(here: NodeId, step: Step): Process {
  switch (step.kind) {
    case 'pause':
      yield* pause(step.delayMs);
      return;
    case 'store':
      yield* askStore(here, () => 1, { access: step.access });
      return;
    case 'ask': {
      const others = services.filter((service) => service !== here);
      const to = others[step.to] ?? 'a';
      yield* askNode(here, to, () => perform(to, step.steps), { isTimed: step.isTimed });
    }
  }
}

/** Whether the memory of a node has been lost since. */
function wasLost(world: World, service: NodeId, since: number): boolean {
  return recordsOf(world, 'node-down').some(({ node: down, seq }) => down === service && seq > since);
}

it(`nothing waits for ever: every process of a node that stays up ends, once (seed ${propertySeed})`, () => {
  holdsForAll(
    anyRun,
    ({ starts, troubles, jitterMs }) => {
      const world = smallWorld(ways, { patienceMs: 300, jitterMs });
      const running = starts.map(() => ({ startedAfter: 0, service: '', endings: 0 }));
      starts.forEach(({ at: when, service, steps }, index) => {
        const here = services[service] ?? 'a';
        at(world, when, () => {
          const process = { startedAfter: world.journal.records.length, service: here, endings: 0 };
          running[index] = process;
          world.start(here, `flow-${index}`, 0, perform(here, steps), () => (process.endings += 1));
        });
      });
      for (const { at: when, fault } of troubles) at(world, when, () => strike(world, fault));
      runOut(world);
      for (const { startedAfter, service, endings } of running) {
        if (wasLost(world, service, startedAfter)) expect(endings).toBeLessThanOrEqual(1);
        else expect(endings).toBe(1);
      }
    },
    600,
  );
});
