import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'svelte/compiler';
import ts from 'typescript';

export interface SourceFile {
  /** From the folder that was read, with forward slashes: `engine/clock.ts`. */
  readonly path: string;
  readonly text: string;
  /** What it imports, as written: types, re-exports and `import()` too. */
  readonly imports: readonly string[];
}

/** Reads every source file below a folder, in order of path. */
export function readSourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(path.sep).join('/'))
    .filter((name) => /\.(ts|svelte|css|html)$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      return { path: name, text, imports: listImports(name, text) };
    });
}

/** The number of lines, the last one with or without its line end. */
export function countLines(text: string): number {
  return text.replace(/\n$/, '').split('\n').length;
}

function listImports(name: string, text: string): string[] {
  return scriptsIn(name, text).flatMap((script) =>
    ts.preProcessFile(script, true, true).importedFiles.map(({ fileName }) => fileName),
  );
}

function scriptsIn(name: string, text: string): string[] {
  if (name.endsWith('.ts')) return [text];
  if (!name.endsWith('.svelte')) return [];
  const { instance, module } = parse(text, { modern: true });
  return [module, instance]
    .flatMap((script) => (script ? [text.slice(script.start, script.end)] : []))
    .map((script) => script.replace(/^<script[^>]*>/, '').replace(/<\/script>$/, ''));
}
