import { render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import LazyPanel from '../../src/ui/details/LazyPanel.svelte';
import { Later } from '../../src/ui/later.svelte';

describe('code that comes later', () => {
  it('is fetched once, when it is asked for', async () => {
    const load = vi.fn(() => Promise.resolve('code'));
    const part = new Later(load);
    expect(part.present).toBeUndefined();
    expect(load).not.toHaveBeenCalled();
    expect(part.code).toBeUndefined();
    await part.fetch();
    expect([part.code, part.present]).toEqual(['code', 'code']);
    expect(load).toHaveBeenCalledOnce();
  });

  it('that does not come is said to be missing', async () => {
    const part = new Later(() => Promise.reject(new Error('no connection')));
    render(LazyPanel, { part, title: 'Log' });
    expect(await screen.findByText(/The tab Log could not be loaded/)).toBeVisible();
  });
});
