/** Precision, recall and F1 of the scanner per type on the labelled snippets, as their own scorer counts them. Needs python3. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scan } from '../src/understand/scan/scan.ts';

const LABELLED = '../shared/ioc/dev.jsonl';
const SCORER = '../shared/ioc/score.py';
const TYPES =
  'ipv4 ipv6 cidr domain onion url email asn mac md5 sha1 sha256 sha512 ssdeep cve attack yara btc eth xmr trx regkey filepath filename useragent mutex phone telegram wechat qq imei imsi'.split(
    ' ',
  );

if (!existsSync(LABELLED) || !existsSync(SCORER)) {
  console.log(`skipped: ${LABELLED} or ${SCORER} is not here`);
} else {
  const folder = mkdtempSync(join(tmpdir(), 'scan-accuracy-'));
  try {
    const lines = readFileSync(LABELLED, 'utf8').trim().split('\n');
    let exact = 0;
    let expectedSpans = 0;
    const predictions = lines.map((line) => {
      const { id, text, expected } = JSON.parse(line) as {
        id: string;
        text: string;
        expected: { type: string; start: number; end: number }[];
      };
      const mentions = scan(text, { minConfidence: 0.5 }).filter(({ type }) => TYPES.includes(type));
      const spans = new Set(mentions.map(({ type, start, end }) => `${type} ${start} ${end}`));
      expectedSpans += expected.length;
      exact += expected.filter(({ type, start, end }) => spans.has(`${type} ${start} ${end}`)).length;
      return JSON.stringify({ id, pred: mentions.map(({ type, value }) => [type, value]), supports: TYPES });
    });
    const file = join(folder, 'predictions.jsonl');
    writeFileSync(file, `${predictions.join('\n')}\n`);
    const args = [SCORER, LABELLED, file, ...(process.argv.includes('-v') ? ['-v'] : [])];
    console.log(execFileSync('python3', args, { encoding: 'utf8' }).trimEnd());
    console.log(`spans exact     ${exact} of ${expectedSpans}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
