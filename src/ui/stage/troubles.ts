/** What is on the stage only when something queues up or goes wrong. */
export { faultMarksOf } from './fault-marks';
export { default as FaultMarks } from './FaultMarks.svelte';
export { default as FaultsTwin } from './FaultsTwin.svelte';
export { default as QueueDepths } from './QueueDepths.svelte';
