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
  { command: 'palette', label: 'All commands', keys: ['Ctrl K'] },
  { command: 'fault-menu', label: 'Break what has the focus', keys: ['F'] },
  { command: 'view-1', label: 'Show the stage', keys: ['1'] },
  { command: 'view-2', label: 'Show the sequence diagram', keys: ['2'] },
  { command: 'view-3', label: 'Show the state charts', keys: ['3'] },
  { command: 'view-4', label: 'Show the timeline', keys: ['4'] },
  { command: 'view-5', label: 'Show the event log, large', keys: ['5'] },
  { command: 'view-6', label: 'Show the metrics', keys: ['6'] },
  { command: 'compare', label: 'Compare both architectures, or stop comparing', keys: ['C'] },
  { command: 'search-log', label: 'Search the event log', keys: ['/'] },
  { command: 'undo', label: 'Undo the last change', keys: ['Ctrl Z'] },
  { command: 'redo', label: 'Redo what was undone', keys: ['Ctrl Shift Z', 'Ctrl Y'] },
  { command: 'breakpoints', label: 'Breakpoints', keys: ['B'] },
  { command: 'next-breakpoint', label: 'Run to the next breakpoint', keys: ['F8'] },
  { command: 'previous-breakpoint', label: 'Back to the previous breakpoint', keys: ['Shift F8'] },
  { command: 'export', label: 'Export the run', keys: ['Ctrl S'] },
  { command: 'import', label: 'Import a run, a recording or a scenario', keys: ['Ctrl O'] },
  { command: 'show-shortcuts', label: 'Show these shortcuts', keys: ['?'] },
  { command: 'close', label: 'Close what is open', keys: ['Esc'] },
];
