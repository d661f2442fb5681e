import type { View } from '../../analysis/view';
import type { Act, NodeId, TraceRecord } from '../../simulation';

/** Whether a person has ordered a redrive for a consumer in this run that is still to take effect at a moment. */
export function isRedriveOrdered(
  acts: readonly Act[],
  trace: readonly TraceRecord[],
  view: View,
  consumer: NodeId,
): boolean {
  return acts.some((act) => {
    if (act.kind !== 'command' || act.command.type !== 'RedriveDeadLetters') return false;
    if (act.command.consumer !== consumer) return false;
    const order = trace.find(
      (record) =>
        record.kind === 'sent' &&
        record.cause === 0 &&
        record.at === act.at &&
        record.name === 'RedriveDeadLetters' &&
        record.payload['consumer'] === consumer,
    );
    return order !== undefined && (order.seq > view.step || view.inFlight.has(order.seq));
  });
}
