import type { Process } from '../../engine/process';
import type { InventoryApi, ReservationRequest, ReservationResponse } from './inventory';
import type { CallRemote } from './remote-call';

/** The inventory API as Ordering sees it: a call over the network that is waited for. */
export interface InventoryApiClient {
  reserve(request: ReservationRequest): Process<ReservationResponse>;
}

/** The client that makes its calls with `call`. */
export function connectInventoryApi(call: CallRemote, api: InventoryApi): InventoryApiClient {
  return {
    reserve: (request) =>
      call({
        to: 'inventory',
        name: 'POST /stock/reservations',
        body: request,
        serve: (key) => api.reserve(request, key),
      }),
  };
}
