/**
 * What holds in every run, whatever breaks, by whichever broker and in either architecture. Each promise reads the run's
 * trace and outcome and throws with a sentence when it is not kept; `npm test` and `npm run soak` use the same ones.
 */
import { Projections } from '../../src/notifications/projections';
import type { NotificationEvent } from '../../src/notifications/notification-events';
import type { Preferences } from '../../src/shop/models';
import {
  epochMsOf,
  scenarioOf,
  shopData,
  simulate,
  typesOf,
  withChanges,
  type Changed,
  type Run,
  type TraceRecord,
} from '../../src/simulation';
import { Replay } from '../../src/analysis/view';
import { ofKind } from './play';

type Promise = readonly [sentence: string, check: (run: Run) => void];

export const promises: readonly Promise[] = [
  ['nobody who may not be notified is notified', nobodyUnwanted],
  ['no attempt is delivered twice, but by a copy without idempotency', nothingTwice],
  ['with idempotency nothing is created twice for the same cause', nothingCreatedTwice],
  ['every notification ends final, sent or failed, or waits for a reason', everyNotificationEnds],
  ['nothing is lost beyond the promise of the broker', nothingLost],
  ['an order is complete at most once', completeOnce],
  ['the projections are what a rebuild from the events gives', projectionsAreARebuild],
  ['the same recording gives the same bytes', sameBytes],
  ['everyone who gave a command has an answer in the end', everyoneAnswered],
  ['nobody who is there waits for ever, and nothing stays on its way', nobodyWaits],
];

/** The rules of domain.md once more, over what the trace says that the store held when it was asked. */
function nobodyUnwanted(run: Run): void {
  const preferencesAt = preferenceHistory(run);
  const types = new Map(typesOf(run.recording).map((type) => [type.name, type]));
  for (const record of ofKind(run, 'changed')) {
    const { machine, from, facts } = record;
    if (machine !== 'notification' || from !== null || facts['customerId'] === null) continue;
    const { type, customerId, channel } = facts as Record<'type' | 'customerId' | 'channel', string>;
    const category = types.get(type)?.category;
    must(category !== undefined, `${record.entity} goes to a customer, and ${type} is for none`);
    const preferences = preferencesAt(record, customerId);
    const wanted = preferences?.categories[category] ?? ['email'];
    const isOn = preferences?.channels[channel as 'email'] ?? true;
    const isUnsubscribed = preferences?.unsubscribedTypes.includes(type) ?? false;
    const isAllowed = isOn && !isUnsubscribed && (wanted as readonly unknown[]).includes(channel);
    must(isAllowed, `${record.entity}: ${customerId} does not want ${type} by ${channel}`);
    if (type === 'price_drop') mustBeEligible(run, record);
  }
}

function mustBeEligible(run: Run, { entity, facts }: Changed): void {
  const context = facts['context'] as { readonly oldPriceCents: number; readonly newPriceCents: number };
  must(context.newPriceCents < context.oldPriceCents, `${entity} tells of a price that did not drop`);
  if ((facts['source'] as { readonly type: string }).type === 'NotifyCustomers') return;
  const customer = dataOf(run).customers.find(({ id }) => id === facts['customerId']);
  must(
    customer === undefined || ['gold', 'platinum'].includes(customer.segment),
    `${entity} goes to ${JSON.stringify(facts['customerId'])}, whose segment gets no price drops`,
  );
}

/** The preferences that the store last gave out for a customer in the story of a record, before it. */
function preferenceHistory({ trace }: Run): (record: Changed, customerId: string) => Preferences | null {
  return ({ seq, flow }, customerId) => {
    for (let index = seq - 2; index >= 0; index -= 1) {
      const record = trace[index];
      if (record?.kind !== 'reply' || record.flow !== flow || record.name !== 'preferences') continue;
      const asked = trace[record.request - 1];
      if (asked?.kind !== 'query' || asked.node !== 'preferences') continue;
      if (asked.parameters['customerId'] === customerId) return record.payload as Preferences | null;
    }
    throw new Error(`nobody asked what ${customerId} prefers before record ${seq}`);
  };
}

