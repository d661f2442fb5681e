import { untrack } from 'svelte';
import {
  alignmentOf,
  isDifference,
  partnerStep,
  type AlignedRow,
  type Alignment,
} from '../../analysis/alignment';
import { isSameRecording, type Branch } from '../../playback/workbook';
import type { Act, Recording } from '../../simulation';
import { architectureTitles, otherArchitecture } from '../architectures';
import { brokerTitles } from '../header/broker-titles';
import type { Selection } from '../selection';
import type { Session } from '../session.svelte';
import type { ComparedWith } from './compared-with';
import { Follower } from './follower.svelte';

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
  /** A row that was asked for; it holds while the run that is shown stays there. */
  #held = $state.raw<Steps & { readonly row: AlignedRow; readonly of: Alignment | undefined }>();
  /** The branches as they were when this comparison began: acts of a later time go to another branch as well. */
  readonly #branchesBefore: readonly Branch[];

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
    this.#branchesBefore = session.futures.branches;
    // Talk to the other run: it is computed when it is another one, before the page looks for it, and goes where this one goes.
    $effect.pre(() => {
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
    this.#held = { ...steps, row, of: this.alignment };
    this.session.jumpTo(steps.left);
  }

  /** Goes to the next row that differs, or the previous one; several may be at one step. @returns whether there is one. */
  seekDifference(direction: 1 | -1): boolean {
    const { step } = this.session;
    const held = this.#heldHere;
    const at = held === undefined ? -1 : this.differences.indexOf(held.row);
    const isAhead = (row: AlignedRow) => ((this.stepsOf(row)?.left ?? step) - step) * direction > 0;
    const found = direction > 0 ? this.differences.find(isAhead) : this.differences.findLast(isAhead);
    const row = at >= 0 ? this.differences[at + direction] : found;
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

  get #heldHere(): (Steps & { readonly row: AlignedRow }) | undefined {
    const held = this.#held;
    return held?.left === this.session.step && held.of === this.alignment ? held : undefined;
  }

  get #rightStep(): number {
    const held = this.#heldHere;
    if (held !== undefined) return held.right;
    return this.alignment === undefined ? 0 : partnerStep(this.alignment, 'left', this.session.step);
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
    if (!isSameRecording(session.recording, recording)) return;
    session.jumpTo(step);
    session.select(selection);
  }

  /** What was done since this comparison began; an act before the end has made a branch of the one that was shown. */
  #laterActs(): readonly Act[] {
    const { branches, branch } = this.session.futures;
    const asBefore = (id: string | undefined) => this.#branchesBefore.find((before) => before.id === id);
    let origin: Branch | undefined = branch;
    while (origin !== undefined && asBefore(origin.id) === undefined) {
      const parent: string | undefined = origin.from?.branch;
      origin = branches.find(({ id }) => id === parent);
    }
    const before = asBefore(origin?.id);
    return before === undefined ? [] : branch.recording.acts.slice(before.recording.acts.length);
  }

  #partnerOf(comparedWith: ComparedWith | undefined): Partner | undefined {
    const { recording, futures } = this.session;
    switch (comparedWith?.kind) {
      case undefined:
        return undefined;
      case 'architecture': {
        const architecture = otherArchitecture(recording.architecture);
        return {
          recording: { ...recording, architecture },
          title: architectureTitles[architecture],
          titleOfShown: architectureTitles[recording.architecture],
        };
      }
      case 'broker': {
        const { broker } = comparedWith;
        if (broker === recording.broker || recording.architecture === 'api-driven') return undefined;
        return {
          recording: { ...recording, broker },
          title: brokerTitles[broker],
          titleOfShown: brokerTitles[recording.broker],
        };
      }
      case 'branch': {
        const branch = futures.branches.find(({ id }) => id === comparedWith.id);
        if (branch === undefined || branch.id === futures.branch.id) return undefined;
        const acts = [...branch.recording.acts, ...this.#laterActs()];
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
