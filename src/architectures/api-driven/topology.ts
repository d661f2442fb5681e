import type { Topology } from '../../engine/topology';
import type { NodeId } from '../../engine/trace';
import type { CommandTarget } from '../../shop/actors';
import type { Cast } from '../architecture';
import {
  actorNodes,
  callerLinks,
  channelNodes,
  connect,
  hostedBy,
  idsOf,
  serviceNodes,
  stationNodes,
  storeNode,
} from '../common-topology';

/** Where the notification engine runs, with all its stations. */
export const engineNode: NodeId = 'notification-api';

/** The node that obeys commands to a part of the shop; there is no broker, and the API keeps the only log of events. */
function nodeOf(target: CommandTarget): NodeId {
  return target === 'notifications' || target === 'broker' ? engineNode : target;
}

/** Services call the notification API, and Ordering calls the services that must know of orders; all wait for answers. */
export function apiDrivenTopology(cast: Cast): Topology {
  const { callers, hasAnalytics, latencies } = cast;
  const serviceParts = serviceNodes(cast);
  const services = idsOf(serviceParts);
  return {
    nodes: [
      ...actorNodes(callers),
      ...serviceParts,
      { id: engineNode, title: 'Notification API', role: 'api' },
      ...hostedBy(engineNode, stationNodes),
      ...channelNodes,
      storeNode,
    ],
    links: [
      ...callerLinks(callers, nodeOf, latencies.command),
      ...connect(
        services.filter((service) => service !== 'analytics'),
        [engineNode],
        latencies.api,
      ),
      ...connect(['ordering'], hasAnalytics ? ['inventory', 'analytics'] : ['inventory'], latencies.api),
      ...connect([...services, engineNode, 'preferences'], ['store'], latencies.store),
      ...connect([engineNode], ['projections'], latencies.store),
      ...connect(['dispatcher'], idsOf(channelNodes), latencies.channel),
    ],
  };
}
