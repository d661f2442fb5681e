/** Why work is not kept. */
export type Trouble = 'denied' | 'full' | 'unavailable';

/** A refusal that is understood already. */
export class Refused extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble);
  }
}

/** What the browser's refusal means. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof Refused) return error.trouble;
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return 'full';
  if (name === 'SecurityError' || name === 'NotAllowedError') return 'denied';
  return 'unavailable';
}

/** What the page says of it. */
export const troubleWords: { readonly [Why in Trouble]: string } = {
  denied: 'Not kept in this browser: it allows this page no storage. Export to keep your work.',
  full: 'Not kept in this browser: storage is full. Export to keep your work.',
  unavailable: 'Not kept in this browser: its storage cannot be used now. Export to keep your work.',
};
