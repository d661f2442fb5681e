import type { Flow } from '../../analysis/flows';

/** The two looks of a picture, as of the page. */
export type Theme = 'light' | 'dark';

/** The colours of `app.css` as every program understands them; a test holds them together. */
const light = {
  ground: '#f5f7fa',
  surface: '#fdfeff',
  raised: '#ffffff',
  sunken: '#edf0f4',
  ink: '#192029',
  inkSoft: '#464e58',
  inkFaint: '#5c646e',
  hairline: '#cfd5db',
  hairlineStrong: '#7f8790',
  track: '#c5cbd2',
  trackUsed: '#7f8e9e',
  accent: '#2f59ab',
  accentSoft: '#dbe9ff',
  onAccent: '#fafcff',
  working: '#0b7643',
  workingSoft: '#d7f4e0',
  waiting: '#975800',
  waitingSoft: '#feedc9',
  failure: '#b71a18',
  failureSoft: '#ffe7e3',
  onFlow: '#ffffff',
  flows: ['#1666aa', '#b94a00', '#007c59', '#a84482', '#9d6400', '#0079a2', '#7b7414', '#44484d'],
} as const;

/** What a picture is painted with. */
export type Paint = {
  readonly [Name in keyof typeof light]: (typeof light)[Name] extends string ? string : readonly string[];
};

const dark: Paint = {
  ground: '#10141a',
  surface: '#161b22',
  raised: '#1f252c',
  sunken: '#0c1015',
  ink: '#e8ebef',
  inkSoft: '#b9bec4',
  inkFaint: '#999fa6',
  hairline: '#30363d',
  hairlineStrong: '#6e757f',
  track: '#383e46',
  trackUsed: '#6d7c8c',
  accent: '#8bb1f7',
  accentSoft: '#243554',
  onAccent: '#0a111f',
  working: '#68cd8f',
  workingSoft: '#193825',
  waiting: '#edb755',
  waitingSoft: '#443116',
  failure: '#fb8274',
  failureSoft: '#51231e',
  onFlow: '#0c121a',
  flows: ['#73b0ee', '#f58b4b', '#58c69b', '#eb8ec4', '#e9b452', '#75caf2', '#ded66a', '#c6cbd1'],
};

export const paints: Readonly<Record<Theme, Paint>> = { light, dark };

/** The colour in a place of the palette of stories; the last one for none. */
export function flowPaint(paint: Paint, flow: Pick<Flow, 'colour'> | undefined): string {
  return paint.flows[flow?.colour ?? 7] ?? paint.ink;
}

/** A colour mixed with another. @param share of the first, 0 to 1. */
export function mixed(one: string, other: string, share: number): string {
  const channels = [1, 3, 5].map((place) => {
    const [a, b] = [one, other].map((colour) => Number.parseInt(colour.slice(place, place + 2), 16));
    return Math.round((a ?? 0) * share + (b ?? 0) * (1 - share))
      .toString(16)
      .padStart(2, '0');
  });
  return `#${channels.join('')}`;
}
