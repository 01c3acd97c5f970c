/** Books (EPUB): chapters in reading order. */
import { posix } from 'node:path';
import { TelltaleError } from '../../errors.ts';
import { openZipParts, withDamage } from '../office/zip-parts.ts';
import type { Reader } from '../reader.ts';
import { htmlContent } from './html-blocks.ts';

export const epubReader: Reader = {
  name: 'epub',
  version: 2,
  accepts: (probe) =>
    probe.mediaType === 'application/epub+zip' || (probe.extension === 'epub' && probe.head[0] === 0x50),
  async read(input, sink) {
    const parts = await openZipParts(input.path, input.limits);
    let chapter = 0;
    let title: string | undefined;
    let author: string | undefined;
    try {
      const container = parts.has('META-INF/container.xml') ? await parts.text('META-INF/container.xml') : '';
      const packagePath = /full-path\s*=\s*["']([^"']+)/.exec(container)?.[1] ?? '';
      if (!parts.has(packagePath)) throw new TelltaleError('unsupported-format', 'There is no package of a book.');
      const book = await parts.text(packagePath);
      title = /<dc:title[^>]*>([^<]+)/i.exec(book)?.[1]?.trim();
      author = /<dc:creator[^>]*>([^<]+)/i.exec(book)?.[1]?.trim();
      for (const path of spine(book, packagePath)) {
        if (!parts.has(path)) continue;
        chapter += 1;
        for (const block of htmlContent(await parts.text(path)).blocks) {
          await sink.passage({
            role: block.role === 'heading' ? 'heading' : 'paragraph',
            text: block.text,
            position: { kind: 'part', part: path },
          });
        }
      }
    } finally {
      parts.close();
    }
    return withDamage(parts, {
      kind: 'text',
      mediaType: 'application/epub+zip',
      properties: { chapters: String(chapter), ...(author ? { author } : {}) },
      ...(title ? { title } : {}),
    });
  },
};

/** Paths of the chapters in reading order. */
function spine(book: string, packagePath: string): string[] {
  const targets = new Map<string, string>();
  for (const [item] of book.matchAll(/<(?:\w+:)?item\b[^>]*>/g)) {
    const id = /\bid\s*=\s*["']([^"']+)/.exec(item)?.[1];
    const target = /\bhref\s*=\s*["']([^"']+)/.exec(item)?.[1];
    if (id && target) targets.set(id, posix.join(posix.dirname(packagePath), unescaped(target)));
  }
  return [...book.matchAll(/<(?:\w+:)?itemref\b[^>]*\bidref\s*=\s*["']([^"']+)/g)].flatMap(
    (match) => targets.get(match[1] ?? '') ?? [],
  );
}

function unescaped(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    // A stray percent sign is part of the name.
    return target;
  }
}
