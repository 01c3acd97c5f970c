/** What a PDF holds beside its pages: properties, outline, notes, links, form fields, scripts and attached files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { ReadSink } from '../reader.ts';

const NAMES: Readonly<Record<string, string>> = {
  Title: 'title',
  Author: 'author',
  Subject: 'subject',
  Keywords: 'keywords',
  Creator: 'application',
  Producer: 'producer',
  CreationDate: 'created',
  ModDate: 'modified',
};

/** `D:20230918103000+08'00'` as ISO 8601; undefined when it is no date. */
export function pdfDate(text: string): string | undefined {
  const match = /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?/.exec(text.trim());
  if (!match) return undefined;
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour,
    minute = '00',
    second = '00',
    zulu,
    sign,
    zoneHour,
    zoneMinute = '00',
  ] = match;
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return date;
  return `${date}T${hour}:${minute}:${second}${zulu ? 'Z' : sign ? `${sign}${zoneHour}:${zoneMinute}` : ''}`;
}

export async function pdfProperties(document: PDFDocumentProxy): Promise<Record<string, string>> {
  const properties: Record<string, string> = {};
  const { info, metadata } = await document.getMetadata();
  const take = (name: string, value: unknown): void => {
    if (typeof value !== 'string') return;
    const text = value.replaceAll('\0', '').trim();
    if (text === '' || name in properties) return;
    properties[name] = name === 'created' || name === 'modified' ? (pdfDate(text) ?? text) : text;
  };
  for (const [key, value] of Object.entries(info as Record<string, unknown>)) {
    const name = NAMES[key];
    if (name !== undefined) take(name, value);
    else if (key === 'Custom' && value !== null && typeof value === 'object')
      for (const [custom, text] of Object.entries(value)) take(`custom:${custom}`, text);
  }
  const xmp = (metadata as { get(name: string): unknown } | null) ?? undefined;
  take('author', [xmp?.get('dc:creator')].flat().join(', '));
  take('title', [xmp?.get('dc:title')].flat().join(', '));
  take('description', [xmp?.get('dc:description')].flat().join(', '));
  properties.pages = String(document.numPages);
  return properties;
}

interface OutlineEntry {
  readonly title: string;
  readonly url?: string | null;
  readonly items: readonly OutlineEntry[];
}

export async function outlinePassages(document: PDFDocumentProxy, sink: ReadSink): Promise<void> {
  const give = async (entries: readonly OutlineEntry[], level: number): Promise<void> => {
    for (const { title, url, items } of entries) {
      const text = [title.trim(), url ?? ''].filter((part) => part !== '').join(' ');
      if (text !== '') await sink.passage({ role: 'heading', text, position: { kind: 'part', part: 'outline' } });
      if (level < 20) await give(items, level + 1);
    }
  };
  await give(((await document.getOutline()) ?? []) as OutlineEntry[], 0);
}

/** The parts of pdf.js's annotations that are read; its own type is `any`. */
interface Annotation {
  readonly subtype?: string;
  readonly titleObj?: { readonly str: string };
  readonly contentsObj?: { readonly str: string };
  readonly modificationDate?: string | null;
  readonly url?: string;
  readonly unsafeUrl?: string;
  readonly fieldName?: string;
  readonly fieldValue?: unknown;
  readonly alternativeText?: string;
  readonly file?: { readonly filename: string; readonly content?: Uint8Array };
  readonly fileId?: string;
}

/** Notes, links and form fields of a page; gives the files pinned to it by their id. */
export async function annotationPassages(
  page: PDFPageProxy,
  shown: string,
  sink: ReadSink,
): Promise<{ name: string; id: string | undefined; content: Uint8Array | undefined }[]> {
  const files: { name: string; id: string | undefined; content: Uint8Array | undefined }[] = [];
  const part = (what: string): { kind: 'part'; part: string } => ({
    kind: 'part',
    part: `${what} on page ${page.pageNumber}`,
  });
  for (const annotation of (await page.getAnnotations()) as Annotation[]) {
    const { file, fieldName, fieldValue, titleObj, modificationDate } = annotation;
    if (file) files.push({ name: file.filename, id: annotation.fileId, content: file.content });
    const url = annotation.url ?? annotation.unsafeUrl ?? '';
    if (url !== '' && !shown.includes(url.replace(/^mailto:|\/$/g, '')))
      await sink.passage({ role: 'paragraph', text: url, position: part('link') });
    const value = [fieldValue].flat().filter((one) => typeof one === 'string' && one !== '' && one !== 'Off');
    if (value.length > 0)
      await sink.passage({
        role: 'paragraph',
        text: `${fieldName ?? ''}: ${value.join(', ')}`,
        position: part('form field'),
      });
    const note = annotation.contentsObj?.str.replaceAll('\r', '\n').trim() ?? '';
    if (note === '' || annotation.subtype === 'Widget') continue;
    const time = modificationDate ? pdfDate(modificationDate) : undefined;
    await sink.passage({
      role: 'paragraph',
      text: note,
      position: part('comment'),
      ...(titleObj?.str ? { sender: titleObj.str } : {}),
      ...(time === undefined ? {} : { time }),
    });
  }
  return files;
}

/** Scripts of the document, as text; they are never run. */
export async function scriptPassages(document: PDFDocumentProxy, sink: ReadSink): Promise<void> {
  const scripts = (await document.getJSActions()) as ReadonlyMap<string, readonly string[]> | null;
  for (const [event, sources] of scripts ?? [])
    for (const source of sources)
      if (source.trim() !== '')
        await sink.passage({ role: 'code', text: source.trim(), position: { kind: 'part', part: `script ${event}` } });
}

/** Writes attached files to the scratch folder and gives them as children. */
export async function attachedFiles(
  document: PDFDocumentProxy,
  pinned: readonly { name: string; id: string | undefined; content: Uint8Array | undefined }[],
  sink: ReadSink,
  scratch: string,
): Promise<void> {
  const listed = (await document.getAttachments()) as Map<
    string,
    { filename: string; id?: string; content?: Uint8Array }
  > | null;
  const files = [
    ...pinned,
    ...[...(listed ?? [])].map(([key, { filename, id, content }]) => ({ name: filename, id: id ?? key, content })),
  ];
  const folder = join(scratch, 'attachments');
  let position = 0;
  for (const file of files) {
    position++;
    const name = file.name.replaceAll('..', '_') || `attachment ${position}`;
    try {
      const content =
        file.content ?? (file.id === undefined ? undefined : await document.getAttachmentContent(file.id));
      if (!(content instanceof Uint8Array)) throw new Error('The attachment has no content.');
      await mkdir(folder, { recursive: true });
      const path = join(folder, String(position));
      await writeFile(path, content);
      await sink.child({ name, path, relation: 'attachment', position });
    } catch (error) {
      await sink.lostChild({ name, size: 0, code: 'broken-file', message: (error as Error).message });
    }
  }
}
