import { invariant } from '../engine/invariant';
import type { Broker, BrokerOptions } from './broker';
import type { BrokerName } from './broker-names';
import { inMemory } from './in-memory';

/** The brokers that are loaded. The first is always there; `simulation/everything.ts` brings the others. */
const loaded = new Map<BrokerName, (options: BrokerOptions) => Broker>([['in-memory', inMemory]]);

/** Makes brokers known, each by how it is made. */
export function addBrokers(brokers: {
  readonly [Name in BrokerName]?: (options: BrokerOptions) => Broker;
}): void {
  for (const [name, make] of Object.entries(brokers)) loaded.set(name as BrokerName, make);
}

/** Makes a broker. @throws InvariantViolation when it is not loaded yet. */
export function makeBroker(name: BrokerName, options: BrokerOptions): Broker {
  const make = loaded.get(name);
  invariant(make !== undefined, `the broker ${name} is loaded`);
  return make(options);
}
