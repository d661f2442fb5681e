import { notificationOf } from '../../analysis/inspection';
import { entityKey, type View } from '../../analysis/view';
import { stateWords } from '../../analysis/words';

/**
 * Why no retry of a notification in the failed queue can be ordered at this step; undefined when it can. The queue is a
 * projection: the notification itself may be further on.
 */
export function whyNoRetry(view: View, notificationId: string): string | undefined {
  const entity = view.entities.get(entityKey('notification', notificationId));
  if (entity === undefined) return 'It is not known here.';
  const { state, status, maxRetries } = notificationOf(entity);
  if (state === 'failed.exhausted') return `No retry is left: ${maxRetries} of ${maxRetries} are used.`;
  if (status !== 'failed') return `It is ${stateWords(state)} again; the projection has not heard of it yet.`;
  return isOrdered(view, notificationId) ? 'A retry is on its way.' : undefined;
}

function isOrdered({ inFlight }: View, notificationId: string): boolean {
  for (const travelling of inFlight.values()) {
    if (travelling.kind !== 'sent' || travelling.name !== 'RetryNotification') continue;
    if (travelling.payload['notificationId'] === notificationId) return true;
  }
  return false;
}
