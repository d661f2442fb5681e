import { delayAfter, type AttemptPolicy } from '../../engine/attempts';
import { pause, type Process } from '../../engine/process';
import type { Facts, Json, NodeId } from '../../engine/trace';
import type { World } from '../../engine/world';

/** A call over the network, as the service that makes it sees it: it waits for the answer. */
export interface RemoteCall<Answer extends Json> {
  /** The node that answers. */
  readonly to: NodeId;
  /** Method and path: `POST /notify`. */
  readonly name: string;
  readonly body: Facts;
  /** What the other side does. @param idempotencyKey the same for each attempt of one call. */
  readonly serve: (idempotencyKey: string) => Process<Answer>;
}

/** Makes calls from one node. */
export type CallRemote = <Answer extends Json>(call: RemoteCall<Answer>) => Process<Answer>;

/**
 * The calls that `caller` makes. A call that is not answered in time, or that failed on the other side for no fault of the
 * request, is tried again with the same idempotency key; when no attempt is left, its error is the caller's.
 */
export function remoteCalls(world: World, caller: NodeId, policy: AttemptPolicy): CallRemote {
  return function* <Answer extends Json>({ to, name, body, serve }: RemoteCall<Answer>): Process<Answer> {
    const idempotencyKey = world.mint('key');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (yield {
          kind: 'ask-node',
          from: caller,
          to,
          form: 'call',
          name,
          payload: attempt === 1 ? { ...body, idempotencyKey } : { ...body, idempotencyKey, attempt },
          serve: () => serve(idempotencyKey),
          isTimed: true,
        }) as Answer;
      } catch (error) {
        if (attempt >= policy.maxAttempts || !isTransient(error)) throw error;
        yield* pause(delayAfter(attempt, policy));
      }
    }
  };
}

/** Whether the same request may succeed another time; a refusal (4xx) stays one. */
function isTransient(error: unknown): boolean {
  return error instanceof Error && transientErrors.has(error.name);
}

/** No answer in time; spoiled on the way; and what a server answers with 500. */
const transientErrors: ReadonlySet<string> = new Set(['TimedOut', 'MalformedMessage', 'Error']);
