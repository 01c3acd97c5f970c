/** `telltale mentions`: distinct values with counts. */

import type { Command } from 'commander';
import { defangValue, mentionsOf } from '../../app/queries.ts';
import { QUANTITY_TYPES } from '../../model/entity.ts';
import { type CommonOptions, limitOption, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { count, print, printJsonLine, styled, table } from '../terminal.ts';

/** Types that fill every table and say little by how often they stand somewhere: shown when they are asked for. */
const COUNTED_APART: ReadonlySet<string> = new Set<string>(QUANTITY_TYPES);

export function registerMentions(program: Command): void {
  withCommon(
    program
      .command('mentions')
      .description(
        'List what the leaks mention: indicators, names, handles; most mentioned first. Dates and amounts with --type. --json gives one line each, all of them.',
      ),
  )
    .option('--type <type>', 'only one type, such as ipv4, domain, email, name')
    .option('--in <role>', 'leak or reference', 'leak')
    .addOption(limitOption(50))
    .action(async (options: CommonOptions & { type?: string; in: 'leak' | 'reference'; limit: number }) => {
      await readCase(options.case, async (theCase) => {
        const values = mentionsOf(theCase, { type: options.type, role: options.in });
        if (options.json) {
          for await (const value of values) printJsonLine(value);
          return;
        }
        const rows: string[][] = [];
        let total = 0;
        let apart = 0;
        for await (const value of values) {
          if (!options.type && COUNTED_APART.has(value.type)) {
            apart += 1;
            continue;
          }
          total += 1;
          if (rows.length >= options.limit) continue;
          const labels = value.labels.join(', ');
          rows.push([
            value.type,
            defangValue(value.type, value.value),
            count(value.mentions),
            count(value.documents),
            labels,
          ]);
        }
        print(
          table(
            [
              { title: 'type' },
              { title: 'value', flexible: true },
              { title: 'mentions', align: 'right' },
              { title: 'documents', align: 'right' },
              { title: 'labels' },
            ],
            rows,
          ),
        );
        const notes = [
          ...(total > rows.length ? [`${count(total)} in all; --limit shows more, --json shows all`] : []),
          ...(apart > 0 ? [`${count(apart)} dates and amounts left out; --type date and --type amount show them`] : []),
        ];
        for (const note of notes) print(styled('dim', note));
      });
    });
}
