import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editor in the colours of the page: custom properties reach it, so that light and dark follow by themselves. */
const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface-raised)', fontSize: '12px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'var(--accent-soft)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { backgroundColor: 'var(--surface)' },
  '.cm-gutters': {
    color: 'var(--ink-faint)',
    backgroundColor: 'var(--surface-sunken)',
    borderRight: '1px solid var(--hairline)',
  },
  '.cm-activeLineGutter': { color: 'var(--ink)', backgroundColor: 'transparent' },
  '.cm-foldPlaceholder': {
    padding: '0 6px',
    border: '1px solid var(--hairline-strong)',
    borderRadius: '3px',
    color: 'var(--ink-soft)',
    backgroundColor: 'var(--surface-sunken)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    outline: '1px solid var(--accent)',
    backgroundColor: 'transparent',
  },
  '.cm-searchMatch': { outline: '1px solid var(--waiting)', backgroundColor: 'var(--waiting-soft)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--accent-soft)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-soft)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--failure)',
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '3px',
  },
  '.cm-lintPoint-error:after': { borderBottomColor: 'var(--failure)' },
  '.cm-lint-marker-error': { content: 'none' },
  '.cm-lint-marker': {
    width: '10px',
    height: '10px',
    margin: '4px 2px',
    borderRadius: '50%',
    backgroundColor: 'var(--failure)',
  },
  '.cm-tooltip': {
    maxWidth: 'min(420px, 90vw)',
    border: '1px solid var(--hairline-strong)',
    borderRadius: '6px',
    color: 'var(--ink)',
    backgroundColor: 'var(--surface-raised)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '3px 8px', minHeight: '24px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': {
    color: 'var(--ink)',
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-completionDetail': { color: 'var(--ink-soft)', fontStyle: 'normal' },
  '.cm-completionMatchedText': { color: 'var(--accent)', textDecoration: 'none', fontWeight: '600' },
  '.cm-diagnostic': { fontFamily: 'var(--sans)', padding: '4px 8px' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--failure)' },
  '.cm-panels': { color: 'var(--ink)', backgroundColor: 'var(--surface-sunken)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--hairline)' },
  '.cm-panel.cm-search': { padding: '6px 40px 6px 8px', fontFamily: 'var(--sans)' },
  '.cm-panel.cm-search label': { fontSize: '12px' },
  '.cm-textfield': {
    minHeight: '26px',
    border: '1px solid var(--hairline-strong)',
    borderRadius: '4px',
    fontSize: '12px',
    backgroundColor: 'var(--surface-raised)',
  },
  '.cm-button': {
    minHeight: '26px',
    border: '1px solid var(--hairline-strong)',
    borderRadius: '4px',
    color: 'var(--ink)',
    backgroundColor: 'var(--surface-raised)',
    backgroundImage: 'none',
    fontSize: '12px',
  },
  '.cm-panel.cm-search [name=close], .cm-panel button[name=close]': {
    minWidth: '26px',
    minHeight: '26px',
    color: 'var(--ink)',
    fontSize: '16px',
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--working)' },
  { tag: tags.number, color: 'var(--waiting)' },
  { tag: [tags.bool, tags.null], color: 'var(--flow-3)', fontWeight: '600' },
  { tag: tags.invalid, color: 'var(--failure)' },
]);

export const editorTheme = [look, syntaxHighlighting(colours)];
