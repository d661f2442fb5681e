import type { Setting, Trouble } from '../../analysis/blast-radius/blast-radius';
import type { NodeId } from '../../simulation';
import { inSlices } from './in-slices';
import { findingFor, jobsFor, keyOf, type Job, type Question } from './jobs';
import { keptFor, noFindings, type Findings, type Found, type Kept } from './kept-findings';

/** Finds out what each trouble would do, one run after another, between the frames of the page. */
export class Radius {
  #findings = $state.raw<Findings>(noFindings);
  #left = $state(0);
  #total = $state(0);
  #isRunning = $state(false);
  #stop: (() => void) | undefined;

  /** How many runs there are to compute, and how many of them are there. */
  get total(): number {
    return this.#total;
  }
  get doneCount(): number {
    return this.#total - this.#left;
  }
  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Undefined as long as it is not computed. */
  findingFor(setting: Setting, node: NodeId, trouble: Trouble): Found | undefined {
    return this.#findings.get(keyOf(setting, node, trouble));
  }

  /** Computes what is not known yet, and gives up what is under way. */
  ask(question: Question): void {
    this.cancel();
    const kept = keptFor(question.recording);
    const jobs = jobsFor(question);
    const open = jobs.filter(({ key }) => !kept.findings.has(key));
    this.#findings = kept.findings;
    this.#total = jobs.length;
    this.#left = open.length;
    this.#next(open, question, kept);
  }

  /** Gives up; what is computed stays. */
  cancel(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#isRunning = false;
  }

  #next([job, ...rest]: readonly Job[], question: Question, kept: Kept): void {
    this.#isRunning = job !== undefined;
    if (job === undefined) return;
    const found = (finding: Found) => {
      kept.put(job.key, finding);
      this.#findings = kept.findings;
      this.#left = rest.length;
      this.#next(rest, question, kept);
    };
    this.#stop = inSlices(findingFor(job, question, kept), {
      done: found,
      failed: () => {
        found('broken');
      },
    });
  }
}
