/** `telltale demo`: the main job in one go, on the sample or on the user's own files. `npm start` is this. */
import { rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { AddRequest } from '../../app/add.ts';
import { overlapsOf } from '../../app/queries.ts';
import { writeReport } from '../../app/report.ts';
import { holds, markSample, PUBLIC_FACTS, SAMPLE_REQUESTS } from '../../app/sample.ts';
import {
  type CommonOptions,
  DEFAULT_CASE,
  type EngineOptions,
  engineSettings,
  withCommon,
  withEngine,
} from '../common-options.ts';
import { readCase } from '../read-case.ts';
import { runAdd } from '../run-add.ts';
import { serveUntilStopped } from '../serve-until-stopped.ts';
import { showLedger } from '../show-ledger.ts';
import { showOverlapList } from '../show-overlaps.ts';
import { print, printJson, say } from '../terminal.ts';

type Options = CommonOptions & EngineOptions & { once: boolean; open: boolean; port?: number };

export function registerDemo(program: Command): void {
  const command = program
    .command('demo')
    .description(
      'The main job in one go: read, understand, connect, report, serve. Without PATH on the fictional sample.',
    )
    .argument('[path...]', 'your own files or folders instead of the sample')
    .option('--once', 'end after the report (always so when not on a terminal)', false)
    .option('--no-open', 'do not open a browser');
  withEngine(withCommon(command)).action(async (paths: string[], options: Options) => {
    const folder = await caseFor(paths, options.case);
    if (paths.length === 0)
      say('The sample: an invented contractor’s leak, and public facts about real groups to compare it with.');
    if (paths.length === 0) await markSample(folder);
    const status = await runAdd(folder, requestsFor(paths), engineSettings(options));
    const overlaps = await readCase(folder, (theCase) => overlapsOf(theCase, false));
    const report = resolve('report.html');
    await readCase(folder, (theCase) => writeReport(theCase, 'html', report, { unmasked: false }));
    if (options.json) printJson({ status, overlaps, report });
    else {
      showLedger(status);
      print();
      showOverlapList(overlaps);
      print();
      print(`Report: ${report}`);
      print(`Case:   ${folder}`);
    }
    if (options.once || options.json || !process.stdout.isTTY) return;
    await serveUntilStopped(folder, { open: options.open, offline: options.offline });
  });
}

/** References first: their names are then known when the leak is read. */
function requestsFor(paths: readonly string[]): readonly AddRequest[] {
  return paths.length > 0 ? [PUBLIC_FACTS, { paths, role: 'leak' }] : SAMPLE_REQUESTS;
}

/**
 * The sample and a real leak never share a case: where the default case holds the other one, it is moved aside
 * (the sample's) or left alone (the user's). A case that was named by hand is used as it is.
 */
async function caseFor(paths: readonly string[], folder: string): Promise<string> {
  const absolute = resolve(folder);
  if (absolute !== resolve(DEFAULT_CASE) || !(await exists(join(absolute, 'case.db')))) return absolute;
  const held = await holds(absolute);
  const sampleFolder = `${absolute}-sample`;
  if (paths.length > 0 && held === 'sample') {
    await rm(sampleFolder, { recursive: true, force: true });
    await rename(absolute, sampleFolder);
    say(`The sample case was moved to ${sampleFolder}.`);
    return absolute;
  }
  if (paths.length === 0 && held === 'leaks') {
    say(`${absolute} holds your own files; the sample goes to ${sampleFolder}.`);
    return sampleFolder;
  }
  return absolute;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
