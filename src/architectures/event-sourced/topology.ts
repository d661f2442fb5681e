import { busNode } from '../../brokers/broker';
import { relayNode } from '../../brokers/outbox';
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

/** Where the notification engine runs; its dispatcher and its projections are consumers with processes of their own. */
export const engineNode: NodeId = 'notification-service';

/** The node that obeys commands to a part of the shop. */
function nodeOf(target: CommandTarget): NodeId {
  if (target === 'notifications') return engineNode;
  return target === 'broker' ? busNode : target;
}

/** Services publish on the bus; the notification service listens, and so do its parts and other services. */
export function eventSourcedTopology(cast: Cast): Topology {
  const { callers, hasOutbox, latencies } = cast;
  const serviceParts = serviceNodes(cast);
  const services = idsOf(serviceParts);
  const [preferences, templates, ...consumers] = stationNodes;
  const inService = [preferences, templates].filter((node) => node !== undefined);
  return {
    nodes: [
      ...actorNodes(callers),
      ...serviceParts,
      ...(hasOutbox ? [{ id: relayNode, title: 'Outbox relay', role: 'service' } as const] : []),
      { id: busNode, title: 'Event bus', role: 'bus' },
      { id: engineNode, title: 'Notification service', role: 'engine' },
      { id: 'correlator', title: 'Event correlator', role: 'station', host: engineNode },
      ...hostedBy(engineNode, inService),
      ...consumers,
      ...channelNodes,
      storeNode,
    ],
    links: [
      ...callerLinks(callers, nodeOf, latencies.command),
      ...connect(services, [busNode], latencies.bus),
      ...connect([busNode], [engineNode, 'dispatcher', 'projections'], latencies.bus),
      ...connect([...services, engineNode, 'correlator', 'preferences'], ['store'], latencies.store),
      ...connect([engineNode], ['projections'], latencies.store),
      ...connect(['dispatcher'], idsOf(channelNodes), latencies.channel),
      ...(hasOutbox ? connect([relayNode], ['store'], latencies.store) : []),
      ...(hasOutbox ? connect([relayNode], [busNode], latencies.bus) : []),
    ],
  };
}
