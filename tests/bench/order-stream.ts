import {
  createSimulation,
  parseScenario,
  recordingOf,
  shopData,
  type ArchitectureName,
  type Recording,
} from '../../src/simulation';

/** How long after the other orders ship, in simulated ms: some twenty stories are under way at any time. */
const spacingMs = 10;

/**
 * A recording in which the warehouse ships one order after the other. The orders belong to the shop's customers in turn:
 * some have email and SMS, some email only, one gets nothing at all.
 */
export function orderStream(orderCount: number, architecture: ArchitectureName): Recording {
  const orderIds = Array.from({ length: orderCount }, (_, index) => `ord-${index + 1001}`);
  const parsed = parseScenario({
    id: 'order-stream',
    title: 'A stream of orders',
    group: 'Simple',
    story: 'The warehouse ships one order after the other.',
    ending: 'Every customer has been told as the preferences say.',
    shop: {
      orders: orderIds.map((id, index) => ({
        id,
        customerId: shopData.customers[index % shopData.customers.length]?.id,
        status: 'PROCESSING',
        items: [{ productId: 'prod-001', quantity: 1, priceCents: 14999, status: 'PENDING' }],
        totalCents: 14999,
      })),
    },
    acts: orderIds.map((orderId, index) => ({
      at: index * spacingMs,
      kind: 'command',
      command: { type: 'ShipOrder', orderId },
    })),
  });
  if (!parsed.ok)
    throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return recordingOf(parsed.value, architecture, { settings: { recordLimit: 100_000_000 } });
}

/** Sets the shop up and runs a recording to its end with the trace kept. Returns the number of records. */
export function run(recording: Recording): number {
  const simulation = createSimulation(recording);
  simulation.run();
  return simulation.trace.length;
}
