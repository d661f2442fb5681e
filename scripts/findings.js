// Measures the runs of all scenarios, in both architectures and over each broker, and writes docs/findings.md. `npm run findings`
import { runBuilt } from './run-built.js';

process.exitCode = await runBuilt('tests/findings/findings.ts');
