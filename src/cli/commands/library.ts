/** `telltale library`: public intelligence to compare a leak with. */
import type { Command } from 'commander';
import { addToLibrary, libraryOf } from '../../app/library.ts';
import {
  type CommonOptions,
  type DescribeOptions,
  type EngineOptions,
  engineSettings,
  withCommon,
  withDescription,
  withEngine,
} from '../common-options.ts';
import { runAdd } from '../run-add.ts';
import { showLedger } from '../show-ledger.ts';
import { count, print, printJson, styled, table, width, wrap } from '../terminal.ts';

export function registerLibrary(program: Command): void {
  const library = program.command('library').description('Public intelligence: what is known, and what the case has.');
  withCommon(
    library.command('list').description('List the references of the case, and the sources that can be added.'),
  ).action(async (options: CommonOptions) => {
    const { references, sources } = await libraryOf(options.case);
    if (options.json) return printJson({ references, sources });
    print(styled('bold', `In this case (${references.length})`));
    print(
      table(
        [
          { title: 'name', flexible: true },
          { title: 'publisher' },
          { title: 'published' },
          { title: 'rel.' },
          { title: 'documents', align: 'right' },
        ],
        references.map((each) => [
          each.name,
          each.publisher ?? '',
          each.published ?? '',
          each.reliability,
          count(each.documents),
        ]),
      ),
    );
    print();
    print(styled('bold', 'Can be added by name'));
    print(
      table(
        [{ title: 'name' }, { title: 'what', flexible: true }, { title: 'publisher' }, { title: 'licence' }],
        sources.map((each) => [each.name, each.title, each.publisher, each.licence]),
      ),
    );
    print();
    print(
      wrap(
        'telltale library add NAME downloads one; --from FILE takes a copy that you have; library add PATH takes any STIX, MISP, CSV, facts or report file.',
        width(),
      ),
    );
  });
  const add = library
    .command('add')
    .description(
      'Add a reference: a known source by name, or a file or folder (STIX 2.x, MISP galaxy, event or warninglist, CSV, facts, report).',
    )
    .argument('<name-or-path>', 'see telltale library list')
    .option('--from <file>', 'use this copy of a known source instead of downloading it');
  withEngine(withDescription(withCommon(add))).action(
    async (nameOrPath: string, options: CommonOptions & DescribeOptions & EngineOptions & { from?: string }) => {
      const request = await addToLibrary(nameOrPath, {
        ...options,
        folder: options.case,
      });
      const status = await runAdd(options.case, [request], engineSettings(options));
      if (options.json) printJson(status);
      else showLedger(status);
    },
  );
}
