/** Tells a story with a real Redis server, over Redis Streams or Redis Pub/Sub, with consumers as Redis documents them. */
import { maxAttempts, type Step, type Telling } from './broker-story';
import type { Answer, RedisClient } from './redis-client';
import type { RedisServer } from './redis-server';
import { fieldsOf, listOf } from './stream-state';

const stream = 'parcels';

/** How long an entry has to be idle until it is claimed, in ms. The stories do not wait so long: they set the clock on. */
const idleMs = 600_000;

/** A consumer: a member of a group of its own, or a subscriber. */
class Consumer {
  readonly given: string[] = [];
  readonly done: string[] = [];
  readonly failing = new Set<string>();
  isUp = true;
  isListening = true;
  losesNextWord = false;
  crashesNext = false;
  /** How many processes it has had. */
  processCount = 1;

  constructor(
    readonly who: string,
    public connection: RedisClient,
  ) {}

  get canWork(): boolean {
    return this.isUp && this.isListening;
  }

  /** Works on an event. @returns how that ended; silent: it died, or its word is lost. */
  work(parcel: string): 'done' | 'failed' | 'silent' {
    this.given.push(parcel);
    if (this.failing.has(parcel)) return 'failed';
    this.done.push(parcel);
    const isSilent = this.crashesNext || this.losesNextWord;
    if (this.crashesNext) this.isUp = false;
    this.crashesNext = false;
    this.losesNextWord = false;
    return isSilent ? 'silent' : 'done';
  }

  /** What happens to it alone. */
  take(step: Step): void {
    if (step.do === 'go down') this.isUp = false;
    else if (step.do === 'lose the next acknowledgement') this.losesNextWord = true;
    else if (step.do === 'crash after the next work') this.crashesNext = true;
    else if (step.do === 'fail at') this.failing.add(step.parcel);
    else if (step.do === 'come back') {
      this.isUp = true;
      this.processCount += 1;
    }
  }
}

interface StreamOptions {
  /** Where a new group begins: 0 is the beginning of the stream, $ its end. */
  readonly groupsBeginAt?: '0' | '$';
  /** Whether a process that comes back is a new member of its group: it claims what the dead one had. */
  readonly comesBackAsAnother?: boolean;
}

/** Plays a story over Redis Streams: XREADGROUP one by one, XACK, XAUTOCLAIM of what is idle. */
export async function tellOverStreams(
  server: RedisServer,
  steps: readonly Step[],
  { groupsBeginAt = '0', comesBackAsAnother = false }: StreamOptions = {},
): Promise<Telling> {
  const redis = await server.client();
  await redis.ask('FLUSHALL');
  const consumers = new Map<string, Consumer>();
  const left = new Map<string, string>();
  const memberOf = ({ who, processCount }: Consumer) => `${who}-${comesBackAsAnother ? processCount : 1}`;
  for (const step of steps) {
    if (step.do === 'publish') await redis.ask('XADD', stream, '*', 'parcel', step.parcel);
    else if (step.do === 'wait until idle') {
      for (const { who, isListening } of consumers.values()) if (isListening) await setIdle(redis, who);
    } else if (step.do === 'listen') {
      await redis.ask('XGROUP', 'CREATE', stream, step.who, left.get(step.who) ?? groupsBeginAt, 'MKSTREAM');
      const consumer = consumers.get(step.who) ?? new Consumer(step.who, await server.client());
      consumer.isListening = true;
      consumers.set(step.who, consumer);
    } else if (step.do === 'stop listening') {
      await redis.ask('XGROUP', 'DESTROY', stream, step.who);
      const info = fieldsOf(await redis.ask('XINFO', 'STREAM', stream));
      left.set(step.who, String(info.get('last-generated-id')));
      consumerIn(consumers, step.who).isListening = false;
    } else consumerIn(consumers, step.who).take(step);
    for (const consumer of consumers.values()) await workOff(consumer, memberOf);
  }
  const pending: Record<string, readonly string[]> = {};
  for (const { who, isListening } of consumers.values()) {
    pending[who] = isListening ? await pendingIn(redis, who) : [];
  }
  return { ...tellingOf(consumers), pending };
}

