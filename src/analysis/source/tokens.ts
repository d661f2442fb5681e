/** What a piece of TypeScript is, as far as reading and colouring it needs. */
export type TokenKind = 'comment' | 'string' | 'number' | 'keyword' | 'name' | 'sign';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Where it begins in the text, counted from 0. */
  readonly start: number;
}

const keywords: ReadonlySet<string> = new Set(
  (
    'abstract as async await break case catch class const continue default do else export extends false finally for ' +
    'from function get if implements import in instanceof interface keyof let new null of private protected public ' +
    'readonly return satisfies set static super switch this throw true try type typeof undefined unknown void while yield'
  ).split(' '),
);

/** Words that are keywords only in some places, and names in others. */
const namesToo: ReadonlySet<string> = new Set([
  'as',
  'from',
  'get',
  'of',
  'set',
  'type',
  'async',
  'satisfies',
]);

const patterns = {
  space: /\s+/y,
  comment: /\/\/[^\n]*|\/\*[\s\S]*?\*\//y,
  string: /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/y,
  number: /\d[\d_]*(?:\.\d+)?(?:e\d+)?/y,
  word: /#?[A-Za-z_$][\w$]*/y,
  sign: /=>|===|!==|>=|<=|&&|\|\||\?\?=?|\?\.|\.\.\.|[+\-*/]=|[\s\S]/y,
  regularExpression: /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y,
} as const;

/** Cuts TypeScript into its tokens; white space is left out. Text with `${}` in it is one string. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let last: Token | undefined;
  const add = (kind: TokenKind, length: number) => {
    const token = { kind, text: text.slice(at, at + length), start: at };
    tokens.push(token);
    if (kind !== 'comment') last = token;
    at += length;
  };
  while (at < text.length) {
    const space = lengthOf(patterns.space, text, at);
    if (space > 0) {
      at += space;
      continue;
    }
    const comment = lengthOf(patterns.comment, text, at);
    const string = text[at] === '`' ? templateLength(text, at) : lengthOf(patterns.string, text, at);
    const number = lengthOf(patterns.number, text, at);
    const word = lengthOf(patterns.word, text, at);
    const expression =
      text[at] === '/' && beginsValue(last) ? lengthOf(patterns.regularExpression, text, at) : 0;
    if (comment > 0) add('comment', comment);
    else if (string > 0) add('string', string);
    else if (expression > 0) add('string', expression);
    else if (number > 0) add('number', number);
    else if (word > 0) add(wordKind(text, at, word, last), word);
    else add('sign', lengthOf(patterns.sign, text, at));
  }
  return tokens;
}

/** What a string token says, without its quotation marks. */
export function stringIn({ text }: Token): string {
  return text.slice(1, -1);
}

function wordKind(text: string, at: number, length: number, last: Token | undefined): TokenKind {
  const word = text.slice(at, at + length);
  if (!keywords.has(word) || last?.text === '.' || last?.text === '?.') return 'name';
  return namesToo.has(word) && /^\s*[:,)}=;.(?]/.test(text.slice(at + length, at + length + 8))
    ? 'name'
    : 'keyword';
}

/** Whether what comes after a token is a value, so that a slash begins a regular expression. */
function beginsValue(last: Token | undefined): boolean {
  if (last === undefined) return true;
  return last.kind === 'keyword' || (last.kind === 'sign' && !/^[)\]}]$/.test(last.text));
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

/** The length of a template from its first back quote to its last, whatever stands in its `${}`. */
function templateLength(text: string, begin: number): number {
  let at = begin + 1;
  while (at < text.length && text[at] !== '`') {
    if (text[at] === '\\') at += 2;
    else if (text.startsWith('${', at)) at = placeholderEnd(text, at + 2);
    else at += 1;
  }
  return at + 1 - begin;
}

function placeholderEnd(text: string, begin: number): number {
  let at = begin;
  for (let depth = 1; at < text.length && depth > 0;) {
    if (text[at] === '`') {
      at += templateLength(text, at);
      continue;
    }
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    at += 1;
  }
  return at;
}
