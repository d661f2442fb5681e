import type { Session } from '../session.svelte';
import { Draft } from './draft.svelte';

/** A draft, and what ends it. */
interface Begun {
  readonly draft: Draft;
  readonly end: () => void;
}

/** What people have begun to change, by the story that they change: it outlives the dialog. */
const drafts = new WeakMap<Session, { [story: string]: Begun | undefined }>();

/** The draft of the story that is shown: the one that the person left, or a new one. */
export function draftOf(session: Session): Draft {
  const { scenario } = session.recording;
  const story = typeof scenario === 'string' ? scenario : JSON.stringify(scenario);
  const ofSession = drafts.get(session) ?? {};
  drafts.set(session, ofSession);
  const left = ofSession[story];
  if (left?.draft.isTouched === true) return left.draft;
  left?.end();
  const begun = begin(session);
  ofSession[story] = begun;
  return begun.draft;
}

/** Throws a draft away. */
export function dropDraft(session: Session, draft: Draft): void {
  const ofSession = drafts.get(session) ?? {};
  for (const [story, begun] of Object.entries(ofSession))
    if (begun?.draft === draft) ofSession[story] = undefined;
}

/** What a draft computes must not end with the dialog that asked for it first. */
function begin(session: Session): Begun {
  const draft: Draft[] = [];
  const end = $effect.root(() => {
    const made = new Draft(session, session.recording);
    draft.push(made);
    // Talks to the browser: what was begun is not lost with the page without being asked for.
    $effect(() => {
      if (!made.isTouched) return;
      const ask = (event: BeforeUnloadEvent) => {
        event.preventDefault();
      };
      addEventListener('beforeunload', ask);
      return () => {
        removeEventListener('beforeunload', ask);
      };
    });
  });
  const [begun] = draft;
  if (begun === undefined) throw new Error('A draft is made at once');
  return { draft: begun, end };
}
