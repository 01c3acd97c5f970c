/** Asks for a line on the terminal without showing what is typed. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { TelltaleError } from '../errors.ts';

/** Rejects with `usage` where there is no terminal, and with `interrupted` on Ctrl-C. */
export async function askHidden(question: string): Promise<string> {
  if (!process.stdin.isTTY) throw new TelltaleError('usage', 'There is no terminal to ask on: use --password-file.');
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  const stopped = new AbortController();
  reader.on('SIGINT', () => stopped.abort());
  try {
    return await reader.question('', { signal: stopped.signal });
  } catch (cause) {
    throw new TelltaleError('interrupted', 'No password was given.', { cause });
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
