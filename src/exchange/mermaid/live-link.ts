import { strToU8, zlibSync } from 'fflate';
import { toBase64Url } from '../base64url';

/**
 * A link that opens one diagram in Mermaid’s own editor, for a person to follow or not: the diagram is in the fragment, which no
 * browser sends to a server. The form is that of mermaid-live-editor (`src/lib/util/serde.ts`): `#pako:` and, as base64url, the
 * editor’s state as JSON, compressed by zlib.
 */
export function mermaidLiveLink(diagram: string): string {
  const state = { code: diagram, mermaid: '{"theme":"default"}', autoSync: true, updateDiagram: true };
  return `https://mermaid.live/edit#pako:${toBase64Url(zlibSync(strToU8(JSON.stringify(state)), { level: 9 }))}`;
}
