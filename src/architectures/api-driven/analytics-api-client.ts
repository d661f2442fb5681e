import type { Process } from '../../engine/process';
import type { AnalyticsApi, NewOrderRequest, NewOrderResponse } from './analytics';
import type { CallRemote } from './remote-call';

/** The analytics API as Ordering sees it: a call over the network that is waited for. */
export interface AnalyticsApiClient {
  addOrder(request: NewOrderRequest): Process<NewOrderResponse>;
}

/** The client that makes its calls with `call`. */
export function connectAnalyticsApi(call: CallRemote, api: AnalyticsApi): AnalyticsApiClient {
  return {
    addOrder: (request) =>
      call({
        to: 'analytics',
        name: 'POST /orders',
        body: request,
        serve: (key) => api.addOrder(request, key),
      }),
  };
}
