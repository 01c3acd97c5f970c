/** `telltale overlaps` and `telltale explain`: where the leak meets what is public. */
import type { Command } from 'commander';
import { explainOverlap, overlapsOf, wordsAround } from '../../app/queries.ts';
import { type CommonOptions, withCommon } from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { showOverlap, showOverlapList } from '../show-overlaps.ts';
import { printJson } from '../terminal.ts';

export function registerOverlaps(program: Command): void {
  withCommon(
    program
      .command('overlaps')
      .description('List the overlaps between the leaks and the references, ranked by evidence.'),
  )
    .option('--all', 'with those that do not hold, and why', false)
    .action(async (options: CommonOptions & { all: boolean }) => {
      const overlaps = await readCase(options.case, (theCase) => overlapsOf(theCase, options.all));
      if (options.json) printJson(overlaps);
      else showOverlapList(overlaps);
    });
}

export function registerExplain(program: Command): void {
  withCommon(
    program
      .command('explain')
      .description('Show one overlap with every quote and weight.')
      .argument('<id>', 'an overlap’s id or its rank'),
  ).action(async (id: string, options: CommonOptions) => {
    const { overlap, around } = await readCase(options.case, async (theCase) => {
      const found = await explainOverlap(theCase, id);
      return { overlap: found, around: await wordsAround(theCase, found) };
    });
    if (options.json) printJson(overlap);
    else showOverlap(overlap, around);
  });
}
