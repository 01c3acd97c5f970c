/** Opens PDF files with pdf.js, offline and without running what is in them; tries passwords. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { TelltaleError } from '../../errors.ts';

/** Bytes of a PDF that are held at once. */
const MOST_BYTES = 1024 * 1024 * 1024;
/** Pixels of one picture inside; larger ones are left out by pdf.js. */
const MOST_PICTURE_PIXELS = 80_000_000;

export interface OpenPdf {
  readonly document: PDFDocumentProxy;
  readonly encrypted: boolean;
  close(): Promise<void>;
}

let library: Promise<typeof import('pdfjs-dist/legacy/build/pdf.mjs')> | undefined;

/** pdf.js itself; loading it takes a quarter of a second. */
export function pdfLibrary(): Promise<typeof import('pdfjs-dist/legacy/build/pdf.mjs')> {
  library ??= import('pdfjs-dist/legacy/build/pdf.mjs');
  return library;
}

/** Rejects with `encrypted` when no password fits, `broken-file` when it cannot be opened, `too-large`. */
export async function openPdf(path: string, passwords: readonly string[]): Promise<OpenPdf> {
  const bytes = await readFile(path);
  if (bytes.length > MOST_BYTES) throw new TelltaleError('too-large', 'The PDF is over 1 GiB.');
  const { getDocument, PasswordResponses, VerbosityLevel } = await pdfLibrary();
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const folder = (name: string): string => `${join(home, name)}/`;
  const task = getDocument({
    data: new Uint8Array(bytes),
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    iccUrl: folder('iccs'),
    maxImageSize: MOST_PICTURE_PIXELS,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: true,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  let asked = 0;
  task.onPassword = (answer: (password: string | Error) => void) => {
    const password = passwords[asked++];
    answer(password ?? new Error('no password fits'));
  };
  try {
    const document = await task.promise;
    return { document, encrypted: asked > 0, close: () => task.destroy() };
  } catch (error) {
    await task.destroy();
    const { name, code, message } = error as { name?: string; code?: number; message?: string };
    const passwordAsked = code === PasswordResponses.NEED_PASSWORD || code === PasswordResponses.INCORRECT_PASSWORD;
    if (asked > 0 || (name === 'PasswordException' && passwordAsked))
      throw new TelltaleError(
        'encrypted',
        passwords.length === 0 ? 'The PDF needs a password.' : `None of ${passwords.length} passwords opens the PDF.`,
        { cause: error },
      );
    throw new TelltaleError('broken-file', `The PDF cannot be opened: ${message ?? String(error)}`, { cause: error });
  }
}
