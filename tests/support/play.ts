import {
  parseScenario,
  recordingOf,
  simulate,
  type ArchitectureName,
  type Command,
  type Run,
  type Scenario,
  type TraceRecord,
} from '../../src/simulation';

/** A command and the simulated ms at which it is given. */
export type Cue = readonly [at: number, command: Command];

/** What a told story may say besides its commands; as in a scenario file. */
interface Circumstances {
  readonly startsAt?: string;
  readonly shop?: object;
  readonly settings?: object;
}

/** A scenario for one test. Throws when it is none. */
export function told(cues: readonly Cue[], circumstances: Circumstances = {}): Scenario {
  const parsed = parseScenario({
    id: 'told-in-a-test',
    title: 'Told in a test',
    group: 'Edge',
    story: 'Told in a test.',
    ending: 'The test says.',
    ...circumstances,
    acts: cues.map(([at, command]) => ({ at, kind: 'command', command })),
  });
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return parsed.value;
}

/** Runs a shipped or a told scenario to its end. */
export function play(scenario: string | Scenario, architecture: ArchitectureName): Run {
  return simulate(recordingOf(scenario, architecture));
}

/** Runs commands one after the other, far enough apart that each story is over before the next begins. */
export function playInTurn(
  architecture: ArchitectureName,
  commands: readonly Command[],
  circumstances: Circumstances = {},
): Run {
  return play(
    told(
      commands.map((command, index) => [index * 10_000, command]),
      circumstances,
    ),
    architecture,
  );
}

/** Where the messages of a run arrived: `email alice.johnson@example.com`, in order. */
export function deliveries({ outcome }: Run): readonly string[] {
  return outcome.inbox.map(({ channel, to }) => `${channel} ${to}`);
}

/** The messages of a run without their times, in an order of their own: what can be compared between architectures. */
export function messages({ outcome }: Run): readonly string[] {
  return outcome.inbox
    .map(({ channel, to, subject, body }) => JSON.stringify({ channel, to, subject, body }))
    .sort();
}

/** The records of a kind, in order. */
export function ofKind<Kind extends TraceRecord['kind']>(
  { trace }: Pick<Run, 'trace'>,
  kind: Kind,
): readonly Extract<TraceRecord, { kind: Kind }>[] {
  return trace.filter((record): record is Extract<TraceRecord, { kind: Kind }> => record.kind === kind);
}

/** What the actors were told in the end: the result, or `ErrorName: message`. */
export function answers(run: Run): readonly unknown[] {
  return ofKind(run, 'concluded').map(({ ok, payload }) => {
    if (ok) return payload;
    const { name, message } = payload as { name: string; message: string };
    return `${name}: ${message}`;
  });
}

/** Names of the events that the domain services published, in order. */
export function publishedByServices(run: Run): readonly string[] {
  const services = ['ordering', 'pricing', 'billing', 'inventory', 'accounts'];
  return ofKind(run, 'sent')
    .filter(({ form, node }) => form === 'event' && services.includes(node))
    .map(({ name }) => name);
}

/** The decisions about a subject as `rule: outcome`, in order. */
export function verdictsOn(run: Run, subject: string): readonly string[] {
  return run.outcome.decisions
    .filter((decision) => decision.subject === subject)
    .map(({ rule, outcome }) => `${rule}: ${outcome}`);
}
