import type { Broker, BrokerOptions } from './broker';
import { PushLane } from './push-lane';

/**
 * The event bus of seed 000: a list of subscribers in the memory of one process.
 *
 * Promises: each subscriber of the moment is handed each event once, in the order of publication, at the moment in which
 * it reaches the bus (inline), and nothing is lost while the process lives. It keeps no queue and waits for no
 * acknowledgement: a subscriber that is not there misses the event, and who subscribes later hears nothing of what was
 * before. So it is at most once, and never twice.
 *
 * Source: RxJS, Subject: “multicasting to many Observers” (https://rxjs.dev/guide/subject).
 */
export function inMemory(options: BrokerOptions): Broker {
  return {
    name: 'in-memory',
    keepsPast: false,
    connect: (consumer) => new PushLane(options, consumer, () => true),
  };
}
