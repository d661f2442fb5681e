import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import { fromBase64Url, toBase64Url } from './base64url';
import { refuse, type Reading } from './reading';

/** What a text may unpack to, in bytes. */
const mostBytes = 8 * 1024 * 1024;
/** A byte unpacks to 1032 at most, so that what comes of one portion stays near the limit. */
const portionBytes = 512;
const checksumBytes = 4;

/** Text in as few characters as an address can hold: compressed, with a checksum, as base64url. The same each time. */
export function pack(text: string): string {
  const compressed = deflateSync(strToU8(text), { level: 9 });
  const bytes = new Uint8Array(compressed.length + checksumBytes);
  bytes.set(compressed);
  new DataView(bytes.buffer).setUint32(compressed.length, checksumOf(compressed));
  return toBase64Url(bytes);
}

/** The text that was packed. What was cut short or changed on the way is refused, and so is what grows without end. */
export function unpack(packed: string): Reading<string> {
  const bytes = fromBase64Url(packed);
  if (bytes === undefined || bytes.length <= checksumBytes) return damaged;
  const compressed = bytes.subarray(0, -checksumBytes);
  const checksum = new DataView(bytes.buffer).getUint32(compressed.length);
  if (checksum !== checksumOf(compressed)) return damaged;
  return inflate(compressed);
}

const damaged = refuse(
  'This link is damaged: a part of it is missing, or was changed on the way.',
  'Copy the whole link again, or ask for it anew.',
);
const tooLarge = refuse(
  'This link unpacks to more than 8 MB. No link of Signalbox does.',
  'Ask for the recording as a file.',
);

function inflate(compressed: Uint8Array): Reading<string> {
  const portions: Uint8Array[] = [];
  let size = 0;
  const stream = new Inflate((portion) => {
    portions.push(portion);
    size += portion.length;
  });
  try {
    for (let at = 0; at < compressed.length; at += portionBytes) {
      const end = at + portionBytes;
      stream.push(compressed.subarray(at, end), end >= compressed.length);
      if (size > mostBytes) return tooLarge;
    }
  } catch {
    return damaged;
  }
  const whole = new Uint8Array(size);
  let filled = 0;
  for (const portion of portions) {
    whole.set(portion, filled);
    filled += portion.length;
  }
  return { ok: true, value: strFromU8(whole) };
}

/** CRC-32, as in zip files: no single flipped bit goes unnoticed. */
function checksumOf(bytes: Uint8Array): number {
  let rest = 0xffff_ffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb8_8320 : 0);
  }
  return ~rest >>> 0;
}