/** Plays a story over Redis Pub/Sub. */
export async function tellOverPubSub(server: RedisServer, steps: readonly Step[]): Promise<Telling> {
  const redis = await server.client();
  const consumers = new Map<string, Consumer>();
  const subscribe = async (consumer: Consumer) => {
    consumer.connection = await server.client();
    await consumer.connection.ask('SUBSCRIBE', stream);
  };
  for (const step of steps) {
    if (step.do === 'publish') await redis.ask('PUBLISH', stream, step.parcel);
    else if (step.do === 'listen') {
      const consumer = new Consumer(step.who, redis);
      consumers.set(step.who, consumer);
      await subscribe(consumer);
    } else if (step.do === 'stop listening') {
      await consumerIn(consumers, step.who).connection.ask('UNSUBSCRIBE', stream);
    } else if (step.do !== 'wait until idle') {
      const consumer = consumerIn(consumers, step.who);
      consumer.take(step);
      if (step.do === 'come back') await subscribe(consumer);
    }
    for (const consumer of consumers.values()) await takeMessages(consumer);
  }
  const pending = Object.fromEntries([...consumers.keys()].map((who) => [who, []]));
  return { ...tellingOf(consumers), pending };
}

/** What a consumer does as long as there is something for it: first what it may claim, then what is new. */
async function workOff(consumer: Consumer, memberOf: (consumer: Consumer) => string): Promise<void> {
  const { connection, who } = consumer;
  while (consumer.canWork) {
    const member = memberOf(consumer);
    const claimed = listOf(
      await connection.ask('XAUTOCLAIM', stream, who, member, idleMs, '0-0', 'COUNT', 1),
    );
    const words = ['GROUP', who, member, 'COUNT', 1, 'STREAMS', stream, '>'];
    const entry =
      listOf(claimed[1])[0] ?? listOf(listOf(listOf(await connection.ask('XREADGROUP', ...words))[0])[1])[0];
    if (entry === undefined) return;
    const [id = '', fields = null] = listOf(entry);
    const ending = consumer.work(String(fieldsOf(fields).get('parcel')));
    const isGivenUp = ending === 'failed' && (await countOf(connection, who, id)) >= maxAttempts;
    const isHeard = ending === 'done' || (isGivenUp && !consumer.losesNextWord);
    if (isGivenUp) consumer.losesNextWord = false;
    if (isHeard) await connection.ask('XACK', stream, who, String(id));
  }
}

/** A subscriber works on what has come; the answer to a PING comes after all of it. One that is down has no connection. */
async function takeMessages(consumer: Consumer): Promise<void> {
  const { connection } = consumer;
  if (consumer.isUp) await connection.ask('PING');
  for (const parcel of connection.messages.splice(0)) if (consumer.isUp) consumer.work(parcel);
  if (!consumer.isUp) connection.close();
}

async function pendingRows(redis: RedisClient, group: string): Promise<readonly (readonly Answer[])[]> {
  return listOf(await redis.ask('XPENDING', stream, group, '-', '+', 1000)).map(listOf);
}

async function countOf(redis: RedisClient, group: string, entryId: Answer): Promise<number> {
  const row = (await pendingRows(redis, group)).find(([id]) => id === entryId);
  return Number(row?.[3]);
}

/** Makes everything that is pending look as if nobody had touched it for long; that counts as no delivery (JUSTID). */
async function setIdle(redis: RedisClient, group: string): Promise<void> {
  for (const [id, owner] of await pendingRows(redis, group)) {
    await redis.ask('XCLAIM', stream, group, String(owner), 0, String(id), 'IDLE', idleMs, 'JUSTID');
  }
}

async function pendingIn(redis: RedisClient, group: string): Promise<readonly string[]> {
  const entries = listOf(await redis.ask('XRANGE', stream, '-', '+')).map(listOf);
  const parcels = new Map(entries.map(([id, fields = null]) => [id, String(fieldsOf(fields).get('parcel'))]));
  const rows = await pendingRows(redis, group);
  return rows.map(([id, , , count]) => `${parcels.get(id) ?? ''} × ${String(count)}`).sort();
}

function consumerIn(consumers: ReadonlyMap<string, Consumer>, who: string): Consumer {
  const consumer = consumers.get(who);
  if (consumer === undefined) throw new Error(`${who} has never listened`);
  return consumer;
}

function tellingOf(consumers: ReadonlyMap<string, Consumer>): Pick<Telling, 'given' | 'done'> {
  const all = [...consumers.values()];
  return {
    given: Object.fromEntries(all.map(({ who, given }) => [who, given])),
    done: Object.fromEntries(all.map(({ who, done }) => [who, done])),
  };
}
