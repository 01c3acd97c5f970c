/** Exports a case to a file of another tool's format. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { asTelltaleError, TelltaleError } from '../errors.ts';
import { EXPORTERS, exporterNamed, exportFileName } from '../tell/export/exporters.ts';
import type { ExportedFile } from '../tell/http/dependencies.ts';
import type { Case } from './case.ts';
import { VERSION } from './program.ts';

interface ExportSettings {
  readonly unmasked: boolean;
  /** The current time when left out. */
  readonly now?: Date;
}

/** What there is to choose from, in order. */
export function exportFormats(): { name: string; title: string; file: string }[] {
  return EXPORTERS.map((exporter) => ({
    name: exporter.name,
    title: exporter.title,
    file: exportFileName(exporter),
  }));
}

/** Throws `not-found` where there is no such format. Nothing is made before the content is read. */
export function exportOf(theCase: Case, name: string, settings: ExportSettings): ExportedFile {
  const exporter = exporterNamed(name);
  const options = { unmasked: settings.unmasked, now: settings.now ?? new Date(), version: VERSION };
  return {
    fileName: exportFileName(exporter),
    mediaType: exporter.mediaType,
    content: parts(() => exporter.export(theCase.store, options)),
  };
}

async function* parts(make: () => AsyncIterable<string> | Promise<string>): AsyncGenerator<string> {
  const made = make();
  if (made instanceof Promise) yield await made;
  else yield* made;
}

/** Writes to `file`, which appears when it is complete, or to stdout for `-`. Rejects with `disk-full` or `path-missing`. */
export async function writeExport(content: AsyncIterable<string>, file: string): Promise<void> {
  if (file === '-') {
    await toStdout(content);
    return;
  }
  const partial = `${file}.part`;
  try {
    await pipeline(Readable.from(content), createWriteStream(partial));
    await rename(partial, file);
  } catch (caught) {
    await rm(partial, { force: true });
    const error = asTelltaleError(caught, 'path-missing');
    if (error === caught) throw error;
    throw new TelltaleError(error.code, `${file} cannot be written: ${error.message}`, { cause: caught });
  }
}

async function toStdout(content: AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(content), process.stdout, { end: false });
  } catch (caught) {
    // Whoever reads the pipe may stop when it has enough, as `head` does.
    if ((caught as NodeJS.ErrnoException).code !== 'EPIPE') throw asTelltaleError(caught);
  }
}
