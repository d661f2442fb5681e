import { textOf } from '../../analysis/facts';
import { busNode, topologyOf, type BusEvent, type Run, type TraceRecord } from '../../simulation';

/** What the bus of a run carries, and who says and hears what. */
export interface Contract {
  /** The types of event, in the order in which they first appear. */
  readonly types: ReadonlyMap<string, SeenType>;
  readonly roles: readonly Role[];
}

export interface SeenType {
  /** One event of each version, in the order in which they first appear. */
  readonly examples: readonly Example[];
}

export interface Example {
  readonly event: BusEvent;
  readonly flow: string;
}

/** A part of the shop that sends events of some types to the bus, or receives them from it. */
export interface Role {
  readonly node: string;
  /** The name that people see. */
  readonly title: string;
  readonly action: 'send' | 'receive';
  readonly types: readonly string[];
}

/** Gathers the contract of a bus from the records of a run, one after the other. */
export class ContractReader {
  readonly #types = new Map<string, { examples: Example[] }>();
  readonly #sends = new Map<string, Set<string>>();
  readonly #receives = new Map<string, Set<string>>();

  take(record: TraceRecord): void {
    if (record.kind === 'sent') {
      if (record.form !== 'event') return;
      if (record.to === busNode) this.#publish(record);
      else if (record.node === busNode) add(this.#receives, record.to, record.name);
    } else if (record.kind === 'lost') {
      if (record.reason === 'nobody listens') add(this.#receives, record.node, record.name);
    } else if (record.kind === 'changed' && record.machine === 'delivery' && record.from === null) {
      const { consumer, eventType } = record.facts;
      add(this.#receives, textOf(consumer) ?? '', textOf(eventType) ?? '');
    }
  }

  /** What the records have said so far; senders and receivers are in the order of the topology. */
  contractOf({ recording }: Pick<Run, 'recording'>): Contract {
    const { nodes } = topologyOf(recording);
    const rolesOf = (action: Role['action'], seen: ReadonlyMap<string, ReadonlySet<string>>) =>
      nodes.flatMap(({ id: node, title }): Role[] => {
        const types = seen.get(node);
        return types === undefined ? [] : [{ node, title, action, types: [...types] }];
      });
    const roles = [...rolesOf('send', this.#sends), ...rolesOf('receive', this.#receives)];
    return { types: this.#types, roles };
  }

  #publish({ node, name, flow, payload }: Extract<TraceRecord, { kind: 'sent' }>): void {
    add(this.#sends, node, name);
    const event = payload as BusEvent;
    const seen = this.#types.get(name) ?? { examples: [] };
    this.#types.set(name, seen);
    if (seen.examples.some((example) => example.event.version === event.version)) return;
    seen.examples.push({ event, flow });
  }
}

function add(seen: Map<string, Set<string>>, node: string, type: string): void {
  const types = seen.get(node);
  if (types === undefined) seen.set(node, new Set([type]));
  else types.add(type);
}
