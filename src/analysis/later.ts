/**
 * What nobody asks for before the first step of the page: the sentences for all that follows from the first message, where a run
 * stops, and the same point of the story in another run.
 */
export { stopsAt } from './breakpoints';
export { matchingStep } from './milestones';
export { narrateAcknowledgement } from './narrate-delivery';
export { narrateRecord } from './narrate-record';
