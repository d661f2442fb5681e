import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import type { Component } from 'svelte';
import { describe, expect, it } from 'vitest';
import type { Branch } from '../../../src/playback/workbook';
import { recordingOf, type Command } from '../../../src/simulation';
import { branchTree, type BranchNode } from '../../../src/ui/branches/branch-tree';
import Branches from '../../../src/ui/branches/Branches.svelte';
import { Session } from '../../../src/ui/session.svelte';
import TransportBar from '../../../src/ui/transport/TransportBar.svelte';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

const ship: Command = { type: 'ShipOrder', orderId: 'ord-001' };

/** A session with the price drop, and a branch of it in which an order is shipped. */
function withBranch(): Session {
  const session = new Session();
  session.open(recordingOf('price-drop', 'event-sourced'), { step: 20 });
  session.perform({ kind: 'command', command: ship }, 'What if it ships');
  return session;
}

function openBranches(session = withBranch()) {
  render(WithSession, { session, of: Branches as Component });
  const dialog = within(screen.getByRole('dialog', { name: 'Branches' }));
  const named = (name: RegExp) => dialog.getByRole('button', { name });
  return { session, user: userEvent.setup(), dialog, named };
}

describe('the branches', () => {
  it('are a tree of which leaves which, and when; the shown one is marked', () => {
    const { dialog, named } = openBranches();
    const leaf = named(/^What if it ships/);
    expect(leaf).toHaveAttribute('aria-current', 'true');
    expect(leaf).toHaveTextContent('shown');
    expect(named(/^Price drop$/)).not.toHaveAttribute('aria-current');
    const outer = dialog.getAllByRole('listitem').find((item) => item.contains(named(/^Price drop$/)));
    expect(outer).toContainElement(leaf);
    expect(dialog.getByText(/^Leaves “Price drop” at \d+ ms/)).toBeVisible();
  });

  it('are shown when they are chosen', async () => {
    const { session, user, named } = openBranches();
    await user.click(named(/^Price drop$/));
    expect(session.futures.branch.name).toBe('Price drop');
    expect(session.personActs).toEqual([]);
    expect(named(/^Price drop/)).toHaveAttribute('aria-current', 'true');
  });

  it('are renamed in place; Escape keeps the old name and the dialog', async () => {
    const { session, user, dialog, named } = openBranches();
    await user.click(named(/^Rename What if it ships$/));
    const field = dialog.getByRole('textbox', { name: 'New name of What if it ships' });
    expect(field).toHaveFocus();
    await user.type(field, 'X{Escape}');
    expect(session.futures.branch.name).toBe('What if it ships');
    expect(named(/^Rename What if it ships$/)).toHaveFocus();
    await user.keyboard('{Enter}');
    await user.keyboard('  Shipped early {Enter}');
    expect(session.futures.branch.name).toBe('Shipped early');
    expect(named(/^Rename Shipped early$/)).toHaveFocus();
  });

  it('are deleted, and brought back by the undo beside the notice', async () => {
    const { session, user, dialog, named } = openBranches();
    await user.click(named(/^Delete What if it ships$/));
    expect(session.futures.branches.map(({ name }) => name)).toEqual(['Price drop']);
    expect(dialog.getByRole('status')).toHaveTextContent('Deleted “What if it ships”');
    expect(named(/^Undo$/)).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(session.futures.branches.map(({ name }) => name)).toEqual(['Price drop', 'What if it ships']);
    expect(dialog.getByRole('status')).toBeEmptyDOMElement();
  });

  it('the last one cannot be deleted', () => {
    const session = new Session();
    const { dialog } = openBranches(session);
    expect(dialog.queryByRole('button', { name: /^Delete/ })).not.toBeInTheDocument();
  });

  it('are compared with the one shown, in words', async () => {
    const { session, user, dialog, named } = openBranches();
    await user.click(named(/^Compare with the one shown: Price drop$/));
    const table = within(await dialog.findByRole('table'));
    expect(table.getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual([
      'What',
      'What if it ships (shown)',
      'Price drop',
    ]);
    const row = (name: RegExp) => table.getByRole('row', { name });
    expect(row(/^Ship order: ord-001 at \d+ ms/)).toBeVisible();
    const parting = session.run.performed.find(({ of }) => of === 'person');
    expect(row(new RegExp(`^Step ${parting?.seq ?? ''} .*ShipOrder`))).toBeVisible();
    expect(row(/^Order shipped email for Alice Johnson \(ord-001\) .* none$/)).toBeVisible();
    expect(row(/^Email to Alice Johnson: .* received not received$/)).toBeVisible();
    await user.click(named(/^Compare with the one shown: Price drop$/));
    expect(dialog.queryByRole('table')).not.toBeInTheDocument();
  });

  it('that are the same are said to be', async () => {
    const session = withBranch();
    session.changeActs([], 'Remove Ship order');
    const { user, dialog, named } = openBranches(session);
    await user.click(named(/^Compare with the one shown: Price drop$/));
    expect(await dialog.findByText(/are the same, step for step/)).toBeVisible();
    expect(dialog.queryByRole('table')).not.toBeInTheDocument();
  });
});

describe('the tree of branches', () => {
  const branch = (id: string, from?: string): Branch => ({
    id,
    name: id,
    recording: recordingOf('price-drop', 'event-sourced'),
    ...(from === undefined ? {} : { from: { branch: from, at: 0 } }),
  });
  const shapeOf = (nodes: readonly BranchNode[]): unknown[] =>
    nodes.map((node) => [node.branch.id, ...shapeOf(node.children)]);

  it('puts each branch under the one that it leaves', () => {
    const branches = [branch('a'), branch('b', 'a'), branch('c', 'b'), branch('d', 'a'), branch('e')];
    expect(shapeOf(branchTree(branches))).toEqual([['a', ['b', ['c']], ['d']], ['e']]);
  });

  it('keeps a branch whose origin was deleted', () => {
    expect(shapeOf(branchTree([branch('b', 'gone'), branch('c', 'b')]))).toEqual([['b', ['c']]]);
  });
});

describe('the transport', () => {
  it('undoes and redoes by buttons that say what, and stay when there is nothing', async () => {
    const session = withBranch();
    const user = userEvent.setup();
    render(WithSession, { session, of: TransportBar });
    const redo = screen.getByRole('button', { name: 'Redo' });
    expect(redo).toHaveAttribute('aria-disabled', 'true');
    await user.click(screen.getByRole('button', { name: 'Undo: What if it ships' }));
    expect(session.personActs).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Redo: What if it ships' }));
    expect(session.personActs).toHaveLength(1);
  });

  it('offers the branches once there are two, and shows the one that is chosen', async () => {
    const session = new Session();
    session.open(recordingOf('price-drop', 'event-sourced'), { step: 20 });
    const user = userEvent.setup();
    render(WithSession, { session, of: TransportBar });
    expect(screen.queryByRole('combobox', { name: 'Branch' })).not.toBeInTheDocument();
    session.perform({ kind: 'command', command: ship }, 'What if it ships');
    const choice = await screen.findByRole('combobox', { name: 'Branch' });
    expect(choice).toHaveDisplayValue('What if it ships');
    await user.selectOptions(choice, 'Price drop');
    expect(session.futures.branch.name).toBe('Price drop');
  });

  it('goes from one notification to the next and back by buttons', async () => {
    const session = withBranch();
    session.jumpTo(0);
    const user = userEvent.setup();
    render(WithSession, { session, of: TransportBar });
    const received = session.trace.filter(({ kind }) => kind === 'received').map(({ seq }) => seq);
    const next = screen.getByRole('button', { name: 'Next notification' });
    await user.click(next);
    expect(session.step).toBe(received[0]);
    await user.click(next);
    expect(session.step).toBe(received[1]);
    await user.click(screen.getByRole('button', { name: 'Previous notification' }));
    expect(session.step).toBe(received[0]);
  });

  it('says once why playing has paused by itself', async () => {
    const session = withBranch();
    session.breakpoints = [{ kind: 'message', name: 'PriceChanged' }];
    session.jumpTo(0);
    session.setSpeed(10);
    render(WithSession, { session, of: TransportBar });
    session.togglePlay();
    await expect
      .poll(() => session.notice, { timeout: 10_000 })
      .toBe('Paused at breakpoint: PriceChanged is sent');
    expect(session.trace[session.step - 1]).toMatchObject({ kind: 'sent', name: 'PriceChanged' });
    expect(session.playing).toBe(false);
  });
});
