/** What a stream and its consumer groups have come to, in a simulated run and in a real Redis, in the same words. */
import { consumersAt, WorkHistory } from '../../src/analysis/consumers-at';
import { Replay } from '../../src/analysis/view';
import { topologyOf, type BusEvent, type Changed, type Run } from '../../src/simulation';
import type { Answer, RedisClient } from './redis-client';
import { textOf } from './parcel-post';

export interface StreamState {
  /** The ids of the events in the stream, in order. */
  readonly events: readonly string[];
  readonly groups: { readonly [name: string]: GroupState };
}

export interface GroupState {
  /** The event up to which all were given out, or need not be; null: not even the first. */
  readonly lastDelivered: string | null;
  /** Given out and not acknowledged: which event, and how often. */
  readonly pending: readonly string[];
}

/** What a run over the broker Redis Streams has come to, by the log of its bus and its records. */
export function simulatedState({ trace, recording }: Run, log: readonly BusEvent[]): StreamState {
  const events = log.map(({ id }) => id);
  const topology = topologyOf(recording);
  const view = new Replay(trace).at(trace.length);
  const consumers = consumersAt(recording, topology, new WorkHistory(trace), view);
  const listening = consumers.filter(({ subscription }) => subscription === 'subscribed');
  const open = openDeliveries(trace);
  return {
    events,
    groups: Object.fromEntries(
      listening.map(({ node }) => {
        const own = open.filter(({ consumer }) => consumer === node);
        const waiting = own
          .filter(({ attempts }) => attempts === 0)
          .map(({ event }) => events.indexOf(event));
        const last = Math.min(events.length, ...waiting) - 1;
        const pending = own.filter(({ attempts }) => attempts > 0);
        const counted = pending.map(({ event, attempts }) => `${event} × ${attempts}`);
        return [node, { lastDelivered: events[last] ?? null, pending: counted.sort() }];
      }),
    ),
  };
}

/** A delivery that the bus has not heard the end of. A dead letter is one as long as the bus has not heard so. */
interface OpenDelivery {
  readonly consumer: string;
  readonly event: string;
  attempts: number;
  isDead: boolean;
}

function openDeliveries(trace: Run['trace']): readonly OpenDelivery[] {
  const open = new Map<string, OpenDelivery>();
  for (const record of trace) {
    if (record.kind === 'changed' && record.machine === 'delivery') follow(open, record);
    else if (record.kind === 'arrived' && record.form === 'acknowledgement') {
      const told = trace[record.message - 1];
      const event = told?.kind === 'sent' ? told.payload['eventId'] : undefined;
      for (const [entity, delivery] of open) {
        if (delivery.isDead && delivery.consumer === record.from && delivery.event === event)
          open.delete(entity);
      }
    }
  }
  return [...open.values()];
}

function follow(open: Map<string, OpenDelivery>, { entity, from, to, facts }: Changed): void {
  if (from === null) {
    const [consumer, event] = [textOf(facts['consumer']), textOf(facts['eventId'])];
    open.set(entity, { consumer, event, attempts: 0, isDead: false });
  }
  const delivery = open.get(entity);
  if (delivery === undefined) return;
  delivery.isDead = to === 'deadLettered';
  if (typeof facts['attempt'] === 'number') delivery.attempts = facts['attempt'];
  if (to === 'acknowledged' || to === 'lost') open.delete(entity);
}

/** What a real stream has come to. Each entry names its event in the field `id`. */
export async function realState(client: RedisClient, stream: string): Promise<StreamState> {
  const entries = listOf(await client.ask('XRANGE', stream, '-', '+')).map((entry) => {
    const [id, fields] = listOf(entry);
    return [String(id), String(fieldsOf(fields ?? null).get('id'))] as const;
  });
  const eventOf = new Map(entries);
  const groups: Record<string, GroupState> = {};
  for (const info of listOf(await client.ask('XINFO', 'GROUPS', stream))) {
    const fields = fieldsOf(info);
    const name = String(fields.get('name'));
    const pending = listOf(await client.ask('XPENDING', stream, name, '-', '+', 100_000)).map((row) => {
      const [id, , , count] = listOf(row);
      return `${eventOf.get(String(id))} × ${String(count)}`;
    });
    const last = eventOf.get(String(fields.get('last-delivered-id'))) ?? null;
    groups[name] = { lastDelivered: last, pending: pending.sort() };
  }
  return { events: entries.map(([, event]) => event), groups };
}

/** An answer that is a list. */
export function listOf(answer: Answer | undefined): readonly Answer[] {
  return Array.isArray(answer) ? (answer as readonly Answer[]) : [];
}

/** Names and values in turn, as Redis lists them. */
export function fieldsOf(answer: Answer): ReadonlyMap<string, Answer> {
  const list = listOf(answer);
  return new Map(
    list.flatMap((name, index) =>
      index % 2 === 0 ? [[String(name), list[index + 1] ?? null] as const] : [],
    ),
  );
}
