import { busNode } from '../../brokers/event-bus';
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

/** Services publish on the bus; the notification service listens, and so do its dispatcher and its projections. */
export function eventSourcedTopology(latencies: Latencies, callers: readonly Caller[]): Topology {
  const services = idsOf(serviceNodes);
  return {
    nodes: [
      ...actorNodes(callers),
      ...serviceNodes,
      { id: busNode, title: 'Event bus', role: 'bus' },
      { id: 'notification-service', title: 'Notification service', role: 'engine' },
      { id: 'correlator', title: 'Event correlator', role: 'station' },
      ...stationNodes,
      { id: 'projections', title: 'Projections', role: 'station' },
      ...channelNodes,
      storeNode,
    ],
    links: [
      ...callerLinks(callers, 'notification-service', latencies.command),
      ...connect(services, [busNode], latencies.bus),
      ...connect([busNode], ['notification-service', 'dispatcher', 'projections'], latencies.bus),
      ...connect(
        [...services, 'notification-service', 'correlator', 'preferences'],
        ['store'],
        latencies.store,
      ),
      ...connect(['dispatcher'], idsOf(channelNodes), latencies.channel),
    ],
  };
}
