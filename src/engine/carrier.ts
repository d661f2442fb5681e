import type { Clock } from './clock';
import type { Faults, LinkFault, Struck } from './faults';
import type { Host } from './hosts';
import type { Journal } from './journal';
import type { Links } from './links';
import type { NodeId } from './trace';

/** What an arrival does: with the message itself or a copy of it, whole or spoiled on the way. */
export type Land = (copy?: number, isIntact?: boolean) => void;

/** Carries messages over the links, through whatever goes wrong there. */
export class Carrier {
  constructor(
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly links: Links,
    private readonly faults: Faults,
  ) {}

  /** Whether a host takes no messages; what arrives there now is lost then. Begins the arrival's story either way. */
  isAway(host: Host, node: NodeId, from: NodeId, name: string, flow: string, message: number): boolean {
    this.journal.enter({ flow, cause: message });
    if (host.isUp) return false;
    this.miss(node, from, name, flow, message);
    return true;
  }

  /** Records that nobody was there for a message. */
  miss(node: NodeId, from: NodeId, name: string, flow: string, message: number): void {
    this.journal.enter({ flow, cause: message });
    this.journal.lost(node, from, name, message, 'addressee away');
  }

  /** The fault that a message meets, if any. @param canDouble whether a second copy could do anything. */
  strike(from: NodeId, to: NodeId, name: string, canDouble: boolean): Struck<LinkFault> | undefined {
    if (this.faults.isQuiet) return undefined;
    return this.faults.onLink(from, to, name, (effect) => canDouble || effect !== 'duplicate');
  }

  arrivalAt(from: NodeId, to: NodeId, struck: Struck<LinkFault> | undefined): number {
    const delayMs = struck?.fault.delayMs ?? 0;
    return struck?.fault.type === 'reorder'
      ? this.links.arrivalApart(from, to, this.clock.now) + delayMs
      : this.links.arrivalAt(from, to, this.clock.now + delayMs);
  }

  /** Lets a message that is recorded travel, and meet the fault that struck it. @param lose runs when it never arrives. */
  carry(
    from: NodeId,
    to: NodeId,
    name: string,
    message: number,
    arrivesAt: number,
    struck: Struck<LinkFault> | undefined,
    land: Land,
    lose?: () => void,
  ): void {
    const { clock, journal } = this;
    if (struck === undefined) {
      clock.schedule(arrivesAt, land);
      return;
    }
    const { flow } = journal.thread;
    const { fault, seq } = struck;
    switch (fault.type) {
      case 'drop':
        clock.schedule(arrivesAt, () => {
          journal.enter({ flow, cause: message });
          journal.lost(to, from, name, message, 'dropped', seq);
          lose?.();
        });
        return;
      case 'duplicate': {
        clock.schedule(arrivesAt, land);
        const copyArrivesAt = this.links.arrivalAt(from, to, this.clock.now);
        const copy = journal.duplicated(from, message, copyArrivesAt, seq);
        clock.schedule(copyArrivesAt, () => {
          land(copy);
        });
        return;
      }
      case 'corrupt':
        journal.disturbed(from, to, name, message, 'corrupted', 0, seq);
        clock.schedule(arrivesAt, () => {
          land(message, false);
        });
        return;
      case 'delay':
      case 'reorder': {
        const effect = fault.type === 'delay' ? 'delayed' : 'overtaken';
        journal.disturbed(from, to, name, message, effect, fault.delayMs ?? 0, seq);
        clock.schedule(arrivesAt, land);
      }
    }
  }
}
