import type { BranchDifference, InboxItem, NotificationKind } from '../../analysis/branch-difference';
import { narrate } from '../../analysis/narrate';
import { namesOf, type Names } from '../../analysis/names';
import { channelWord, quoted, sentence, spaced, stateWords } from '../../analysis/words';
import type { Act, Run } from '../../simulation';
import { formatSpan } from '../format-span';
import { actWords } from '../operations/act-words';
import { countTitles, settingTitle, settingValue } from './titles';

/** A line of a comparison, in words. A side that has nothing of it is undefined. */
export interface DifferenceRow {
  readonly what: string;
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** What differs between two runs, in words, by heading; a heading without lines has no difference. */
export function differenceRows(
  difference: BranchDifference,
  left: Run,
  right: Run,
): readonly { readonly title: string; readonly rows: readonly DifferenceRow[] }[] {
  const here = namesOf(left.recording, left.trace);
  const there = namesOf(right.recording, right.trace);
  const { settings, data, acts, parting, notifications, inbox, counts } = difference;
  return [
    {
      title: 'Settings',
      rows: settings.map(({ what, left: mine, right: other }) => ({
        what: settingTitle(what),
        left: settingValue(what, mine),
        right: settingValue(what, other),
      })),
    },
    { title: 'Data at the start', rows: data.map((row) => ({ ...row, what: sentence(row.what) })) },
    {
      title: 'What you did',
      rows: [
        ...acts.left.map((act) => ({ what: actWords(act, here), left: timeOf(act), right: undefined })),
        ...acts.right.map((act) => ({ what: actWords(act, there), left: undefined, right: timeOf(act) })),
      ],
    },
    {
      title: 'Where they part',
      rows:
        parting === undefined
          ? []
          : [
              {
                what: `Step ${parting.what}`,
                left: parting.left === undefined ? 'It is over.' : narrate(parting.left, left.trace, here),
                right:
                  parting.right === undefined ? 'It is over.' : narrate(parting.right, right.trace, there),
              },
            ],
    },
    {
      title: 'Notifications',
      rows: notifications.map(({ what, left: mine, right: other }) => ({
        what: notificationWords(what, here),
        left: mine === undefined ? 'none' : stateWords(mine),
        right: other === undefined ? 'none' : stateWords(other),
      })),
    },
    {
      title: 'Messages that only one has received',
      rows: [
        ...inbox.left.map((item) => ({
          what: inboxWords(item, here),
          left: 'received',
          right: 'not received',
        })),
        ...inbox.right.map((item) => ({
          what: inboxWords(item, there),
          left: 'not received',
          right: 'received',
        })),
      ],
    },
    {
      title: 'In numbers',
      rows: counts.map(({ what, left: mine = 0, right: other = 0 }) => ({
        what: countTitles[what],
        left: what === 'durationMs' ? formatSpan(mine) : String(mine),
        right: what === 'durationMs' ? formatSpan(other) : `${other}${moreOrLess(other - mine)}`,
      })),
    },
  ];
}

function timeOf({ at }: Act): string {
  return `at ${formatSpan(at)}`;
}

function notificationWords({ type, customerId, channel, cause }: NotificationKind, names: Names): string {
  const whom = customerId === undefined ? 'the warehouse' : names.customerName(customerId);
  const about = cause === '' ? '' : ` (${names.productName(cause)})`;
  return sentence(`${spaced(type)} ${channelWord(channel)} for ${whom}${about}`);
}

function inboxWords({ channel, to, subject, body }: InboxItem, names: Names): string {
  return sentence(`${channelWord(channel)} to ${names.recipientName(to)}: ${quoted(subject ?? body)}`);
}

/** ` (2 more)` */
function moreOrLess(by: number): string {
  if (by === 0) return '';
  return by > 0 ? ` (${by} more)` : ` (${-by} fewer)`;
}
