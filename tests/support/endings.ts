import { describe, expect, it } from 'vitest';
import {
  architectureNames,
  recordingOf,
  scenarios,
  shopData,
  simulate,
  type ArchitectureName,
  type BrokerName,
  type Run,
  type Scenario,
  type TraceRecord,
} from '../../src/simulation';
import { ofKind } from './play';

/** What a run has come to; what is left out did not happen. */
export interface Ending {
  /** What became of each notification: `Alice order_shipped email sent`. */
  readonly notifications?: readonly string[];
  /** What arrived: `Alice email`. Left out: one message for each notification that is sent or delivered. */
  readonly inbox?: readonly string[];
  /** Commands that were refused, and the names of their errors: `ShipOrder OrderNotFound`. */
  readonly refusals?: readonly string[];
  /** Stock of the products whose stock has changed. */
  readonly stock?: Readonly<Record<string, number>>;
  /** What Analytics has counted. */
  readonly sales?: { readonly orderCount: number; readonly revenueCents: number };
  /** `notification Alice email`, or who could not process which event, and why: `analytics OrderCreated UnsupportedVersion`. */
  readonly deadLetters?: readonly string[];
}

/** How a scenario ends: the same in both architectures, or in each of them. */
type Endings = Ending | Readonly<Record<ArchitectureName, Ending>>;

/** The endings of all scenarios of a group, by id. */
export function testEndings(
  group: Scenario['group'],
  endings: { readonly [scenarioId: string]: Endings },
): void {
  describe(`the scenarios of the group ${group}`, () => {
    it('have all an ending here, and no other has', () => {
      const ids = scenarios.filter((scenario) => scenario.group === group).map(({ id }) => id);
      expect(Object.keys(endings).sort()).toEqual([...ids].sort());
    });

    describe.each(architectureNames)('%s', (architecture) => {
      it.each(Object.entries(endings))('%s ends as promised', (id, ending) => {
        expectEnding(playOver(id, architecture), 'event-sourced' in ending ? ending[architecture] : ending);
      });
    });
  });
}

/** Plays a shipped scenario, over the broker that it asks for or another one. @param until left out: to the end. */
export function playOver(
  id: string,
  architecture: ArchitectureName,
  { broker, until }: { readonly broker?: BrokerName; readonly until?: number } = {},
): Run {
  const recording = recordingOf(id, architecture, { broker });
  return simulate(until === undefined ? recording : { ...recording, until });
}

/** Expects a run to have come to just that. */
export function expectEnding(run: Run, ending: Ending): void {
  const { notifications = [], refusals = [], stock = {}, sales = null, deadLetters = [] } = ending;
  const inbox = ending.inbox ?? notifications.filter((text) => arrived.test(text)).map(messageOf);
  expect(endingOf(run)).toEqual({
    notifications: [...notifications].sort(),
    inbox: [...inbox].sort(),
    refusals,
    stock,
    sales,
    deadLetters,
  });
}

function endingOf(run: Run): Required<Omit<Ending, 'sales'>> & { readonly sales: Ending['sales'] | null } {
  const { outcome } = run;
  const notifications = outcome.notifications.map(
    ({ customerId, type, channel, status }) => `${nameOf(customerId)} ${type} ${channel} ${status}`,
  );
  return {
    notifications: notifications.sort(),
    inbox: outcome.inbox.map(({ to, channel }) => `${nameAt(to)} ${channel}`).sort(),
    refusals: ofKind(run, 'concluded')
      .filter(({ ok }) => !ok)
      .map(({ name, payload }) => `${name} ${(payload as { name: string }).name}`),
    stock: changedStock(run),
    sales: salesOf(run),
    deadLetters: outcome.deadLetters.map((letter) =>
      letter.kind === 'notification'
        ? `notification ${nameOf(letter.customerId)} ${letter.channel}`
        : `${letter.consumer} ${letter.eventType} ${letter.reason.replace(/:.*/, '')}`,
    ),
  };
}

const arrived = / (sent|delivered)$/;
const shippedStock = new Map(shopData.products.map(({ id, stock }) => [id, stock]));

/** `Alice email` of `Alice order_shipped email sent`. */
function messageOf(notification: string): string {
  const [name = '', , channel = ''] = notification.split(' ');
  return `${name} ${channel}`;
}

function nameOf(customerId: string | null): string {
  if (customerId === null) return 'Warehouse';
  return shopData.customers.find(({ id }) => id === customerId)?.name.split(' ', 1)[0] ?? customerId;
}

/** Whose an address is. */
function nameAt(address: string): string {
  if (address.startsWith('warehouse@')) return 'Warehouse';
  if (address.startsWith('device of ')) return nameOf(address.replace('device of ', ''));
  const owner = shopData.customers.find(({ email, phone }) => [email, phone].includes(address));
  return owner === undefined ? address : nameOf(owner.id);
}

/** The stock of the products of which there are more or fewer now. */
function changedStock(run: Run): Readonly<Record<string, number>> {
  const stock = new Map<string, number>();
  for (const { machine, entity, to } of ofKind(run, 'changed')) {
    if (machine === 'product.stock') stock.set(entity, to as number);
  }
  return Object.fromEntries([...stock].filter(([id, left]) => left !== shippedStock.get(id)));
}

/** What Analytics has counted in a run; null when it has counted nothing. */
export function salesOf(run: Run): Ending['sales'] | null {
  const last = ofKind(run, 'changed')
    .filter(({ machine }) => machine === 'sales')
    .at(-1);
  if (last === undefined) return null;
  const { orderCount, revenueCents } = last.facts as { orderCount: number; revenueCents: number };
  return { orderCount, revenueCents };
}

/** What Analytics knows after one order for 2 × prod-001, as in seed 004. */
export const oneOrder = { orderCount: 1, revenueCents: 29998 };

/** The changes of one kind of thing: `prod-001: 50 → 48`. */
export function changes(run: Run, machine: string): readonly string[] {
  return ofKind(run, 'changed')
    .filter((record) => record.machine === machine)
    .map(({ entity, from, to }) => `${entity}: ${from} → ${to}`);
}

/** The first record of a kind that fits. */
export function firstOf<Kind extends TraceRecord['kind']>(
  run: Run,
  kind: Kind,
  fits: (record: Extract<TraceRecord, { kind: Kind }>) => boolean,
): Extract<TraceRecord, { kind: Kind }> {
  const found = ofKind(run, kind).find(fits);
  if (found === undefined) throw new Error(`there is no such ${kind}`);
  return found;
}
