/** Markdown: headings, paragraphs, pipe tables as rows with headers, and files that only list page pictures. */
import type { Reader, ReadSink } from '../reader.ts';
import { rowPassage } from '../table/row-passage.ts';
import { htmlFragmentContent } from './html-blocks.ts';
import { wholeText } from './text-source.ts';

const IMAGE = /!\[[^\]]*\]\(([^)\s]+)[^)]*\)|<img\b[^>]*\bsrc\s*=\s*["']?([^"'\s>]+)/gi;
/** `|---|:-:|`: one dash is enough, and a pipe makes it a table's. */
const DIVIDER = /^(?=.*\|)\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

export const pagePicturesReader: Reader = {
  name: 'page-pictures',
  version: 1,
  accepts(probe) {
    if (
      probe.headText === undefined ||
      !/^(?:md|markdown|html?)$/.test(probe.extension) ||
      probe.size > probe.head.length
    )
      return false;
    return picturesOf(probe.headText).length > 0 && leftoverText(probe.headText) === '';
  },
  async read(input, sink) {
    const { text } = await wholeText(input);
    for (const [at, target] of picturesOf(text).entries()) {
      await sink.link({ relation: 'page', target, position: at + 1 });
    }
    return {
      kind: 'page-document',
      mediaType: 'text/markdown',
      properties: { pages: String(picturesOf(text).length) },
    };
  },
};

/** Local pictures in order, each once. */
function picturesOf(text: string): string[] {
  const targets = [...text.matchAll(IMAGE)].map((match) => match[1] ?? match[2] ?? '');
  return [...new Set(targets.filter((target) => target !== '' && !/^[a-z]+:/i.test(target)))];
}

function leftoverText(text: string): string {
  return htmlFragmentContent(text.replace(/!\[[^\]]*\]\([^)]*\)/g, ''))
    .blocks.map((block) => block.text)
    .join('')
    .trim();
}

export const markdownReader: Reader = {
  name: 'markdown',
  version: 3,
  accepts: (probe) => probe.headText !== undefined && /^(?:md|markdown|mdown)$/.test(probe.extension),
  async read(input, sink) {
    const { text, charset } = await wholeText(input);
    const lines = text.split(/\r\n|\n|\r/);
    let title: string | undefined;
    let at = 0;
    let links = 0;
    while (at < lines.length) {
      const line = lines[at] ?? '';
      if (line.trim() === '') {
        at += 1;
      } else if (line.includes('|') && DIVIDER.test(lines[at + 1] ?? '')) {
        at = await pipeTable(lines, at, sink);
      } else {
        const block = blockAt(lines, at);
        const clean = block.isCode ? block.text.trimEnd() : plain(block.text);
        const heading = /^#{1,6}\s+(.*)$/.exec(block.text);
        if (heading && title === undefined) title = plain(heading[1] ?? '');
        let passage: number | undefined;
        if (clean !== '') {
          passage = await sink.passage({
            role: heading ? 'heading' : block.isCode ? 'code' : 'paragraph',
            text: clean,
            position: { kind: 'line', line: at + 1 },
          });
        }
        for (const target of picturesOf(block.text)) {
          links += 1;
          await sink.link({
            relation: 'attachment',
            target,
            position: links,
            ...(passage === undefined ? {} : { passage }),
          });
        }
        at = block.next;
      }
    }
    return { kind: 'text', mediaType: 'text/markdown', properties: { charset }, ...(title ? { title } : {}) };
  },
};

interface Block {
  readonly text: string;
  readonly next: number;
  readonly isCode: boolean;
}

function blockAt(lines: readonly string[], from: number): Block {
  const first = lines[from] ?? '';
  const fence = /^\s*(```+|~~~+)/.exec(first)?.[1];
  let at = from + 1;
  if (fence) {
    while (at < lines.length && !(lines[at] ?? '').trim().startsWith(fence)) at += 1;
    return { text: lines.slice(from + 1, at).join('\n'), next: at + 1, isCode: true };
  }
  if (/^#{1,6}\s/.test(first)) return { text: first, next: at, isCode: false };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || /^#{1,6}\s/.test(line) || /^\s*(?:```|~~~)/.test(line)) break;
    if (line.includes('|') && DIVIDER.test(lines[at + 1] ?? '')) break;
    at += 1;
  }
  return { text: lines.slice(from, at).join('\n'), next: at, isCode: false };
}

async function pipeTable(lines: readonly string[], from: number, sink: ReadSink): Promise<number> {
  const header = cellsOf(lines[from] ?? '');
  await sink.passage(rowPassage({ table: `line ${from + 1}`, row: 1, cells: header }));
  let at = from + 2;
  let row = 1;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (!line.includes('|')) break;
    row += 1;
    const cells = cellsOf(line);
    if (cells.every((cell) => cell === '')) continue;
    await sink.passage(rowPassage({ table: `line ${from + 1}`, row, cells, header }));
  }
  return at;
}

function cellsOf(line: string): string[] {
  const trimmed = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return trimmed.split(/(?<!\\)\|/).map((cell) => plain(cell.replaceAll('\\|', '|')));
}

/** Marks of emphasis and links gone, targets of links kept; HTML inside as text. */
function plain(source: string): string {
  const text = source
    .replace(/^#{1,6}\s+/, '')
    .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\[([^\]]+)\]\(([^)\s]+)[^)]*\)/g, (_, words: string, target: string) =>
      /^(?:https?|ftp):/i.test(target) && words !== target ? `${words} (${target})` : words,
    )
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2');
  const words = /<[a-z!/]/i.test(text)
    ? htmlFragmentContent(text)
        .blocks.map((block) => block.text)
        .join('\n')
    : text;
  // `mail\.example\.org`: a backslash before punctuation is Markdown's, not the author's.
  return words.replace(/\\([!-/:-@[-`{-~])/g, '$1').trim();
}
