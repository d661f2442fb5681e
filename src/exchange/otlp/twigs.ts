import { factsOf, textOf } from '../../analysis/facts';
import type { WaitSpan, WorkSpan } from '../../analysis/spans/spans';
import type { Facts, FaultRecord, NodeId, Sent, TraceRecord } from '../../simulation';
import { isOwnEvent } from '../publication';
import { eventIdOf } from '../spans/places';
import type { ScopedSpans } from '../spans/scoped-spans';
import type { SpanKind } from './otlp';

/** A span to be; its ids and its times of the calendar come later. */
export interface Twig {
  /** `work 2`, `waiting 3`, `publication 8`, `fault 1`: of no other. */
  readonly key: string;
  readonly kind: SpanKind;
  readonly node: NodeId;
  readonly name: string;
  readonly seq: number;
  readonly flow: string;
  /** In simulated ms. */
  readonly from: number;
  readonly to: number;
  readonly ending: string;
  /** Why it went wrong; undefined when it did not. */
  readonly error: string | undefined;
  /** What it is a part of, in the same trace; undefined: it is a root. */
  readonly parent: string | undefined;
  /** What it follows from, in another trace. */
  readonly link: string | undefined;
  readonly facts: Facts;
}

/** Makes the spans of a run's pieces of work, waits, publications and faults, each with what it is a part of or follows from. */
export class Twigs {
  /** Why work failed, by its `seq`. */
  readonly #reasons = new Map<number, string>();
  /** Why a message was lost. */
  readonly #losses = new Map<number, string>();

  /** @param trace the whole run. */
  constructor(
    private readonly spans: ScopedSpans,
    private readonly trace: readonly TraceRecord[],
    private readonly broker: string,
  ) {
    for (const record of spans.records) {
      if (record.kind === 'lost') this.#losses.set(record.message, record.reason);
      const work = failureIn(record) === undefined ? undefined : spans.places.workOf(record);
      if (work !== undefined) this.#reasons.set(work.seq, failureIn(record) ?? '');
    }
  }

