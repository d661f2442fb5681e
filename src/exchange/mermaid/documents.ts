import type { Piece } from '../piece';
import { frontMatter, oneLine } from './wording';

/** A diagram of its own. */
export interface Diagram {
  readonly title: string;
  /** From the line that says which kind it is. */
  readonly body: string;
}

/**
 * One diagram as Mermaid reads it; several as Markdown, a heading and a fenced block for each, as GitHub, GitLab and editors show
 * them. No line of a diagram begins with text of a person, so that none can end its block.
 * @param title of several together.
 * @param doneShare how much of the whole work was done before, from 0 to 1.
 */
export function* writeDiagrams(title: string, diagrams: readonly Diagram[], doneShare = 0): Generator<Piece> {
  const [only] = diagrams;
  if (only !== undefined && diagrams.length === 1) {
    yield { text: textOf(only), share: 1 };
    return;
  }
  yield { text: `# ${markdownText(title)}\n`, share: doneShare };
  for (const [index, diagram] of diagrams.entries()) {
    const text = `\n## ${markdownText(diagram.title)}\n\n\`\`\`mermaid\n${textOf(diagram)}\`\`\`\n`;
    yield { text, share: doneShare + ((1 - doneShare) * (index + 1)) / diagrams.length };
  }
}

/** What a text that `writeDiagrams` wrote is to be saved as: `mmd` for one diagram, `md` for several. */
export function mermaidExtension(text: string): 'mmd' | 'md' {
  return text.startsWith('# ') ? 'md' : 'mmd';
}

function textOf({ title, body }: Diagram): string {
  return frontMatter(title) + body;
}

/** A text as Markdown shows it: each punctuation mark of ASCII may stand behind a backslash (CommonMark, section 2.4). */
function markdownText(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_{}[\]<>()#+!|~&$]/g, (mark) => `\\${mark}`);
}
