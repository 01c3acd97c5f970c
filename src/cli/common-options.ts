/** Options that every command has, and those that several have, with their parsing. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { AddRequest } from '../app/add.ts';
import { DEFAULT_ENGINE_SETTINGS, type EngineSettings } from '../app/compose.ts';
import { relationEngine } from '../app/relations.ts';
import { remoteTranslator } from '../app/translation.ts';
import { TelltaleError } from '../errors.ts';
import { say } from './terminal.ts';

export interface CommonOptions {
  readonly case: string;
  readonly json: boolean;
  readonly offline: boolean;
}

export const DEFAULT_CASE = './telltale-case';

export function withCommon(command: Command): Command {
  return command
    .addOption(
      new Option('--case <dir>', 'the case: one folder that holds everything')
        .env('TELLTALE_CASE')
        .default(DEFAULT_CASE),
    )
    .option('--json', 'machine-readable output on stdout', false)
    .option('--offline', 'refuse anything that needs the network', false);
}

export function wholeNumber(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < minimum) {
      throw new InvalidArgumentError(`a whole number from ${minimum} is wanted.`);
    }
    return value;
  };
}

function isoDate(text: string): string {
  if (!/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(text)) {
    throw new InvalidArgumentError('a date such as 2024, 2024-02 or 2024-02-16 is wanted.');
  }
  return text;
}

function timeZone(text: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text.replace(/^(UTC|GMT)(?=[+-])/i, '') });
  } catch {
    throw new InvalidArgumentError('an IANA zone such as Asia/Shanghai, or an offset such as +08:00, is wanted.');
  }
  return text;
}

export interface DescribeOptions {
  readonly name?: string;
  readonly publisher?: string;
  readonly published?: string;
  readonly reliability?: AddRequest['reliability'];
  readonly tlp?: AddRequest['tlp'];
  readonly timezone?: string;
  readonly url?: string;
  readonly licence?: string;
}

/** What is known of the collection that is being added. */
export function withDescription(command: Command): Command {
  return command
    .option('--name <name>', 'name of the collection (default: the folder’s or file’s own)')
    .option('--publisher <name>', 'who published it')
    .option('--published <date>', 'when, YYYY, YYYY-MM or YYYY-MM-DD', isoDate)
    .addOption(
      new Option(
        '--reliability <grade>',
        'Admiralty code of the source: A completely reliable … E unreliable, F unknown',
      ).choices(['A', 'B', 'C', 'D', 'E', 'F']),
    )
    .addOption(
      new Option('--tlp <colour>', 'Traffic Light Protocol').choices([
        'clear',
        'green',
        'amber',
        'amber+strict',
        'red',
      ]),
    )
    .option('--timezone <zone>', 'zone of times that do not state one, such as Asia/Shanghai or +08:00', timeZone)
    .option('--url <link>', 'where it was published')
    .option('--licence <name>', 'licence of the material');
}

export interface EngineOptions {
  readonly ocr: boolean;
  readonly password?: readonly string[];
  readonly passwordFile?: string;
  readonly passwordsFromChats?: boolean;
  readonly workers: number;
  readonly timeLimit: number;
  readonly memoryLimit: number;
  readonly textLimit: number;
  readonly archiveDepth: number;
  readonly archiveMembers: number;
  readonly unpackedLimit: number;
  readonly unpackRatio: number;
  readonly translator?: string;
  readonly relations?: string;
  readonly offline?: boolean;
}

export function translatorOption(): Option {
  return new Option(
    '--translator <engine>',
    'a translation server: libretranslate:URL or openai:URL#MODEL; text is sent to it',
  );
}

