import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  snippetCompletion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from '@codemirror/language';
import { linter, lintGutter, lintKeymap, forceLinting, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { editorTheme } from './editor-theme';
import type { Place } from './json-places';
import { suggestionsAt } from './schema-completion';
import type { SchemaNode } from './schema-alternatives';

/** What an editor asks for and tells; each is asked when it is needed, so it may change. */
export interface JsonViewOptions {
  readonly text: string;
  readonly label: string;
  /** Id of an element outside that says how the keys work; told in words, since it is not in the same tree. */
  readonly description: string;
  readonly readonly: boolean;
  readonly schema: () => SchemaNode | undefined;
  /** Where something is wrong with a text. */
  readonly places: (text: string) => readonly Place[];
  readonly onchange: (text: string) => void;
}

/** An editor of JSON text on the page. */
export interface JsonView {
  /** Shows another text, unless it is the one that stands there. */
  show(text: string): void;
  setReadonly(readonly: boolean): void;
  /** Looks again for what is wrong, since something besides the text has changed. */
  check(): void;
  /** Puts the cursor to a place of the text and shows it. */
  goTo(at: number): void;
  destroy(): void;
}

/**
 * Puts an editor into a shadow tree. There its styles are adopted, which a policy without inline styles allows, and the page’s
 * own styles leave it alone.
 */
export function createJsonView(root: ShadowRoot, options: JsonViewOptions): JsonView {
  const lock = new Compartment();
  const locked = (readonly: boolean) => [EditorState.readOnly.of(readonly)];
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        foldGutter(),
        codeFolding(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        indentUnit.of('  '),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [(context) => complete(context, options.schema())], icons: false }),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSelectionMatches(),
        search(),
        json(),
        linter((shown) => options.places(shown.state.doc.toString()).map(diagnostic), { delay: 300 }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': options.label,
          'aria-description': options.description,
          tabindex: '0',
        }),
        lock.of(locked(options.readonly)),
        editorTheme,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) options.onchange(update.state.doc.toString());
        }),
        // Tab is not among them: it leaves the editor. Ctrl+] and Ctrl+[ indent.
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...completionKeymap,
          ...lintKeymap,
        ]),
      ],
    }),
  });
  return {
    show(text) {
      const shown = view.state.doc.toString();
      if (shown !== text) view.dispatch({ changes: { from: 0, to: shown.length, insert: text } });
    },
    setReadonly(readonly) {
      view.dispatch({ effects: lock.reconfigure(locked(readonly)) });
    },
    check() {
      forceLinting(view);
    },
    goTo(at) {
      const anchor = Math.min(at, view.state.doc.length);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      view.focus();
    },
    destroy() {
      view.destroy();
    },
  };
}

function diagnostic({ from, to, message }: Place): Diagnostic {
  return { from, to, message, severity: 'error' };
}

/** While someone types, only what was begun is completed; Ctrl+Space asks anywhere. */
function complete(context: CompletionContext, schema: SchemaNode | undefined): CompletionResult | null {
  if (schema === undefined) return null;
  const found = suggestionsAt(context.state.doc.toString(), context.pos, schema);
  if (found === undefined || (!context.explicit && found.from === context.pos)) return null;
  // What stands after the cursor is replaced as well, so the editor cannot filter by what stands there.
  const begun = context.state.sliceDoc(found.from, context.pos).replace(/^"/, '').toLowerCase();
  const options = found.options
    .filter(({ label }) => label.toLowerCase().includes(begun))
    .map(({ label, detail, template }) => snippetCompletion(template, { label, detail }));
  return options.length === 0 ? null : { from: found.from, to: found.to, options, filter: false };
}
