/** `telltale terms`: how terms are rendered in translations, in this case. */
import { readFile, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import {
  changeTerms,
  formatTerms,
  languageOfTerm,
  parseTerms,
  shippedTerms,
  type TermEdit,
  type TermOutcome,
  undoTerms,
} from '../../app/terms.ts';
import { TelltaleError } from '../../errors.ts';
import { type CommonOptions, translatorOption, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { type EditOptions, runEdit } from '../run-edit.ts';
import { count, print, printJson, styled, table } from '../terminal.ts';

type ChangeOptions = CommonOptions & EditOptions & { from?: string; to: string; note?: string };

export function registerTerms(program: Command): void {
  const terms = program
    .command('terms')
    .description(
      'The term base of a case: how terms are rendered, whatever engine translates. It overrides the lexicons.',
    )
    .addHelpText(
      'after',
      `
Examples:
  telltale terms add 安洵 i-SOON
  telltale terms add локер ransomware --note slang
  telltale terms import glossary.csv        term,rendering,language,note; or a TBX file
  telltale terms export terms.tbx
  telltale terms undo

Only passages that hold a changed term are translated again.`,
    );
  registerReading(terms);
  registerChanging(terms);
}

function registerReading(terms: Command): void {
  withCommon(terms.command('list').description('List the terms.'))
    .option('--shipped', 'the terms that Telltale ships for its gloss, which the case’s own override', false)
    .option('--find <text>', 'only terms, renderings or notes that hold this')
    .action(async (options: CommonOptions & { shipped: boolean; find?: string }) => {
      const all = options.shipped
        ? (await shippedTerms()).map((term) => ({ ...term, author: 'telltale', time: '' }))
        : await readCase(options.case, ({ store }) => store.terms.list());
      const wanted = options.find?.toLowerCase() ?? '';
      const found = all.filter((each) =>
        `${each.term}\n${each.rendering}\n${each.note ?? ''}`.toLowerCase().includes(wanted),
      );
      if (options.json) return printJson(found);
      const rows = found.map((each) => [
        each.term,
        each.rendering,
        `${each.language}→${each.to}`,
        each.note ?? '',
        each.author,
        each.time.slice(0, 10),
      ]);
      print(
        table(
          [
            { title: 'term' },
            { title: 'rendering' },
            { title: 'languages' },
            { title: 'note', flexible: true },
            { title: 'by' },
            { title: 'when' },
          ],
          rows,
        ),
      );
      if (found.length === 0) print('None: telltale terms add TERM RENDERING, or telltale terms import FILE.');
    });
  withCommon(terms.command('history').description('Every change, newest first.')).action(
    async (options: CommonOptions) => {
      const history = await readCase(options.case, ({ store }) => store.terms.history());
      if (options.json) return printJson(history);
      for (const { term, rendering, author, time, undoes } of history) {
        const what = rendering === null ? `${term} taken out` : `${term} = ${rendering}`;
        print(`${time}  ${author}  ${what}${undoes ? styled('dim', '  (taken back)') : ''}`);
      }
    },
  );
  withCommon(terms.command('export').description('Write the terms to a file: CSV, or TBX for translation tools.'))
    .argument('<file>', 'its ending decides, .csv or .tbx; - is stdout, as CSV')
    .action(async (file: string, options: CommonOptions) => {
      const all = await readCase(options.case, ({ store }) => store.terms.list());
      const text = formatTerms(all, /^\.(tbx|xml)$/i.test(extname(file)) ? 'tbx' : 'csv');
      if (file === '-') {
        process.stdout.write(text);
        return;
      }
      await writeFile(file, text).catch((cause: unknown) => {
        throw new TelltaleError('path-missing', `${file} cannot be written.`, { cause });
      });
      if (options.json) printJson({ file, terms: all.length });
      else print(`${count(all.length)} terms in ${file}`);
    });
}

function registerChanging(terms: Command): void {
  const languages = (command: Command): Command =>
    command
      .option('--from <tag>', 'language of the term: zh, ru, … (default: by its script)')
      .addOption(new Option('--to <tag>', 'language of the rendering').default('en'));
  const change = (command: Command): Command =>
    withCommon(command).addOption(translatorOption()).option('--later', 'leave the translating to the next run', false);

  change(languages(terms.command('add').description('Add a term, or render it otherwise.')))
    .argument('<term>')
    .argument('<rendering>')
    .option('--note <text>', 'why, or where it is from')
    .action(async (term: string, rendering: string, options: ChangeOptions) => {
      const edit = { term, rendering, ...pairOf(term, options), ...(options.note ? { note: options.note } : {}) };
      show(options, await apply(options, [edit]));
    });
  change(
    languages(terms.command('remove').description('Take a term out; the lexicon or the engine has its say again.')),
  )
    .argument('<term>')
    .action(async (term: string, options: ChangeOptions) => {
      const outcome = await apply(options, [{ term, rendering: null, ...pairOf(term, options) }]);
      if (outcome.removed === 0) throw new TelltaleError('not-found', `The term base has no term «${term}».`);
      show(options, outcome);
    });
  change(languages(terms.command('import').description('Add all terms of a CSV or TBX file, as one step.')))
    .argument('<file>', 'columns term, rendering, language, to, note under a header in any order; or TBX 2 or 3')
    .action(async (file: string, options: ChangeOptions) => {
      const text = await readFile(file, 'utf8').catch((cause: unknown) => {
        throw new TelltaleError('path-missing', `${file} cannot be read.`, { cause });
      });
      const { to, from } = options;
      show(options, await apply(options, parseTerms(file, text, { to, ...(from ? { from } : {}) })));
    });
  change(terms.command('undo').description('Take the last change back; again, the one before it.')).action(
    async (options: ChangeOptions) => {
      const outcome = await runEdit(options, async ({ store }, effects) => {
        const undone = await undoTerms(store, effects);
        return { outcome: undone, due: undone.touched > 0 };
      });
      show(options, outcome);
    },
  );
}

function pairOf(term: string, { from, to }: ChangeOptions): { language: string; to: string } {
  const language = from ?? languageOfTerm(term);
  if (language === undefined) throw new TelltaleError('usage', `Which language is «${term}»? Say it with --from.`);
  return { language, to };
}

function apply(options: ChangeOptions, edits: readonly TermEdit[]): Promise<TermOutcome> {
  return runEdit(options, async ({ store }, effects) => {
    const outcome = await changeTerms(store, edits, effects);
    return { outcome, due: outcome.touched > 0 };
  });
}

function show({ json }: { json: boolean }, outcome: TermOutcome): void {
  if (json) {
    printJson(outcome);
    return;
  }
  const { added, changed, removed, unchanged, touched } = outcome;
  const said = [
    [added, 'added'],
    [changed, 'changed'],
    [removed, 'taken out'],
    [unchanged, 'as before'],
  ] as const;
  const counts = said.filter(([n]) => n > 0).map(([n, what]) => `${count(n)} ${what}`);
  print(`${counts.join(', ')}; ${count(touched)} passages touched`);
}