/** An attempt is delivered once; only without idempotency does a second copy of it on the link deliver it once more. */
function nothingTwice(run: Run): void {
  const { idempotency } = run.recording.settings;
  const allowed = new Map<string, number>();
  const allow = (id: string) => allowed.set(id, (allowed.get(id) ?? 0) + 1);
  for (const record of run.trace) {
    if (record.kind === 'changed' && record.machine === 'notification' && record.to === 'pending.sending') {
      if (!idempotency || !allowed.has(record.entity)) allow(record.entity);
    } else if (record.kind === 'duplicated' && record.form === 'delivery' && !idempotency) {
      allow(record.name);
    } else if (record.kind === 'received') {
      const left = allowed.get(record.notification) ?? 0;
      must(left > 0, `record ${record.seq} delivers ${record.notification} once more`);
      allowed.set(record.notification, left - 1);
    }
  }
}

function nothingCreatedTwice(run: Run): void {
  if (!run.recording.settings.idempotency) return;
  const seen = new Set<string>();
  for (const { machine, from, entity, facts } of ofKind(run, 'changed')) {
    if (machine !== 'notification' || from !== null) continue;
    const { type, customerId, channel, source } = facts;
    const key = JSON.stringify([type, customerId, channel, source]);
    must(!seen.has(key), `${entity} is one too many: ${key}`);
    seen.add(key);
  }
}

function everyNotificationEnds(run: Run): void {
  const away = awayAtTheEnd(run);
  const states = new Map<string, Changed>();
  for (const record of ofKind(run, 'changed')) {
    if (record.machine === 'notification') states.set(record.entity, record);
  }
  const scheduled = new Set<string>();
  for (const { machine, entity, to } of ofKind(run, 'changed')) {
    if (machine === 'notification' && to === 'pending.scheduled') scheduled.add(entity);
  }
  for (const [id, { to }] of states) {
    if (to === 'pending.ready') {
      const hasReason = scheduled.has(id) || away.size > 0 || wasLost(run, id);
      must(hasReason, `${id} waits to be sent, and there is no reason why`);
    } else if (to === 'pending.sending') {
      must(away.size > 0, `${id} is being sent for ever`);
    }
  }
}

/** Whether the event that should have had a notification sent was lost, or nobody could or would process it. */
function wasLost({ trace }: Run, notificationId: string): boolean {
  const events = new Set<unknown>();
  const messages = new Set<number>();
  for (const record of trace) {
    if (record.kind !== 'sent' && record.kind !== 'duplicated') continue;
    if (record.name !== 'NotificationCreated' && record.name !== 'NotificationRetried') continue;
    if (record.payload['notificationId'] !== notificationId) continue;
    events.add(record.payload['id']);
    messages.add(record.seq);
  }
  return trace.some(
    (record) =>
      (record.kind === 'lost' && messages.has(record.message)) ||
      (record.kind === 'node-down' && record.reason !== 'stopped') ||
      (record.kind === 'changed' &&
        record.machine === 'delivery' &&
        (record.to === 'deadLettered' || record.to === 'lost') &&
        [...events].some((id) => record.entity.startsWith(`${String(id)}@dispatcher`))),
  );
}

/** What reached a broker that promises to deliver was processed or dead-lettered by each consumer, or still waits for one. */
function nothingLost(run: Run): void {
  const { architecture, broker } = run.recording;
  if (architecture !== 'event-sourced') return;
  const keeps = broker === 'redis-streams' || broker === 'rabbitmq' || broker === 'kafka';
  if (keeps) deliveriesEnd(run);
  else lossesAreExplained(run);
}

function deliveriesEnd(run: Run): void {
  const away = awayAtTheEnd(run);
  const last = new Map<string, Changed>();
  for (const record of ofKind(run, 'changed'))
    if (record.machine === 'delivery') last.set(record.entity, record);
  const removed = ofKind(run, 'changed').some(({ to }) => to === 'unsubscribed');
  for (const [entity, { to }] of last) {
    if (to === 'acknowledged' || to === 'deadLettered') continue;
    const consumer = /@([a-z-]+?)(?:-\d+)?$/.exec(entity)?.[1] ?? '';
    const waits = away.has(consumer) || away.has('bus');
    const isGone = to === 'lost' && removed;
    must(waits || isGone, `${entity} ends ${String(to)}, and ${consumer} is there`);
  }
}

