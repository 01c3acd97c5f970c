/** Which columns are known by their header: `headers.tsv`, with the headers that are taken for something else. */
import { readFileSync } from 'node:fs';
import { columnRole } from '../../src/understand/extract/column-roles.ts';

/** Prints the share of headers whose role is right; with `verbose` the wrong ones. */
export function scoreHeaders(options: { readonly verbose: boolean }): void {
  const rows = readFileSync(new URL('headers.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [header = '', role = '-'] = line.split('\t');
      return { header, role, found: columnRole(header) ?? '-' };
    });
  const right = rows.filter(({ role, found }) => role === found).length;
  const wrong = rows.filter(({ role, found }) => found !== '-' && role !== found);
  console.log(`headers of columns: ${right} of ${rows.length} right, ${wrong.length} taken for something else`);
  if (!options.verbose) return;
  for (const { header, role, found } of rows) if (role !== found) console.log(`    ${header}: ${found}, is ${role}`);
}
