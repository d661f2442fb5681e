import type { Subject, Subjects } from '../../analysis/state-chart/subjects';
import type { TraceRecord } from '../../simulation';
import { ownerId } from '../inspector/thing';
import type { Selection } from '../selection';
import type { Session } from '../session.svelte';

/** What a person chose here while something was selected. */
interface Choice {
  readonly key: string;
  readonly machine: string;
  readonly id: string | undefined;
  /** Selecting something else afterwards leads away from the choice. */
  readonly selection: Selection | undefined;
}

/**
 * Whose chart is shown: what was chosen here or selected anywhere, whichever came last; at first all notifications. It
 * stays while other views are shown.
 */
class ShownSubject {
  #choice = $state.raw<Choice>();
  #last: Subject | undefined;

  constructor(private readonly session: Session) {}

  /** @param subjects of the run that is shown. */
  of(subjects: Subjects): Subject | undefined {
    this.#last = this.#find(subjects);
    return this.#last;
  }

  /** Shows the chart of a subject, and selects what can be selected. */
  choose({ key, machine, id, consumer }: Subject): void {
    if (id !== undefined) this.session.select({ kind: 'entity', machine, id });
    else if (consumer !== undefined) this.session.select({ kind: 'node', id: consumer });
    this.#choice = { key, machine, id, selection: this.session.selection };
  }

  #find(subjects: Subjects): Subject | undefined {
    const { selection, trace } = this.session;
    const choice = this.#choice;
    const selected =
      selection === undefined || selection === choice?.selection
        ? undefined
        : subjectOf(selection, trace, subjects);
    return selected ?? same(choice ?? this.#last, subjects) ?? subjects.together[0];
  }
}

/** Whose chart shows what is selected; undefined where there is none. */
function subjectOf(
  selection: Selection,
  trace: readonly TraceRecord[],
  subjects: Subjects,
): Subject | undefined {
  switch (selection.kind) {
    case 'entity':
      return chartOfThing(selection.machine, selection.id, subjects);
    case 'node':
      return subjects.toConsumer(selection.id);
    case 'customer':
      return undefined;
    case 'record': {
      const record = trace[selection.seq - 1];
      if (record === undefined) return undefined;
      if ('machine' in record) return chartOfThing(record.machine, record.entity, subjects);
      if (record.kind === 'received') return subjects.of('notification', record.notification);
      return record.kind === 'decision' ? subjects.of('notification', record.subject) : undefined;
    }
  }
}

/** A line item is shown in the chart of its order’s completion. */
function chartOfThing(machine: string, id: string, subjects: Subjects): Subject | undefined {
  const own = subjects.of(machine, id);
  if (own !== undefined) return own;
  if (machine !== 'line-item' && machine !== 'order') return undefined;
  const order = ownerId(id);
  return subjects.of('order-completion', order) ?? subjects.of('order', order);
}

/** The same in another run; if it is not there, all of its kind. */
function same(
  known: Pick<Subject, 'key' | 'machine' | 'id'> | undefined,
  subjects: Subjects,
): Subject | undefined {
  if (known === undefined) return undefined;
  const { key, machine, id } = known;
  const one = id === undefined ? undefined : subjects.of(machine, id);
  return (
    one ??
    subjects.together.find((subject) => subject.key === key) ??
    subjects.together.find((subject) => subject.machine === machine)
  );
}

/** One for each session, so that it outlives the view. */
const shown = new WeakMap<Session, ShownSubject>();

export function shownSubjectOf(session: Session): ShownSubject {
  let subject = shown.get(session);
  if (subject === undefined) shown.set(session, (subject = new ShownSubject(session)));
  return subject;
}
