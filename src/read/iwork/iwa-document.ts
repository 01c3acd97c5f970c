/** What the objects of an iWork file since 2013 say: running text, notes, headers, comments, sheets and their tables, slides. */

import { columnName, sheetHeading, TableRows, tableHeading } from '../office/table-rows.ts';
import type { ReadSink } from '../reader.ts';
import { cellsOfRow, dateText } from './iwa-cells.ts';
import type { IwaObject } from './iwa-objects.ts';
import { bytesOf, type Message, messageOf, messagesOf, numberOf, textOf } from './protobuf.ts';

/** Kinds of messages, by the numbers that the files use. */
const TYPE = {
  sheetOrShow: 2,
  slideNode: 4,
  slide: 5,
  author: 212,
  storage: [2001, 2005],
  comment: 3056,
  tableInfo: 6000,
  pages: 10000,
} as const;

/** What a text is for; the others are body text. */
const STORAGE_PARTS: Readonly<Record<number, string>> = { 1: 'header', 2: 'footnote', 3: 'text box', 4: 'notes' };
const STORAGE_CELL = 5;

/** Parts that templates are made of. */
const TEMPLATES = /(?:Master|Template|Layout)Slide|Stylesheet|Theme/i;

export type IworkApplication = 'pages' | 'numbers' | 'keynote';

export interface IwaSummary {
  readonly application: IworkApplication;
  /** Passages given. */
  readonly passages: number;
}

export async function giveIwaDocument(all: readonly IwaObject[], sink: ReadSink): Promise<IwaSummary> {
  const objects = all.filter(({ part }) => !TEMPLATES.test(part));
  const byId = new Map(all.map((object) => [object.id, object]));
  const application = objects.some(({ type }) => type === TYPE.pages)
    ? 'pages'
    : objects.some(({ type }) => type === TYPE.slide)
      ? 'keynote'
      : 'numbers';
  const document = new IwaDocument(byId, sink);
  if (application === 'keynote') await document.slides(objects);
  else {
    await document.texts(objects, application === 'pages' ? 'body' : 'sheet');
    if (application === 'numbers') await document.sheets(objects);
  }
  await document.tables(objects, '');
  await document.comments(objects);
  return { application, passages: document.given };
}

class IwaDocument {
  given = 0;
  readonly #objects: ReadonlyMap<number, IwaObject>;
  readonly #sink: ReadSink;
  readonly #tables = new Set<number>();
  readonly #texts = new Set<number>();

