import { actors, architectureNames, routeOf, scenarios } from '../../simulation';
import { titleOfType, typesOfKind, type ActKind } from '../acting/draft';
import type { DialogName } from '../dialogs';
import { panels, type Panel } from '../panels';
import type { Command } from '../keyboard/shortcuts';
import { shortcuts } from '../keyboard/shortcut-words';
import type { Session } from '../session.svelte';
import type { PageAction, PageOffer } from './offered';
import type { ShownView } from '../views';

interface Entry {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  /** Other words that it is found by. */
  readonly words: string;
  readonly remoteness?: number;
  /** Beside the title: who does it, or the keys. */
  readonly note: string;
}
/** An act, whose form is opened. */
export interface ActEntry extends Entry {
  readonly kind: ActKind;
  readonly type: string;
}
/** Something that is done at once. */
export interface PageEntry extends Entry {
  readonly run: () => void;
}
export type PaletteEntry = ActEntry | PageEntry;

/**
 * All that the palette offers at a moment.
 * @param offer what the page does beside what the session can.
 */
export function paletteEntries(session: Session, offer: PageOffer): readonly PaletteEntry[] {
  return [
    ...actEntries('command', 'Tell the shop'),
    ...actEntries('fault', 'Break'),
    ...actEntries('operation', 'Operate'),
    ...actEntries('edit', 'Change data'),
    ...actEntries('event', 'Hear from outside'),
    ...[...commandActions(session, offer), ...offer.more, ...sessionActions(session)].map(
      ({ id, title, keys = '', run }): PageEntry => ({
        id: `page-${id}`,
        group: 'Page',
        title,
        words: `${id} page`,
        note: keys,
        run,
      }),
    ),
    ...scenarios.map(({ id, title, group }): PageEntry => ({
      id: `scenario-${id}`,
      group: 'Scenarios',
      title,
      words: `scenario ${group} ${id}`,
      // Who acts stays in the story, unless a scenario is what was typed.
      remoteness: 1.5,
      note: group,
      run: () => {
        session.chooseScenario(id);
      },
    })),
  ];
}

const kindWords: Readonly<Record<ActKind, string>> = {
  command: 'tell send command',
  fault: 'break fault error fail',
  operation: 'operate',
  edit: 'change edit set data',
  event: 'event outside hear happened',
};

function actEntries(kind: ActKind, group: string): readonly ActEntry[] {
  return typesOfKind(kind).map(({ type }) => ({
    id: `${kind}-${type}`,
    group,
    title: titleOfType(kind, type),
    words: `${type} ${kindWords[kind]}`,
    note: kind === 'command' ? actors[routeOf(type).by] : '',
    kind,
    type,
  }));
}

/** What can be opened over the page. */
const dialogTitles: Readonly<Partial<Record<DialogName, string>>> = {
  bench: 'Edit the shop’s data and the story',
  library: 'Open the library of own scenarios',
  share: 'Share this moment',
  branches: 'Show all branches',
};

const panelTitles: Readonly<Record<Panel, string>> = {
  now: 'Show what happens now',
  inboxes: 'Show the inboxes',
  log: 'Show the event log',
  inspector: 'Show the inspector',
  projections: 'Show the projections',
  operations: 'Show operations',
  code: 'Show the code that runs',
};

/** The views that no key leads to. */
const viewTitles: Readonly<Partial<Record<ShownView, string>>> = {
  why: 'Ask why somebody was, or was not, notified',
  coupling: 'Measure the coupling of the services',
  'blast-radius': 'See what fails when a part is down',
  change: 'Try a change on both architectures',
};

const architectureTitles = {
  'event-sourced': 'Show it event-sourced',
  'api-driven': 'Show it API-driven',
} as const;

/** What can be done by key, but for what the palette itself is. */
function commandActions(session: Session, { commands }: PageOffer): readonly PageAction[] {
  return shortcuts.flatMap(({ command, label, keys }) => {
    const run = commands[command];
    if (run === undefined || command === 'palette' || command === 'close') return [];
    const title = titleNow(session, command, label);
    return title === undefined ? [] : [{ id: command, title, keys: keys[0] ?? '', run }];
  });
}

/** What a command does at this moment; undefined when it would do nothing. */
function titleNow(session: Session, command: Command, label: string): string | undefined {
  const { undoLabel, redoLabel } = session.futures;
  const ofMoment: Readonly<Partial<Record<Command, string | undefined>>> = {
    'toggle-play': session.playing ? 'Pause' : 'Play',
    undo: undoLabel === undefined ? undefined : `Undo: ${undoLabel}`,
    redo: redoLabel === undefined ? undefined : `Redo: ${redoLabel}`,
    'fault-menu': session.selection === undefined ? undefined : 'Break what is selected',
  };
  return command in ofMoment ? ofMoment[command] : label;
}

/** What is open over the page, and what is shown. */
function sessionActions(session: Session): readonly PageAction[] {
  return [
    ...Object.entries(dialogTitles).map(([name, title]) => ({
      id: name,
      title,
      run: () => {
        session.dialog = name as DialogName;
      },
    })),
    ...panels.map((panel) => ({
      id: `panel-${panel}`,
      title: panelTitles[panel],
      run: () => {
        session.showPanel(panel);
      },
    })),
    ...Object.entries(viewTitles).map(([name, title]) => ({
      id: name,
      title,
      run: () => {
        session.comparedWith = undefined;
        session.shownView = name as ShownView;
      },
    })),
    ...architectureNames.map((architecture) => ({
      id: architecture,
      title: architectureTitles[architecture],
      run: () => {
        session.chooseArchitecture(architecture);
      },
    })),
  ];
}
