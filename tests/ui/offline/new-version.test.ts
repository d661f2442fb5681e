import { describe, expect, it } from 'vitest';
import { NewVersion } from '../../../src/ui/offline/new-version.svelte';

type Heard = (event: { isUpdate?: boolean }) => void;

/** Stands for what talks to the service worker. */
function begin(register: () => Promise<undefined> = () => Promise.resolve(undefined)) {
  const heard = new Map<string, Heard>();
  const happened: string[] = [];
  const workbox = {
    register,
    addEventListener: (type: string, listener: unknown) => heard.set(type, listener as Heard),
    messageSkipWaiting: () => happened.push('asked the new one to take over'),
  };
  const version = new NewVersion(
    () => happened.push('ready'),
    () => happened.push('reloaded'),
    workbox,
  );
  const tell = (type: string, isUpdate: boolean) => {
    heard.get(type)?.(isUpdate ? { isUpdate } : {});
  };
  return { version, happened, tell };
}

describe('a new version of the page', () => {
  it('says that the page works offline when it is kept for the first time, and only then', async () => {
    const { version, happened, tell } = begin();
    await version.register();
    tell('installed', false);
    expect(happened).toEqual(['ready']);
    tell('installed', true);
    expect(happened).toEqual(['ready']);
  });

  it('waits until the person wants it', async () => {
    const { version, happened, tell } = begin();
    await version.register();
    expect(version.isWaiting).toBe(false);
    tell('waiting', true);
    expect(version.isWaiting).toBe(true);
    expect(happened).toEqual([]);
    version.use();
    expect(happened).toEqual(['asked the new one to take over']);
    tell('controlling', true);
    expect(happened.at(-1)).toBe('reloaded');
  });

  it('that another tab wanted is said here, and this tab is not loaded anew by itself', async () => {
    const { version, happened, tell } = begin();
    await version.register();
    tell('controlling', true);
    expect(happened).toEqual([]);
    expect(version.isWaiting).toBe(true);
    version.use();
    expect(happened).toEqual(['reloaded']);
  });

  it('a browser that refuses to keep the page costs nothing', async () => {
    const { version } = begin(() => Promise.reject(new Error('refused')));
    await expect(version.register()).resolves.toBeUndefined();
    expect(version.isWaiting).toBe(false);
  });
});
