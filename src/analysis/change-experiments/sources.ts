import { architectureNames, type ArchitectureName } from '../../simulation';

/** What a source file names that knows a thing. */
export interface SourceTerm {
  /** `word`: anywhere in a name or a text, in capitals or not; `value`: a whole text, or the name of a field or a type. */
  readonly kind: 'word' | 'value';
  readonly text: string;
}

/** A source file that names a thing. */
export interface SourceMention {
  /** From the root of the sources: `architectures/api-driven/ordering.ts`. */
  readonly path: string;
  /** Whether it is about nothing else: its own name says so. */
  readonly isItsOwn: boolean;
  /** The lines that name it, as they stand there. */
  readonly lines: readonly { readonly number: number; readonly text: string }[];
}

/** The files of an architecture, or those that both share. */
export interface SourceGroup {
  readonly of: ArchitectureName | 'both';
  readonly fileCount: number;
  readonly mentions: readonly SourceMention[];
}

/**
 * Which source files know a thing: those whose code names one of its terms. Comments say much and bind nobody, so they do
 * not count.
 * @param sources texts by path, whatever stands before `src/`.
 * @returns the files of each architecture, and those that both share.
 */
export function sourcesNaming(
  sources: { readonly [path: string]: string },
  terms: readonly SourceTerm[],
): readonly SourceGroup[] {
  const files = Object.entries(sources)
    .map(([path, text]) => ({ path: path.replace(/^.*?src\//, ''), text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return [...architectureNames, 'both' as const].map((of) => {
    const own = files.filter(({ path }) => groupOf(path) === of);
    return {
      of,
      fileCount: own.length,
      mentions: own.flatMap((file) => {
        const lines = linesNaming(file.text, terms);
        return lines.length === 0
          ? []
          : [{ path: file.path, isItsOwn: isNamedAfter(file.path, terms), lines }];
      }),
    };
  });
}

function groupOf(path: string): ArchitectureName | 'both' {
  return architectureNames.find((name) => path.startsWith(`architectures/${name}/`)) ?? 'both';
}

/** `analytics-api-client.ts` is a file of Analytics. */
function isNamedAfter(path: string, terms: readonly SourceTerm[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return terms.some(({ kind, text }) => kind === 'word' && name.includes(text.toLowerCase()));
}

function linesNaming(text: string, terms: readonly SourceTerm[]): SourceMention['lines'] {
  const patterns = terms.map(patternFor);
  const lines = text.split('\n');
  return codeOf(text)
    .split('\n')
    .flatMap((code, index) =>
      patterns.some((pattern) => pattern.test(code))
        ? [{ number: index + 1, text: (lines[index] ?? '').trim() }]
        : [],
    );
}

function patternFor({ kind, text }: SourceTerm): RegExp {
  const literal = text.replaceAll(/[^\w]/g, '\\$&');
  if (kind === 'word') return new RegExp(literal, 'i');
  return new RegExp(
    `(['"\`])${literal}\\1|(?<![.\\w])${literal}(?=\\??:)|(?<![.\\w'"\`-])${titled(text, literal)}(?![\\w-])`,
  );
}

/** The name of a type stands alone, without quotation marks; what else a word may be is a value only as text or field. */
function titled(text: string, literal: string): string {
  return /^[A-Z]/.test(text) ? literal : '(?!)';
}

/** Comments, and the texts that may hold what looks like one. */
const commentsAndTexts =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

/** A source without its comments; every line stays where it is. */
export function codeOf(source: string): string {
  return source.replaceAll(commentsAndTexts, (part) =>
    part.startsWith('/') ? part.replaceAll(/[^\n]/g, ' ') : part,
  );
}
