/** Code that the page does not begin with. Asking for it fetches it; whoever asked is told when it has come. */
export class Later<Code> {
  #code = $state.raw<Code>();
  #hasFailed = $state(false);
  #fetching: Promise<void> | undefined;

  constructor(private readonly load: () => Promise<Code>) {}

  /** Undefined until it has come. */
  get present(): Code | undefined {
    return this.#code;
  }

  /** What is present; if nothing is, it is fetched. */
  get code(): Code | undefined {
    void this.fetch();
    return this.#code;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Fetches the code, if nobody has asked for it before. */
  fetch(): Promise<void> {
    return (this.#fetching ??= this.#fetch());
  }

  async #fetch(): Promise<void> {
    try {
      this.#code = await this.load();
    } catch {
      this.#hasFailed = true;
    }
  }
}
