/** What the page needs for questions before a step: the one who asks, and what shows it. */
export { default } from './AskFirst.svelte';
export { askingOf } from './asking.svelte';
