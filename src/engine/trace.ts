/**
 * The catalogue of what a run can record.
 *
 * A trace is a list of flat JSON records in total order. Everything that people see (stage, log, inboxes, narration) and
 * everything that is measured is read from these records and from nothing else; both architectures write the same kinds,
 * which is what makes them comparable.
 */

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Facts of a record: a JSON object. A field that is `undefined` is absent in the JSON. */
export type Facts = { readonly [key: string]: Json | undefined };

/** Name of a place where things happen: a service, the bus, a station, a channel, the store, or an actor outside. */
export type NodeId = string;

/** A state as a record names it: a path in a statechart, or the value of an attribute. */
export type State = string | number | null;

/** What every record has. */
interface Recorded {
  /** Position in the trace: 1, 2, 3 … */
  readonly seq: number;
  /** Simulated time in whole milliseconds since the start of the run. */
  readonly at: number;
  /** `seq` of the record that caused this one; 0 when an act of the recording did. Always smaller than `seq`. */
  readonly cause: number;
  /** Correlation id of the story that this belongs to; one story per act. */
  readonly flow: string;
  /** Where it happened; for a message, the node that it leaves. */
  readonly node: NodeId;
}

/**
 * What a message is to its sender: an order to act, a fact, a remote call that is waited for, a hand-over to a channel, or
 * a consumer's word to its broker that an event is done with.
 */
export type MessageForm = 'command' | 'event' | 'call' | 'delivery' | 'acknowledgement';

/** The forms that are answered; nobody waits for the others. */
export type RequestForm = Exclude<MessageForm, 'event' | 'acknowledgement'>;

/** A message left `node` for `to` and will arrive at `arrivesAt`. Its `seq` is the message's identity. */
export interface Sent extends Recorded {
  readonly kind: 'sent';
  readonly to: NodeId;
  readonly form: MessageForm;
  readonly name: string;
  readonly payload: Facts;
  readonly arrivesAt: number;
}

/** The message `message` (the `seq` of its `sent` record) arrived at `node`. */
export interface Arrived extends Recorded {
  readonly kind: 'arrived';
  readonly from: NodeId;
  readonly form: MessageForm;
  readonly name: string;
  readonly message: number;
}

/**
 * A second copy of the message `original` set out from `node` and will arrive at `arrivesAt`; its `seq` is the copy's
 * identity. The fault `fault` did this.
 */
export interface Duplicated extends Recorded {
  readonly kind: 'duplicated';
  readonly to: NodeId;
  readonly form: MessageForm;
  readonly name: string;
  readonly payload: Facts;
  readonly original: number;
  readonly arrivesAt: number;
  readonly fault: number;
}

/** A fault did something to the message `message` on its way from `node` to `to`, other than losing or copying it. */
export interface Disturbed extends Recorded {
  readonly kind: 'disturbed';
  readonly to: NodeId;
  readonly name: string;
  readonly message: number;
  /** Held up; held up and overtaken by later ones; or its content was spoiled. */
  readonly effect: 'delayed' | 'overtaken' | 'corrupted';
  /** How much later it arrives, in ms. */
  readonly delayMs: number;
  readonly fault: number;
}

/** The message or reply `message` was to arrive at `node` and never will; what nobody listened to names its arrival at the bus. */
export interface Lost extends Recorded {
  readonly kind: 'lost';
  readonly from: NodeId;
  readonly name: string;
  readonly message: number;
  readonly reason: LossReason;
  /** `seq` of the fault that did this, where one did. */
  readonly fault?: number;
}

/** Lost on the way; nobody was there; who asked has given up; or a broker without memory had nobody to give it to. */
export type LossReason = 'dropped' | 'addressee away' | 'nobody waits' | 'nobody listens';

/** `node` waited long enough for the answer to its request `request` from `from`, and goes on without it. */
export interface TimedOut extends Recorded {
  readonly kind: 'timed-out';
  readonly from: NodeId;
  readonly name: string;
  readonly request: number;
  readonly afterMs: number;
}

/** `node` stopped: what it was doing is gone when it went down or crashed, and finished when it was stopped in good order. */
export interface NodeDown extends Recorded {
  readonly kind: 'node-down';
  readonly reason: 'down' | 'crashed' | 'stopped';
  /** The stations that run in its process and are gone with it. */
  readonly stations: readonly NodeId[];
}

/** `node` is there again. */
export interface NodeUp extends Recorded {
  readonly kind: 'node-up';
}

/**
 * A fault begins to be in force, or ends, or is void because this run has no such part; `details` is the fault as the
 * recording has it.
 */
export interface FaultRecord extends Recorded {
  readonly kind: 'fault';
  readonly fault: string;
  readonly phase: 'begins' | 'ends' | 'void';
  readonly details: Facts;
}

