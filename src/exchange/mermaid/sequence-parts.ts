/** Mermaid draws no more characters in one diagram (`maxTextSize`, its default). */
export const mostCharacters = 50_000;
/** More messages are hardly read, and slow to draw. */
export const mostMessages = 1_000;

/** Lines that stay together. */
export interface Block {
  readonly text: string;
  readonly isMessage: boolean;
  /** Lifelines whose bars begin or end below it, in order. */
  readonly bars: readonly Bar[];
  /** Whether a story begins with it: a good place for a new part. */
  readonly isBeginning: boolean;
}

interface Bar {
  readonly id: string;
  readonly ends: boolean;
}

/** Some of the lines, a diagram of their own: all bars that begin in it end in it. */
export interface Part {
  readonly body: string;
  /** The number of its first message, 1 for the first of all. */
  readonly firstNumber: number;
}

/** Lines of a diagram in parts that Mermaid can draw, each as long as can be, cut where a story begins if that is not far up. */
export class Parts {
  readonly #parts: Part[] = [];
  #blocks: Block[] = [];
  /** How many bars are open on each lifeline, where the part begins and where it has come to. */
  #openAtTop: OpenBars = new Map();
  #open = new Map<string, number>();
  #length = 0;
  #messageCount = 0;
  #messagesBefore = 0;
  /** The last good place to cut: how many blocks are before it. */
  #cut: number | undefined;

  /** @param headLength how many characters stand at the top of each part. */
  constructor(private readonly headLength: number) {}

  add(block: Block): void {
    if (!this.#fits(block)) this.#endPart();
    const isFar = 2 * this.#length > mostCharacters || 2 * this.#messageCount > mostMessages;
    if (block.isBeginning && isFar) this.#cut = this.#blocks.length;
    this.#append(block);
  }

  /** All parts, at least one. */
  finish(): readonly Part[] {
    if (this.#blocks.length > 0 || this.#parts.length === 0) this.#push(this.#blocks);
    return this.#parts;
  }

  #fits(block: Block): boolean {
    if (this.#blocks.length === 0) return true;
    const messageCount = this.#messageCount + (block.isMessage ? 1 : 0);
    // Each may have to be ended by the part as well.
    const barsLength = 2 * block.bars.length * longestBar;
    const length = this.headLength + this.#length + block.text.length + barsLength;
    return messageCount <= mostMessages && length + lengthOf(this.#open) <= mostCharacters;
  }

  #append(block: Block): void {
    this.#blocks.push(block);
    this.#messageCount += block.isMessage ? 1 : 0;
    this.#length += textOf(block).length;
    count(this.#open, block);
  }

  /** What is below the cut begins the next part. */
  #endPart(): void {
    const cut = this.#cut ?? this.#blocks.length;
    const rest = this.#blocks.slice(cut);
    this.#push(this.#blocks.slice(0, cut));
    for (const block of rest) this.#append(block);
  }

  #push(blocks: readonly Block[]): void {
    const open = new Map(this.#openAtTop);
    for (const block of blocks) count(open, block);
    const body = barLines(this.#openAtTop, false) + blocks.map(textOf).join('') + barLines(open, true);
    this.#parts.push({ body, firstNumber: this.#messagesBefore + 1 });
    this.#messagesBefore += blocks.filter(({ isMessage }) => isMessage).length;
    this.#openAtTop = open;
    this.#open = new Map(open);
    this.#blocks = [];
    this.#length = lengthOf(open);
    this.#messageCount = 0;
    this.#cut = undefined;
  }
}

type OpenBars = ReadonlyMap<string, number>;

function count(open: Map<string, number>, { bars }: Block): void {
  for (const { id, ends } of bars) open.set(id, (open.get(id) ?? 0) + (ends ? -1 : 1));
}

function textOf({ text, bars }: Block): string {
  return text + bars.map(({ id, ends }) => barLine(id, ends)).join('');
}

function barLine(id: string, ends: boolean): string {
  return `${ends ? 'deactivate' : 'activate'} ${id}\n`;
}

function barLines(open: OpenBars, ends: boolean): string {
  return [...open].map(([id, depth]) => barLine(id, ends).repeat(depth)).join('');
}

/** `deactivate P1234`, and the line break. */
const longestBar = 17;

/** At most so many characters end all bars that are open. */
function lengthOf(open: OpenBars): number {
  let depths = 0;
  for (const depth of open.values()) depths += depth;
  return depths * longestBar;
}
