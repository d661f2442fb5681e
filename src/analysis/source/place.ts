import { busNode, type Changed, type NodeId, type Query, type TraceRecord } from '../../simulation';
import { handlerOf, only } from './handlers';
import type { SourceGraph } from './graph';
import type { SourceFunction } from './outline';
import { siteKey, SourceSearch, type Site } from './search';
import { tokensOf } from './tokens';
import { wantedFor } from './wanted';

/** One level of what runs: a function, and the line of it at which it stands where that is certain. */
export interface Frame {
  readonly function: SourceFunction;
  readonly line?: number;
  /** The word on that line by which it was found. */
  readonly word?: string;
}

/** Where in the sources a record comes from, the handler first and what it has called last; empty when nobody’s code runs. */
export type SourcePlace = readonly Frame[];

/** Finds the code of the records of one run. */
export class SourcePlaces {
  readonly #places = new Map<number, SourcePlace>();

  /** @param graph the sources of that run’s architecture and broker. */
  constructor(
    private readonly trace: readonly TraceRecord[],
    private readonly graph: SourceGraph,
  ) {}

  /**
   * The code that runs at a record. A line is given only when one line alone, of all that the handler can reach, leaves such a
   * record.
   */
  of(record: TraceRecord): SourcePlace {
    let place = this.#places.get(record.seq);
    if (place === undefined) this.#places.set(record.seq, (place = this.#find(record)));
    return place;
  }

  #find(record: TraceRecord): SourcePlace {
    switch (record.kind) {
      case 'lost':
      case 'duplicated':
      case 'disturbed':
      case 'fault':
      case 'node-down':
      case 'node-up':
      case 'limit-reached':
        return [];
      case 'timed-out': {
        const request = this.trace[record.request - 1];
        return request === undefined ? [] : this.of(request);
      }
      case 'timer-set':
      case 'timer-fired':
      case 'timer-cancelled':
        return this.#inChart(record.machine, record.event);
      case 'concluded':
        return this.#handlerOnly('command', record.name, record.node);
      case 'sent':
        if (record.form === 'command') return this.#handlerOnly('command', record.name, record.to);
        return this.#inHandling(record);
      case 'changed':
        if (record.event === 'EDIT') return [];
        if (isTimed(record, this.trace)) return this.#inChart(record.machine, record.event);
        return this.#inHandling(record);
      case 'arrived': {
        const handler = handlerOf(record, this.graph);
        if (handler === undefined) return [];
        const begins = record.form !== 'acknowledgement';
        return [
          begins ? { function: handler, line: handler.line, word: handler.name } : { function: handler },
        ];
      }
      case 'handled':
      case 'query':
      case 'reply':
      case 'decision':
      case 'ignored':
      case 'rendered':
      case 'received':
      case 'failed':
        return this.#inHandling(record);
    }
  }

  #handlerOnly(form: 'command', name: string, node: NodeId): SourcePlace {
    const handler = handlerOf({ form, name, node }, this.graph);
    return handler === undefined ? [] : [{ function: handler }];
  }

  /** The line that leaves the record in what handles a message, a timer or an operation; else in what stands between services. */
  #inHandling(record: TraceRecord): SourcePlace {
    const query = this.#queryOf(record);
    const above = query === undefined ? [] : this.of(query);
    const roots = query === undefined ? this.#rootsOf(record) : this.#askedBy(query);
    const [root] = roots;
    const alone = roots.length === 1 ? root : undefined;
    if (alone !== undefined && query === undefined && record.kind === 'reply' && record.ok) {
      return this.#returning(alone);
    }
    const wanted = wantedFor(record, this.graph);
    const found = wanted === undefined ? [] : this.#framesOf(new SourceSearch(this.graph, wanted), roots);
    if (found.length > 0) return [...above, ...found];
    return alone === undefined ? above : [...above, { function: alone }];
  }

  #framesOf(search: SourceSearch, roots: readonly SourceFunction[]): SourcePlace {
    const sites = distinct(roots.flatMap((root) => search.from(root)));
    const [site] = sites;
    if (sites.length > 1) return [];
    if (site !== undefined) return framesTo(site, roots, search, this.graph);
    const between = this.graph.brokerFiles.flatMap((file) => this.graph.outline(file).functions);
    const there = only(distinct(between.flatMap((owner) => search.within(owner))));
    return there === undefined ? [] : [frameAt(there)];
  }

  /** The functions in which the work began that a record is part of. */
  #rootsOf(record: TraceRecord): readonly SourceFunction[] {
    const { graph } = this;
    if (record.kind === 'sent' && record.form === 'acknowledgement') return [];
    const own = graph.brokerNode(record.node);
    if (own !== undefined && record.node !== busNode) return graph.outline(own.file).functions;
    const origin = this.#origin(record);
    if (origin?.kind === 'arrived') {
      const handler = handlerOf(origin, graph);
      return handler === undefined ? [] : [handler];
    }
    const begins = origin?.kind === 'timer-fired' ? 'whenTimeHasCome' : undefined;
    if (begins === undefined) return origin === undefined ? graph.functionsIn(graph.wiring, 'operate') : [];
    const listener = graph.outlines.flatMap(({ calls }) => calls).find(({ name }) => name === begins);
    return listener?.owner === undefined ? [] : graph.outline(listener.owner.file).functions;
  }

  /** What arrived, or which timer ran out, so that the work began that a record is part of; undefined when an act did. */
  #origin(record: TraceRecord): TraceRecord | undefined {
    let link: TraceRecord | undefined = record;
    while (link !== undefined && link.kind !== 'arrived' && link.kind !== 'timer-fired') {
      // A process goes on with an answer: what it did before is where it asked.
      const asked: TraceRecord | undefined =
        link.kind === 'reply' && link !== record ? this.trace[link.request - 1] : link;
      link = asked === undefined ? undefined : this.trace[asked.cause - 1];
    }
    return link;
  }

  /** The question that a record of a store belongs to. */
  #queryOf(record: TraceRecord): Query | undefined {
    if (record.kind === 'query') return undefined;
    if (record.kind === 'reply') {
      const request = this.trace[record.request - 1];
      return request?.kind === 'query' ? request : undefined;
    }
    let link = this.trace[record.cause - 1];
    while (link !== undefined && link.node === record.node && link.kind !== 'arrived') {
      link = this.trace[link.cause - 1];
    }
    return link?.kind === 'query' && link.to === record.node ? link : undefined;
  }

  /** The member of the store that answers a question. */
  #askedBy(query: Query): readonly SourceFunction[] {
    const wanted = wantedFor(query, this.graph);
    if (wanted === undefined) return [];
    const search = new SourceSearch(this.graph, wanted);
    const sites = this.graph.outlines.flatMap(({ functions }) =>
      functions.flatMap((owner) => search.within(owner)),
    );
    const owner = only(distinct(sites))?.owner;
    return owner === undefined ? [] : [owner];
  }

  /** Where an answer is given: at the one `return` of a handler, or of what it leaves everything to. */
  #returning(handler: SourceFunction): SourcePlace {
    const text = this.graph.text(handler.file).slice(handler.start, handler.end);
    const returns = tokensOf(text).filter((token) => token.kind === 'keyword' && token.text === 'return');
    const [only1] = returns;
    if (returns.length > 1) return [{ function: handler }];
    if (only1 !== undefined) {
      const line = handler.line + text.slice(0, only1.start).split('\n').length - 1;
      return [{ function: handler, line, word: only1.text }];
    }
    const call = only(this.graph.callsIn(handler));
    const callee = call === undefined ? undefined : only(this.graph.calleesOf(call, handler.file));
    if (call === undefined || callee === undefined || callee.file !== handler.file)
      return [{ function: handler }];
    return [{ function: handler, line: call.line, word: call.name }, ...this.#returning(callee)];
  }

  /** A timer is the chart’s own: where a state waits for it. */
  #inChart(machine: string, event: string): SourcePlace {
    for (const file of this.graph.paths) {
      const id = this.graph
        .outline(file)
        .literals.find(({ key, value }) => key === 'id' && value === machine);
      if (!file.endsWith('.machine.ts') || id === undefined) continue;
      const lines = this.graph.text(file).split('\n');
      const places = lines.flatMap((line, index) => (line.includes(`after: { ${event}:`) ? [index + 1] : []));
      const end = this.graph.text(file).length;
      const chart = { file, name: machine, line: id.line, endLine: lines.length - 1, start: id.start, end };
      const line = only(places);
      return [line === undefined ? { function: chart } : { function: chart, line, word: event }];
    }
    return [];
  }
}

