import { tick } from 'svelte';
import {
  faultAct,
  recordingIn,
  recordingWith,
  type Setting,
  type Trouble,
} from '../../analysis/blast-radius/blast-radius';
import type { Session } from '../session.svelte';
import { troubleWords } from './blast-words';
import { settingKey } from './jobs';

/**
 * Shows the run with a trouble in it, on the stage: a branch of the run that is shown where it is of the same setting, and
 * otherwise a story of its own.
 * @param step where to go in it.
 */
export function openRun(
  session: Session,
  setting: Setting,
  part: { readonly host: string; readonly title: string },
  trouble: Trouble,
  step: number,
): void {
  const { recording } = session;
  const name = `${part.title} ${troubleWords(trouble)}`;
  const here = recordingIn(recording, setting);
  if (settingKey(setting) === settingKey(recording)) {
    const { at, ...act } = faultAct(here, part.host, trouble);
    session.perform(act, name, at);
    // A long run is still being computed: it then begins where the fault does.
    if (session.recording !== recording) session.jumpTo(step);
  } else {
    session.open(recordingWith(here, part.host, trouble), { step, name });
  }
  showStage(session);
}

/** Goes to the stage, where the focus finds something to stand on. */
export function showStage(session: Session): void {
  session.shownView = 'stage';
  void tick().then(() => {
    document
      .querySelector<HTMLElement>('[role="tablist"][aria-label="Views"] [aria-selected="true"]')
      ?.focus();
  });
}
