import * as v from 'valibot';
import type { Branch, Change, History } from '../../playback/workbook';
import { parseRecording, type Recording } from '../../simulation';
import type { Everything, StoredBranch, StoredTab, Unreadable } from './work-store';

/** A branch that was kept and can be read. */
export interface KeptBranch {
  readonly branch: Branch;
  readonly revision: number;
}

/** Where a tab was. */
export interface KeptTab {
  readonly history: History;
  readonly step: number;
  readonly revisions: { readonly [branch: string]: number };
}

/** What was kept, checked. */
export interface KeptWork {
  /** From old to new. */
  readonly branches: readonly KeptBranch[];
  /** Of this tab; undefined for a new one. */
  readonly tab: KeptTab | undefined;
  /** Where the tab was that was seen last, whichever it was. */
  readonly last: { readonly branch: string; readonly step: number } | undefined;
  readonly unreadable: readonly Unreadable[];
  /** What was set aside before and can be read by this version. */
  readonly readableAgain: readonly StoredBranch[];
}

const StoredBranchShape = v.looseObject({
  id: v.string(),
  name: v.string(),
  recording: v.unknown(),
  from: v.exactOptional(v.object({ branch: v.string(), at: v.number() })),
});
const StoredChange = v.looseObject({
  label: v.string(),
  branches: v.array(v.object({ before: v.exactOptional(v.unknown()), after: v.exactOptional(v.unknown()) })),
  current: v.object({ before: v.string(), after: v.string() }),
});
const StoredHistory = v.object({
  workbook: v.object({ branches: v.array(v.unknown()), current: v.string() }),
  done: v.array(StoredChange),
  undone: v.array(StoredChange),
});

/** Reading long work goes on for so long, in ms, before the page gets its turn. */
const sliceMs = 12;

/** Reads what was stored. What this version cannot read is told apart, never thrown. */
export async function readWork(everything: Everything, tab: string): Promise<KeptWork> {
  const reader = new Reader();
  const branches: KeptBranch[] = [];
  const unreadable: Unreadable[] = [];
  const readableAgain: StoredBranch[] = [];
  for (const stored of everything.branches) {
    const read = await reader.read(() => reader.branch(stored.branch));
    if (read.ok) branches.push({ branch: read.value, revision: stored.revision });
    else unreadable.push({ from: 'branches', why: read.why, stored });
  }
  for (const found of everything.unreadable) {
    const { stored } = found;
    const read = 'id' in stored ? await reader.read(() => reader.branch(stored.branch)) : undefined;
    if (read?.ok && 'id' in stored && !branches.some(({ branch }) => branch.id === stored.id)) {
      branches.push({ branch: read.value, revision: stored.revision });
      readableAgain.push(stored);
    } else unreadable.push(found);
  }
  const own = everything.tabs.find((stored) => stored.tab === tab);
  const read = own === undefined ? undefined : await reader.read(() => reader.history(own.history));
  if (own !== undefined && read?.ok === false) unreadable.push({ from: 'tabs', why: read.why, stored: own });
  return {
    branches,
    tab:
      own !== undefined && read?.ok
        ? { history: read.value, step: own.step, revisions: own.revisions }
        : undefined,
    last: lastPlace(everything.tabs),
    unreadable,
    readableAgain,
  };
}

/** Reads one branch. */
export function readBranch(stored: StoredBranch): Read<Branch> {
  return attempt(() => new Reader().branch(stored.branch));
}

type Read<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string };

/** What makes no sense to this version. */
class NotReadable extends Error {}

class Reader {
  /** A recording stands in many changes of a history; each is read once, and stays one object. */
  readonly #recordings = new Map<unknown, Recording>();
  #sliceEnds = performance.now() + sliceMs;

  /** Reads something after the page has had its turn. */
  async read<Value>(work: () => Value): Promise<Read<Value>> {
    if (performance.now() > this.#sliceEnds) {
      await new Promise((resolve) => setTimeout(resolve));
      this.#sliceEnds = performance.now() + sliceMs;
    }
    return attempt(work);
  }

  branch(stored: unknown): Branch {
    const { id, name, recording, from } = this.#shape(StoredBranchShape, stored);
    return { id, name, recording: this.#recording(recording), ...(from === undefined ? {} : { from }) };
  }

  history(stored: unknown): History {
    const { workbook, done, undone } = this.#shape(StoredHistory, stored);
    return {
      workbook: { ...workbook, branches: workbook.branches.map((branch) => this.branch(branch)) },
      done: done.map((change) => this.#change(change)),
      undone: undone.map((change) => this.#change(change)),
    };
  }

  #change({ label, branches, current }: v.InferOutput<typeof StoredChange>): Change {
    return {
      label,
      current,
      branches: branches.map(({ before, after }) => ({
        ...(before === undefined ? {} : { before: this.branch(before) }),
        ...(after === undefined ? {} : { after: this.branch(after) }),
      })),
    };
  }

  #recording(stored: unknown): Recording {
    const known = this.#recordings.get(stored);
    if (known !== undefined) return known;
    const parsed = parseRecording(stored);
    if (!parsed.ok)
      throw new NotReadable(parsed.problems.map(({ path, message }) => `${path} ${message}`)[0]);
    this.#recordings.set(stored, parsed.value);
    return parsed.value;
  }

  #shape<Shape extends v.GenericSchema>(shape: Shape, stored: unknown): v.InferOutput<Shape> {
    const parsed = v.safeParse(shape, stored);
    if (!parsed.success) throw new NotReadable(v.getDotPath(parsed.issues[0]) ?? 'all of it');
    return parsed.output;
  }
}

function attempt<Value>(work: () => Value): Read<Value> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error;
    return { ok: false, why: error.message };
  }
}

/** Tabs come with the one that was seen last at the end. */
function lastPlace(tabs: readonly StoredTab[]): KeptWork['last'] {
  const last = tabs.at(-1);
  const parsed = v.safeParse(StoredHistory, last?.history);
  if (last === undefined || !parsed.success) return undefined;
  return { branch: parsed.output.workbook.current, step: last.step };
}
