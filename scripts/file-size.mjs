/** Fails when a source file of ours has outgrown one idea: more than 400 lines. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const LIMIT = 400;
const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--', '*.ts', '*.tsx', '*.mjs', '*.css'], {
  encoding: 'utf8',
});
const long = listed
  .split('\n')
  .filter((file) => file && !/(^|\/)(golden|corpus|generated|dist)\//.test(file))
  .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
  .filter(({ lines }) => lines > LIMIT);
for (const { file, lines } of long) process.stderr.write(`${file}: ${lines} lines, at most ${LIMIT}\n`);
process.exit(long.length > 0 ? 1 : 0);
