import { render, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/simulation';
import JsonEditor from '../../../src/ui/json-editor/JsonEditor.svelte';

async function openEditor(value: string, check?: (text: string) => readonly Problem[], readonly = false) {
  const written: string[] = [];
  const props = { value, label: 'Rows', readonly, onchange: (text: string) => written.push(text) };
  const view = render(JsonEditor, check === undefined ? props : { ...props, check });
  // It stands in a shadow tree, where queries by role do not look.
  const root = await waitFor(() => {
    const found = view.container.querySelector('.host')?.shadowRoot?.querySelector('[role="textbox"]');
    if (found === null || found === undefined) throw new Error('no editor yet');
    return found;
  });
  return { ...view, written, textbox: root };
}

const said = () => screen.getByRole('status', { name: 'Problems in Rows' });

describe('the JSON editor', () => {
  it('shows the text under its label and says how the keys work', async () => {
    const { textbox } = await openEditor('[1]');
    expect(textbox).toHaveAttribute('aria-label', 'Rows');
    expect(textbox.getAttribute('aria-description')).toContain('Tab leaves the editor');
    expect(textbox.textContent).toContain('[1]');
    expect(said()).toHaveTextContent('Nothing is wrong with it.');
  });

  it('says where the text is no JSON', async () => {
    await openEditor('[\n  1,\n]');
    expect(said()).toHaveTextContent('1 problem Line 3 Expected another value after the comma.');
  });

  it('says at which line a check finds something', async () => {
    await openEditor('[\n  { "n": -1 }\n]', () => [{ path: '[0].n', message: 'must not be negative' }]);
    expect(said()).toHaveTextContent('Line 2 must not be negative');
    expect(within(said()).getByRole('button', { name: 'Line 2' })).toBeVisible();
  });

  it('shows a text that comes from elsewhere, and the problems of that', async () => {
    const { rerender, textbox, written } = await openEditor('[1]');
    await rerender({ value: '[2' });
    await waitFor(() => {
      expect(textbox.textContent).toContain('[2');
    });
    expect(written.filter((text) => text !== '[2')).toEqual([]);
  });
});
