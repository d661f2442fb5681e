/** As much of a Redis client as the tests need: commands over a socket, one after the other (RESP2). */
import type { Socket } from 'node:net';

export type Answer = string | number | null | readonly Answer[];

/** What the server answered to a command that it refuses. */
class RedisError extends Error {}

type Waiting = { readonly resolve: (answer: Answer) => void; readonly reject: (error: Error) => void };

export class RedisClient {
  #received = Buffer.alloc(0);
  readonly #waiting: Waiting[] = [];
  /** What came on the channels to which this connection is subscribed: the texts, in order. */
  readonly messages: string[] = [];

  private constructor(private readonly socket: Socket) {
    socket.on('data', (part: Buffer) => {
      this.#received = Buffer.concat([this.#received, part]);
      this.#read();
    });
    socket.on('close', () => {
      for (const { reject } of this.#waiting) reject(new Error('The connection to Redis is closed'));
    });
  }

  static connect(open: () => Socket): Promise<RedisClient> {
    return new Promise((resolve, reject) => {
      const socket = open();
      socket.once('error', reject);
      socket.once('connect', () => resolve(new RedisClient(socket)));
    });
  }

  /** @throws RedisError when the server refuses the command. */
  ask(...words: readonly (string | number)[]): Promise<Answer> {
    const parts = words.map((word) => `$${Buffer.byteLength(String(word))}\r\n${word}\r\n`);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.socket.write(`*${words.length}\r\n${parts.join('')}`);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  #read(): void {
    for (;;) {
      const found = answerAt(this.#received, 0);
      if (found === undefined) return;
      this.#received = this.#received.subarray(found.end);
      const { value } = found;
      if (Array.isArray(value) && value[0] === 'message') this.messages.push(String(value[2]));
      else if (value instanceof RedisError) this.#waiting.shift()?.reject(value);
      else this.#waiting.shift()?.resolve(value);
    }
  }
}

interface Found<Value> {
  readonly value: Value;
  readonly end: number;
}

/** The answer that begins at a place, and where it ends; undefined while a part of it is missing. */
function answerAt(bytes: Buffer, start: number): Found<Answer | RedisError> | undefined {
  const lineEnd = bytes.indexOf('\r\n', start);
  if (lineEnd === -1) return undefined;
  const line = bytes.toString('utf8', start + 1, lineEnd);
  const end = lineEnd + 2;
  switch (String.fromCharCode(bytes[start] ?? 0)) {
    case '+':
      return { value: line, end };
    case '-':
      return { value: new RedisError(line), end };
    case ':':
      return { value: Number(line), end };
    case '$':
      return line === '-1' ? { value: null, end } : textAt(bytes, end, Number(line));
    default:
      return line === '-1' ? { value: null, end } : listAt(bytes, end, Number(line));
  }
}

function textAt(bytes: Buffer, start: number, length: number): Found<string> | undefined {
  const end = start + length;
  return bytes.length < end + 2 ? undefined : { value: bytes.toString('utf8', start, end), end: end + 2 };
}

function listAt(bytes: Buffer, start: number, length: number): Found<readonly Answer[]> | undefined {
  const items: Answer[] = [];
  let at = start;
  while (items.length < length) {
    const found = answerAt(bytes, at);
    if (found === undefined) return undefined;
    if (found.value instanceof RedisError) throw found.value;
    items.push(found.value);
    at = found.end;
  }
  return { value: items, end: at };
}
