import type { Topology } from '../../engine/topology';
import type { ActorId } from '../../shop/actors';
import type { Latencies } from '../architecture';
import {
  actorNodes,
  channelNodes,
  connect,
  idsOf,
  serviceNodes,
  stationNodes,
  storeNode,
} from '../common-topology';

/** Services call the notification API and wait for its answer. */
export function apiDrivenTopology(latencies: Latencies, actors: readonly ActorId[]): Topology {
  const services = idsOf(serviceNodes);
  return {
    nodes: [
      ...actorNodes(actors),
      ...serviceNodes,
      { id: 'notification-api', title: 'Notification API', role: 'api' },
      ...stationNodes,
      ...channelNodes,
      storeNode,
    ],
    links: [
      ...connect(actors, [...services, 'notification-api'], latencies.command),
      ...connect(services, ['notification-api'], latencies.api),
      ...connect([...services, 'notification-api', 'preferences'], ['store'], latencies.store),
      ...connect(['dispatcher'], idsOf(channelNodes), latencies.channel),
    ],
  };
}
