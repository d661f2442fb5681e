/** Leads to one of the six ways to look at a trace. */
export type ViewCommand = `view-${1 | 2 | 3 | 4 | 5 | 6}`;

/** What can be done by key, on the page as a whole. */
export type Command =
  | 'toggle-play'
  | 'next-step'
  | 'previous-step'
  | 'next-notification'
  | 'previous-notification'
  | 'first-step'
  | 'last-step'
  | 'slower'
  | 'faster'
  | 'restart'
  | 'search-log'
  | 'palette'
  | 'fault-menu'
  | 'undo'
  | 'redo'
  | 'breakpoints'
  | 'next-breakpoint'
  | 'previous-breakpoint'
  | 'export'
  | 'import'
  | 'show-shortcuts'
  | 'compare'
  | ViewCommand
  | 'close';

const byKey: Readonly<Record<string, Command>> = {
  ' ': 'toggle-play',
  k: 'toggle-play',
  ArrowRight: 'next-step',
  '.': 'next-step',
  PageDown: 'next-step',
  ArrowLeft: 'previous-step',
  ',': 'previous-step',
  PageUp: 'previous-step',
  'Shift+ArrowRight': 'next-notification',
  'Shift+ArrowLeft': 'previous-notification',
  Home: 'first-step',
  End: 'last-step',
  '<': 'slower',
  '>': 'faster',
  r: 'restart',
  '/': 'search-log',
  f: 'fault-menu',
  b: 'breakpoints',
  F8: 'next-breakpoint',
  'Shift+F8': 'previous-breakpoint',
  '?': 'show-shortcuts',
  c: 'compare',
  '1': 'view-1',
  '2': 'view-2',
  '3': 'view-3',
  '4': 'view-4',
  '5': 'view-5',
  '6': 'view-6',
  Escape: 'close',
};

/** With Ctrl, or the command key. */
const byCtrlKey: Readonly<Record<string, Command>> = {
  k: 'palette',
  s: 'export',
  o: 'import',
  z: 'undo',
  'Shift+z': 'redo',
  y: 'redo',
};

/** A key press, as far as it matters here. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * The command that a key press means on the page.
 * @param singleKeys whether keys without Ctrl are shortcuts at all; a person can switch them off (WCAG 2.1.4).
 */
export function commandFor(press: KeyPress, singleKeys: boolean): Command | undefined {
  if (press.altKey) return undefined;
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const shifted = press.shiftKey ? `Shift+${key}` : key;
  if (press.ctrlKey || press.metaKey) return byCtrlKey[shifted];
  if (press.key === 'Escape') return 'close';
  if (!singleKeys) return undefined;
  // Signs such as < and ? need Shift on some keyboards; only where it makes a difference it counts.
  const isNamed = press.key.startsWith('Arrow') || press.key === 'F8';
  return byKey[isNamed ? shifted : key];
}

/** Elements that take text, or open on a key: they need every key. */
const usesAllKeys =
  'input:not([type="button"], [type="checkbox"], [type="radio"], [type="range"]), textarea, select, [contenteditable="true"], dialog, [role="tree"], [role="menu"], [role="listbox"]';
/** Elements that Space and Enter activate. A radio button that is chosen has nothing left to activate. */
const usesActivation =
  'button, a[href], summary, input:not([type="range"], [type="radio"]:checked), [role="tab"], [role="button"]';
/** Elements that arrows, Home and End move within. */
const usesArrows = 'input[type="radio"], input[type="range"], [role="tab"], [role="row"], [role="treeitem"]';
/** Elements that Page Up and Page Down move within. */
const usesPages = 'input[type="range"]';

/** Whether an element that has the focus keeps a key for itself. */
export function keepsKey(element: Element | null, key: string): boolean {
  if (element === null) return false;
  // A search field is emptied first; the next Escape closes what is open.
  if (key === 'Escape')
    return element instanceof HTMLInputElement && element.value !== '' && element.type === 'search';
  if (element.closest(usesAllKeys) !== null) return true;
  if (key === ' ' || key === 'Enter') return element.closest(usesActivation) !== null;
  if (key.startsWith('Page')) return element.closest(usesPages) !== null;
  return /^(Arrow|Home|End)/.test(key) && element.closest(usesArrows) !== null;
}

/** Whether a dialog is open over the page or beside it: Escape closes that, and nothing else. */
export function dialogIsOpen(page: ParentNode): boolean {
  return page.querySelector('dialog[open]') !== null;
}