/** An event that was handed to a consumer that keeps nothing was handled, or the trace says what became of it. */
function lossesAreExplained({ trace }: Run): void {
  const ended = new Set<number>();
  let crashes = 0;
  for (const record of trace) {
    if (record.kind === 'handled' || record.kind === 'lost') ended.add(record.message);
    if (record.kind === 'failed' && record.handling !== undefined) ended.add(record.handling);
    if (record.kind === 'node-down' && record.reason !== 'stopped') crashes += 1;
  }
  for (const record of trace) {
    const isHanded =
      (record.kind === 'sent' || record.kind === 'duplicated') &&
      record.form === 'event' &&
      record.node === 'bus';
    if (isHanded)
      must(ended.has(record.seq) || crashes > 0, `${record.name} in record ${record.seq} is gone`);
  }
}

function completeOnce(run: Run): void {
  const complete = new Set<string>();
  for (const { rule, outcome, subject, seq } of ofKind(run, 'decision')) {
    if (rule !== 'order-complete' || outcome !== 'complete') continue;
    must(!complete.has(subject), `record ${seq} completes ${subject} once more`);
    complete.add(subject);
  }
}

function projectionsAreARebuild(run: Run): void {
  const scenario = scenarioOf(run.recording);
  const rebuilt = new Projections(epochMsOf(scenario?.startsAt ?? ''));
  for (const record of ofKind(run, 'changed')) {
    if (record.machine !== 'projection') continue;
    if (record.entity === 'all') rebuilt.clear();
    else rebuilt.apply(record.facts as unknown as NotificationEvent);
  }
  const { log, feed, stats, failed } = run.outcome.projections;
  const kept = JSON.stringify({ log, feed, stats, failed });
  const anew = JSON.stringify({
    log: rebuilt.log,
    feed: rebuilt.feeds,
    stats: rebuilt.stats,
    failed: rebuilt.failed,
  });
  must(kept === anew, 'the projections differ from what their events give');
}

function sameBytes(run: Run): void {
  const again = simulate(JSON.parse(JSON.stringify(run.recording)) as Run['recording']);
  must(JSON.stringify(again) === JSON.stringify(run), 'a second run differs');
}

function everyoneAnswered(run: Run): void {
  const open = new Set<string>();
  for (const record of run.trace) {
    if (record.kind === 'sent' && record.cause === 0) open.add(record.flow);
    if (record.kind === 'concluded') open.delete(record.flow);
  }
  must(open.size === 0, `${[...open].join(', ')} has no answer`);
}

function nobodyWaits(run: Run): void {
  const { nodes, inFlight } = new Replay(run.trace).at(run.trace.length);
  const away = awayAtTheEnd(run);
  for (const [node, { waits }] of nodes) {
    const waiting = waits.filter(({ seq }) => !hasLandedReply(run.trace, seq));
    must(waiting.length === 0 || away.has(node), `${node} waits for record ${waiting[0]?.seq}`);
  }
  for (const { seq, kind } of inFlight.values()) {
    must(kind === 'reply', `record ${seq} is still on its way`);
  }
}

/** A reply after which nothing more happens leaves no record of its arrival. */
function hasLandedReply(trace: readonly TraceRecord[], request: number): boolean {
  const reply = trace.find((record) => record.kind === 'reply' && record.request === request);
  if (reply === undefined) return false;
  return !trace.some((record) => record.kind === 'lost' && record.message === reply.seq);
}

function awayAtTheEnd(run: Run): ReadonlySet<string> {
  return new Set(new Replay(run.trace).at(run.trace.length).away.keys());
}

function dataOf({ recording }: Run) {
  return withChanges(shopData, scenarioOf(recording)?.shop ?? {});
}

function must(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}
