// Measures the core: builds it for plain Node, runs it there, and prints one table. `npm run bench`
import { runBuilt } from './run-built.js';

// A trace of 100,000 orders is kept whole, which needs more memory than Node takes by itself.
process.exitCode = await runBuilt('tests/bench/core.ts', ['--max-old-space-size=12288', '--expose-gc']);
