/** `telltale lists`: the term lists that patterns go by, as they count in a case. */
import { readFile } from 'node:fs/promises';
import { Argument, type Command } from 'commander';
import { openCaseToEdit } from '../../app/case.ts';
import { formatTermList, parsed, setTermList, TERM_LISTS, type TermListName, termListOf } from '../../app/patterns.ts';
import { TelltaleError } from '../../errors.ts';
import { type CommonOptions, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { count, print, printJson, styled, table } from '../terminal.ts';

type EditOptions = CommonOptions & { reference?: string };

export function registerLists(program: Command): void {
  const lists = program
    .command('lists')
    .description(
      'The term lists behind themes, kinds of clients, sectors, ties, capabilities and company pages; edit them for a case.',
    )
    .addHelpText(
      'after',
      `
Examples:
  telltale lists show themes
  telltale lists add themes travel 出差
  telltale lists export themes > themes.tsv     group, term, reference, separated by tabs
  telltale lists import themes themes.tsv       replaces the list in this case
  telltale lists reset themes                   back to the shipped one`,
    );
  const command = (name: string, description: string): Command =>
    withCommon(lists.command(name).description(description)).addArgument(new Argument('<list>').choices(TERM_LISTS));

  command('show', 'Show a list.').action(async (list: TermListName, options: CommonOptions) => {
    const found = await readCase(options.case, ({ store }) => termListOf(store, list));
    if (options.json) return printJson(found);
    const rows = found.terms.map(({ group, term, reference }) => [group, term, reference ?? '']);
    print(table([{ title: 'group' }, { title: 'term', flexible: true }, { title: 'reference' }], rows));
    print(styled('dim', `${count(rows.length)} terms, ${found.own ? 'of this case' : 'as shipped'}`));
  });
  command('export', 'Write a list to stdout, as lines of group, term and reference.').action(
    async (list: TermListName, options: CommonOptions) => {
      const { terms } = await readCase(options.case, ({ store }) => termListOf(store, list));
      process.stdout.write(formatTermList(terms));
    },
  );
  command('add', 'Add a term to a group, or begin a group.')
    .argument('<group>')
    .argument('<term>')
    .option('--reference <id>', 'what it refers to, such as an ATT&CK id')
    .action(async (list: TermListName, group: string, term: string, options: EditOptions) => {
      const { reference } = options;
      await edit(options, list, (terms) => [
        ...terms.filter((each) => each.group !== group || each.term !== term),
        { group, term, ...(reference === undefined ? {} : { reference }) },
      ]);
    });
  command('remove', 'Take a term out of all groups, or of one.')
    .argument('<term>')
    .argument('[group]')
    .action(async (list: TermListName, term: string, group: string | undefined, options: CommonOptions) => {
      await edit(options, list, (terms) => {
        const kept = terms.filter((each) => each.term !== term || (group !== undefined && each.group !== group));
        if (kept.length === terms.length)
          throw new TelltaleError('not-found', `The list ${list} has no term «${term}».`);
        return kept;
      });
    });
  command('import', 'Replace a list in this case by a file.')
    .argument('<file>')
    .action(async (list: TermListName, file: string, options: CommonOptions) => {
      const text = await readFile(file, 'utf8').catch((cause: unknown) => {
        throw new TelltaleError('path-missing', `${file} cannot be read.`, { cause });
      });
      await edit(options, list, () => parsed(file, text));
    });
  command('reset', 'Go back to the shipped list.').action(async (list: TermListName, options: CommonOptions) => {
    await edit(options, list, () => null);
  });
}

type Terms = Awaited<ReturnType<typeof termListOf>>['terms'];

async function edit(options: CommonOptions, list: TermListName, change: (terms: Terms) => Terms | null): Promise<void> {
  const { theCase } = await openCaseToEdit(options.case);
  try {
    const { terms } = await termListOf(theCase.store, list);
    const changed = await setTermList(theCase.store, list, change(terms));
    if (options.json) printJson(changed);
    else print(`${list}: ${count(changed.terms.length)} terms, ${changed.own ? 'of this case' : 'as shipped'}`);
  } finally {
    await theCase.close();
  }
}
