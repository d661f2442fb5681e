/** Resolves once the frame that is being made is drawn. */
function frameDrawn(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

/**
 * A value that follows another one a frame later: for what a person reads after the rest, so that the rest is there at once.
 * Make it while a component is made.
 */
export class Following<T> {
  readonly #read: () => T;
  #current: T;
  #underWay: Promise<void> | undefined;

  /** @param read the value that is followed; what it reads is tracked. */
  constructor(read: () => T) {
    this.#read = read;
    this.#current = $state.raw(read());
    // Talks to the screen: what it draws next must not wait for this.
    $effect(() => {
      read();
      void this.caughtUp();
    });
  }

  /** What the followed value was when the last frame was drawn. */
  get current(): T {
    return this.#current;
  }

  /** Resolves once this is what it follows. */
  caughtUp(): Promise<void> {
    this.#underWay ??= frameDrawn().then(() => {
      this.#underWay = undefined;
      this.#current = this.#read();
    });
    return this.#underWay;
  }
}
