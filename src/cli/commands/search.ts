/** `telltale search`: full text in any language. */
import type { Command } from 'commander';
import { searchIn } from '../../app/queries.ts';
import { type CommonOptions, limitOption, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { count, print, printable, printJson, styled, width, wrap } from '../terminal.ts';

type Options = CommonOptions & { limit: number; cursor?: string; fold: boolean; in?: 'leak' | 'reference' };

export function registerSearch(program: Command): void {
  withCommon(
    program
      .command('search')
      .description('Search all text, in the original and in translation.')
      .argument(
        '<query...>',
        'words; "a phrase"; OR; -not; word*; type:chat lang:zh from:handle in:leak since:2019-05 entity:APT41 has:ipv4 tag:later is:unread is:superseded (older editions of references, left out otherwise)',
      ),
  )
    .addOption(limitOption(20))
    .option('--cursor <c>', 'continue where the last page ended')
    .option('--in <role>', 'leak or reference')
    .option('--fold', 'leave out near duplicates and messages that several exports repeat', false)
    .addHelpText(
      'after',
      '\nExamples:\n  telltale search mailbox\n  telltale search \'"邮箱" from:lan_hai\'\n  telltale search 74.120.172[.]10 --in leak',
    )
    .action(async (query: string[], options: Options) => {
      const found = await readCase(options.case, (theCase) =>
        searchIn(theCase, {
          text: query.join(' '),
          role: options.in,
          limit: options.limit,
          cursor: options.cursor,
          fold: options.fold,
        }),
      );
      if (options.json) return printJson(found);
      print(`${count(found.total)} passages`);
      for (const hit of found.hits) {
        print();
        print(styled('bold', printable(hit.path)) + styled('dim', hit.date ? `  ${hit.date}` : ''));
        if (hit.alike > 0) print(styled('dim', `  and ${hit.alike} more alike`));
        print(wrap(printable(hit.snippet), width(), '  '));
        if (hit.translation) print(styled('dim', wrap(printable(hit.translation), width(), '  ')));
      }
      if (found.cursor) print(`\nMore: --cursor ${found.cursor}`);
    });
}
