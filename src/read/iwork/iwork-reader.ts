/** Reads Apple's Pages, Numbers and Keynote: packages of objects since 2013, of XML before, and that XML alone. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { asTelltaleError, TelltaleError } from '../../errors.ts';
import type { DocumentKind } from '../../model/document.ts';
import { officeFlavour } from '../office/office-flavour.ts';
import { propertyPassages } from '../office/properties.ts';
import { xmlEvents } from '../office/xml.ts';
import { openZipParts, withDamage, type ZipParts } from '../office/zip-parts.ts';
import type { Probe, Reader, ReaderInput, ReadSink, ReadSummary } from '../reader.ts';
import { WHOLE_LIMIT, wholeText } from '../text/text-source.ts';
import { giveIwaDocument, type IworkApplication } from './iwa-document.ts';
import { iwaObjects } from './iwa-objects.ts';
import { IworkXml } from './iwork-xml.ts';

const ROOTS: readonly (readonly [RegExp, IworkApplication])[] = [
  [/<sl:document\b/, 'pages'],
  [/<ls:document\b/, 'numbers'],
  [/<key:presentation\b/, 'keynote'],
];
const rootOf = (head: string): IworkApplication | undefined => ROOTS.find(([root]) => root.test(head))?.[1];

/** The XML's first element stands in its first characters. */
const HEAD = 4096;
/** Pieces in which a whole text is parsed. */
const PIECE = 1 << 16;
/** What a packed part of XML may unpack to. */
const LONGEST_XML = 256 * 2 ** 20;

const KINDS: Readonly<Record<IworkApplication, DocumentKind>> = { pages: 'text', numbers: 'table', keynote: 'text' };

export const iworkReader: Reader = {
  name: 'iwork',
  version: 3,
  accepts: (probe) => officeFlavour(probe) === 'iwork' || isObjects(probe),
  async read(input, sink) {
    if (isObjects(input.probe)) return readAlone(input, sink);
    const parts = await openZipParts(input.path, input.limits);
    try {
      if (parts.names.some((name) => /(?:^|\/)\.iwpv2?$/.test(name))) throw locked();
      const xml = parts.names.find((name) => /(?:^|\/)index\.(?:apxl|xml)(?:\.gz)?$/.test(name));
      const read =
        xml === undefined ? await readObjects(parts, input, sink) : await readXmlPart(parts, xml, input, sink);
      await givePictures(parts, sink, input.scratch, read.given === 0);
      return withDamage(parts, read.summary);
    } finally {
      parts.close();
    }
  },
};

/** `index.xml` or `index.apxl`, as a package that is a folder has it. */
export const iworkXmlReader: Reader = {
  name: 'iwork-xml',
  version: 1,
  accepts: (probe) => probe.headText !== undefined && rootOf(probe.headText.slice(0, HEAD)) !== undefined,
  async read(input, sink) {
    const { text } = await wholeText(input);
    return (await readXml(text, input, sink)).summary;
  },
};

/** One part of a package that is a folder. */
const isObjects = ({ extension, head, headText }: Probe): boolean =>
  extension === 'iwa' && head[0] === 0 && headText === undefined;

async function readAlone(input: ReaderInput, sink: ReadSink): Promise<ReadSummary> {
  if (input.probe.size > WHOLE_LIMIT) throw new TelltaleError('too-large', `${input.probe.size} bytes of iWork.`);
  const objects = iwaObjects(input.probe.name, await readFile(input.path));
  const { application } = await giveIwaDocument(objects, sink);
  return { kind: KINDS[application], mediaType: 'application/vnd.apple.iwa', properties: { format: 'iwa' } };
}

interface Outcome {
  readonly summary: ReadSummary;
  readonly given: number;
}

const locked = (): TelltaleError =>
  new TelltaleError('encrypted', 'The file needs a password; files of iWork cannot be opened with one here.');

