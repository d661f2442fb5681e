import type { Process } from '../../engine/process';
import type { Preferences } from '../../shop/models';
import type { NotificationApi, NotifyRequest, NotifyResponse } from './notification-api';
import type { CallRemote } from './remote-call';

/** The notification API as a service sees it: calls over the network that are waited for. */
export interface NotificationApiClient {
  notify(request: NotifyRequest): Process<NotifyResponse>;
  /** Gives a customer the default preferences, unless there are some. */
  putPreferences(customerId: string): Process<Preferences>;
}

/** The client that makes its calls with `call`. */
export function connectNotificationApi(call: CallRemote, api: NotificationApi): NotificationApiClient {
  const to = 'notification-api';
  return {
    notify: (request) =>
      call({ to, name: 'POST /notify', body: request, serve: (key) => api.notify(request, key) }),
    putPreferences: (customerId) =>
      call({
        to,
        name: 'PUT /preferences',
        body: { customerId },
        serve: () => api.putPreferences(customerId),
      }),
  };
}
