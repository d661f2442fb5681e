/** How many of the numbers, which ascend, are at most `value`. (d3 has the same, and with it more than the first step needs.) */
export function bisectRight(ascending: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