async function readObjects(parts: ZipParts, input: ReaderInput, sink: ReadSink): Promise<Outcome> {
  // A package that was a folder once keeps its objects in a zip of their own.
  const inner = parts.names.find((name) => /(?:^|\/)Index\.zip$/i.test(name));
  const own =
    inner === undefined ? undefined : await openZipParts(await parts.extract(inner, input.scratch), input.limits);
  try {
    const from = own ?? parts;
    const objects = [];
    const warnings: string[] = [];
    for (const name of from.names.filter((each) => /\.iwa$/i.test(each))) {
      try {
        objects.push(...iwaObjects(name, await from.bytes(name)));
      } catch (caught) {
        const error = asTelltaleError(caught, 'broken-file');
        if (error.code !== 'broken-file') throw error;
        warnings.push(`${name}: ${error.message}`);
      }
    }
    if (objects.length === 0) {
      throw new TelltaleError(
        warnings.length > 0 ? 'broken-file' : 'unsupported-format',
        warnings[0] ?? 'No iWork file.',
      );
    }
    const { application, passages } = await giveIwaDocument(objects, sink);
    return {
      given: passages,
      summary: {
        kind: KINDS[application],
        mediaType: `application/vnd.apple.${application}`,
        properties: { format: 'iwa' },
        ...(warnings.length > 0 ? { warnings } : {}),
      },
    };
  } finally {
    own?.close();
  }
}

async function readXmlPart(parts: ZipParts, name: string, input: ReaderInput, sink: ReadSink): Promise<Outcome> {
  if (!name.endsWith('.gz')) return readXml(await parts.text(name), input, sink);
  let text: string;
  try {
    text = gunzipSync(await parts.bytes(name), { maxOutputLength: LONGEST_XML }).toString('utf8');
  } catch (cause) {
    throw asTelltaleError(cause, 'broken-file');
  }
  return readXml(text, input, sink);
}

async function readXml(text: string, input: ReaderInput, sink: ReadSink): Promise<Outcome> {
  const application = rootOf(text.slice(0, HEAD));
  if (application === undefined) throw new TelltaleError('unsupported-format', 'Its XML is none of iWork.');
  const body = new IworkXml(sink);
  const events = xmlEvents(body);
  for (let at = 0; at < text.length; at += PIECE) {
    events.write(text.slice(at, at + PIECE));
    await body.give();
    await input.onBytes?.(at);
  }
  const faults = events.finish();
  await body.give();
  await propertyPassages(body.properties, sink);
  const { title } = body.properties;
  return {
    given: body.given,
    summary: {
      kind: KINDS[application],
      mediaType: `application/vnd.apple.${application}`,
      ...(title === undefined ? {} : { title }),
      properties: { format: 'xml', ...body.properties },
      ...(faults === 0 ? {} : { warnings: [`The file is damaged; ${faults} faults were passed over.`] }),
    },
  };
}

/** Pictures, films and files that were put in; the preview when it is all that there is. */
async function givePictures(parts: ZipParts, sink: ReadSink, scratch: string, isEmpty: boolean): Promise<void> {
  let position = 0;
  for (const name of parts.names) {
    const isPreview = /^QuickLook\/Preview\.pdf$/i.test(name);
    const isOwn =
      /^(?:Index|Metadata|QuickLook|thumbs)\/|^preview|\.(?:iwa|plist|chrtshr|apxl|xml|gz)$|^Index\.zip$/i.test(name);
    // Pages keep a small copy of each picture beside it.
    const isSmall = /-small-?\d*\.\w+$/.test(name) || /^Data\/(?:st-|mt-)/.test(name);
    if (isPreview ? !isEmpty : isOwn || isSmall) continue;
    if (parts.size(name) === 0) continue;
    const path = await parts.extract(name, scratch);
    await sink.child({ name: name.replaceAll('..', '_'), path, relation: 'attachment', position: ++position });
  }
}
