/**
 * Small stories of a broker, told step by step, and played twice: in the simulated broker, and with a real Redis server and
 * consumers that do what consumers of Redis do.
 */

/** What happens in a story. A consumer does what it can after each step; then comes the next. */
export type Step =
  /** Begins to listen: from the beginning of the stream, as far as the broker keeps it. */
  | { readonly do: 'listen'; readonly who: string }
  | { readonly do: 'stop listening'; readonly who: string }
  | { readonly do: 'publish'; readonly parcel: string }
  /** The process of a consumer dies. What it works on is gone with it. */
  | { readonly do: 'go down'; readonly who: string }
  | { readonly do: 'come back'; readonly who: string }
  /** The next acknowledgement of a consumer never gets to the broker. */
  | { readonly do: 'lose the next acknowledgement'; readonly who: string }
  /** A consumer dies when it has processed the next event and not said so. */
  | { readonly do: 'crash after the next work'; readonly who: string }
  /** From now on a consumer fails at a parcel. */
  | { readonly do: 'fail at'; readonly who: string; readonly parcel: string }
  /** So much time goes by that what is pending is claimed. */
  | { readonly do: 'wait until idle' };

/** What a story has come to. */
export interface Telling {
  /** The parcels whose events each consumer was given, in order. */
  readonly given: { readonly [who: string]: readonly string[] };
  /** The parcels whose events each consumer has processed, in order. */
  readonly done: { readonly [who: string]: readonly string[] };
  /** What the broker still waits to hear of, by consumer: `parcel-1 × 2`, with how often it was given. */
  readonly pending: { readonly [who: string]: readonly string[] };
}

/** So often an event is tried before a consumer puts it aside. */
export const maxAttempts = 3;
