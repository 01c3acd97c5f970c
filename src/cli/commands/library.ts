/** `telltale library`: public intelligence to compare a leak with, its updates and its history. */
import type { Command } from 'commander';
import { type ReferenceOutcome, referenceRequests } from '../../app/add-references.ts';
import { openCaseToWrite } from '../../app/case.ts';
import { historyOf, libraryOf, removeReference, restoreReference, updateRequests } from '../../app/library.ts';
import type { Status } from '../../app/queries.ts';
import { TelltaleError } from '../../errors.ts';
import {
  type CommonOptions,
  type DescribeOptions,
  type EngineOptions,
  engineSettings,
  limitOption,
  wholeNumber,
  withCommon,
  withDescription,
  withEngine,
} from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { runAdd, runReferences } from '../run-add.ts';
import { showLedger } from '../show-ledger.ts';
import { showEditions, showLibrary, showReferenceOutcomes } from '../show-library.ts';
import { print, printJson, say } from '../terminal.ts';

export function registerLibrary(program: Command): void {
  const library = program.command('library').description('Public intelligence: what is known, and what the case has.');
  withCommon(
    library.command('list').description('List the references of the case, and the sources that can be added.'),
  ).action(async (options: CommonOptions) => {
    const view = await libraryOf(options.case);
    if (options.json) printJson(view);
    else showLibrary(view);
  });
  registerAddition(library);
  registerUpdate(library);
  registerRemoval(library);
  const history = library
    .command('history')
    .description('Show the editions of a reference: what came when, and what its source no longer states.')
    .argument('<name>', 'a reference of the case')
    .option('--edition <n>', 'list what this edition brought and withdrew', wholeNumber(1))
    .addOption(limitOption(100));
  withCommon(history).action(async (name: string, options: CommonOptions & { edition?: number; limit: number }) => {
    const asked = options.edition === undefined ? undefined : { number: options.edition, limit: options.limit };
    const found = await historyOf(options.case, name, asked);
    if (options.json) printJson(found);
    else showEditions(found);
  });
}

function registerAddition(library: Command): void {
  const add = library
    .command('add')
    .description(
      'Add references: sources of the catalogue, addresses, other cases, or files and folders (STIX 2.x, MISP, CSV, a spreadsheet, facts, a report in any format). Several at once become a reference each, with --name one together; what one of them meets does not hold up the others.',
    )
    .argument(
      '<source...>',
      'names of telltale library list, https://…, taxii:https://…, misp-feed:https://…, misp:https://…, or paths',
    )
    .option('--from <file>', 'use this copy of one source of the catalogue instead of fetching it')
    .addHelpText(
      'after',
      `
Examples:
  telltale library add attack-enterprise misp-galaxy cisa-kev
  telltale library add cisa-kev --from ~/kev-2026-11.json       without network; a newer copy is a new edition
  telltale library add reports/*.pdf indicators.csv             a reference each
  telltale library add a.csv b.csv --name "our own list"        one reference`,
    );
  withEngine(withDescription(withCommon(add))).action(
    async (sources: string[], options: CommonOptions & DescribeOptions & EngineOptions & { from?: string }) => {
      const { name, publisher, published, reliability, tlp, timezone, url, licence, from, offline } = options;
      if (from !== undefined && sources.length > 1) {
        throw new TelltaleError('usage', '--from is a copy of one source: add the others by themselves.');
      }
      const about = { name, publisher, published, reliability, tlp, timezone, url, licence };
      const requests = await referenceRequests(sources, { from, offline }, about);
      showOutcomes(await runReferences(options.case, requests, engineSettings(options)), options.json);
    },
  );
}

/** What became of each, beside the ledger. Some that failed make the whole fail, after the others are done. */
function showOutcomes(
  { status, outcomes }: { status: Status; outcomes: readonly ReferenceOutcome[] },
  json: boolean,
): void {
  if (json) printJson({ ...status, references: outcomes });
  else {
    showLedger(status);
    if (outcomes.length > 1) showReferenceOutcomes(outcomes);
  }
  const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
  for (const { sources, code, message } of failed) say(`telltale: ${sources.join(', ')}: ${message} [${code}]`);
  if (failed.length > 0) process.exitCode = 1;
}

function registerUpdate(library: Command): void {
  const update = library
    .command('update')
    .description(
      'Bring references up to date: fetch or read again what is new. What they no longer state stays, marked.',
    )
    .argument('[name]', 'a reference of the case; all when left out')
    .option('--from <file>', 'a newer copy of the one, instead of fetching it');
  withEngine(withCommon(update)).action(
    async (name: string | undefined, options: CommonOptions & EngineOptions & { from?: string }) => {
      const requests = await readCase(options.case, ({ store }) =>
        updateRequests(store, name, options.offline, options.from),
      );
      const done = await runReferences(
        options.case,
        requests.map((request) => ({ sources: request.order?.sources ?? [], request })),
        engineSettings(options),
      );
      showOutcomes(done, options.json);
      if (options.json) return;
      for (const { reference } of done.outcomes) {
        if (reference === null) continue;
        print();
        showEditions(await historyOf(options.case, reference));
      }
    },
  );
}

function registerRemoval(library: Command): void {
  const remove = library
    .command('remove')
    .description('Take a reference out of the case. It can be restored until the next one is added.')
    .argument('<name>', 'a reference of the case, or with --purge one that was removed')
    .option(
      '--purge',
      'delete it for good at once, with the originals that nothing else rests on; cannot be undone. Killed midway, the next run ends it',
    );
  withEngine(withCommon(remove)).action(
    async (name: string, options: CommonOptions & EngineOptions & { purge?: boolean }) => {
      const purge = options.purge ?? false;
      const removed = await inCase(options, (store) => removeReference(store, name, purge));
      if (options.json) printJson({ removed: removed.name, id: removed.id, purged: purge });
      else if (purge) print(`${removed.name} is deleted for good.`);
      else
        print(`${removed.name} is out of the case. telltale library restore brings it back until the next addition.`);
    },
  );
  const restore = library
    .command('restore')
    .description('Bring a removed reference back.')
    .argument('<name>', 'a removed reference');
  withEngine(withCommon(restore)).action(async (name: string, options: CommonOptions & EngineOptions) => {
    await inCase(options, (store) => restoreReference(store, name));
    if (options.json) printJson({ restored: name });
    else print(`${name} is back.`);
  });
}

/** Changes the library, then brings names and overlaps up to date. */
async function inCase<T>(
  options: CommonOptions & EngineOptions,
  change: (store: Awaited<ReturnType<typeof openCaseToWrite>>['store']) => Promise<T>,
): Promise<T> {
  const theCase = await openCaseToWrite(options.case);
  let changed: T;
  try {
    changed = await change(theCase.store);
  } finally {
    await theCase.close();
  }
  say('Overlaps are found anew.');
  await runAdd(options.case, [], { ...engineSettings(options), ocr: false });
  return changed;
}
