/**
 * A choice that takes effect at once or after a long computation, or not at all: until it does, the list shows what is true.
 * @param select the list in which the person has chosen.
 * @param choose tells whoever can make it so.
 * @param shown what is true.
 */
export function chooseIn(
  select: HTMLSelectElement,
  choose: (value: string) => void,
  shown: () => string,
): void {
  choose(select.value);
  select.value = shown();
}
