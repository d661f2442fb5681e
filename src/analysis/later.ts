/**
 * What nobody asks for before the first step of the page: the sentences for what goes wrong, for brokers that keep events and
 * for what people do to the shop while it runs, and the same point of the story in another run.
 */
export { matchingStep } from './milestones';
export {
  narrateDelivery,
  narrateDeliveryRefusal,
  narrateDeliveryTimer,
  narrateOutbox,
} from './narrate-delivery';
export { narrateAcknowledged, narrateAcknowledgement } from './narrate-delivery';
export { narrateIntegration, narrateSchema, narrateSubscription } from './narrate-operation';
export { narrateTrouble } from './narrate-trouble';
