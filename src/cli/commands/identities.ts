/** `telltale merge`, `split` and `identities`: which names are one thing, by an analyst's word. */
import type { Command } from 'commander';
import { createIdentityJudge, type IdentityJudge, identitiesOf } from '../../app/identities.ts';
import { TelltaleError } from '../../errors.ts';
import { type CommonOptions, withCommon } from '../common-options.ts';
import { entityKeyOf } from '../entity-argument.ts';
import { readCase } from '../read-case.ts';
import { type EditOptions, runEdit } from '../run-edit.ts';
import { count, print, printable, printJson, styled, width, wrap } from '../terminal.ts';

type Suggestion = Awaited<ReturnType<typeof identitiesOf>>['suggested'][number];

/** Suggestions shown unless all are asked for, and letters of a quote. */
const [SUGGESTED, QUOTED] = [30, 160];

type Options = CommonOptions & EditOptions & { because: string };

export function registerIdentities(program: Command): void {
  change(
    program
      .command('merge')
      .description(
        'Say that things are one: views, search for overlaps, graph and exports follow. Nothing is rewritten.',
      )
      .argument('<kept>', 'TYPE:VALUE, as what it is known from now on')
      .argument('<others...>', 'TYPE:VALUE')
      .requiredOption('--because <reason>', 'why')
      .addHelpText(
        'after',
        '\nExample:\n  telltale merge individual:吴海波 handle:Shutd0wn --because "signs with both names"',
      ),
  ).action(async (kept: string, others: readonly string[], options: Options) => {
    await judge(options, async (judging) => {
      const made = [];
      for (const other of others) {
        const request = { one: entityKeyOf(kept), other: entityKeyOf(other), rationale: options.because };
        made.push(await judging.judge({ verdict: 'same', ...request }));
      }
      return made;
    });
  });
  change(
    program
      .command('split')
      .description(
        'Take a thing out of what it was merged with, or say that two are not one: also a name and a thing that it does not mean.',
      )
      .argument('<thing>', 'TYPE:VALUE')
      .argument('[other]', 'TYPE:VALUE that it is not')
      .requiredOption('--because <reason>', 'why')
      .addHelpText(
        'after',
        '\nExamples:\n  telltale split handle:Shutd0wn --because "another person"\n  telltale split name:Winnti intrusion-set:Axiom --because "the paper means the malware"',
      ),
  ).action(async (thing: string, other: string | undefined, options: Options) => {
    await judge(options, async (judging) => {
      if (other === undefined) return judging.splitOff(entityKeyOf(thing), options.because);
      const request = { one: entityKeyOf(thing), other: entityKeyOf(other), rationale: options.because };
      return [await judging.judge({ verdict: 'different', ...request })];
    });
  });
  registerListing(program);
}

function registerListing(program: Command): void {
  const identities = program
    .command('identities')
    .description('Merged things, suggestions of what may be one, names that may mean several things, and who said so.')
    .addHelpText(
      'after',
      '\nA suggestion is a claim and merges nothing. Accept one with `telltale merge`, deny it with `telltale split A B`.',
    );
  withCommon(
    identities
      .command('list', { isDefault: true })
      .description('What is merged, what may be one, what is ambiguous or disputed.'),
  )
    .option('--all', 'every suggestion', false)
    .action(async (options: CommonOptions & { all: boolean }) => {
      const answer = await readCase(options.case, ({ store }) => identitiesOf(store));
      if (options.json) return printJson(answer);
      print(styled('bold', `Merged (${count(answer.merged.length)})`));
      for (const group of answer.merged) print(wrap(printable(group.map(shown).join(' = ')), width(), '  '));
      print(styled('bold', `May be one (${count(answer.suggestions)})`));
      for (const each of answer.suggested.slice(0, options.all ? undefined : SUGGESTED)) showSuggestion(each);
      if (answer.suggestions > SUGGESTED && !options.all) print(styled('dim', '  --all shows more'));
      print(styled('bold', `Ambiguous names in the leaks (${count(answer.ambiguous.length)})`));
      for (const { name, mentions, meanings } of answer.ambiguous.slice(0, 30)) {
        print(
          wrap(
            printable(
              `${name.value} (${count(mentions)}): ${meanings.map(({ entity, sources }) => `${shown(entity)} [${sources.join(', ')}]`).join('; ')}`,
            ),
            width(),
            '  ',
          ),
        );
      }
      print(styled('bold', `Claims that disagree (${count(answer.conflicts.length)})`));
      for (const { one, other, claims } of answer.conflicts.slice(0, 30))
        print(wrap(printable(`${shown(one)} and ${shown(other)}: ${claims.join(', ')}`), width(), '  '));
      print(styled('bold', `Judgements (${count(answer.judgements.length)})`));
      for (const each of answer.judgements) {
        print(
          wrap(
            printable(
              `${each.time.slice(0, 16)} ${each.author}: ${shown(each.one)} and ${shown(each.other)} are ${each.verdict === 'same' ? 'one' : 'two'}: ${each.rationale}`,
            ),
            width(),
            '  ',
          ),
        );
        print(styled('dim', `    ${each.id}`));
      }
    });
  withCommon(identities.command('history').description('Everything that was ever said, newest first.')).action(
    async (options: CommonOptions) => {
      const history = await readCase(options.case, ({ store }) => store.identities.history());
      if (options.json) return printJson(history);
      for (const { time, author, verdict, one, other, rationale } of history) {
        print(wrap(printable(`${time}  ${author}  ${verdict}: ${shown(one)}, ${shown(other)}. ${rationale}`), width()));
      }
    },
  );
  change(identities.command('undo').description('Take a judgement back; without an id the newest one.'))
    .argument('[id]')
    .action(async (id: string | undefined, options: Options) => {
      await judge(options, async (judging) => [await judging.withdraw(id)]);
    });
}

function change(command: Command): Command {
  return withCommon(command).option('--later', 'leave the search for overlaps to the next run', false);
}

/** The claim, its words, and what to type to accept it. */
function showSuggestion({ one, other, confidence, methods, evidence }: Suggestion): void {
  const sure = `${Math.round(confidence * 100)} %`;
  print(wrap(printable(`${shown(one)} = ${shown(other)}  ${sure}, ${methods.join(', ')}`), width(), '  '));
  for (const { quote } of evidence) print(styled('dim', wrap(printable(`«${shortened(quote)}»`), width(), '    ')));
}

const shortened = (quote: string): string => (quote.length > QUOTED ? `${quote.slice(0, QUOTED)}…` : quote);

type Made = Awaited<ReturnType<IdentityJudge['splitOff']>>;

async function judge(options: Options, work: (judging: IdentityJudge) => Promise<Made>): Promise<void> {
  const made = await runEdit(options, async ({ store }, effects) => {
    const outcome = await work(createIdentityJudge(store, effects, () => undefined));
    return { outcome, due: true };
  });
  if (options.json) {
    printJson(made);
    return;
  }
  for (const { verdict, one, other } of made) {
    const words = { same: 'are one', different: 'are two', withdrawn: 'are as they were' }[verdict];
    print(`${shown(one)} and ${shown(other)} ${words}`);
  }
  if (made.length === 0) throw new TelltaleError('internal', 'Nothing was written down.');
}

const shown = ({ type, value }: { type: string; value: string }): string => `${type} ${value}`;
