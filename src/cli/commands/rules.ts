/** `telltale rules`: how assertions come about that no source states as such. */
import type { Command } from 'commander';
import { rulesIn } from '../../app/rules.ts';
import { type CommonOptions, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { count, print, printJson, styled, width, wrap } from '../terminal.ts';

export function registerRules(program: Command): void {
  withCommon(
    program
      .command('rules')
      .description('The rules that derive assertions: what each says, why, and how often it did so in this case.'),
  ).action(async (options: CommonOptions) => {
    const rules = await readCase(options.case, ({ store }) => rulesIn(store));
    if (options.json) return printJson(rules);
    for (const { name, predicate, explanation, assertions } of rules) {
      print(`${styled('bold', name)}  ${predicate}  ${styled('dim', count(assertions))}`);
      print(wrap(explanation, width(), '  '));
    }
  });
}
