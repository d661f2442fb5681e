import { isSameRecording, isUntouchedBranch, type Branch } from '../../playback/workbook';

/** A revision that is older than any: the branch was deleted in another tab. */
const deleted = -1;

/** What one tab knows of the branches that are stored: each as it was last seen, and at which revision. */
export class Seen {
  readonly #branches = new Map<string, Branch>();
  readonly #revisions = new Map<string, number>();

  /** By branch id. */
  get revisions(): ReadonlyMap<string, number> {
    return this.#revisions;
  }

  get ids(): readonly string[] {
    return [...this.#branches.keys()];
  }

  /** 0 for one that was never seen stored. */
  revisionOf(id: string): number {
    return this.#revisions.get(id) ?? 0;
  }

  has(id: string): boolean {
    return this.#branches.has(id);
  }

  remember(branch: Branch, revision: number): void {
    this.#branches.set(branch.id, branch);
    this.#revisions.set(branch.id, revision);
  }

  /** It was deleted elsewhere, and is still here. */
  rememberDeleted(branch: Branch): void {
    this.remember(branch, deleted);
  }

  forget(id: string): void {
    this.#branches.delete(id);
    this.#revisions.delete(id);
  }

  /** Takes over what was known before, where nothing is known now. */
  include(earlier: Seen): void {
    for (const [id, branch] of earlier.#branches)
      if (!this.has(id)) this.remember(branch, earlier.revisionOf(id));
  }

  /** The branches that are to be stored: those that say something new, and the old futures that others leave. */
  unsavedOf(branches: readonly Branch[]): readonly Branch[] {
    const origins = new Set(branches.map(({ from }) => from?.branch));
    return branches.filter(
      (branch) => this.isUnsaved(branch) || (origins.has(branch.id) && !this.has(branch.id)),
    );
  }

  /** Whether a branch says something that is not stored, so far as this tab knows. */
  isUnsaved(branch: Branch): boolean {
    const seen = this.#branches.get(branch.id);
    if (seen === branch) return false;
    if (seen === undefined) return !isUntouchedBranch(branch);
    if (!isSameBranch(seen, branch)) return true;
    this.#branches.set(branch.id, branch);
    return false;
  }
}

/** Whether two versions of a branch say the same. */
export function isSameBranch(a: Branch, b: Branch): boolean {
  const isSameOrigin = a.from?.branch === b.from?.branch && a.from?.at === b.from?.at;
  return a.name === b.name && isSameOrigin && isSameRecording(a.recording, b.recording);
}