  ofWork(work: WorkSpan): Twig {
    const { seq, node, name, flow, from, to, ending, parent } = work;
    const { places } = this.spans;
    const request = places.requestOf(work);
    const twig = { key: `work ${seq}`, node, seq, flow, from, to, ending, error: this.#errorOf(work) };
    if (parent !== 0) {
      const name = `${node}: ${work.name}`;
      return { ...twig, name, kind: 'internal', parent: `work ${parent}`, link: undefined, facts: {} };
    }
    if (request !== undefined) {
      const asked = { name: requestName(request), facts: this.#factsOfRequest(request) };
      return { ...twig, ...asked, kind: 'server', parent: `waiting ${request.seq}`, link: undefined };
    }
    const record = this.trace[seq - 1];
    if (record?.kind === 'arrived') {
      const published = places.publicationOf(record.message);
      const link = published === undefined ? undefined : `publication ${published.seq}`;
      const facts = published === undefined ? {} : this.#factsOfEvent(published, 'process', node);
      return { ...twig, name: `process ${name}`, kind: 'consumer', parent: undefined, link, facts };
    }
    const link = record === undefined ? undefined : this.#originOf(record);
    const follows = { parent: undefined, link };
    if (record?.kind !== 'changed') return { ...twig, ...follows, name, kind: 'internal', facts: {} };
    // A consumer tries once more, by itself: `evt-1@analytics`.
    const event = places.publishedAs(record.entity.split('@', 1)[0] ?? '');
    const facts = event === undefined ? {} : this.#factsOfEvent(event, 'process', node);
    return { ...twig, ...follows, name: `process ${event?.name ?? name}`, kind: 'consumer', facts };
  }

  ofWait(wait: WaitSpan): Twig {
    const { seq, node, flow, from, to, ending, parent, askedNode } = wait;
    return {
      key: `waiting ${seq}`,
      kind: 'client',
      node,
      name: requestName(wait),
      seq,
      flow,
      from,
      to,
      ending,
      error: this.#errorOf(wait),
      parent: `work ${parent}`,
      link: undefined,
      facts: { 'peer.service': askedNode, ...this.#factsOfRequest(wait) },
    };
  }

  /** It lasts until the event is where it was sent. */
  ofPublication(sent: Sent): Twig {
    const { seq, node, name, flow, at, arrivesAt } = sent;
    const { places, until } = this.spans;
    const lost = this.#losses.get(seq);
    const work = places.workOf(sent);
    return {
      key: `publication ${seq}`,
      kind: 'producer',
      node,
      name: `send ${name}`,
      seq,
      flow,
      from: at,
      to: Math.min(arrivesAt, until),
      ending: lost === undefined ? (arrivesAt > until ? 'open' : 'done') : 'lost',
      error: lost === undefined ? undefined : `lost: ${lost}`,
      parent: work === undefined ? undefined : `work ${work.seq}`,
      link: work === undefined ? this.#originOf(sent) : undefined,
      facts: this.#factsOfEvent(sent, 'send'),
    };
  }

  /** What a record of a fault that begins becomes: it takes no time, and is a trace by itself. */
  ofFault({ seq, node, flow, at, fault, details }: FaultRecord): Twig {
    const key = `fault ${seq}`;
    const facts = { 'signalbox.fault': { ...details } };
    const twig = { key, node, seq, flow, from: at, to: at, ending: 'done', error: undefined, facts };
    return { ...twig, kind: 'internal', name: `fault ${fault}`, parent: undefined, link: undefined };
  }

  #errorOf(span: WorkSpan | WaitSpan): string | undefined {
    const { kind, seq, ending } = span;
    const { places } = this.spans;
    switch (ending) {
      case 'done':
      case 'answered':
      case 'open':
        return undefined;
      case 'cut off':
        return 'cut off: the node went down';
      case 'timed out':
        return 'timed out: no answer came in time';
      case 'failed':
      case 'refused': {
        const request = kind === 'waiting' ? seq : places.requestOf(span)?.seq;
        const answer = request === undefined ? undefined : places.answerOf(request);
        return (answer === undefined ? this.#reasons.get(seq) : failureIn(answer)) ?? ending;
      }
    }
  }

  /** The nearest span, back along the causes, that something follows from. */
  #originOf({ cause }: TraceRecord): string | undefined {
    for (let record = this.trace[cause - 1]; record !== undefined; record = this.trace[record.cause - 1]) {
      if (isOwnEvent(record)) return `publication ${record.seq}`;
      if (record.kind === 'fault' && record.phase === 'begins') return `fault ${record.seq}`;
      const work = this.spans.places.workOf(record);
      if (work !== undefined) return `work ${work.seq}`;
    }
    return undefined;
  }

  /** By the conventions of OpenTelemetry for calls, HTTP and databases. */
  #factsOfRequest({ seq, form, name }: WaitSpan): Facts {
    const record = this.trace[seq - 1];
    if (record?.kind === 'query')
      return {
        'db.operation.name': record.access,
        'db.collection.name': record.entity,
        'db.query.summary': name,
      };
    if (form === 'delivery') return { 'signalbox.notification': name };
    const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(name) ?? [];
    return method === undefined
      ? { 'rpc.method': name }
      : { 'http.request.method': method, 'url.path': path };
  }

  /** By the conventions of OpenTelemetry for messaging. */
  #factsOfEvent(sent: Sent, operation: 'send' | 'process', consumer?: NodeId): Facts {
    return {
      'messaging.system': this.broker,
      'messaging.destination.name': sent.name,
      'messaging.operation.type': operation,
      'messaging.consumer.group.name': consumer,
      'messaging.message.id': eventIdOf(sent),
      'messaging.message.conversation_id': sent.flow,
    };
  }
}

/** What a request is called: the same for all of its kind. */
function requestName({ form, name, askedNode }: WaitSpan): string {
  return form === 'delivery' ? `deliver ${askedNode}` : name;
}

/** Why something failed, where a record says so. */
function failureIn(record: TraceRecord): string | undefined {
  if (record.kind === 'failed') return record.message;
  if ((record.kind !== 'reply' && record.kind !== 'concluded') || record.ok) return undefined;
  const { name, message } = factsOf(record.payload);
  return textOf(message) ?? textOf(name) ?? 'failed';
}
