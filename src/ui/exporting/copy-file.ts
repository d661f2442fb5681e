import { formatBytes } from './format-bytes';

/** What is larger would make other programs stand still when it is pasted, in bytes. */
export const mostCopied = 5_000_000;

/**
 * Puts a file into the clipboard: a text as a text, a PNG as a picture.
 * @returns what came of it, for people.
 */
export async function copyFile(file: Blob): Promise<string> {
  if (file.size > mostCopied)
    return `More than ${formatBytes(mostCopied)} are not copied. Download the file instead.`;
  try {
    if (file.type === 'image/png')
      await navigator.clipboard.write([new ClipboardItem({ [file.type]: file })]);
    else await navigator.clipboard.writeText(await file.text());
    return `Copied ${formatBytes(file.size)}.`;
  } catch {
    return 'The browser allowed no copying. Download the file instead.';
  }
}
