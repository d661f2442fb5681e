/** What is on the stage only once the story has begun. */
export { default as MessagesTwin } from './MessagesTwin.svelte';
export { default as NowChip } from './NowChip.svelte';
export { tokensOf } from './tokens';
export { default as Tokens } from './Tokens.svelte';
