// Searches for a random story that breaks a promise: `npm run soak -- 10000`. Or for a file that went wrong and crashes
// what reads it: `npm run soak -- files 10000`.
import { runBuilt } from './run-built.js';

process.exitCode = await runBuilt('tests/soak/soak.ts');
