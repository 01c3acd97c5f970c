/** `telltale library`: public intelligence to compare a leak with, its updates and its history. */
import type { Command } from 'commander';
import { openCaseToWrite } from '../../app/case.ts';
import { historyOf, libraryOf, removeReference, restoreReference, updateRequests } from '../../app/library.ts';
import { libraryRequest } from '../../app/library-order.ts';
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
import { runAdd } from '../run-add.ts';
import { showLedger } from '../show-ledger.ts';
import { showEditions, showLibrary } from '../show-library.ts';
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
      'Add a reference: a source of the catalogue, an address, another case, or a file or folder (STIX 2.x, MISP, CSV, a spreadsheet, facts, a report in any format).',
    )
    .argument(
      '<source>',
      'a name of telltale library list, https://…, taxii:https://…, misp-feed:https://…, misp:https://…, or a path',
    )
    .option('--from <file>', 'use this copy of a source of the catalogue instead of fetching it');
  withEngine(withDescription(withCommon(add))).action(
    async (source: string, options: CommonOptions & DescribeOptions & EngineOptions & { from?: string }) => {
      const { name, publisher, published, reliability, tlp, timezone, url, licence, from, offline } = options;
      const about = { name, publisher, published, reliability, tlp, timezone, url, licence };
      const request = await libraryRequest({ sources: [source], from, offline }, about);
      const status = await runAdd(options.case, [request], engineSettings(options));
      if (options.json) printJson(status);
      else showLedger(status);
    },
  );
}

function registerUpdate(library: Command): void {
  const update = library
    .command('update')
    .description(
      'Bring references up to date: fetch or read again what is new. What they no longer state stays, marked.',
    )
    .argument('[name]', 'a reference of the case; all when left out');
  withEngine(withCommon(update)).action(async (name: string | undefined, options: CommonOptions & EngineOptions) => {
    const requests = await readCase(options.case, ({ store }) => updateRequests(store, name, options.offline));
    const status = await runAdd(options.case, requests, engineSettings(options));
    if (options.json) return printJson(status);
    showLedger(status);
    for (const request of requests) {
      if (request.name === undefined) continue;
      print();
      showEditions(await historyOf(options.case, request.name));
    }
  });
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
