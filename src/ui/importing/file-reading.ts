import type { Comparison } from '../../exchange/compare-traces';
import { readFile, type Imported } from '../../exchange/read-file';
import type { Reading } from '../../exchange/reading';
import { whenEverythingIsLoaded, type Recording, type Run } from '../../simulation';
import { comparableIn, compareFile, type Comparable } from './comparing';

/** What a file holds, without the records that only the comparison needs. */
export type Opened =
  Exclude<Imported, Comparable> | { readonly kind: Comparable['kind']; readonly recording: Recording };

/** Told how many records of how many are compared. */
export type Progress = (records: number, ofRecords: number) => void;

/** A file that is being read. */
export interface FileReading {
  /** What it holds, or why it cannot be used. */
  readonly opened: Promise<Reading<Opened>>;
  /** Compares the run in the file with the one that its recording gives. */
  compare(run: Run, onProgress: Progress): Promise<Comparison>;
  /** Gives it up. */
  stop(): void;
}

/** What the worker says of a file, one after the other. */
export type Answer =
  /** A comparison follows if there is a run in it. */
  | { readonly kind: 'opened'; readonly opened: Reading<Opened> }
  | { readonly kind: 'progress'; readonly records: number; readonly ofRecords: number }
  | { readonly kind: 'compared'; readonly comparison: Comparison }
  /** Something went wrong that is not the file's fault. */
  | { readonly kind: 'failed' };

/** A longer text would hold up the page, in characters: it is read beside the page. */
const longestHere = 1_000_000;

/** Reads a text: a short one here, a long one in a worker, where it holds up nobody. @param name for messages. */
export function beginReading(text: string, name: string): FileReading {
  return text.length > longestHere && typeof Worker !== 'undefined'
    ? readBeside(text, name)
    : readHere(text, name);
}

function readHere(text: string, name: string): FileReading {
  const file = new Promise<Reading<Imported>>((resolve) => {
    whenEverythingIsLoaded(() => {
      resolve(readFile(text, name));
    });
  });
  return {
    opened: file,
    async compare(run) {
      const comparable = comparableIn(await file);
      if (comparable === undefined) throw new Error('Only a run can be compared');
      return compareFile(comparable, run);
    },
    stop() {},
  };
}

function readBeside(text: string, name: string): FileReading {
  const worker = new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' });
  let onProgress: Progress = () => {};
  const comparison = later<Comparison>();
  const opened = later<Reading<Opened>>();
  const fail = () => {
    const error = new Error(`${name} could not be read beside the page`);
    opened.reject(error);
    comparison.reject(error);
    worker.terminate();
  };
  // Nobody may be waiting for it yet.
  comparison.promise.catch(() => {});
  worker.addEventListener('error', fail);
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    switch (data.kind) {
      case 'opened':
        opened.resolve(data.opened);
        if (!holdsRun(data.opened)) worker.terminate();
        return;
      case 'progress':
        onProgress(data.records, data.ofRecords);
        return;
      case 'compared':
        comparison.resolve(data.comparison);
        worker.terminate();
        return;
      case 'failed':
        fail();
    }
  });
  worker.postMessage({ text, name });
  return {
    opened: opened.promise,
    compare(_, progress) {
      onProgress = progress;
      return comparison.promise;
    },
    stop() {
      worker.terminate();
    },
  };
}

function holdsRun(opened: Reading<Opened>): boolean {
  return opened.ok && (opened.value.kind === 'run' || opened.value.kind === 'log');
}

/** A promise, and what settles it. */
interface Later<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

function later<Value>(): Later<Value> {
  let settle: Pick<Later<Value>, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<Value>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error('A promise begins at once');
  return { promise, ...settle };
}
