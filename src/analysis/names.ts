import {
  addressOf,
  type Customer,
  customerChannels,
  epochMsOf,
  isoDay,
  type NodeId,
  type NodeRole,
  type Recording,
  scenarioOf,
  type ShopData,
  shopOf,
  timeOfDay,
  type Topology,
  topologyOf,
  type TraceRecord,
  warehouseAddress,
} from '../simulation';

/** What people call the things that a trace names by id. What is not known keeps its id. */
export interface Names {
  nodeTitle(id: NodeId): string;
  /** What a node is; undefined for one that is not in the run. */
  nodeRole(id: NodeId): NodeRole | undefined;
  /** `Alice Johnson` */
  customerName(id: string): string;
  /** `Wireless Router X500` */
  productName(id: string): string;
  /** The customer whom an email address, a phone number or a device belongs to; the mailbox is the warehouse’s. */
  recipientName(address: string): string;
  /** A simulated moment as a clock shows it: `08:00`, with its date when that is not the day of `seenFrom`. */
  moment(at: number, seenFrom: number): string;
}

/**
 * The names of a run: its nodes, and the people and products of its shop.
 * @param trace where customers are looked up who registered while it ran.
 */
export function namesOf(recording: Recording, trace: readonly TraceRecord[] = []): Names {
  const scenario = scenarioOf(recording);
  const shop = shopOf(recording);
  const customers = [...shop.customers, ...newcomersIn(trace)];
  const epochMs = epochMsOf(scenario?.startsAt ?? '');
  return namesFrom(topologyOf(recording), { ...shop, customers }, epochMs);
}

function newcomersIn(trace: readonly TraceRecord[]): readonly Customer[] {
  return trace.flatMap((record) => {
    if (record.kind !== 'changed' || record.machine !== 'customer') return [];
    // The store writes the customer who registered as a fact of its own shape.
    const newcomer = record.facts['customer'] as Customer | undefined;
    return newcomer === undefined ? [] : [newcomer];
  });
}

/** @param epochMs wall-clock time at simulated 0. */
function namesFrom(topology: Topology, shop: ShopData, epochMs: number): Names {
  const nodes = new Map(topology.nodes.map((node) => [node.id, node]));
  const customers = new Map(shop.customers.map(({ id, name }) => [id, name]));
  const products = new Map(shop.products.map(({ id, name }) => [id, name]));
  const recipients = new Map([
    ...shop.customers.flatMap((customer) =>
      customerChannels.map((channel) => [addressOf(customer, channel), customer.name] as const),
    ),
    [warehouseAddress, 'the warehouse'],
  ]);
  return {
    nodeTitle: (id) => nodes.get(id)?.title ?? id,
    nodeRole: (id) => nodes.get(id)?.role,
    customerName: (id) => customers.get(id) ?? id,
    productName: (id) => products.get(id) ?? id,
    recipientName: (address) => recipients.get(address) ?? address,
    moment: (at, seenFrom) => moment(epochMs + at, epochMs + seenFrom) ?? `${at} ms`,
  };
}

/** The last moment, in ms since 1970, that a calendar has a date for. */
const lastMoment = 8.64e15;

function moment(epochMs: number, seenFrom: number): string | undefined {
  if (!(Math.abs(epochMs) <= lastMoment && Math.abs(seenFrom) <= lastMoment)) return undefined;
  const isSameDay = isoDay(epochMs) === isoDay(seenFrom);
  return isSameDay ? timeOfDay(epochMs) : `${timeOfDay(epochMs)} on ${isoDay(epochMs)}`;
}
