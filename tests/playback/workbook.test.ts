import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginningWith,
  changed,
  currentBranch,
  isSameRecording,
  isUntouched,
  merged,
  opened,
  redone,
  titleOf,
  undone,
  type Branch,
  type Change,
  type History,
} from '../../src/playback/workbook';
import { recordingOf } from '../../src/simulation';

const recording = recordingOf('price-drop', 'event-sourced');
const touched = (seed: number) => ({ ...recording, seed });
const branch = (id: string, seed = 1): Branch => ({ id, name: titleOf(recording), recording: touched(seed) });

/** The change that puts a branch in, in place of what has its id. */
function putting(history: History, after: Branch, label = 'put'): Change {
  const { workbook } = history;
  const before = workbook.branches.find(({ id }) => id === after.id);
  const branches = [before === undefined ? { after } : { before, after }];
  return { label, branches, current: { before: workbook.current, after: after.id } };
}

describe('a workbook', () => {
  it('takes back any changes one by one, and does them again', () => {
    const change = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), seed: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const states = [beginningWith(branch('a'))];
        for (const { id, seed } of changes) {
          const last = states.at(-1) as History;
          states.push(changed(last, putting(last, branch(id, seed))));
        }
        let history = states.at(-1) as History;
        for (const state of [...states].reverse().slice(1)) {
          history = undone(history);
          expect(history.workbook).toEqual(state.workbook);
        }
        expect(undone(history)).toBe(history);
        for (const state of states.slice(1)) {
          history = redone(history);
          expect(history.workbook).toEqual(state.workbook);
        }
        expect(redone(history)).toBe(history);
      }),
      { seed: 20261121 },
    );
  });

  it('forgets what was taken back once something new is done', () => {
    const begun = beginningWith(branch('a'));
    const back = undone(changed(begun, putting(begun, branch('b'))));
    expect(back.undone).toHaveLength(1);
    expect(changed(back, putting(back, branch('c'))).undone).toEqual([]);
  });

  it('leaves alone what another tab brought when a change is taken back', () => {
    const begun = beginningWith(branch('a'));
    const history = merged(changed(begun, putting(begun, branch('b'))), [branch('other', 5)]);
    expect(undone(history).workbook.branches.map(({ id }) => id)).toEqual(['a', 'other']);
  });

  it('keeps the branch that is shown when another tab deletes it', () => {
    const history = merged(beginningWith(branch('a')), [branch('b')], ['a', 'b']);
    expect(history.workbook.branches.map(({ id }) => id)).toEqual(['a']);
  });

  it('never loses its last branch', () => {
    const begun = beginningWith(branch('a'));
    const emptied = changed(begun, {
      label: 'delete',
      branches: [{ before: branch('a') }],
      current: { before: 'a', after: 'nowhere' },
    });
    expect(currentBranch(emptied.workbook).id).toBe('a');
  });

  it('drops a branch that nobody touched when another one is opened, unless one came from it', () => {
    const begun = beginningWith(branch('a'));
    expect(opened(begun, branch('b', 2)).workbook.branches.map(({ id }) => id)).toEqual(['b']);
    const child: Branch = { ...branch('c', 3), from: { branch: 'a', at: 5 } };
    const parted = merged(begun, [child]);
    expect(opened(parted, branch('b', 2)).workbook.branches.map(({ id }) => id)).toEqual(['a', 'c', 'b']);
  });

  it('keeps a branch that someone has only given a name', () => {
    const begun = beginningWith({ ...branch('a'), name: 'Mine' });
    expect(opened(begun, branch('b', 2)).workbook.branches.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('keeps a branch that someone touched when another one is opened', () => {
    const begun = beginningWith(branch('a', 9));
    expect(opened(begun, branch('b')).workbook).toMatchObject({
      current: 'b',
      branches: [{ id: 'a' }, { id: 'b' }],
    });
  });
});

describe('recordings', () => {
  it('are the same whatever the order of their fields', () => {
    const reversed = Object.fromEntries(Object.entries(recording).reverse()) as typeof recording;
    expect(isSameRecording(reversed, recording)).toBe(true);
    expect(isSameRecording({ ...recording, seed: 2 }, recording)).toBe(false);
  });

  it('are untouched as long as nothing but the architecture was chosen', () => {
    expect(isUntouched(recordingOf('price-drop', 'api-driven'))).toBe(true);
    expect(isUntouched({ ...recording, title: 'Mine' })).toBe(false);
    expect(isUntouched(touched(2))).toBe(false);
  });
});
