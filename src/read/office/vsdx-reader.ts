/** Reads Visio drawings (vsdx): the text, data and links of the shapes of each page, and comments. */
import type { Reader, ReadSink } from '../reader.ts';
import { macroPassages } from './macro-source.ts';
import { officeFlavour } from './office-flavour.ts';
import { embeddedFiles, packageProperties } from './ooxml-package.ts';
import { propertyPassages } from './properties.ts';
import { descendants, elements, textOf, type XmlElement } from './xml.ts';
import { openZipParts, withDamage, type ZipParts } from './zip-parts.ts';

export const vsdxReader: Reader = {
  name: 'visio',
  version: 3,
  accepts: (probe) => officeFlavour(probe) === 'vsdx',
  async read(input, sink) {
    const parts = await openZipParts(input.path, input.limits);
    try {
      const properties = await packageProperties(parts);
      await propertyPassages(properties, sink);
      await pageNames(parts, sink);
      const drawn = parts.names.filter((name) => /^visio\/(pages\/page|masters\/master)\d+\.xml$/i.test(name));
      for (const name of drawn) {
        const number = /\d+/.exec(name)?.[0] ?? '';
        const part = /master/i.test(name) ? `master ${number}` : `page ${number}`;
        for (const shape of descendants(await parts.tree(name), 'Shape')) {
          for (const text of textsOf(shape)) {
            await sink.passage({ role: 'paragraph', text, position: { kind: 'part', part } });
          }
        }
      }
      await comments(parts, sink);
      await macroPassages(parts, sink);
      await embeddedFiles(parts, sink, input.scratch);
      return withDamage(parts, {
        kind: 'text',
        mediaType: 'application/vnd.ms-visio.drawing',
        ...(properties.title === undefined ? {} : { title: properties.title }),
        properties,
      });
    } finally {
      parts.close();
    }
  },
};

async function pageNames(parts: ZipParts, sink: ReadSink): Promise<void> {
  const pages = elements(await parts.optionalTree('visio/pages/pages.xml'), 'Page');
  for (const { attributes } of pages) {
    const text = attributes.Name ?? '';
    if (text !== '') await sink.passage({ role: 'heading', text, position: { kind: 'part', part: 'page name' } });
  }
}

/** Its own, not those of the shapes that it groups. */
function textsOf(shape: XmlElement): string[] {
  const sections = (name: string): XmlElement[] =>
    elements(shape, 'Section')
      .filter(({ attributes }) => attributes.N === name)
      .flatMap((section) => elements(section, 'Row'));
  const cell = (row: XmlElement, name: string): string =>
    elements(row, 'Cell').find(({ attributes }) => attributes.N === name)?.attributes.V ?? '';
  const data = sections('Property').flatMap((row) => {
    const value = cell(row, 'Value');
    return value === '' ? [] : [`${cell(row, 'Label') || (row.attributes.N ?? '')}: ${value}`];
  });
  const links = sections('Hyperlink').flatMap((row) => [cell(row, 'Description'), cell(row, 'Address')]);
  return [...elements(shape, 'Text').map(textOf), ...data, ...links]
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

async function comments(parts: ZipParts, sink: ReadSink): Promise<void> {
  const root = await parts.optionalTree('visio/comments.xml');
  const authors = new Map(
    descendants(root, 'AuthorEntry').map(({ attributes }) => [attributes.ID, attributes.Name ?? attributes.Initials]),
  );
  for (const entry of descendants(root, 'CommentEntry')) {
    const text = textOf(entry).trim();
    const { AuthorID, Date: time } = entry.attributes;
    const author = authors.get(AuthorID);
    if (text === '') continue;
    await sink.passage({
      role: 'paragraph',
      text,
      position: { kind: 'part', part: 'comment' },
      ...(author ? { sender: author } : {}),
      ...(time ? { time } : {}),
    });
  }
}
