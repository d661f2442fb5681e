import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const firstLoadLimitBytes = 120_000;

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  /** Keys of the chunks it imports statically. */
  readonly imports?: readonly string[];
}

it('the first load is at most 120 kB of JavaScript, gzipped', () => {
  const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8')) as Record<string, Chunk>;
  const entries = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
  const sizes = [...staticImports(manifest, entries)]
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length }))
    .sort((a, b) => b.bytes - a.bytes);
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const list = sizes.map(({ file, bytes }) => `${String(bytes).padStart(8)} ${file}`).join('\n');
  expect(total, 'nothing was built').toBeGreaterThan(0);
  expect(total, `gzipped bytes, in all ${total}:\n${list}\n`).toBeLessThanOrEqual(firstLoadLimitBytes);
});

function staticImports(manifest: Record<string, Chunk>, entries: readonly string[]): Set<string> {
  const files = new Set<string>();
  const waiting = [...entries];
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the manifest names ${key} but does not list it`);
    if (files.has(chunk.file)) continue;
    files.add(chunk.file);
    waiting.push(...(chunk.imports ?? []));
  }
  return files;
}