/** How hard the machine works. */
export function withEngine(command: Command): Command {
  return command
    .option('--no-ocr', 'leave pictures and scanned pages for a later run')
    .option('--password <word...>', 'passwords to try on encrypted files')
    .option('--password-file <file>', 'a file of passwords to try, one a line')
    .option('--passwords-from-chats', 'try what the collection’s own messages tell as passwords', false)
    .addOption(translatorOption())
    .option('--relations <engine>', 'a language model that looks for relations: openai:URL#MODEL; text is sent to it')
    .option(
      '--workers <n>',
      `worker processes (this machine: ${availableParallelism()} cores)`,
      wholeNumber(1),
      DEFAULT_ENGINE_SETTINGS.workers,
    )
    .option(
      '--time-limit <s>',
      'seconds that one file may take without a sign of life',
      wholeNumber(1),
      DEFAULT_ENGINE_SETTINGS.timeLimit,
    )
    .option('--memory-limit <MiB>', 'memory of one worker', wholeNumber(64), DEFAULT_ENGINE_SETTINGS.memoryLimit)
    .option(
      '--text-limit <millions>',
      'characters of one document that are kept; the ledger says what was cut',
      wholeNumber(1),
      DEFAULT_ENGINE_SETTINGS.textLimit,
    )
    .option('--archive-depth <n>', 'archives within archives', wholeNumber(0), DEFAULT_ENGINE_SETTINGS.archiveDepth)
    .option('--archive-members <n>', 'files of one archive', wholeNumber(1), DEFAULT_ENGINE_SETTINGS.archiveMembers)
    .option(
      '--unpacked-limit <MiB>',
      'what one archive may unpack to',
      wholeNumber(1),
      DEFAULT_ENGINE_SETTINGS.unpackedLimit,
    )
    .option(
      '--unpack-ratio <n>',
      'unpacked to packed size that is still believed, from 64 MiB on',
      wholeNumber(1),
      DEFAULT_ENGINE_SETTINGS.unpackRatio,
    );
}

/** One a line; spaces inside and at the ends belong to a password. Throws `path-missing`. */
function listedPasswords(file: string | undefined): string[] {
  if (file === undefined) return [];
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new TelltaleError('path-missing', `The passwords at ${file} cannot be read.`, {
      cause,
      details: { path: file },
    });
  }
  return text.split(/\r?\n/).filter((line) => line !== '');
}

/** Warns before any text leaves this machine. */
function namedTranslators({
  translator,
  offline,
}: Pick<EngineOptions, 'translator' | 'offline'>): EngineSettings['translators'] {
  if (translator === undefined) return [];
  const { translator: engine, leavesMachine } = remoteTranslator(translator, offline ?? false);
  if (leavesMachine) say(`Text of the documents will be sent to ${translator} for translation.`);
  return [engine];
}

/** The language model that the user named for relations, if any. */
function namedRelations({
  relations,
  offline,
}: Pick<EngineOptions, 'relations' | 'offline'>): Pick<EngineSettings, 'relations'> {
  if (relations === undefined) return {};
  const { extractor, leavesMachine } = relationEngine(relations, offline ?? false);
  if (leavesMachine) say(`Text of the leak will be sent to ${relations} to look for relations.`);
  return { relations: extractor };
}

/** For runs that only bring text up to date. */
export function textSettings(options: Pick<EngineOptions, 'translator' | 'offline'>): EngineSettings {
  return { ...DEFAULT_ENGINE_SETTINGS, ocr: false, translators: namedTranslators(options) };
}

export function engineSettings(options: EngineOptions): EngineSettings {
  return {
    ocr: options.ocr,
    passwords: [...(options.password ?? []), ...listedPasswords(options.passwordFile)],
    passwordsFromChats: options.passwordsFromChats ?? false,
    workers: options.workers,
    timeLimit: options.timeLimit,
    memoryLimit: options.memoryLimit,
    textLimit: options.textLimit,
    archiveDepth: options.archiveDepth,
    archiveMembers: options.archiveMembers,
    unpackedLimit: options.unpackedLimit,
    unpackRatio: options.unpackRatio,
    translators: namedTranslators(options),
    ...namedRelations(options),
  };
}

export function roleOption(): Option {
  return new Option('--as <role>', 'what it is: the leak under study, or public reference material')
    .choices(['leak', 'reference'])
    .default('leak');
}

export function limitOption(most: number): Option {
  return new Option('--limit <n>', 'show at most so many').argParser(wholeNumber(1)).default(most);
}
