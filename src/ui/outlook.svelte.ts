import { noFilter, type LogFilter } from '../analysis/log-groups';
import type { ComparedWith } from './compare/compared-with';
import type { DialogName } from './dialogs';
import type { Panel } from './panels';
import { Playhead } from './playhead.svelte';
import type { Selection } from './selection';
import type { ShownView } from './views';

/** What is open on the page, over whichever run. */
export abstract class Outlook extends Playhead {
  /** Which dialog is open over the page. */
  dialog = $state<DialogName>();
  /** What the fault dialog is to break. */
  faultTarget = $state.raw<Selection>();
  /** Which of the person's acts is being changed: its place in `personActs`. */
  editedAct = $state<number>();
  /** Which tab of the detail side is open. */
  panel = $state<Panel>('now');
  /** How the run is looked at. */
  shownView = $state<ShownView>('stage');
  /** What the run is compared with; undefined: nothing. */
  comparedWith = $state.raw<ComparedWith>();
  /** Whether two runs beside each other have the room of the details as well. */
  isWide = $state(true);
  /** What the log shows; a part that this run does not have shows nothing less. */
  logFilter = $state.raw<LogFilter>(noFilter);
  /** Goes up each time the log is asked to let someone search. */
  logSearchCount = $state(0);

  /** Opens a tab of the details, and makes room for them. */
  showPanel(panel: Panel): void {
    this.panel = panel;
    this.isWide = false;
  }

  /** Opens the log and asks it to take the focus into its search field. */
  searchLog(): void {
    if (this.shownView !== 'log' || this.comparedWith !== undefined) this.showPanel('log');
    this.logSearchCount += 1;
  }
}
