// Measures the core, built for plain Node, and then the built page in a browser; prints two tables. `npm run bench`
import { benchPage } from './bench-page.js';
import { runBuilt } from './run-built.js';

// A trace of 100,000 orders is kept whole, which needs more memory than Node takes by itself.
process.exitCode = await runBuilt('tests/bench/core.ts', ['--max-old-space-size=12288', '--expose-gc']);
if (process.exitCode === 0) await benchPage();
