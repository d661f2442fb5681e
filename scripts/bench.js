// Measures the core: builds it for plain Node, runs it there, and prints one table. `npm run bench`
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = path.join(import.meta.dirname, '..');
const entry = fileURLToPath(new URL('../tests/bench/core.ts', import.meta.url));
const outDir = path.join(root, 'node_modules/.cache/bench');

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
    lib: { entry, formats: ['es'], fileName: 'core' },
  },
});

// A trace of 100,000 orders is kept whole, which needs more memory than Node takes by itself.
const { status } = spawnSync(
  process.execPath,
  ['--max-old-space-size=12288', '--expose-gc', path.join(outDir, 'core.js'), ...process.argv.slice(2)],
  { stdio: 'inherit', cwd: root },
);
process.exitCode = status ?? 1;
