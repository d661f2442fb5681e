import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { paints, type Theme } from '../../../src/ui/pictures/colours';

const styles = readFileSync('src/app.css', 'utf8');
const [light = '', dark = ''] = styles.split(":root[data-theme='dark']");
const declared: Readonly<Record<Theme, string>> = { light, dark };

/** A colour of the style sheet, as sRGB: the matrices are those of CSS Color 4, section 18. */
function colourIn(theme: Theme, property: string): string {
  const found = new RegExp(`--${property}: oklch\\(([\\d.]+)% ([\\d.]+) ([\\d.]+)\\)`).exec(declared[theme]);
  const [lightness = 0, chroma = 0, hue = 0] = (found ?? []).slice(1).map(Number);
  const turn = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(turn), chroma * Math.sin(turn)];
  const cube = (value: number) => value ** 3;
  const l = cube(lightness / 100 + 0.3963377774 * a + 0.2158037573 * b);
  const m = cube(lightness / 100 - 0.1055613458 * a - 0.0638541728 * b);
  const s = cube(lightness / 100 - 0.0894841775 * a - 1.291485548 * b);
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${channels.map(hex).join('')}`;
}

function hex(channel: number): string {
  const value = Math.min(1, Math.max(0, channel));
  const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0');
}

const properties = {
  ...{ ground: 'ground', surface: 'surface', raised: 'surface-raised', sunken: 'surface-sunken' },
  ...{ ink: 'ink', inkSoft: 'ink-soft', inkFaint: 'ink-faint' },
  ...{ hairline: 'hairline', hairlineStrong: 'hairline-strong', track: 'track', trackUsed: 'track-used' },
  ...{ accent: 'accent', accentSoft: 'accent-soft', onAccent: 'on-accent', onFlow: 'on-flow' },
  ...{ working: 'working', workingSoft: 'working-soft', waiting: 'waiting', waitingSoft: 'waiting-soft' },
  ...{ failure: 'failure', failureSoft: 'failure-soft' },
};

it.each(['light', 'dark'] as const)('pictures have the colours of the page (%s)', (theme) => {
  const { flows, ...plain } = paints[theme];
  expect(Object.keys(plain).sort()).toEqual(Object.keys(properties).sort());
  const ofPage = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, colourIn(theme, property)]),
  );
  expect(plain).toEqual(ofPage);
  expect(flows).toEqual(Array.from({ length: 8 }, (_, index) => colourIn(theme, `flow-${index}`)));
});
