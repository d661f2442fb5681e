import type { Subject } from '../../analysis/state-chart/subjects';
import { busNode, type Recording, type Topology } from '../../simulation';

/** Why no state of a chart is lit at a step, and what to do. */
export function whyNoState(
  { machine, id, since }: Pick<Subject, 'machine' | 'id' | 'since'>,
  { recording, topology }: { readonly recording: Recording; readonly topology: Topology },
): string {
  if (since > 0) {
    const what = id === undefined ? 'None is there yet' : 'It is not there yet';
    return `${what} at this step. Press Play, or go on.`;
  }
  if (machine !== 'delivery') return 'There is none in this run. Choose another thing, or another scenario.';
  if (!topology.nodes.some(({ id }) => id === busNode)) {
    return 'There is none: in this architecture no broker delivers events. Choose Event-sourced to see them.';
  }
  return recording.broker === 'in-memory' || recording.broker === 'redis-pubsub'
    ? 'There is none in this run: this broker keeps no account of what it hands over, and nothing had to be tried again. Choose RabbitMQ, Kafka or Redis Streams, or break something.'
    : 'There is none in this run. Choose another scenario, or act.';
}
