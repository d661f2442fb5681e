/** What a person has to know, until it is dismissed. */
export class Notices {
  #all = $state.raw<readonly string[]>([]);

  /** From old to new, each once. */
  get all(): readonly string[] {
    return this.#all;
  }

  add(notice: string): void {
    if (!this.#all.includes(notice)) this.#all = [...this.#all, notice];
  }

  dismiss(notice: string): void {
    this.#all = this.#all.filter((other) => other !== notice);
  }
}
