/** `telltale correct`: what an analyst sets right in a passage, and taking it back. */
import { type Command, Option } from 'commander';
import { type Corrector, createCorrector, passageToCorrect } from '../../app/corrections.ts';
import { TelltaleError } from '../../errors.ts';
import type { SpanCorrection } from '../../model/correction.ts';
import { type CommonOptions, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { type EditOptions, runEdit } from '../run-edit.ts';
import { print, printable, printJson, styled, table } from '../terminal.ts';

type Options = CommonOptions & EditOptions & { note?: string; nth: string };

export function registerCorrect(program: Command): void {
  const correct = program
    .command('correct')
    .description(
      'Set a translation or a mention right. Corrections win over every engine and stay when stages run again.',
    )
    .addHelpText(
      'after',
      `
Passages are named as search and mentions name them (--json): doc-0123456789abcdef.12

Examples:
  telltale correct show doc-0123456789abcdef.12
  telltale correct translation doc-0123456789abcdef.12 "Send it to Mr Wu." --of 发给吴总。
  telltale correct not doc-0123456789abcdef.12 one malware
  telltale correct not doc-0123456789abcdef.12 one malware --everywhere
  telltale correct type doc-0123456789abcdef.12 one malware --as product
  telltale correct add doc-0123456789abcdef.12 吴海波 individual
  telltale correct withdraw`,
    );
  registerReading(correct);
  registerTranslation(correct);
  registerMentions(correct);
  change(correct.command('withdraw').description('Take a correction back; without an id the newest one.'))
    .argument('[id]')
    .action((id: string | undefined, options: Options) =>
      apply(options, (corrector) => corrector.withdraw(id), 'taken back: '),
    );
}

function registerReading(correct: Command): void {
  withCommon(correct.command('show').description('A passage with its sentences’ translations and its mentions.'))
    .argument('<passage>')
    .action(async (passage: string, options: CommonOptions) => {
      const shown = await readCase(options.case, ({ store }) => passageToCorrect(store, passage));
      if (options.json) return printJson(shown);
      print(printable(shown.text));
      for (const { text, by } of shown.translation) print(`  ${printable(text)}${styled('dim', `  (${by})`)}`);
      print();
      const rows = shown.mentions.map((each) => [each.raw, each.type, each.value, each.method]);
      print(
        table([{ title: 'text' }, { title: 'type' }, { title: 'value', flexible: true }, { title: 'found by' }], rows),
      );
    });
  withCommon(correct.command('list').description('The corrections that count, oldest first.')).action(
    async (options: CommonOptions) => {
      const all = await readCase(options.case, ({ store }) => store.corrections.list({}));
      if (options.json) return printJson(all);
      for (const each of all) {
        const where = each.holds ? '' : '  (the passage says something else by now)';
        print(`${each.id}  ${each.time}  ${each.author}  ${describe(each)}${styled('dim', where)}`);
      }
      if (all.length === 0) print('None.');
    },
  );
}

function registerTranslation(correct: Command): void {
  change(correct.command('translation').description('Translate a passage, or a sentence of it, in your own words.'))
    .argument('<passage>')
    .argument('<text>', 'the translation')
    .option('--of <original>', 'the words of the original that it translates (default: the whole passage)')
    .addOption(new Option('--to <tag>', 'language of the translation').default('en'))
    .action((passage: string, text: string, options: Options & { of?: string; to: string }) =>
      apply(options, async (corrector, find) => {
        const span = options.of === undefined ? {} : await find(passage, options.of, options.nth);
        return corrector.translation({ passage, ...span, text, to: options.to, note: options.note });
      }),
    );
}

function registerMentions(correct: Command): void {
  change(correct.command('not').description('The words are not what they were taken for.'))
    .argument('<passage>')
    .argument('<words>', 'as they stand in the original')
    .argument('<type>', 'what they were taken for: malware, ipv4, …')
    .option('--value <value>', 'its value, where the words were taken for several of the type')
    .option('--everywhere', 'nothing in this case is that, in documents to come either', false)
    .action(
      (passage: string, words: string, type: string, options: Options & { value?: string; everywhere: boolean }) =>
        apply(options, async (corrector, find) => {
          const { start, end, removes } = await find(passage, words, options.nth, { type, value: options.value });
          return corrector.mention({
            passage,
            start,
            end,
            removes,
            everywhere: options.everywhere,
            note: options.note,
          });
        }),
    );
  change(correct.command('type').description('The words are something else than they were taken for.'))
    .argument('<passage>')
    .argument('<words>', 'as they stand in the original')
    .argument('<type>', 'what they were taken for')
    .requiredOption('--as <type>', 'what they are')
    .option('--value <value>', 'of what they are (default: made from the words)')
    .action((passage: string, words: string, type: string, options: Options & { as: string; value?: string }) =>
      apply(options, async (corrector, find) => {
        const { start, end, removes } = await find(passage, words, options.nth, { type, value: undefined });
        const adds = { type: options.as, value: options.value };
        return corrector.mention({ passage, start, end, removes, adds, note: options.note });
      }),
    );
  change(correct.command('add').description('The words mention something that was missed.'))
    .argument('<passage>')
    .argument('<words>', 'as they stand in the original')
    .argument('<type>', 'individual, organization, malware, ipv4, …')
    .option('--value <value>', 'default: made from the words')
    .action((passage: string, words: string, type: string, options: Options & { value?: string }) =>
      apply(options, async (corrector, find) => {
        const { start, end } = await find(passage, words, options.nth);
        return corrector.mention({ passage, start, end, adds: { type, value: options.value }, note: options.note });
      }),
    );
}

function change(command: Command): Command {
  return withCommon(command)
    .option('--note <text>', 'why')
    .option('--nth <n>', 'which occurrence of the words in the passage, from 1', '1')
    .option('--later', 'leave what depends on it to the next run', false);
}

type Find = (
  passage: string,
  words: string,
  nth: string,
  meant?: { readonly type: string; readonly value: string | undefined },
) => Promise<{ start: number; end: number; removes?: { type: string; value: string } }>;

async function apply(
  options: Options,
  work: (corrector: Corrector, find: Find) => Promise<SpanCorrection>,
  before = '',
): Promise<void> {
  const correction = await runEdit(options, async ({ store }, effects) => {
    let due = false;
    const corrector = createCorrector(store, effects, () => {
      due = true;
    });
    const find: Find = async (passage, words, nth, meant) => {
      const { text, mentions } = await passageToCorrect(store, passage);
      const start = occurrence(text, words, Number(nth));
      if (start < 0) throw new TelltaleError('not-found', `«${words}» does not stand in passage ${passage} so often.`);
      const span = { start, end: start + words.length };
      if (meant === undefined) return span;
      const mention = mentions.find(
        (each) =>
          each.start < span.end &&
          each.end > span.start &&
          each.type === meant.type &&
          (meant.value === undefined || each.value === meant.value),
      );
      if (!mention) throw new TelltaleError('not-found', `«${words}» does not mention a ${meant.type} there.`);
      return { ...span, removes: { type: mention.type, value: mention.value } };
    };
    const made = await work(corrector, find);
    return { outcome: made, due };
  });
  if (options.json) printJson(correction);
  else print(`${before}${describe(correction)}`);
}

function occurrence(text: string, words: string, nth: number): number {
  let at = -1;
  for (let count = 0; count < nth; count++) {
    at = text.indexOf(words, at + 1);
    if (at < 0) return -1;
  }
  return at;
}

function describe(correction: SpanCorrection): string {
  const quote = `${correction.passage} «${printable(correction.quote)}»`;
  if (correction.kind === 'translation') return `${quote}: ${printable(correction.text)}`;
  const { removes, adds, everywhere } = correction;
  const not = removes ? ` is not ${removes.type} ${printable(removes.value)}` : '';
  const is = adds ? `${removes ? ', but' : ' is'} ${adds.type} ${printable(adds.value)}` : '';
  return `${quote}${not}${is}${everywhere ? ', everywhere in this case' : ''}`;
}
