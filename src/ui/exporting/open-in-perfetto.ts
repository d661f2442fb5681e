/**
 * Shows a trace in Perfetto's page, in a tab of its own. The trace goes from tab to tab by `postMessage` and stays in this browser;
 * Perfetto's page itself comes from the network. See “Deep linking to the Perfetto UI” in its documentation.
 */

export const perfettoOrigin = 'https://ui.perfetto.dev';

/** What of a window is needed; tests bring their own. */
export type PerfettoOpener = Pick<
  Window,
  'open' | 'addEventListener' | 'removeEventListener' | 'setInterval' | 'clearInterval'
>;

export interface PerfettoTrace {
  readonly buffer: ArrayBuffer;
  /** What Perfetto shows at the top. */
  readonly title: string;
  readonly fileName: string;
}

/** Whether the trace was handed over; if not, that the browser allowed no tab, or that Perfetto did not answer. */
export type PerfettoAnswer = 'handed over' | 'blocked' | 'no answer';

const pingEveryMs = 50;
/** A slow network may take its time to load the page. */
const patienceMs = 30_000;

/**
 * Opens the tab at once, so it has to be called in the click itself, and hands the trace over when there is one and Perfetto has
 * answered. A tab that somebody has closed meanwhile does not answer.
 * @param trace may still be on its way; what it fails with is thrown, and the tab is closed.
 */
export async function openInPerfetto(
  trace: PerfettoTrace | Promise<PerfettoTrace>,
  page: PerfettoOpener = window,
): Promise<PerfettoAnswer> {
  const tab = page.open(perfettoOrigin);
  if (tab === null) return 'blocked';
  const [isThere, ready] = await Promise.all([
    answers(tab, page),
    Promise.resolve(trace).catch((error: unknown) => {
      tab.close();
      throw error;
    }),
  ]);
  if (!isThere) return 'no answer';
  tab.postMessage({ perfetto: { ...ready } }, perfettoOrigin);
  return 'handed over';
}

/** Asks until the tab answers: before its page has loaded, nobody listens there. */
function answers(tab: Window, page: PerfettoOpener): Promise<boolean> {
  return new Promise((resolve) => {
    let waitedMs = 0;
    const settle = (isThere: boolean) => {
      page.clearInterval(timer);
      page.removeEventListener('message', listen);
      resolve(isThere);
    };
    const listen = ({ source, origin, data }: MessageEvent) => {
      if (source === tab && origin === perfettoOrigin && data === 'PONG') settle(true);
    };
    page.addEventListener('message', listen);
    const timer = page.setInterval(() => {
      waitedMs += pingEveryMs;
      if (tab.closed || waitedMs > patienceMs) settle(false);
      else tab.postMessage('PING', perfettoOrigin);
    }, pingEveryMs);
  });
}
