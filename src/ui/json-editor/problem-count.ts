/** How much is wrong with a text, in words. */
export function wordForCount(count: number): string {
  if (count === 0) return 'Nothing is wrong with it.';
  return count === 1 ? '1 problem' : `${count} problems`;
}
