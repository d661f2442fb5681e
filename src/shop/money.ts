/** An amount as people see it: `formatCents(11999)` gives `$119.99`. @param cents whole cents, also negative. */
export function formatCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '−' : ''}$${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A price less some per cent, rounded to whole cents. @param percent 0 to 100. */
export function discounted(priceCents: number, percent: number): number {
  return Math.round((priceCents * (100 - percent)) / 100);
}
