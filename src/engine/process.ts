import type { Facts, Json, NodeId, RequestForm } from './trace';

/**
 * What a node does, written as a programmer would write it: one step after the other. It is a generator function; each
 * `yield` is a point where it waits, and `yield*` reads like `await`.
 */
export type Process<Result = void> = Generator<Wait, Result, unknown>;

/** What a process can wait for. */
export type Wait = AskStore | AskNode | Pause;

/** A read or write at a store: there, `serve` runs in one go; the process goes on with what it returns. */
export interface AskStore {
  readonly kind: 'ask-store';
  readonly from: NodeId;
  readonly to: NodeId;
  readonly access: 'read' | 'write';
  readonly entity: string;
  readonly name: string;
  readonly parameters: Facts;
  readonly serve: () => Json | undefined;
}

/** A request that another node serves with a process of its own; the asking process goes on with its result or error. */
export interface AskNode {
  readonly kind: 'ask-node';
  readonly from: NodeId;
  readonly to: NodeId;
  readonly form: RequestForm;
  readonly name: string;
  readonly payload: Facts;
  readonly serve: () => Process<Json | undefined>;
  /** True when the asking process gives up after the world's patience; else only on what never comes. */
  readonly isTimed?: boolean;
}

/** Simulated time passes. */
export interface Pause {
  readonly kind: 'pause';
  readonly delayMs: number;
}

/** Lets simulated time pass in a process. */
export function* pause(delayMs: number): Process {
  yield { kind: 'pause', delayMs };
}

/** A refusal that belongs to the domain: the caller is told its name and message. */
export class DomainError extends Error {
  /**
   * @param name what kind of refusal, in PascalCase (`OrderNotFound`).
   * @param message a sentence for people that names the thing.
   */
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}