function frameAt({ owner, line, word }: Site): Frame {
  return { function: owner, line, word };
}

/** From the function in which the work began down to a line; where several calls lead there, none of them is marked. */
function framesTo(
  site: Site,
  roots: readonly SourceFunction[],
  search: SourceSearch,
  graph: SourceGraph,
): SourcePlace {
  const frames: Frame[] = [];
  const seen = new Set<SourceFunction>();
  let owner = only(roots.filter((root) => search.leadsTo(root, site)));
  while (owner !== undefined && owner !== site.owner && !seen.has(owner)) {
    seen.add(owner);
    const { file } = owner;
    const calls = graph
      .callsIn(owner)
      .filter((call) => graph.calleesOf(call, file).some((callee) => search.leadsTo(callee, site)));
    const call = only(calls);
    frames.push(
      call === undefined ? { function: owner } : { function: owner, line: call.line, word: call.name },
    );
    const callees: ReadonlySet<SourceFunction> = new Set(
      calls.flatMap((found) => graph.calleesOf(found, file).filter((callee) => search.leadsTo(callee, site))),
    );
    owner = only([...callees]);
  }
  return [...frames, frameAt(site)];
}

function distinct(sites: readonly Site[]): readonly Site[] {
  return [...new Map(sites.map((site) => [siteKey(site), site])).values()];
}

/** Whether a clock, and nobody’s code, brought an event to a chart. */
function isTimed({ cause, entity, event }: Changed, trace: readonly TraceRecord[]): boolean {
  const fired = trace[cause - 1];
  return fired?.kind === 'timer-fired' && fired.entity === entity && fired.event === event;
}
