import type { Topology } from '../../engine/topology';
import type { Caller, Latencies } from '../architecture';
import {
  actorNodes,
  callerLinks,
  channelNodes,
  connect,
  idsOf,
  serviceNodes,
  stationNodes,
  storeNode,
} from '../common-topology';

/** Services call the notification API and wait for its answer. */
export function apiDrivenTopology(latencies: Latencies, callers: readonly Caller[]): Topology {
  const services = idsOf(serviceNodes);
  return {
    nodes: [
      ...actorNodes(callers),
      ...serviceNodes,
      { id: 'notification-api', title: 'Notification API', role: 'api' },
      ...stationNodes,
      ...channelNodes,
      storeNode,
    ],
    links: [
      ...callerLinks(callers, 'notification-api', latencies.command),
      ...connect(services, ['notification-api'], latencies.api),
      ...connect([...services, 'notification-api', 'preferences'], ['store'], latencies.store),
      ...connect(['dispatcher'], idsOf(channelNodes), latencies.channel),
    ],
  };
}
