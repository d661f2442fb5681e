import type { NodeRole } from '../../simulation';

/** What a node of a role is there for, in a sentence that holds in both architectures. */
const roles: Readonly<Record<NodeRole, string>> = {
  actor: 'Stands outside the shop and gives it commands.',
  service: 'A service of the shop: it obeys commands and keeps its part of the business.',
  bus: 'Takes each event once and passes it to everyone who subscribed. Publishers do not know who listens.',
  api: 'Services call it, tell it whom to notify of what, and wait for its answer.',
  engine: 'Listens to events, and decides who is notified of them.',
  station: 'A station of the notification engine.',
  channel: 'A way to reach people. What arrives here lies in their inboxes.',
  store: 'Keeps customers, products, orders, carts and preferences. Whoever asks waits for the answer.',
};

const nodes: Readonly<Record<string, string>> = {
  ordering: 'Places orders, changes their status, ships and cancels line items.',
  pricing: 'Changes the prices of products.',
  billing: 'Records payments that failed, with the reason, and those that came.',
  inventory: 'Keeps stock: it takes what is ordered from it, and sets some aside for orders.',
  analytics: 'Counts orders and revenue from the moment on from which it is told of them.',
  accounts: 'Registers customers.',
  relay: 'Publishes what stands in the outbox, and marks it as published.',
  correlator: 'Watches single line items ship, and tells when an order is complete.',
  preferences: 'Decides by subscription, channels and quiet hours what a customer gets.',
  templates: 'Writes the message, one text for each channel.',
  dispatcher: 'Gives each notification to its channel and keeps what became of it.',
  projections: 'Keeps the log, the feeds and the statistics that are read off the events.',
};

/** What a node is, in a sentence. */
export function describeNode(id: string, role: NodeRole): string {
  return Object.hasOwn(nodes, id) ? (nodes[id] ?? roles[role]) : roles[role];
}

/** What its role is called. */
export const roleWords: Readonly<Record<NodeRole, string>> = {
  actor: 'outside',
  service: 'service',
  bus: 'event bus',
  api: 'API',
  engine: 'notification engine',
  station: 'station of the notification engine',
  channel: 'channel',
  store: 'data store',
};
