import type { Said } from './said';

/** The id that an event is to have, and where it comes from. */
export interface EventId {
  readonly id: string;
  /** `repeated`: an event with it was before, and is told again; `renamed`: another event has theirs; `made`: it has none. */
  readonly kind: 'theirs' | 'repeated' | 'renamed' | 'made';
}

/**
 * The ids of events. Within the source of CloudEvents an id is one event, told again. Elsewhere it is often the id of what the
 * event is about: there it is one event only when its type is the same, and what it says.
 */
export class EventIds {
  /** Ours, by their id and what makes it one event. */
  readonly #ours = new Map<string, string>();
  readonly #taken = new Set<string>();
  readonly #counts = { theirs: 0, repeated: 0, renamed: 0, made: 0 };

  /** @param known every id in the log: none of them is made for another event. */
  constructor(private readonly known: ReadonlySet<string>) {}

  /** How many events of each kind have been taken. */
  get counts(): { readonly [Kind in EventId['kind']]: number } {
    return this.#counts;
  }

  /** The id that an event would have. */
  of(said: Said): EventId {
    const { id, index, source, type } = said.event;
    if (id === undefined) return { id: this.#free(`entry-${index + 1}`), kind: 'made' };
    const before = this.#ours.get(identityOf(said));
    if (before !== undefined) return { id: before, kind: 'repeated' };
    if (!this.#taken.has(id)) return { id, kind: 'theirs' };
    return {
      id: this.#free(`${id} of ${source === undefined || source === '' ? type : source}`),
      kind: 'renamed',
    };
  }

  /** Says that an event has its id now: one that is not used takes none. */
  take(said: Said, { id, kind }: EventId): void {
    this.#counts[kind] += 1;
    this.#taken.add(id);
    if (said.event.id !== undefined) this.#ours.set(identityOf(said), id);
  }

  #free(wanted: string): string {
    let id = wanted;
    for (let count = 2; this.#taken.has(id) || this.known.has(id); count += 1) id = `${wanted}-${count}`;
    return id;
  }
}

/** What makes two events with an id of theirs one. */
function identityOf(said: Said): string {
  const { id, source, type, time, facts } = said.event;
  if (source !== undefined) return JSON.stringify([id, source]);
  const subjects = [said.text('orderId'), said.text('productId'), said.customer];
  // The same of the same thing at another time has happened again, unless an id of its own says that it is one event.
  return JSON.stringify([
    id,
    'in the log',
    type,
    subjects.includes(id) ? time : null,
    ...[...facts].sort(byName),
  ]);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
