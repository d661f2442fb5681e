import type { Journal } from './journal';
import type { Facts, NodeId } from './trace';

/** What can go wrong with a message on its way. */
export type LinkEffect = 'drop' | 'delay' | 'duplicate' | 'reorder' | 'corrupt';

/** A fault that waits for messages: the next `count` of them on a link that match. */
export type LinkFault = {
  readonly type: LinkEffect;
  readonly from: NodeId;
  readonly to: NodeId;
  /** Only messages of this name; left out: any. */
  readonly message?: string;
  readonly count: number;
  readonly delayMs?: number;
};

/** A fault that waits in a node for `count` occasions of a kind that the node's own code knows. */
export interface NodeFault {
  readonly type: string;
  readonly node: NodeId;
  readonly message?: string;
  readonly count: number;
  /** What the code that meets it needs to know. */
  readonly details: Facts;
}

/** A fault in force: which record began it, and in which story. */
export interface Struck<Fault> {
  readonly fault: Fault;
  /** `seq` of the record that began it. */
  readonly seq: number;
}

interface Armed<Fault> extends Struck<Fault> {
  readonly flow: string;
  left: number;
}

/** The faults in force in a run. Without any, all that this costs a message is one look at `isQuiet`. */
export class Faults {
  readonly #links: Armed<LinkFault>[] = [];
  readonly #nodes: Armed<NodeFault>[] = [];

  constructor(private readonly journal: Journal) {}

  /** True when nothing waits to go wrong. */
  isQuiet = true;

  /** Arms a fault that the record written last has begun. */
  armLink(fault: LinkFault): void {
    this.#links.push(this.#arm(fault));
  }

  armNode(fault: NodeFault): void {
    this.#nodes.push(this.#arm(fault));
  }

  /** What happens to a message of that name on that link; each question uses up one of the fault's occasions. */
  onLink(
    from: NodeId,
    to: NodeId,
    name: string,
    possible: (effect: LinkEffect) => boolean,
  ): Struck<LinkFault> | undefined {
    return this.#strike(this.#links, (fault) => {
      const isHere = fault.from === from && fault.to === to;
      return isHere && (fault.message ?? name) === name && possible(fault.type);
    });
  }

  /** What goes wrong in a node on an occasion of that type. @param name of the message that is being worked on. */
  onNode(node: NodeId, type: string, name: string): Struck<NodeFault> | undefined {
    if (this.isQuiet) return undefined;
    return this.#strike(
      this.#nodes,
      (fault) => fault.node === node && fault.type === type && (fault.message ?? name) === name,
    );
  }

  #arm<Fault extends { readonly count: number }>(fault: Fault): Armed<Fault> {
    const { flow, cause: seq } = this.journal.thread;
    this.isQuiet = false;
    return { fault, seq, flow, left: fault.count };
  }

  #strike<Fault extends LinkFault | NodeFault>(
    armed: Armed<Fault>[],
    matches: (fault: Fault) => boolean,
  ): Struck<Fault> | undefined {
    const index = armed.findIndex(({ fault }) => matches(fault));
    const struck = armed[index];
    if (struck === undefined) return undefined;
    struck.left -= 1;
    if (struck.left > 0) return struck;
    armed.splice(index, 1);
    this.isQuiet = this.#links.length === 0 && this.#nodes.length === 0;
    this.#recordEnd(struck as Armed<LinkFault> | Armed<NodeFault>);
    return struck;
  }

  /** The fault has had all its occasions; what is being written goes on as it was. */
  #recordEnd({ fault, flow, seq }: Armed<LinkFault> | Armed<NodeFault>): void {
    const { thread } = this.journal;
    this.journal.enter({ flow, cause: seq });
    const [node, details] = 'node' in fault ? [fault.node, fault.details] : [fault.from, { ...fault }];
    this.journal.fault(node, fault.type, 'ends', details);
    this.journal.enter(thread);
  }
}
