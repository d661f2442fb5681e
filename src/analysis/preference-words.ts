import type { Facts, Json } from '../simulation';
import { factsOf, listOf, textOf, textsOf } from './facts';
import { channelWords, listed, spaced } from './words';

/** What is unusual about preferences, after a colon; nothing when nothing is. */
export function notable(preferences: Facts): string {
  const { channels, unsubscribedTypes } = preferences;
  const off = Object.entries(factsOf(channels)).flatMap(([channel, on]) => (on === false ? [channel] : []));
  const types = textsOf(unsubscribedTypes).map(spaced);
  const quiet = hoursWord(preferences['quietHours']);
  const words = [
    ...(off.length === 0 ? [] : [`${channelWords(off)} switched off`]),
    ...(types.length === 0 ? [] : [`unsubscribed from ${listed(types)}`]),
    ...(quiet === undefined ? [] : [`quiet hours ${quiet}`]),
  ];
  return words.length === 0 ? '' : `: ${words.join('; ')}`;
}

/** `22:00–08:00`; undefined when there are no quiet hours. */
export function hoursWord(quietHours: Json | undefined): string | undefined {
  const { from, to } = factsOf(quietHours);
  const times = [from, to].map(textOf).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : times.join('–');
}

/** What someone wants to have different: `order updates by email and SMS; push off`. */
export function wishWords({ categories, channels }: Facts): string | undefined {
  const wanted = Object.entries(factsOf(categories)).map(([category, by = null]) => {
    const means = listOf(by).length === 0 ? 'by no channel' : `by ${channelWords(textsOf(by))}`;
    return `${spaced(category)} ${means}`;
  });
  const switches = Object.entries(factsOf(channels)).map(
    ([channel, on]) => `${channelWords([channel])} ${on === true ? 'on' : 'off'}`,
  );
  const wishes = [...wanted, ...switches];
  return wishes.length === 0 ? undefined : wishes.join('; ');
}
