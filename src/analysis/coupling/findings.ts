import type { ArchitectureName, NodeId } from '../../simulation';
import type { Touch } from './coupling';
import { domainServicesOf, type MeasuredRun, type PerArchitecture } from './comparison';
import { counted, listed } from '../words';

/** What one architecture’s run answers to a question, and the records that say so. */
export interface Answer {
  readonly words: string;
  readonly seqs: readonly number[];
  /** The nodes that it is about. */
  readonly nodes: readonly NodeId[];
}

/** A row of the findings tables of seed 001. */
export interface Finding {
  readonly question: string;
  /** How the answer is found in the records. */
  readonly definition: string;
  readonly answers: PerArchitecture<Answer>;
}

/** Rule 1 of product.md: who is concerned, by cart, segment and direction of the price. */
const eligibilityRules: ReadonlySet<string> = new Set(['price-drop', 'audience', 'segment']);

/** All rules that decide whether, when and how somebody is told (product.md, rules 1 to 5, and order completion). */
const notificationRules: ReadonlySet<string> = new Set([
  ...eligibilityRules,
  'order-complete',
  'subscription',
  'channels',
  'quiet-hours',
  'schedule',
  'duplicate',
]);

/** What the questions are asked of. */
interface Asked extends MeasuredRun {
  readonly services: ReadonlySet<NodeId>;
}

interface Question {
  readonly question: string;
  readonly definition: string;
  readonly answer: (asked: Asked) => Answer;
}

const questions: readonly Question[] = [
  {
    question: 'A domain service queries carts',
    definition: 'Yes, if a domain service has a query record for the entity carts.',
    answer: (asked) => yesOrNo(asked, ({ kind, thing }) => kind === 'data' && thing === 'carts'),
  },
  {
    question: 'A domain service queries customers',
    definition: 'Yes, if a domain service has a query record that reads the entity customers.',
    answer: (asked) =>
      yesOrNo(asked, ({ kind, thing, how }) => kind === 'data' && thing === 'customers' && how === 'read'),
  },
  {
    question: 'A domain service knows eligibility rules',
    definition: 'Yes, if a domain service has a decision record of the rule price-drop, audience or segment.',
    answer: (asked) => yesOrNo(asked, ({ kind, thing }) => kind === 'rule' && eligibilityRules.has(thing)),
  },
  {
    question: 'Where is the notification logic?',
    definition:
      'Where the decision records of the rules price-drop, audience, segment, order-complete, subscription, channels, quiet-hours, schedule and duplicate are. Distributed, if any is in a domain service; otherwise centralised.',
    answer: whereIsTheLogic,
  },
  {
    question: 'Who tracks shipment state?',
    definition: 'The nodes with a change record of the machine order-completion.',
    answer: (asked) => who(asked, ({ kind, thing }) => kind === 'state' && thing === 'order-completion'),
  },
  {
    question: 'Where is the completion logic?',
    definition: 'The nodes with a decision record of the rule order-complete.',
    answer: (asked) => who(asked, ({ kind, thing }) => kind === 'rule' && thing === 'order-complete'),
  },
  {
    question: 'Domain services wait for calls',
    definition:
      'The calls that domain services made and the simulated time until each was answered or given up.',
    answer: (asked) => waited(asked, ofServices(asked), 'call'),
  },
  {
    question: 'Whoever gave the commands waited',
    definition: 'The commands that were given and the simulated time until each was answered or given up.',
    answer: (asked) => waited(asked, () => true, 'command'),
  },
];

/**
 * The findings tables of seed 001, measured: what it says of `PricingService` and `OrderingService` is asked of all domain
 * services of a run. The answers come from the records of the two runs and from nothing else.
 */
export function couplingFindings(runs: PerArchitecture<MeasuredRun>): readonly Finding[] {
  const services = domainServicesOf(runs);
  const found = questions.map(({ question, definition, answer }): Finding => {
    return { question, definition, answers: both((name) => answer({ ...runs[name], services })) };
  });
  return [...found, complexity(runs, services)];
}

/**
 * How much domain services have to know, compared: the one with more is high, the other low. Counted are the different things
 * of each service: nodes that it sends to, entities, rules, kinds of state.
 */
