import type { BrokerName } from '../../simulation';

/** The brokers as people know them. */
export const brokerTitles: Readonly<Record<BrokerName, string>> = {
  'in-memory': 'In-memory',
  'redis-pubsub': 'Redis Pub/Sub',
  'redis-streams': 'Redis Streams',
  rabbitmq: 'RabbitMQ',
  kafka: 'Kafka',
};

/** Why there is none to choose. */
export const noBroker = 'The API-driven shop has no broker: its services call each other.';
