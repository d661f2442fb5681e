/**
 * Searches for a story that breaks a promise, among as many random ones as wanted: stories × faults × brokers ×
 * architectures. `npm run soak -- 10000`, or `npm run soak -- 10000 42` for another seed. With `npm run soak -- files 10000`
 * it gives the page files and links that went wrong instead.
 */
import '../../src/simulation/everything';
import fc from 'fast-check';
import { simulate, type Recording } from '../../src/simulation';
import { promises } from '../support/promises';
import { propertySeed } from '../support/properties';
import { anyTroubledRecording } from '../support/stories';
import { soakFiles } from './files';

const ofFiles = process.argv[2] === 'files';
const [wanted = '1000', firstSeed = String(propertySeed)] = process.argv.slice(ofFiles ? 3 : 2);
const stories = Number(wanted);
const seed = Number(firstSeed);
if (!Number.isSafeInteger(stories) || stories < 1 || !Number.isSafeInteger(seed)) {
  console.error('Usage: npm run soak -- [files] <number of stories or files> [seed]');
  process.exit(2);
}
if (ofFiles) process.exit(soakFiles(stories, seed));

let count = 0;
let records = 0;
const result = fc.check(
  fc.property(anyTroubledRecording, (recording) => {
    keepsItsPromises(recording);
    count += 1;
    if (count % 1000 === 0) console.log(`${count} stories, ${records} records`);
  }),
  { seed, numRuns: stories },
);
if (result.failed) {
  const [recording] = result.counterexample ?? [];
  console.log(String(result.errorInstance));
  console.log('\nThe recording; the page opens it by the address that ends as below:\n');
  console.log(JSON.stringify(recording));
  console.log(`\n#recording=${encodeURIComponent(JSON.stringify(recording))}`);
  console.log(`\n1 of ${count + 1} stories broke a promise (seed ${seed}).`);
  process.exitCode = 1;
} else {
  console.log(
    `${stories} stories (seed ${seed}), ${records} records: ${promises.length} promises kept in all.`,
  );
}

function keepsItsPromises(recording: Recording): void {
  const run = simulate(recording);
  records += run.trace.length;
  for (const [sentence, check] of promises) {
    try {
      check(run);
    } catch (error) {
      throw new Error(`Broken: ${sentence}. ${(error as Error).message}`, { cause: error });
    }
  }
}
