/** The brokers that can carry the events of the event-sourced shop, in the order of what they promise. */
export const brokerNames = ['in-memory', 'redis-pubsub', 'redis-streams', 'rabbitmq', 'kafka'] as const;
export type BrokerName = (typeof brokerNames)[number];