/** `node` has done all that the event in message `message` asked of it. Nobody waits for this: events are not answered. */
export interface Handled extends Recorded {
  readonly kind: 'handled';
  readonly name: string;
  readonly message: number;
}

/** `node` asked a data store `to` to read or write; it waits until the reply is back. */
export interface Query extends Recorded {
  readonly kind: 'query';
  readonly to: NodeId;
  readonly access: 'read' | 'write';
  readonly entity: string;
  readonly name: string;
  readonly parameters: Facts;
  readonly arrivesAt: number;
}

/** `node` answered the request with `seq` `request` (a `query`, or a `sent` command, call or delivery); `to` waited for it. */
export interface Reply extends Recorded {
  readonly kind: 'reply';
  readonly to: NodeId;
  readonly name: string;
  readonly request: number;
  readonly ok: boolean;
  /** The result, or for `ok: false` the error's `name` and `message`. */
  readonly payload: Json;
  readonly arrivesAt: number;
}

/** The answer to a command is back at `node`, the actor who gave it: the result, or the error's `name` and `message`. */
export interface Concluded extends Recorded {
  readonly kind: 'concluded';
  readonly name: string;
  readonly ok: boolean;
  readonly payload: Json;
}

/** A rule decided something about a subject; `because` holds the very values that decided. */
export interface Decision extends Recorded {
  readonly kind: 'decision';
  readonly rule: string;
  /** What it decided about: a customer, a product, an order, a notification. */
  readonly subject: string;
  readonly outcome: string;
  readonly because: Facts;
}

/** The state of `entity` changed. `machine` names the kind of thing: a statechart, or an attribute such as `product.price`. */
export interface Changed extends Recorded {
  readonly kind: 'changed';
  readonly machine: string;
  readonly entity: string;
  /** Null when it comes into being. */
  readonly from: State;
  readonly to: State;
  /** The machine event or command that changed it. */
  readonly event: string;
  /** Facts about the entity that became known with this change. */
  readonly facts: Facts;
}

/** The state of `entity` does not accept `event`: nothing changed. This is what idempotency looks like. */
export interface Ignored extends Recorded {
  readonly kind: 'ignored';
  readonly machine: string;
  readonly entity: string;
  readonly state: string;
  readonly event: string;
}

/** A template was filled in. */
export interface Rendered extends Recorded {
  readonly kind: 'rendered';
  readonly template: string;
  readonly channel: string;
  readonly recipient: string;
  /** Absent where the channel has no subject line. */
  readonly subject?: string;
  readonly body: string;
}

/** A person (or the warehouse) received a message in an inbox; the end of the road. */
export interface Received extends Recorded {
  readonly kind: 'received';
  readonly channel: string;
  readonly to: string;
  readonly subject?: string;
  readonly body: string;
  /** The notification that this delivers. */
  readonly notification: string;
}

/** Something went wrong in `node` that nobody waits to hear of. */
export interface Failed extends Recorded {
  readonly kind: 'failed';
  readonly name: string;
  readonly message: string;
  /** `seq` of the event whose handling ended with this; absent when the node goes on. */
  readonly handling?: number;
}

/** `entity` waits: its state machine gets `event` at `dueAt` unless the timer is cancelled before. */
export interface TimerSet extends Recorded {
  readonly kind: 'timer-set';
  readonly machine: string;
  readonly entity: string;
  readonly event: string;
  readonly dueAt: number;
}

/** The timer set by the record `timer` ran out. */
export interface TimerFired extends Recorded {
  readonly kind: 'timer-fired';
  readonly machine: string;
  readonly entity: string;
  readonly event: string;
  readonly timer: number;
}

/** The timer set by the record `timer` was called off before it ran out. */
export interface TimerCancelled extends Recorded {
  readonly kind: 'timer-cancelled';
  readonly machine: string;
  readonly entity: string;
  readonly event: string;
  readonly timer: number;
}

/** The run met one of its limits and stopped here; nothing after this record was simulated. */
export interface LimitReached extends Recorded {
  readonly kind: 'limit-reached';
  readonly limit: string;
  readonly value: number;
}

export type TraceRecord =
  | Sent
  | Duplicated
  | Disturbed
  | Lost
  | TimedOut
  | NodeDown
  | NodeUp
  | FaultRecord
  | Arrived
  | Handled
  | Query
  | Reply
  | Concluded
  | Decision
  | Changed
  | Ignored
  | Rendered
  | Received
  | Failed
  | TimerSet
  | TimerFired
  | TimerCancelled
  | LimitReached;

/** The records that travel: each is an interval on a link, from `at` to `arrivesAt`. */
export type Travelling = Sent | Duplicated | Query | Reply;
