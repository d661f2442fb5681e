import { isNotification } from '../analysis/landmarks';
import { speeds } from '../playback/transport';
import type { Command, ViewCommand } from './keyboard/shortcuts';
import type { Selection } from './selection';
import type { Session } from './session.svelte';
import { stopOf } from './stage/stops';
import { shownViews } from './views';

/** What the page does that a session does not know of. */
export interface Page {
  /** Opens what takes the run away as a file. */
  exportRun(): void;
  /** Lets the person choose a file to import. */
  chooseFile(): void;
  /** Shows the shortcut sheet. */
  showShortcuts(): void;
}

/** What each command of the keyboard does. */
export function pageActions(session: Session, page: Page): Readonly<Record<Command, () => void>> {
  const changeSpeed = (by: 1 | -1) => {
    const speed = speeds[speeds.indexOf(session.speed) + by];
    if (speed !== undefined) session.setSpeed(speed);
  };
  const runToBreakpoint = (direction: 1 | -1) => {
    void import('./breakpoints/run-to-breakpoint').then((code) => {
      code.runToBreakpoint(session, direction);
    });
  };
  return {
    'toggle-play': () => {
      session.togglePlay();
    },
    'next-step': () => {
      session.stepBy(1);
    },
    'previous-step': () => {
      session.stepBy(-1);
    },
    'next-notification': () => {
      session.seek(1, isNotification);
    },
    'previous-notification': () => {
      session.seek(-1, isNotification);
    },
    'first-step': () => {
      session.jumpTo(0);
    },
    'last-step': () => {
      session.jumpTo(session.trace.length);
    },
    slower: () => {
      changeSpeed(-1);
    },
    faster: () => {
      changeSpeed(1);
    },
    restart: () => {
      session.jumpTo(0);
      session.togglePlay();
    },
    'search-log': () => {
      session.searchLog();
    },
    palette: () => {
      session.dialog = 'palette';
    },
    'fault-menu': () => {
      session.faultTarget = focusedThing() ?? session.selection;
      session.dialog = 'fault';
    },
    undo: () => {
      session.undo();
    },
    redo: () => {
      session.redo();
    },
    breakpoints: () => {
      session.dialog = 'breakpoints';
    },
    'next-breakpoint': () => {
      runToBreakpoint(1);
    },
    'previous-breakpoint': () => {
      runToBreakpoint(-1);
    },
    import: () => {
      page.chooseFile();
    },
    export: () => {
      page.exportRun();
    },
    compare: () => {
      session.comparedWith = session.comparedWith === undefined ? { kind: 'architecture' } : undefined;
    },
    ...viewActions(session),
    'show-shortcuts': () => {
      page.showShortcuts();
    },
    close: () => {
      session.select(undefined);
    },
  };
}

/** The keys 1 to 6 lead to the six ways to look at a trace. */
function viewActions(session: Session): Readonly<Record<ViewCommand, () => void>> {
  const show = (index: number) => () => {
    session.comparedWith = undefined;
    session.shownView = shownViews[index] ?? 'stage';
  };
  return {
    'view-1': show(0),
    'view-2': show(1),
    'view-3': show(2),
    'view-4': show(3),
    'view-5': show(4),
    'view-6': show(5),
  };
}

/** The part or message on the stage that has the focus. */
function focusedThing(): Selection | undefined {
  const [kind, id = ''] = stopOf(document.activeElement)?.split(/:(.*)/s) ?? [];
  if (kind === undefined) return undefined;
  return kind === 'node' ? { kind, id } : { kind: 'record', seq: Number(id) };
}
