import type { Command } from './shortcuts';

export interface Shortcut {
  readonly command: Command;
  /** What it does, for the shortcut sheet. */
  readonly label: string;
  /** The keys as people read them. */
  readonly keys: readonly string[];
}

/** The shortcut sheet, in the order in which it is shown. */
export const shortcuts: readonly Shortcut[] = [
  { command: 'toggle-play', label: 'Play or pause', keys: ['Space', 'K'] },
  { command: 'next-step', label: 'Next step', keys: ['→', '.', 'Page Down'] },
  { command: 'previous-step', label: 'Previous step', keys: ['←', ',', 'Page Up'] },
  { command: 'next-notification', label: 'Next notification received', keys: ['Shift →'] },
  { command: 'previous-notification', label: 'Previous notification received', keys: ['Shift ←'] },
  { command: 'first-step', label: 'First step', keys: ['Home'] },
  { command: 'last-step', label: 'Last step', keys: ['End'] },
  { command: 'slower', label: 'Slower', keys: ['<'] },
  { command: 'faster', label: 'Faster', keys: ['>'] },
  { command: 'restart', label: 'Restart and play', keys: ['R'] },
  { command: 'search-log', label: 'Search the event log', keys: ['/'] },
  { command: 'export', label: 'Export the event log', keys: ['Ctrl S'] },
  { command: 'show-shortcuts', label: 'Show these shortcuts', keys: ['?'] },
  { command: 'close', label: 'Close what is open', keys: ['Esc'] },
];
