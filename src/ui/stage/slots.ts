/**
 * Gives each of a changing set of things a slot: a thing keeps its slot as long as it is there, and what comes takes over the
 * slot of what has gone. Elements that are kept by slot are moved and filled anew, which is far quicker than to take some away
 * and make others.
 */
export class Slots {
  #taken: ReadonlyMap<number, number> = new Map();

  /** @returns things with their slots, in the order of the slots. @param keyOf tells one thing from the others. */
  place<Thing>(
    things: readonly Thing[],
    keyOf: (thing: Thing) => number,
  ): readonly { readonly slot: number; readonly thing: Thing }[] {
    const kept = new Set(things.map((thing) => this.#taken.get(keyOf(thing))));
    let next = 0;
    const placed = things.map((thing) => {
      let slot = this.#taken.get(keyOf(thing));
      if (slot === undefined) {
        while (kept.has(next)) next += 1;
        slot = next;
        next += 1;
      }
      return { slot, thing };
    });
    this.#taken = new Map(placed.map(({ slot, thing }) => [keyOf(thing), slot]));
    return placed.sort((a, b) => a.slot - b.slot);
  }
}
