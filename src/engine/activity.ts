import type { Deadline } from './deadlines';
import type { Host } from './hosts';
import type { Thread } from './journal';
import type { Process } from './process';
import type { Settlement } from './settlement';
import type { NodeId } from './trace';

/** A process under way. */
export interface Activity extends Thread {
  /** Where it runs, and in which generation of its memory: it dies with it. */
  readonly host: Host;
  readonly generation: number;
  readonly process: Process<unknown>;
  readonly settle: (settlement: Settlement<unknown>) => void;
  /** Is told that it died and will never settle; may be told more than once. */
  readonly abandon: (() => void) | undefined;
  /** `seq` of the request whose answer it waits for; 0 when for none. */
  awaited: number;
  /** When it gives that request up, if it has set itself a time. */
  deadline: Deadline<Request> | undefined;
}

/** Something that an activity waits for. */
export interface Request {
  readonly asker: Activity;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly name: string;
  /** `seq` of the request. */
  readonly seq: number;
}

/** Whether the memory that it lived in is gone. */
export function isDead({ host, generation }: Activity): boolean {
  return generation !== host.generation;
}
