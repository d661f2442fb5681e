/** The things that ids of this shop begin with. */
export type IdPrefix = 'cust' | 'ord' | 'prod';

/**
 * Ids of another system as ids of this shop, which begin with what they are of: `4711` is `cust-4711`. Two of theirs are never
 * one of ours, nor is one of theirs by chance one that the shop has.
 */
export class Ids {
  readonly #ours = new Map<string, string>();
  readonly #taken: Set<string>;

  /** @param own ids of the shop: theirs are the same when they are written the same. */
  constructor(
    private readonly prefix: IdPrefix,
    private readonly own: ReadonlySet<string>,
  ) {
    this.#taken = new Set(own);
  }

  /** Ours for one of theirs. @param isNew whether it is none of the shop's, though it is written the same. */
  of(theirs: string, isNew = false): string {
    const known = this.#ours.get(theirs);
    if (known !== undefined) return known;
    const ours = this.own.has(theirs) && !isNew ? theirs : this.#free(theirs);
    this.#ours.set(theirs, ours);
    return ours;
  }

  /** One for something that they do not name: it is none of theirs. All of theirs must have got one before. */
  made(wanted: string): string {
    return this.#free(wanted);
  }

  /** An id that nothing has yet. */
  #free(theirs: string): string {
    const wanted = theirs.startsWith(`${this.prefix}-`) ? theirs : `${this.prefix}-${theirs}`;
    let id = wanted;
    for (let count = 2; this.#taken.has(id); count += 1) id = `${wanted}-${count}`;
    this.#taken.add(id);
    return id;
  }
}
