/** The id of an option of a list, which may have no spaces. */
export function optionId(listId: string, key: string): string {
  return `${listId}-${key.replaceAll(' ', '-')}`;
}
