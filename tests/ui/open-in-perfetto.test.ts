import { describe, expect, it, vi } from 'vitest';
import { openInPerfetto, perfettoOrigin, type PerfettoOpener } from '../../src/ui/exporting/open-in-perfetto';

const trace = { buffer: new ArrayBuffer(8), title: 'Price drop', fileName: 'price-drop.json' };

/** A browser of which a test turns the clock. @param pagesOpen whether it lets tabs open. */
function fakeBrowser(pagesOpen = true) {
  const sent: { readonly message: unknown; readonly to: string }[] = [];
  const tab = {
    closed: false,
    close: vi.fn(() => (tab.closed = true)),
    postMessage: (message: unknown, to: string) => sent.push({ message, to }),
  };
  const listeners = new Set<(event: MessageEvent) => void>();
  const timers = new Set<() => void>();
  const page = {
    open: vi.fn(() => (pagesOpen ? tab : null)),
    addEventListener: (_: string, listener: (event: MessageEvent) => void) => listeners.add(listener),
    removeEventListener: (_: string, listener: (event: MessageEvent) => void) => listeners.delete(listener),
    setInterval: (tick: () => void) => {
      timers.add(tick);
      return tick;
    },
    clearInterval: (tick: () => void) => timers.delete(tick),
  };
  return {
    page: page as unknown as PerfettoOpener,
    opened: page.open,
    tab,
    sent,
    listeners,
    timers,
    tick: (times = 1) => {
      for (let count = 0; count < times; count += 1) for (const timer of [...timers]) timer();
    },
    say: (data: unknown, from: { readonly origin?: string; readonly source?: object } = {}) => {
      const event = { data, origin: perfettoOrigin, source: tab, ...from } as unknown as MessageEvent;
      for (const listener of [...listeners]) listener(event);
    },
  };
}

const traces = (sent: readonly { readonly message: unknown }[]) =>
  sent.filter(({ message }) => message !== 'PING').map(({ message }) => message);

describe('Open in Perfetto', () => {
  it('asks until the page answers, then hands the trace to it and to no other', async () => {
    const { page, opened, sent, tick, say, listeners, timers } = fakeBrowser();
    const answer = openInPerfetto(trace, page);
    // The tab opens in the click itself.
    expect(opened).toHaveBeenCalledWith(perfettoOrigin);
    tick(3);
    expect(sent.map(({ message }) => message)).toEqual(['PING', 'PING', 'PING']);
    say('PONG');
    expect(await answer).toBe('handed over');
    expect(traces(sent)).toEqual([{ perfetto: trace }]);
    expect(new Set(sent.map(({ to }) => to))).toEqual(new Set([perfettoOrigin]));
    expect(listeners.size + timers.size).toBe(0);
  });

  it('believes only the tab that it opened, and only Perfetto in it', async () => {
    const { page, sent, tick, say, tab } = fakeBrowser();
    const answer = openInPerfetto(trace, page);
    say('PONG', { origin: 'https://elsewhere.example' });
    say('PONG', { source: {} });
    say({ pong: true });
    await Promise.resolve();
    expect(traces(sent)).toEqual([]);
    tab.closed = true;
    tick();
    expect(await answer).toBe('no answer');
    expect(traces(sent)).toEqual([]);
  });

  it('waits for a trace that is still being written', async () => {
    const { page, sent, say } = fakeBrowser();
    let finish: (given: typeof trace) => void = () => undefined;
    const answer = openInPerfetto(new Promise((resolve) => (finish = resolve)), page);
    say('PONG');
    await Promise.resolve();
    expect(traces(sent)).toEqual([]);
    finish(trace);
    expect(await answer).toBe('handed over');
    expect(traces(sent)).toEqual([{ perfetto: trace }]);
  });

  it('closes the tab when there will be no trace', async () => {
    const { page, tab, tick, listeners, timers } = fakeBrowser();
    await expect(openInPerfetto(Promise.reject(new Error('given up')), page)).rejects.toThrow('given up');
    expect(tab.close).toHaveBeenCalledOnce();
    tick();
    expect(listeners.size + timers.size).toBe(0);
  });

  it('says when the browser opens no tab', async () => {
    const { page, listeners, timers } = fakeBrowser(false);
    expect(await openInPerfetto(trace, page)).toBe('blocked');
    expect(listeners.size + timers.size).toBe(0);
  });

  it('gives up after half a minute', async () => {
    const { page, sent, tick, timers } = fakeBrowser();
    const answer = openInPerfetto(trace, page);
    tick(601);
    expect(await answer).toBe('no answer');
    expect(traces(sent)).toEqual([]);
    expect(timers.size).toBe(0);
  });
});
