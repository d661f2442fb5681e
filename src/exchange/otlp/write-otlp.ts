import {
  scenarioOf,
  startMsOf,
  topologyOf,
  type NodeId,
  type Recording,
  type Run,
  type TraceRecord,
} from '../../simulation';
import type { Piece } from '../piece';
import { canonical, sourceOf } from '../run-source';
import { wholeRun, type Scope } from '../scope';
import { readSpans } from '../spans/scoped-spans';
import { wellFormed } from '../well-formed';
import { attributesOf } from './attributes';
import { Ids } from './ids';
import { spanKinds, type OtlpEvent, type OtlpSpan } from './otlp';
import { SpanTree } from './span-tree';
import { Twigs, type Twig } from './twigs';

/**
 * Traces of a run as OTLP/JSON, as Jaeger and the collectors of OpenTelemetry read them: a resource for each node that has a process of
 * its own, what its stations do as internal spans of it. The bus is no service and has no spans; who gets an event is linked to
 * who published it. What no span is about (timers, the broker’s account of its deliveries) is left out: the event log has it.
 */

const readingShare = 0.3;
const growingShare = 0.6;

/** A run, or a part of it, as the text of one OTLP/JSON document, a span a line. */
export function* writeOtlp(run: Run, scope: Scope = wholeRun): Generator<Piece> {
  const { recording, trace } = run;
  const { architecture, broker, seed } = recording;
  const scenario = scenarioOf(recording)?.id ?? '';
  const spans = yield* readSpans(run, scope, readingShare);
  const beginning = sourceOf(canonical(recording));
  const tree = new SpanTree(spans, new Ids(4, `trace ${beginning}`), new Ids(2, `span ${beginning}`));
  yield* tree.grow(new Twigs(spans, trace, broker), (part) => {
    return readingShare + part * (growingShare - readingShare);
  });
  const hosts = hostsOf(recording);
  const startMs = startOf(recording, spans.until);
  const shared = {
    'service.namespace': 'signalbox',
    'signalbox.scenario': scenario,
    'signalbox.architecture': architecture,
    'signalbox.broker': broker,
    'signalbox.seed': seed,
    'signalbox.starts_at': scenarioOf(recording)?.startsAt,
  };
  let count = 0;
  let separator = '';
  yield { text: '{"resourceSpans":[', share: growingShare };
  const share = () => growingShare + ((1 - growingShare) * count) / (tree.size + 1);
  for (const [host, twigs] of byHost(tree.twigs, hosts)) {
    twigs.sort((a, b) => a.from - b.from || a.seq - b.seq);
    const resource = { attributes: attributesOf({ 'service.name': host, ...shared }) };
    const head = `{"resource":${JSON.stringify(resource)},"scopeSpans":[`;
    const text = `${separator}\n${head}{"scope":{"name":"signalbox","version":"1"},"spans":[`;
    yield { text, share: share() };
    separator = ',';
    for (const [index, twig] of twigs.entries()) {
      count += 1;
      const span = JSON.stringify(spanOf(twig, tree, startMs, hosts));
      yield { text: `${index === 0 ? '' : ','}\n${span}`, share: share() };
    }
    yield { text: '\n]}]}', share: share() };
  }
  yield { text: '\n]}\n', share: 1 };
}

function spanOf(twig: Twig, tree: SpanTree, startMs: number, hosts: ReadonlyMap<NodeId, NodeId>): OtlpSpan {
  const { kind, node, name, seq, flow, from, to, ending, error, facts } = twig;
  const parentSpanId = tree.parentIdOf(twig);
  const station = hosts.get(node) === node ? {} : { 'signalbox.station': node };
  const own = { 'signalbox.flow': flow, 'signalbox.seq': seq, 'signalbox.ending': ending, ...station };
  return {
    ...tree.idsOf(twig),
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name: wellFormed(name),
    kind: spanKinds[kind],
    startTimeUnixNano: nanoseconds(startMs + from),
    endTimeUnixNano: nanoseconds(startMs + to),
    attributes: attributesOf({ ...facts, ...own }),
    events: tree.eventsOf(twig).map((record) => eventOf(record, startMs)),
    links: tree.linksOf(twig),
    status: error === undefined ? { code: 0 } : { code: 2, message: wellFormed(error) },
  };
}

/** What happened in a span: its kind, and all that its record says. */
function eventOf(record: TraceRecord, startMs: number): OtlpEvent {
  const { kind, at, cause: _cause, flow: _flow, ...facts } = record;
  return { timeUnixNano: nanoseconds(startMs + at), name: kind, attributes: attributesOf(facts) };
}

/** Whole ms as ns: more digits than a number holds exactly. */
function nanoseconds(ms: number): string {
  return String(BigInt(ms) * 1_000_000n);
}

/** The last ms that a signed 64-bit number of ns can hold: in the year 2262. */
const lastMs = 9_223_372_036_854;

/** Wall-clock time at simulated 0, in ms since 1970; 0 for a story that goes beyond what tools can read. */
function startOf(recording: Recording, until: number): number {
  const startMs = startMsOf(recording);
  return startMs + until <= lastMs ? startMs : 0;
}

/** The node in whose process each node runs, in the order of the topology. */
function hostsOf(recording: Recording): ReadonlyMap<NodeId, NodeId> {
  return new Map(topologyOf(recording).nodes.map(({ id, host = id }) => [id, host]));
}

/** The spans of each process, in the order of the topology. */
function byHost(
  twigs: Iterable<Twig>,
  hosts: ReadonlyMap<NodeId, NodeId>,
): readonly (readonly [NodeId, Twig[]])[] {
  const lists = new Map<NodeId, Twig[]>([...hosts.values()].map((host) => [host, []]));
  for (const twig of twigs) lists.get(hosts.get(twig.node) ?? '')?.push(twig);
  return [...lists].filter(([, list]) => list.length > 0);
}
