import type { AskNode, Process } from '../engine/process';
import type { Json, NodeId } from '../engine/trace';

interface Registration {
  readonly node: NodeId;
  readonly handle: (command: CommandShape) => Process<Json | undefined>;
}

type CommandShape = { readonly type: string; readonly [argument: string]: Json };

/** Brings each command to the one handler of its type, and the handler's result or error back to the caller (seed 003). */
export class CommandBus {
  readonly #handlers = new Map<string, Registration>();

  /**
   * Makes `node` obey the commands that `handlers` names.
   * @throws Error when a command already has a handler; the message names both nodes.
   */
  register(node: NodeId, handlers: { readonly [type: string]: unknown }): void {
    for (const [type, handle] of Object.entries(handlers)) {
      const existing = this.#handlers.get(type);
      if (existing !== undefined) {
        throw new Error(`${type} is handled by ${existing.node} already; ${node} cannot handle it as well`);
      }
      this.#handlers.set(type, { node, handle: handle as Registration['handle'] });
    }
  }

  /** Sends a command and waits for what comes of it; a refusal is thrown at the caller. */
  *send(from: NodeId, command: CommandShape): Process<Json> {
    const registration = this.#handlers.get(command.type);
    if (registration === undefined) throw new Error(`Nobody handles ${command.type}`);
    const { type, ...facts } = command;
    const ask: AskNode = {
      kind: 'ask-node',
      from,
      to: registration.node,
      form: 'command',
      name: type,
      payload: facts,
      serve: () => registration.handle(command),
    };
    return (yield ask) as Json;
  }
}
