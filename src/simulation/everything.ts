import { addArchitecture } from '../architectures';
import { apiDrivenTopology, engineNode } from '../architectures/api-driven/topology';
import { buildApiDriven } from '../architectures/api-driven/wiring';
import { addBrokers } from '../brokers';
import { kafka } from '../brokers/kafka';
import { rabbitMq } from '../brokers/rabbitmq';
import { redisPubSub } from '../brokers/redis-pubsub';
import { redisStreams } from '../brokers/redis-streams';
import { problemsOfTypeRows } from '../notifications/type-problems';
import { addTypeRowCheck } from '../notifications/type-rows';
import { addScenarios } from './library';

/**
 * Importing this brings all that the first step of the page does not need: the other architecture, the other brokers, the
 * check of notification types that someone wrote, and every scenario of `fixtures/scenarios`. Adding a broker is an entry here, its name in `broker-names.ts` and its file.
 */
addArchitecture('api-driven', { engine: engineNode, topology: apiDrivenTopology, build: buildApiDriven });
addBrokers({ 'redis-pubsub': redisPubSub, 'redis-streams': redisStreams, rabbitmq: rabbitMq, kafka });
addTypeRowCheck(problemsOfTypeRows);
addScenarios(
  import.meta.glob<unknown>('../../fixtures/scenarios/*.json', { eager: true, import: 'default' }),
);
