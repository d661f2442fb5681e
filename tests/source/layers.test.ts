import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { countLines, readSourceFiles, type SourceFile } from '../support/source-files';

/** Each layer may import from itself and from those before it. */
const layers = [
  'engine',
  'shop',
  'notifications',
  'brokers',
  'architectures',
  'simulation',
  'analysis',
  'exchange',
  'playback',
  'ui',
];

/** What starts the page: it may import anything, nothing else imports it. */
const entry = ['main.ts', 'App.svelte', 'app.css'];

const kindsOfCode = ['utils', 'util', 'helpers', 'types', 'managers', 'common', 'shared', 'misc', 'lib'];

const lineLimits: Record<string, number> = { '.ts': 300, '.svelte': 200 };

/** Longer files and why they are one story: `'engine/world.ts': 'the reason'`. */
const longFiles: Record<string, string> = {
  'engine/journal.ts': 'one literal for each kind of record, which keeps a run fast',
};

/** The layers behind the door `simulation/index.ts`, and those that come in through it. */
const behindTheDoor = layers.slice(0, layers.indexOf('simulation') + 1);
const beforeTheDoor = layers.slice(layers.indexOf('simulation') + 1);

/** What is imported past the door, from which layers, and why. */
const pastTheDoor: Record<string, { readonly by: readonly string[]; readonly because: string }> = {
  'notifications/notification.machine': { by: ['ui'], because: 'the chart is drawn from the machine itself' },
  'notifications/order-completion.machine': {
    by: ['ui'],
    because: 'the chart is drawn from the machine itself',
  },
};

const files = readSourceFiles('src');

describe('the source', () => {
  it('is in a layer or starts the page', () => {
    const homeless = files.filter(({ path }) => !entry.includes(path) && !layers.includes(layerOf(path)));
    expect(homeless.map(({ path }) => path)).toEqual([]);
  });

  it('imports only from its own layer and from those before it', () => {
    expect(files.flatMap(wrongImports)).toEqual([]);
  });

  it('comes to the simulation through its door, or for a reason', () => {
    const wanted = files.flatMap(importsPastTheDoor);
    const unexplained = wanted.filter(({ target, layer }) => !pastTheDoor[target]?.by.includes(layer));
    expect(unexplained.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
    const unused = Object.entries(pastTheDoor).flatMap(([target, { by }]) =>
      by
        .filter((layer) => !wanted.some((found) => found.target === target && found.layer === layer))
        .map((layer) => `${target} by ${layer}`),
    );
    expect(unused, 'reasons that are no longer needed').toEqual([]);
  });

  it('has folders named after the domain or the screen, not after kinds of code', () => {
    const named = files.flatMap(({ path }) => path.split('/').slice(0, -1));
    expect([...new Set(named)].filter((folder) => kindsOfCode.includes(folder))).toEqual([]);
  });

  it('has files of a readable length, or a reason', () => {
    const long = files.filter(({ path: name, text }) => {
      return countLines(text) > (lineLimits[path.extname(name)] ?? Infinity);
    });
    const unexplained = long.filter(({ path }) => longFiles[path] === undefined);
    expect(unexplained.map(({ path, text }) => `${path}: ${countLines(text)} lines`)).toEqual([]);
    expect(
      Object.keys(longFiles).filter((path) => !long.some((file) => file.path === path)),
      'reasons that are no longer needed',
    ).toEqual([]);
  });

  it('leaves nothing for later', () => {
    const unfinished = files.flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (/\b(TODO|FIXME|XXX)\b/.test(line) ? [`${path}:${index + 1}`] : [])),
    );
    expect(unfinished).toEqual([]);
  });
});

function wrongImports(file: SourceFile): string[] {
  if (entry.includes(file.path)) return [];
  const own = layers.indexOf(layerOf(file.path));
  return targetsOf(file)
    .filter((target) => !mayImport(own, target))
    .map((target) => `${file.path} imports ${target}`);
}

/** What a file of the outer layers, or one that starts the page, imports from behind the door, without its `.ts`. */
function importsPastTheDoor(file: SourceFile): { file: string; layer: string; target: string }[] {
  const layer = layerOf(file.path);
  if (!beforeTheDoor.includes(layer) && !entry.includes(file.path)) return [];
  return targetsOf(file)
    .filter((target) => behindTheDoor.includes(layerOf(target)) && !isTheDoor(target))
    .map((target) => ({ file: file.path, layer, target: target.replace(/\.ts$/, '') }));
}

function isTheDoor(target: string): boolean {
  return ['simulation', 'simulation/index', 'simulation/index.ts'].includes(target);
}

/** The files of the project that a file imports, as paths from src/. */
function targetsOf(file: SourceFile): string[] {
  return file.imports
    .filter((wanted) => wanted.startsWith('.') || wanted.startsWith('/'))
    .map((wanted) => path.posix.join(path.posix.dirname(file.path), wanted.replace(/\?.*$/, '')));
}

/** Paths are from src/. The engine knows no shop, so it reads no shop's data either. */
function mayImport(own: number, target: string): boolean {
  if (target.startsWith('../fixtures/')) return own > layers.indexOf('engine');
  const other = layers.indexOf(layerOf(target));
  return other !== -1 && other <= own;
}

/** `simulation` for `simulation/run.ts` and for the folder itself, which stands for its index. */
function layerOf(place: string): string {
  return place.split('/')[0] ?? '';
}
