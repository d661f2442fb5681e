import type { TokenShape } from './tokens';

/** The outline of each shape that a message can have, in a square of 30 with the middle at 0. */
export const outlines: Readonly<Record<TokenShape, string>> = {
  square: 'M-10 -10h20v20h-20z',
  circle: 'M0 -11a11 11 0 0 1 0 22a11 11 0 0 1 0 -22z',
  diamond: 'M0 -14L14 0L0 14L-14 0z',
  triangle: 'M-15 0L10 -12V12z',
  cross: 'M-6 -12L0 -6L6 -12L12 -6L6 0L12 6L6 12L0 6L-6 12L-12 6L-6 0L-12 -6z',
  envelope: 'M-14 -10h28v20h-28z',
  tick: 'M-11 0.5L-7 -3.5L-2.5 1L7 -8.5L11 -4.5L-2.5 9z',
};
