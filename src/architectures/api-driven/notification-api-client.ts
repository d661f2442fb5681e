import type { Process } from '../../engine/process';
import type { NodeId } from '../../engine/trace';
import type { World } from '../../engine/world';
import type { NotificationApi, NotifyRequest, NotifyResponse } from './notification-api';

/** The notification API as a service sees it: a call over the network that is waited for. */
export interface NotificationApiClient {
  notify(request: NotifyRequest): Process<NotifyResponse>;
}

/** The client that `caller` uses; each call has an idempotency key of its own. */
export function connectNotificationApi(
  world: World,
  caller: NodeId,
  api: NotificationApi,
): NotificationApiClient {
  return {
    *notify(request) {
      const { type, customerId, context, channels } = request;
      const idempotencyKey = world.mint('key');
      const body = { type, customerId, context, idempotencyKey };
      return (yield {
        kind: 'ask-node',
        from: caller,
        to: 'notification-api',
        form: 'call',
        name: 'POST /notify',
        payload: channels === undefined ? body : { ...body, channels },
        serve: () => api.notify(request, idempotencyKey),
      }) as NotifyResponse;
    },
  };
}
