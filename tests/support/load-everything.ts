/** Tests have everything from the start; the page loads what its first step does not need later. */
import '../../src/simulation/everything';
import { loadLaterAnalysis } from '../../src/analysis/to-come';

await loadLaterAnalysis();