function complexity(runs: PerArchitecture<MeasuredRun>, services: ReadonlySet<NodeId>): Finding {
  const known = both((name) => {
    const touches = runs[name].coupling.touches.filter(
      ({ node, kind }) => services.has(node) && kind !== 'wait',
    );
    return { touches, count: new Set(touches.map((touch) => thingKnown(touch))).size };
  });
  const [some, others] = [known['event-sourced'].count, known['api-driven'].count];
  const word = (count: number, other: number) => (count === other ? 'Equal' : count > other ? 'High' : 'Low');
  const answer = (name: ArchitectureName, other: number): Answer => {
    const { touches, count } = known[name];
    return { ...behind(touches), words: `${word(count, other)}: ${counted(count, 'thing')}` };
  };
  return {
    question: 'Domain service complexity',
    definition:
      'How many different things domain services touch, summed over the services: nodes that they send to, entities, rules and kinds of state. High is the larger number, low the smaller.',
    answers: { 'event-sourced': answer('event-sourced', others), 'api-driven': answer('api-driven', some) },
  };
}

/** Reading and writing an entity, or sending a node messages of two forms, is knowing one thing. */
function thingKnown({ node, kind, thing }: Touch): string {
  return `${node} ${kind} ${thing}`;
}

function both<Value>(of: (name: ArchitectureName) => Value): PerArchitecture<Value> {
  return { 'event-sourced': of('event-sourced'), 'api-driven': of('api-driven') };
}

function ofServices({ services }: Asked): (touch: Touch) => boolean {
  return ({ node }) => services.has(node);
}

function yesOrNo(asked: Asked, matches: (touch: Touch) => boolean): Answer {
  const isOfService = ofServices(asked);
  const found = asked.coupling.touches.filter((touch) => isOfService(touch) && matches(touch));
  if (found.length === 0) return { words: 'No', seqs: [], nodes: [] };
  const times = found.reduce((sum, { seqs }) => sum + seqs.length, 0);
  const answer = behind(found);
  return { ...answer, words: `Yes: ${titles(asked, answer.nodes)}, ${counted(times, 'time')}` };
}

function who(asked: Asked, matches: (touch: Touch) => boolean): Answer {
  const answer = behind(asked.coupling.touches.filter(matches));
  return { ...answer, words: answer.nodes.length === 0 ? 'Nobody' : titles(asked, answer.nodes) };
}

function whereIsTheLogic(asked: Asked): Answer {
  const answer = behind(
    asked.coupling.touches.filter(({ kind, thing }) => kind === 'rule' && notificationRules.has(thing)),
  );
  if (answer.nodes.length === 0) return { ...answer, words: 'Nothing was decided' };
  const isDistributed = answer.nodes.some((node) => asked.services.has(node));
  return {
    ...answer,
    words: `${isDistributed ? 'Distributed' : 'Centralised'}: ${titles(asked, answer.nodes)}`,
  };
}

function waited(asked: Asked, matches: (touch: Touch) => boolean, form: string): Answer {
  const found = asked.coupling.touches.filter(
    (touch) => touch.kind === 'wait' && touch.how === form && matches(touch),
  );
  const answer = behind(found);
  const ms = found.reduce((sum, { amount }) => sum + amount, 0);
  return { ...answer, words: `${counted(answer.seqs.length, form)}, ${ms} ms` };
}

/** The records behind touches, in order, each once, and the nodes that they are of. */
function behind(touches: readonly Touch[]): Pick<Answer, 'seqs' | 'nodes'> {
  const seqs = new Set(touches.flatMap((touch) => touch.seqs));
  return {
    seqs: [...seqs].sort((a, b) => a - b),
    nodes: [...new Set(touches.map(({ node }) => node))],
  };
}

/** `Pricing and Notification API`; a station says where it runs. */
function titles({ topology }: Asked, ids: readonly NodeId[]): string {
  const title = (id: NodeId) => topology.nodes.find((node) => node.id === id)?.title ?? id;
  const engines = new Set(ids);
  return listed(
    ids.map((id) => {
      const host = topology.nodes.find((node) => node.id === id)?.host;
      return host === undefined || engines.has(host) ? title(id) : `${title(id)} (in ${title(host)})`;
    }),
  );
}
