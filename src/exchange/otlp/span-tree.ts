import type { TraceRecord } from '../../simulation';
import type { Piece } from '../piece';
import { isOwnEvent } from '../publication';
import type { ScopedSpans } from '../spans/scoped-spans';
import type { Ids } from './ids';
import type { OtlpLink } from './otlp';
import type { Twig, Twigs } from './twigs';

/**
 * The spans of a scope as trees. Who is called, or asked, is a child of who waits for it. Who gets an event, or wakes up by
 * itself, is the root of a tree of its own with a link to what it follows from: nobody waits for it.
 */
export class SpanTree {
  readonly #twigs = new Map<string, Twig>();
  readonly #events = new Map<string, TraceRecord[]>();
  /** The id of each trace, by its root. */
  readonly #traceIds = new Map<string, string>();
  /** The root of each span. */
  readonly #roots = new Map<string, string>();

  constructor(
    private readonly spans: ScopedSpans,
    private readonly traceIds: Ids,
    private readonly spanIds: Ids,
  ) {}

  get twigs(): Iterable<Twig> {
    return this.#twigs.values();
  }

  get size(): number {
    return this.#twigs.size;
  }

  /** Grows the trees; the pieces are empty. */
  *grow(twigs: Twigs, shareBetween: (part: number) => number): Generator<Piece> {
    const { works, waits, records } = this.spans;
    const total = works.length + waits.length + 2 * records.length;
    let count = 0;
    function* each<Item>(items: readonly Item[], take: (item: Item) => void): Generator<Piece> {
      for (const item of items) {
        take(item);
        count += 1;
        if (count % 100 === 0) yield { text: '', share: shareBetween(count / total) };
      }
    }
    yield* each(works, (work) => this.#add(twigs.ofWork(work)));
    yield* each(waits, (wait) => this.#add(twigs.ofWait(wait)));
    yield* each(records, (record) => {
      if (isOwnEvent(record)) this.#add(twigs.ofPublication(record));
      else if (record.kind === 'fault' && record.phase === 'begins') this.#add(twigs.ofFault(record));
    });
    yield* each(records, (record) => {
      const home = this.#homeOf(record);
      if (home === undefined || !this.#twigs.has(home)) return;
      const events = this.#events.get(home);
      if (events === undefined) this.#events.set(home, [record]);
      else events.push(record);
    });
  }

  /** What happened in a span, in order. */
  eventsOf({ key }: Twig): readonly TraceRecord[] {
    return this.#events.get(key) ?? [];
  }

  /** The ids of a span and of its trace. */
  idsOf({ key, flow }: Twig): OtlpLink {
    return { traceId: this.#traceId(flow, this.#rootOf(key)), spanId: this.#spanId(flow, key) };
  }

  /** The id of what a span is a part of; undefined for a root. */
  parentIdOf({ parent, flow }: Twig): string | undefined {
    return parent === undefined || !this.#twigs.has(parent) ? undefined : this.#spanId(flow, parent);
  }

  /** Links to what is in the scope as well. */
  linksOf({ link }: Twig): readonly OtlpLink[] {
    const origin = link === undefined ? undefined : this.#twigs.get(link);
    return origin === undefined ? [] : [this.idsOf(origin)];
  }

  #add(twig: Twig): void {
    this.#twigs.set(twig.key, twig);
  }

  #traceId(flow: string, root: string): string {
    const known = this.#traceIds.get(root);
    if (known !== undefined) return known;
    const id = this.traceIds.idOf(`${flow} ${root}`);
    this.#traceIds.set(root, id);
    return id;
  }

  #spanId(flow: string, key: string): string {
    return this.spanIds.idOf(`${flow} ${key}`);
  }

  #rootOf(key: string): string {
    const path: string[] = [];
    let root = key;
    let parent = this.#twigs.get(key)?.parent;
    while (parent !== undefined && this.#twigs.has(parent) && !this.#roots.has(root)) {
      path.push(root);
      root = parent;
      parent = this.#twigs.get(root)?.parent;
    }
    root = this.#roots.get(root) ?? root;
    for (const passed of path) this.#roots.set(passed, root);
    return root;
  }

  /** The span in which something happened that takes no time; undefined for what is no event of a span. */
  #homeOf(record: TraceRecord): string | undefined {
    switch (record.kind) {
      case 'decision':
      case 'changed':
      case 'ignored':
      case 'rendered':
      case 'received':
      case 'failed': {
        const work = this.spans.places.workOf(record);
        return work === undefined ? undefined : `work ${work.seq}`;
      }
      case 'timed-out':
        return `waiting ${record.request}`;
      case 'lost':
      case 'disturbed':
        return this.#homeOfMessage(record.message);
      case 'duplicated':
        return this.#homeOfMessage(record.original);
      case 'sent':
      case 'arrived':
      case 'handled':
      case 'query':
      case 'reply':
      case 'concluded':
      case 'fault':
      case 'node-down':
      case 'node-up':
      case 'timer-set':
      case 'timer-fired':
      case 'timer-cancelled':
      case 'limit-reached':
        return undefined;
    }
  }

  /** What became of a message on its way shows where it was sent, or where its answer is waited for. */
  #homeOfMessage(message: number): string | undefined {
    const { places } = this.spans;
    const record = places.originalOf(message);
    if (record?.kind === 'arrived') return this.#homeOfMessage(record.message);
    if (record?.kind === 'reply') return `waiting ${record.request}`;
    if (record === undefined || places.wait(record.seq) !== undefined) return `waiting ${message}`;
    const published = places.publicationOf(message);
    if (published !== undefined) return `publication ${published.seq}`;
    const work = places.workOf(record);
    return work === undefined ? undefined : `work ${work.seq}`;
  }
}
