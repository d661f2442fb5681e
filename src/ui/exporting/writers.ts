import { loadLaterAnalysis } from '../../analysis/to-come';
import type { Chosen } from '../../exchange/formats';
import type { Pieces } from '../../exchange/piece';
import type { Scope } from '../../exchange/scope';
import { loadEverything, type Run } from '../../simulation';
import type { Picture } from '../pictures/picture';
import type { AnyFormat } from './all-formats';

/** What is saved. */
export interface Finished {
  readonly file: Blob;
  /** Where it is another one than the format's. */
  readonly extension?: string;
}

/** Writes a run in one format. */
export interface Writer {
  readonly write: (run: Run, scope: Scope, chosen: Chosen) => Pieces;
  /** Makes of what was written what is saved, where that is something else. @param beginning of the text. */
  readonly finish?: (written: Blob, beginning: string, chosen: Chosen) => Finished | Promise<Finished>;
}

/** The code that writes each format; it is fetched when it is asked for. */
const writers: Readonly<Record<AnyFormat['id'], () => Promise<Writer>>> = {
  run: async () => ({ write: (await import('../../exchange/run-file')).writeRun }),
  recording: async () => ({ write: (await import('../../exchange/recording-file')).writeRecording }),
  cloudevents: async () => ({ write: (await cloudEvents()).writeCloudEvents }),
  'cloudevents-lines': async () => ({ write: (await cloudEvents()).writeCloudEventsLines }),
  'mermaid-sequence': async () => {
    const { writeMermaidSequence } = await import('../../exchange/mermaid/sequence');
    const { mermaidExtension } = await import('../../exchange/mermaid/documents');
    return {
      write: (run, scope) => writeMermaidSequence(run, scope),
      finish: (written, beginning) =>
        mermaidExtension(beginning) === 'mmd'
          ? { file: written }
          : { file: new Blob([written], { type: 'text/markdown' }), extension: 'sequence.md' },
    };
  },
  'mermaid-states': async () => {
    const { writeMermaidStates } = await import('../../exchange/mermaid/states');
    return {
      write: (run, scope, { machine }) =>
        writeMermaidStates(run, scope, machine === undefined ? {} : { machine }),
    };
  },
  'chrome-trace': async () => ({
    write: (await import('../../exchange/chrome-trace/write-chrome-trace')).writeChromeTrace,
  }),
  otlp: async () => ({ write: (await import('../../exchange/otlp/write-otlp')).writeOtlp }),
  asyncapi: async () => ({ write: (await import('../../exchange/async-api/async-api')).writeAsyncApi }),
  redis: async () => ({
    write: (await import('../../exchange/redis-script/redis-script')).writeRedisScript,
  }),
  csv: async () => ({ write: (await import('../../exchange/csv')).writeCsv }),
  'picture-stage': () => pictureWriter('stage'),
  'picture-sequence': () => pictureWriter('sequence'),
  'picture-state-chart': () => pictureWriter('state-chart'),
  'picture-timeline': () => pictureWriter('timeline'),
  'picture-metrics': () => pictureWriter('metrics'),
  kcat: async () => ({ write: (await import('../../exchange/kcat')).writeKcat }),
};

const cloudEvents = () => import('../../exchange/cloud-events/write-cloud-events');

async function pictureWriter(id: Picture['id']): Promise<Writer> {
  const { pictures } = await import('../pictures/pictures');
  const picture = pictures.find((each) => each.id === id);
  if (picture === undefined) throw new Error(`There is no picture ${id}`);
  return {
    write: (run, scope, { chart, theme }) =>
      picture.draw(run, { scope, choice: chart, theme: theme === 'dark' ? 'dark' : 'light' }),
    finish: async (written, _, { file }) => {
      if (file !== 'png') return { file: written };
      const { toPng } = await import('./to-png');
      return { file: await toPng(written), extension: `${id}.png` };
    },
  };
}

/** Fetches what writes a format, and all that it may have to tell of. */
export async function writerOf(id: AnyFormat['id']): Promise<Writer> {
  const [writer] = await Promise.all([writers[id](), loadEverything(), loadLaterAnalysis()]);
  return writer;
}
