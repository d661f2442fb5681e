/** Tests have every part of the page from the start, as a person has who has looked at the page for a moment. */
import { fetchLaterParts } from '../../src/ui/later-parts';

await fetchLaterParts();
