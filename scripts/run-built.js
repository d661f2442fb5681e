// Builds a TypeScript program of the project for plain Node and runs it there.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { build } from 'vite';

const root = path.join(import.meta.dirname, '..');

/**
 * @param {string} entry the program, from the project's root: `tests/bench/core.ts`.
 * @param {string[]} nodeOptions what Node is started with.
 * @returns {Promise<number>} its exit code.
 */
export async function runBuilt(entry, nodeOptions = []) {
  const name = path.basename(entry, '.ts');
  const outDir = path.join(root, 'node_modules/.cache', name);
  // Library mode bundles rxjs and xstate as the page gets them. Not minified, so that a profile can be read.
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      outDir,
      emptyOutDir: true,
      copyPublicDir: false,
      minify: false,
      lib: { entry: path.join(root, entry), formats: ['es'], fileName: name },
      rolldownOptions: { external: [/^node:/] },
    },
  });
  const program = path.join(outDir, `${name}.js`);
  const { status } = spawnSync(process.execPath, [...nodeOptions, program, ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd: root,
  });
  return status ?? 1;
}
