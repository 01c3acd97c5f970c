/** `telltale scan`: indicators only, from standard input; needs no case. */
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { scanText } from '../../app/scan.ts';
import { TelltaleError } from '../../errors.ts';
import { withCommon } from '../common-options.ts';
import { printJsonLine } from '../terminal.ts';

export function registerScan(program: Command): void {
  withCommon(
    program
      .command('scan')
      .description(
        'Find indicators in text. Reads {"id","text"} lines on stdin and writes one line each; needs no case.',
      ),
  )
    .option('--jsonl', 'JSON lines in and out; the only format, and the default', true)
    .option('--min-confidence <n>', 'leave out what is less sure, 0 to 1', Number, 0.5)
    .addHelpText('after', `\nExample:\n  echo '{"id":1,"text":"C2 at 198.51.100[.]7"}' | telltale scan --jsonl`)
    .action(async (options: { minConfidence: number }) => {
      let line = 0;
      for await (const content of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
        line += 1;
        if (content.trim() === '') continue;
        const { id, text } = parse(content, line);
        printJsonLine({ id, mentions: scanText(text, options.minConfidence) });
      }
    });
}

function parse(content: string, line: number): { id: unknown; text: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch (cause) {
    throw new TelltaleError('usage', `Line ${line} of the input is not JSON.`, { cause });
  }
  const { id, text } = (parsed ?? {}) as { id?: unknown; text?: unknown };
  if (typeof text !== 'string') throw new TelltaleError('usage', `Line ${line} of the input has no "text".`);
  return { id: id ?? null, text };
}
