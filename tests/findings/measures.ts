import { domainServicesOf, measured, type MeasuredRun } from '../../src/analysis/coupling/comparison';
import {
  brokerNames,
  recordingOf,
  simulate,
  topologyOf,
  type ArchitectureName,
  type BrokerName,
  type NodeId,
  type NodeRole,
  type Run,
  type Scenario,
} from '../../src/simulation';
import { brokerTitles } from '../../src/ui/header/broker-titles';

/** A way to run a scenario: an architecture and, where there is one, a broker. */
export interface Way {
  readonly title: string;
  readonly architecture: ArchitectureName;
  readonly broker: BrokerName | undefined;
}

/** The API-driven shop has no broker, so it is run once. */
export const ways: readonly Way[] = [
  { title: 'API-driven', architecture: 'api-driven', broker: undefined },
  ...brokerNames.map((broker): Way => {
    return { title: brokerTitles[broker], architecture: 'event-sourced', broker };
  }),
];

/** A scenario as it ships, run in one way. */
export interface WayRun extends MeasuredRun {
  readonly way: Way;
  /** What is measured, by key of `measures`. */
  readonly values: ReadonlyMap<string, number>;
  /** How long each message took from the beginning of its story to the inbox, in ms. */
  readonly inboxMs: readonly number[];
  /** `Pricing: audience`: each domain service with each rule that it decided. */
  readonly rulesKnown: ReadonlySet<string>;
}

export interface ScenarioRuns {
  readonly scenario: Scenario;
  readonly services: ReadonlySet<NodeId>;
  /** In the order of `ways`. */
  readonly runs: readonly WayRun[];
}

/** What a measure is read from. */
interface Ground extends MeasuredRun {
  readonly services: ReadonlySet<NodeId>;
  /** How often each message was received at most, in any of the ways. */
  readonly received: ReadonlyMap<string, number>;
}

interface Measure {
  readonly title: string;
  readonly definition: string;
  readonly of: (ground: Ground) => number;
}

/** All but the time to the inbox and the rules, which are no sums. */
export const measures: readonly Measure[] = [
  {
    title: 'Messages',
    definition: '`sent` records: commands, events, calls, hand-overs to channels and acknowledgements.',
    of: ({ run }) => run.trace.filter(({ kind }) => kind === 'sent').length,
  },
  {
    title: 'Queries by domain services',
    definition: '`query` records of domain services, reads and writes.',
    of: ({ run, services }) =>
      run.trace.filter(({ kind, node }) => kind === 'query' && services.has(node)).length,
  },
  {
    title: 'Calls waited for',
    definition: '`sent` records of form `call`, each attempt counted.',
    of: (ground) => waitsFor(ground, 'call').length,
  },
  {
    title: 'Waited for calls (ms)',
    definition: 'Simulated time from each of these calls to its answer, or until its caller gave up.',
    of: (ground) => sum(waitsFor(ground, 'call')),
  },
  {
    title: 'Waited by whoever commands (ms)',
    definition: 'Simulated time from each command to its answer, or until whoever gave it gave up.',
    of: (ground) => sum(waitsFor(ground, 'command')),
  },
  {
    title: 'Notifications sent',
    definition: 'Notifications that reached the state `sent`, each once.',
    of: ({ run }) =>
      new Set(
        run.trace.flatMap((record) =>
          record.kind === 'changed' && record.machine === 'notification' && record.to === 'sent'
            ? [record.entity]
            : [],
        ),
      ).size,
  },
  {
    title: 'Messages received',
    definition: '`received` records: what lies in inboxes at the end.',
    of: ({ run }) => run.outcome.inbox.length,
  },
  {
    title: 'Lost',
    definition:
      'Messages (channel, recipient and words) that somebody receives in another column of the same scenario and not in this one.',
    of: ({ run, received }) => {
      const here = timesReceived(run);
      return sum([...received.keys()].map((message) => (here.has(message) ? 0 : 1)));
    },
  },
  {
    title: 'Duplicated',
    definition: 'Messages that the same recipient received again on the same channel, word for word.',
    of: ({ run }) => sum([...timesReceived(run).values()].map((times) => times - 1)),
  },
  {
    title: 'Dead-lettered',
    definition: 'Notifications that no retry is left for, and events that their consumers gave up on.',
    of: ({ run }) => run.outcome.deadLetters.length,
  },
  {
    title: 'Lost on the way',
    definition: '`lost` records: messages and answers that never arrived, whether or not they came again.',
    of: ({ run }) => run.trace.filter(({ kind }) => kind === 'lost').length,
  },
  {
    title: 'Parts that took part',
    definition:
      'Services, event bus, notification engine and its stations that have at least one record of their own.',
    of: ({ run, topology }) => {
      const active = new Set(run.trace.map(({ node }) => node));
      return topology.nodes.filter(({ id, role }) => takesPart.has(role) && active.has(id)).length;
    },
  },
];

const takesPart: ReadonlySet<NodeRole> = new Set(['service', 'bus', 'api', 'engine', 'station']);

/** Runs a scenario in every way, with seed 1 and the settings that it has itself. */
export function measureScenario(scenario: Scenario): ScenarioRuns {
  const runs = ways.map((way) => {
    const { architecture, broker } = way;
    const recording = recordingOf(scenario, architecture, { broker });
    return { way, ...measured(simulate(recording), topologyOf(recording)) };
  });
  const [called, published] = [runs.find(isApiDriven), runs.find((run) => !isApiDriven(run))];
  if (called === undefined || published === undefined) throw new Error('Both architectures are run');
  const services = domainServicesOf({ 'api-driven': called, 'event-sourced': published });
  const received = new Map<string, number>();
  for (const { run } of runs) {
    for (const [message, times] of timesReceived(run)) {
      received.set(message, Math.max(received.get(message) ?? 0, times));
    }
  }
  return {
    scenario,
    services,
    runs: runs.map((run) => ({
      ...run,
      values: new Map(measures.map(({ title, of }) => [title, of({ ...run, services, received })])),
      inboxMs: inboxTimes(run.run),
      rulesKnown: new Set(
        run.coupling.touches
          .filter(({ node, kind }) => kind === 'rule' && services.has(node))
          .map(({ node, thing }) => `${node}: ${thing}`),
      ),
    })),
  };
}

/** The middle one of some numbers; of two in the middle the smaller one. Undefined where there is none. */
export function middle(values: readonly number[]): number | undefined {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function isApiDriven({ way }: { readonly way: Way }): boolean {
  return way.architecture === 'api-driven';
}

/** How long each request of a form was waited for, in ms. */
function waitsFor({ coupling }: MeasuredRun, form: string): readonly number[] {
  return coupling.touches
    .filter(({ kind, how }) => kind === 'wait' && how === form)
    .flatMap(({ seqs }) => seqs.map((seq) => coupling.waitedMs.get(seq) ?? 0));
}

function timesReceived({ outcome }: Run): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { channel, to, subject, body } of outcome.inbox) {
    const message = JSON.stringify([channel, to, subject ?? null, body]);
    times.set(message, (times.get(message) ?? 0) + 1);
  }
  return times;
}

function inboxTimes({ trace }: Run): readonly number[] {
  const beginnings = new Map<string, number>();
  return trace.flatMap(({ kind, flow, at }) => {
    const beganAt = beginnings.get(flow) ?? at;
    beginnings.set(flow, beganAt);
    return kind === 'received' ? [at - beganAt] : [];
  });
}
