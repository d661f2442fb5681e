import type { AnyFormat } from './all-formats';
import { openInPerfetto, type PerfettoAnswer } from './open-in-perfetto';

/** What can be opened at once in a tool on another site. */
export interface Opener {
  /** Of the button. */
  readonly label: string;
  /** What the button does, before anybody presses it. */
  readonly note: string;
  /**
   * Opens it in another tab, from within the press of a button.
   * @returns what came of it, for people.
   */
  readonly open: (file: Blob, fileName: string) => Promise<string>;
}

/** Nothing of it happens unless the button is pressed. */
export const openers: Readonly<Partial<Record<AnyFormat['id'], Opener>>> = {
  'mermaid-sequence': mermaidLive(),
  'mermaid-states': mermaidLive(),
  'chrome-trace': {
    label: 'Open in Perfetto',
    note: 'Leaves this page: opens ui.perfetto.dev in another tab and hands the file over to it, from tab to tab within this browser.',
    open: async (file, fileName) => {
      const trace = file.arrayBuffer().then((buffer) => ({ buffer, title: fileName, fileName }));
      return perfettoWords[await openInPerfetto(trace)];
    },
  },
};

const perfettoWords: Readonly<Record<PerfettoAnswer, string>> = {
  'handed over': 'Perfetto has the trace.',
  blocked:
    'The browser allowed no other tab. Allow it for this page, or download the file and open it there.',
  'no answer': 'Perfetto did not answer. Download the file and open it at ui.perfetto.dev.',
};

function mermaidLive(): Opener {
  return {
    label: 'Open in Mermaid Live',
    note: 'Leaves this page: opens mermaid.live in another tab. The diagram stands in its address behind the #, which browsers send to no server.',
    open: async (file, fileName) => {
      if (!fileName.endsWith('.mmd'))
        return 'Mermaid Live shows one diagram at a time. Choose one story, or fewer steps.';
      const { mermaidLiveLink } = await import('../../exchange/mermaid/live-link');
      window.open(mermaidLiveLink(await file.text()), '_blank', 'noopener');
      return 'mermaid.live is opened in another tab.';
    },
  };
}
