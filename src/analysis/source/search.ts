import type { SourceGraph } from './graph';
import type { Call, Literal, SourceFunction } from './outline';

/** What an expression looks like that leaves a certain record. */
export interface Wanted {
  readonly call?: (call: Call) => boolean;
  readonly literal?: (literal: Literal) => boolean;
}

/** A line that was found: in which function, and the word on it that was looked for. */
export interface Site {
  readonly owner: SourceFunction;
  readonly line: number;
  readonly word: string;
}

/** The sites of a search that a function reaches, by line. */
type Sites = ReadonlyMap<string, Site>;

/**
 * Looks for an expression in a function and in all that it calls, as long as that is the service’s own: of what the service calls
 * from the shop’s common code, of the client of an API and of the brokers, the line that calls it is the one that is found.
 */
export class SourceSearch {
  readonly #sites = new Map<SourceFunction, Sites>();
  readonly #reaching = new Map<SourceFunction, boolean>();

  constructor(
    private readonly graph: SourceGraph,
    private readonly wanted: Wanted,
  ) {}

  /** All lines that are reached from a function, each once. */
  from(root: SourceFunction): readonly Site[] {
    return [...this.#from(root, root.file).values()];
  }

  /** The lines that stand in a function itself. */
  within(owner: SourceFunction): readonly Site[] {
    const calls = this.graph.callsIn(owner).filter((call) => this.wanted.call?.(call) === true);
    return [
      ...this.#literalsIn(owner).map(({ value: word, line }) => ({ owner, line, word })),
      ...calls.map(({ name: word, line }) => ({ owner, line, word })),
    ];
  }

  /** Whether a site is reached from a function. */
  leadsTo(root: SourceFunction, site: Site): boolean {
    return this.#from(root, root.file).has(siteKey(site));
  }

  /** @param home the file that a search began in: what is common code elsewhere is the thing itself there. */
  #from(owner: SourceFunction, home: string): Sites {
    const known = this.#sites.get(owner);
    if (known !== undefined) return known;
    const found = new Map<string, Site>();
    this.#sites.set(owner, found);
    const add = (site: Site) => found.set(siteKey(site), site);
    this.within(owner).forEach(add);
    for (const call of this.graph.callsIn(owner)) {
      const { line, name: word } = call;
      for (const callee of this.graph.calleesOf(call, owner.file)) {
        if (!isCommon(callee.file) || callee.file === home) this.#from(callee, home).forEach(add);
        else if (this.#reaches(callee)) add({ owner, line, word });
      }
    }
    return found;
  }

  #literalsIn(owner: SourceFunction): readonly Literal[] {
    const { literal } = this.wanted;
    return literal === undefined ? [] : this.graph.literalsIn(owner).filter(literal);
  }

  /** Whether something of the kind stands in common code, or in what that calls. */
  #reaches(owner: SourceFunction): boolean {
    const known = this.#reaching.get(owner);
    if (known !== undefined) return known;
    this.#reaching.set(owner, false);
    const callees = this.graph.callsIn(owner).flatMap((call) => this.graph.calleesOf(call, owner.file));
    const reaches = this.within(owner).length > 0 || callees.some((callee) => this.#reaches(callee));
    this.#reaching.set(owner, reaches);
    return reaches;
  }
}

/** Equal for sites on the same line. */
export function siteKey({ owner, line }: Site): string {
  return `${owner.file}:${line}`;
}

/** Code that services share or talk through: not what a service does, but what it does it with. */
function isCommon(path: string): boolean {
  return /^(shop|brokers)\/|-client\.ts$|\/remote-call\.ts$/.test(path);
}
