import { untrack } from 'svelte';
import { alignmentOf, isDifference, partnerStep, type AlignedRow } from '../../analysis/alignment';
import { isSameRecording } from '../../playback/workbook';
import type { ArchitectureName, Recording } from '../../simulation';
import { brokerTitles } from '../header/broker-titles';
import type { Selection } from '../selection';
import type { Session } from '../session.svelte';
import type { ComparedWith } from './compared-with';
import { Follower } from './follower.svelte';

export const architectureTitles: Readonly<Record<ArchitectureName, string>> = {
  'event-sourced': 'Event-sourced',
  'api-driven': 'API-driven',
};

/** What a run is compared with. */
interface Partner {
  readonly recording: Recording;
  readonly title: string;
  /** What the run that is shown is called beside it. */
  readonly titleOfShown: string;
}

/** A step of both runs at once. */
interface Steps {
  readonly left: number;
  readonly right: number;
}

/**
 * Two runs of a story in lockstep: the one that is shown leads, and the other is always at the same business moment. Acts go to
 * both, since the other run is made of the recording that is shown. Call it while a component is made.
 */
export class Lockstep {
  /** The run that follows. */
  readonly right = new Follower((selection) => {
    this.#swap(selection);
  });
  /** A place that was asked for on both sides; it holds while the run that is shown stays there. */
  #held = $state.raw<Steps>();
  /** How many acts the person had done when this comparison began: later ones go to another branch as well. */
  readonly #actsBefore: number;

  readonly partner = $derived.by(() => this.#partnerOf(this.session.comparedWith));
  /** Whether the other run is there. */
  readonly isThere = $derived(
    this.partner !== undefined && isSameRecording(this.partner.recording, this.right.recording),
  );
  readonly alignment = $derived.by(() =>
    this.isThere ? alignmentOf(this.session.trace, this.right.trace) : undefined,
  );
  readonly differences = $derived(this.alignment?.rows.filter(isDifference) ?? []);

  constructor(readonly session: Session) {
    this.#actsBefore = session.personActs.length;
    // Talk to the other run: it is computed when it is another one, and goes where this one goes.
    $effect(() => {
      const recording = this.partner?.recording;
      if (recording === undefined || this.isThere) return;
      untrack(() => {
        this.right.open(recording);
      });
    });
    $effect(() => {
      const step = this.#rightStep;
      untrack(() => {
        if (step !== this.right.step) this.right.glideTo(step);
      });
    });
  }

  /** Shows a row of the comparison on both sides. */
  goTo(row: AlignedRow): void {
    const steps = this.stepsOf(row);
    if (steps === undefined) return;
    this.#held = steps;
    this.session.jumpTo(steps.left);
  }

  /** Goes to the next row that differs, or the previous one. @returns whether there is one. */
  seekDifference(direction: 1 | -1): boolean {
    const { step } = this.session;
    const isAhead = (row: AlignedRow) => ((this.stepsOf(row)?.left ?? step) - step) * direction > 0;
    const row = direction > 0 ? this.differences.find(isAhead) : this.differences.findLast(isAhead);
    if (row !== undefined) this.goTo(row);
    return row !== undefined;
  }

  /** Where a row is on both sides. */
  stepsOf({ left, right }: AlignedRow): Steps | undefined {
    const { alignment } = this;
    if (alignment === undefined) return undefined;
    const from = left?.seq ?? partnerStep(alignment, 'right', right?.seq ?? 0);
    return { left: from, right: right?.seq ?? partnerStep(alignment, 'left', from) };
  }

  get #rightStep(): number {
    const { step } = this.session;
    if (this.#held?.left === step) return this.#held.right;
    return this.alignment === undefined ? 0 : partnerStep(this.alignment, 'left', step);
  }

  /** The other run becomes the one that is shown, and something in it is selected. */
  #swap(selection: Selection): void {
    const { session, right } = this;
    const { comparedWith } = session;
    const { recording, step } = right;
    if (comparedWith?.kind === 'branch') {
      session.comparedWith = { kind: 'branch', id: session.futures.branch.id };
      session.showBranch(comparedWith.id);
    } else if (comparedWith?.kind === 'broker') {
      session.comparedWith = { kind: 'broker', broker: session.recording.broker };
      session.chooseBroker(recording.broker);
    } else {
      session.chooseArchitecture(recording.architecture);
    }
    // A run that takes long is not there yet; then the same point of the story has to do.
    if (session.recording.architecture !== recording.architecture) return;
    if (session.trace.length === right.trace.length) session.jumpTo(step);
    session.select(selection);
  }

  #partnerOf(comparedWith: ComparedWith | undefined): Partner | undefined {
    const { recording, futures } = this.session;
    switch (comparedWith?.kind) {
      case undefined:
        return undefined;
      case 'architecture': {
        const architecture = recording.architecture === 'event-sourced' ? 'api-driven' : 'event-sourced';
        return {
          recording: { ...recording, architecture },
          title: architectureTitles[architecture],
          titleOfShown: architectureTitles[recording.architecture],
        };
      }
      case 'broker': {
        const { broker } = comparedWith;
        return {
          recording: { ...recording, broker },
          title: brokerTitles[broker],
          titleOfShown: brokerTitles[recording.broker],
        };
      }
      case 'branch': {
        const branch = futures.branches.find(({ id }) => id === comparedWith.id);
        if (branch === undefined) return undefined;
        const acts = [...branch.recording.acts, ...recording.acts.slice(this.#actsBefore)];
        const isSame = acts.length === branch.recording.acts.length;
        return {
          recording: isSame ? branch.recording : { ...branch.recording, acts },
          title: branch.name,
          titleOfShown: futures.branch.name,
        };
      }
    }
  }
}
