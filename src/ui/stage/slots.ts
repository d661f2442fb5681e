interface Look {
  readonly shape: string;
  readonly colour: string;
}

/**
 * Gives each of a changing set of things a slot: a thing keeps its slot as long as it is there, and what comes takes over the
 * slot of what has gone. Elements that are kept by slot are moved and filled anew, which is far quicker than to take some away
 * and make others.
 */
export class Slots {
  #taken: ReadonlyMap<number, number> = new Map();
  /** How what is in each slot looks, or what was there last. */
  readonly #looks: Look[] = [];

  /**
   * @param keyOf tells one thing from the others.
   * @param lookOf says what has to be drawn anew when it is another: a slot of the same look is taken first, and then one
   * of the same shape.
   * @returns the things with their slots, in the order of the slots.
   */
  place<Thing>(
    things: readonly Thing[],
    keyOf: (thing: Thing) => number,
    lookOf: (thing: Thing) => Look,
  ): readonly { readonly slot: number; readonly thing: Thing }[] {
    const kept = new Set(things.map((thing) => this.#taken.get(keyOf(thing))));
    const free = Array.from({ length: this.#looks.length + things.length }, (_, slot) => slot).filter(
      (slot) => !kept.has(slot),
    );
    const placed = things.map((thing) => {
      const look = lookOf(thing);
      const slot = this.#taken.get(keyOf(thing)) ?? free.splice(this.#likest(look, free), 1)[0] ?? 0;
      this.#looks[slot] = look;
      return { slot, thing };
    });
    this.#taken = new Map(placed.map(({ slot, thing }) => [keyOf(thing), slot]));
    return placed.sort((a, b) => a.slot - b.slot);
  }

  /** Which of some slots had in it what looks most like something. @returns its place among them. */
  #likest({ shape, colour }: Look, slots: readonly number[]): number {
    const alike = slots.findIndex((slot) => {
      const look = this.#looks[slot];
      return look?.shape === shape && look.colour === colour;
    });
    if (alike >= 0) return alike;
    return Math.max(
      0,
      slots.findIndex((slot) => this.#looks[slot]?.shape === shape),
    );
  }
}
