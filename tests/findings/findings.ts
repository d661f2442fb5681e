/** Writes the page of findings. `npm run findings`; a core test holds the page to what this writes. */
import '../../src/simulation/everything';
import { writeFileSync } from 'node:fs';
import { findingsPage } from './page';

writeFileSync('docs/findings.md', findingsPage());
console.log('docs/findings.md is written.');
