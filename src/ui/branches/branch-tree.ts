import type { Branch } from '../../playback/workbook';

/** A branch and those that leave it. */
export interface BranchNode {
  readonly branch: Branch;
  readonly children: readonly BranchNode[];
}

/** The branches by which leaves which, the oldest first; one whose origin is not kept is a beginning of its own. */
export function branchTree(branches: readonly Branch[]): readonly BranchNode[] {
  const known = new Set(branches.map(({ id }) => id));
  const leaving = (origin: string | undefined, above: ReadonlySet<string>): readonly BranchNode[] =>
    branches
      .filter(({ id, from }) => {
        const parent = from !== undefined && known.has(from.branch) ? from.branch : undefined;
        return parent === origin && !above.has(id);
      })
      .map((branch) => ({ branch, children: leaving(branch.id, new Set([...above, branch.id])) }));
  return leaving(undefined, new Set());
}