  constructor(objects: ReadonlyMap<number, IwaObject>, sink: ReadSink) {
    this.#objects = objects;
    this.#sink = {
      ...sink,
      passage: (passage) => {
        this.given += 1;
        return sink.passage(passage);
      },
    };
  }

  /** `part` is what text of no other kind is called. */
  async texts(objects: readonly IwaObject[], part: string): Promise<void> {
    for (const object of objects) {
      if (!TYPE.storage.includes(object.type as 2001) || this.#texts.has(object.id)) continue;
      const kind = numberOf(object.message(), 1) ?? 0;
      if (kind === STORAGE_CELL) continue;
      this.#texts.add(object.id);
      const named = STORAGE_PARTS[kind];
      const where = named === undefined ? part : /^slide/.test(part) ? `${part} ${named}` : named;
      for (const text of paragraphs(object.message())) {
        await this.#sink.passage({ role: 'paragraph', text, position: { kind: 'part', part: where } });
      }
    }
  }

  async slides(objects: readonly IwaObject[]): Promise<void> {
    const show = objects.find(({ type }) => type === TYPE.sheetOrShow)?.message();
    const listed = references(messageOf(show, 3), 2).flatMap((id) => {
      const node = this.#objects.get(id);
      return node?.type === TYPE.slideNode ? references(node.message(), 2) : [];
    });
    const slides = listed.length > 0 ? listed : objects.filter(({ type }) => type === TYPE.slide).map(({ id }) => id);
    for (const [index, id] of slides.entries()) {
      const part = this.#objects.get(id)?.part;
      const own = objects.filter((object) => object.part === part);
      await this.texts(own, `slide ${index + 1}`);
      await this.tables(own, `slide ${index + 1}`);
    }
    await this.texts(
      objects.filter(({ part }) => /slide/i.test(part)),
      'slide',
    );
  }

  async sheets(objects: readonly IwaObject[]): Promise<void> {
    for (const sheet of objects) {
      if (sheet.type !== TYPE.sheetOrShow) continue;
      const name = textOf(sheet.message(), 1) ?? '';
      await sheetHeading(name, this.#sink);
      const drawn = references(sheet.message(), 2).flatMap((id) => this.#objects.get(id) ?? []);
      await this.tables(drawn, name);
    }
  }

  async tables(objects: readonly IwaObject[], place: string): Promise<void> {
    for (const info of objects) {
      if (info.type !== TYPE.tableInfo || this.#tables.has(info.id)) continue;
      this.#tables.add(info.id);
      const [model] = references(info.message(), 2);
      if (model !== undefined) await this.#table(this.#objects.get(model)?.message(), place);
    }
  }

  async comments(objects: readonly IwaObject[]): Promise<void> {
    for (const object of objects) {
      if (object.type !== TYPE.comment) continue;
      const text = textOf(object.message(), 1)?.trim() ?? '';
      if (text === '') continue;
      const [by] = references(object.message(), 3);
      const author = by === undefined ? undefined : textOf(this.#objects.get(by)?.message(), 1);
      const since = bytesOf(messageOf(object.message(), 2), 1);
      const seconds = since?.length === 8 ? Buffer.from(since).readDoubleLE(0) : Number.NaN;
      const time = dateText(seconds).replace(/^(\S+) (\S+)$/, '$1T$2Z');
      await this.#sink.passage({
        role: 'paragraph',
        text,
        position: { kind: 'part', part: 'comment' },
        ...(author ? { sender: author } : {}),
        ...(time === '' ? {} : { time }),
      });
    }
  }

  async #table(model: Message | undefined, place: string): Promise<void> {
    const store = messageOf(model, 4);
    if (!model || !store) return;
    const name = textOf(model, 8) ?? '';
    const texts = { plain: this.#list(store, 4, 3), rich: this.#richTexts(store) };
    await tableHeading(name, this.#sink);
    const rows = new TableRows([place, name].filter((part) => part !== '').join(' / '), this.#sink);
    const tiles = messageOf(store, 3);
    const size = numberOf(tiles, 2) ?? 256;
    for (const tile of messagesOf(tiles, 1)) {
      const first = (numberOf(tile, 1) ?? 0) * size;
      const [id] = references(tile, 2);
      const content = id === undefined ? undefined : this.#objects.get(id)?.message();
      const sorted = messagesOf(content, 5).sort((a, b) => (numberOf(a, 1) ?? 0) - (numberOf(b, 1) ?? 0));
      for (const row of sorted) {
        const number = first + (numberOf(row, 1) ?? 0) + 1;
        const cells = cellsOfRow(row, texts);
        await rows.add(
          number,
          cells.map((cell) => ({ ...cell, ref: `${columnName(cell.column)}${number}` })),
        );
      }
    }
    await rows.finish();
  }

  /** Entries of a list that a table keeps aside: texts by their keys. */
  #entries(store: Message, field: number): Message[] {
    const [id] = references(store, field);
    const list = id === undefined ? undefined : this.#objects.get(id)?.message();
    const segments = references(list, 4).flatMap((each) => this.#objects.get(each)?.message() ?? []);
    return [list, ...segments].flatMap((each) => messagesOf(each, 3));
  }

  #list(store: Message, field: number, text: number): ReadonlyMap<number, string> {
    return new Map(this.#entries(store, field).map((entry) => [numberOf(entry, 1) ?? 0, textOf(entry, text) ?? '']));
  }

  #richTexts(store: Message): ReadonlyMap<number, string> {
    const texts = new Map<number, string>();
    for (const entry of this.#entries(store, 17)) {
      const [payload] = references(entry, 9);
      const [storage] = payload === undefined ? [] : references(this.#objects.get(payload)?.message(), 1);
      const message = storage === undefined ? undefined : this.#objects.get(storage)?.message();
      if (message) texts.set(numberOf(entry, 1) ?? 0, paragraphs(message).join('\n'));
      if (storage !== undefined) this.#texts.add(storage);
    }
    return texts;
  }
}

/** Numbers of the objects that a field refers to. */
function references(message: Message | undefined, field: number): number[] {
  return messagesOf(message, field).flatMap((reference) => numberOf(reference, 1) ?? []);
}

/** Of a text, without the marks that stand for pictures, breaks and fields. */
function paragraphs(storage: Message): string[] {
  const text = (storage.get(3) ?? [])
    .map((piece) => (typeof piece === 'number' ? '' : Buffer.from(piece).toString('utf8')))
    .join('');
  return text
    .replace(/[\ufffc\u0004-\u0007\u000e\u000f]/g, '')
    .split(/[\n\r\u2029\f]/)
    .map((line) => line.replaceAll('\u2028', '\n').trim())
    .filter((line) => line !== '');
}
