import ArchiveX from '@lucide/svelte/icons/archive-x';
import Ban from '@lucide/svelte/icons/ban';
import Check from '@lucide/svelte/icons/check';
import CheckCheck from '@lucide/svelte/icons/check-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import Clock from '@lucide/svelte/icons/clock';
import CopyX from '@lucide/svelte/icons/copy-x';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Minus from '@lucide/svelte/icons/minus';
import Undo from '@lucide/svelte/icons/undo';
import Unlink from '@lucide/svelte/icons/unlink';
import X from '@lucide/svelte/icons/x';
import type { WhyOutcome } from '../../analysis/why/entries';

type Sign = readonly [icon: typeof Check, tone: 'good' | 'waiting' | 'quiet' | 'bad'];

/** How each outcome is marked, besides its word. */
export const signs: { readonly [Outcome in WhyOutcome]: Sign } = {
  sent: [Check, 'good'],
  delivered: [CheckCheck, 'good'],
  scheduled: [Clock, 'waiting'],
  waiting: [Hourglass, 'waiting'],
  skipped: [Minus, 'quiet'],
  suppressed: [CopyX, 'quiet'],
  failed: [X, 'bad'],
  bounced: [Undo, 'bad'],
  'called off': [Ban, 'quiet'],
  lost: [Unlink, 'bad'],
  'dead-lettered': [ArchiveX, 'bad'],
  'never considered': [CircleDashed, 'quiet'],
};
