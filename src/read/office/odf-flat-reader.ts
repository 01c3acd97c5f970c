/** Reads flat OpenDocument files (fodt, fods, fodp, fodg): everything in one XML text, pictures in Base64. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reader, ReadSink } from '../reader.ts';
import { charsetOf, textChunks } from '../text/text-source.ts';
import { OdfBody } from './odf-body.ts';
import { propertiesOf } from './odf-package.ts';
import { propertyPassages } from './properties.ts';
import { type XmlAttributes, type XmlHandlers, xmlEvents, xmlTree } from './xml.ts';

const ROOT = /<office:document\b[^>]*\boffice:mimetype="([^"]+)"/;
const META = /<office:meta>[\s\S]*?<\/office:meta>/;

export const odfFlatReader: Reader = {
  name: 'flat-opendocument',
  version: 1,
  accepts: (probe) => probe.headText !== undefined && ROOT.test(probe.headText),
  async read(input, sink) {
    const head = input.probe.headText ?? '';
    const mediaType = ROOT.exec(head)?.[1] ?? 'application/vnd.oasis.opendocument.text';
    const meta = META.exec(head)?.[0];
    const properties = meta === undefined ? {} : propertiesOf(xmlTree(meta));
    await propertyPassages(properties, sink);
    const sections = new Sections(sink, input.scratch);
    const events = xmlEvents(sections);
    for await (const text of textChunks(input)) {
      events.write(text);
      await sections.give();
    }
    const faults = events.finish();
    await sections.give();
    return {
      kind: mediaType.includes('spreadsheet') ? 'table' : 'text',
      mediaType,
      ...(properties.title === undefined ? {} : { title: properties.title }),
      properties: { charset: charsetOf(input), ...properties },
      ...(faults === 0 ? {} : { warnings: [`The file is damaged; ${faults} faults were passed over.`] }),
    };
  },
};

/** Hands each section of the file to what reads it, and keeps pictures and macros. */
class Sections implements XmlHandlers {
  readonly #sink: ReadSink;
  readonly #scratch: string;
  readonly #body: OdfBody;
  readonly #edges: OdfBody;
  #depth = 0;
  #section: OdfBody | 'scripts' | undefined;
  /** Base64 of the picture that is open. */
  #picture: string[] | undefined;
  #names: string[] = [];
  #macro: { readonly name: string; source: string } | undefined;
  #module = '';
  #ready: (() => Promise<unknown>)[] = [];
  #pictures = 0;

  constructor(sink: ReadSink, scratch: string) {
    this.#sink = sink;
    this.#scratch = scratch;
    this.#body = new OdfBody('body', sink);
    this.#edges = new OdfBody('header', sink, true);
  }

  async give(): Promise<void> {
    await this.#body.give();
    await this.#edges.give();
    for (const one of this.#ready.splice(0)) await one();
  }

  open(name: string, attributes: XmlAttributes): void {
    this.#depth += 1;
    if (this.#depth === 2) {
      const sections: Readonly<Record<string, OdfBody | 'scripts'>> = {
        body: this.#body,
        'master-styles': this.#edges,
        scripts: 'scripts',
      };
      this.#section = sections[name];
    }
    if (name === 'frame') this.#names.push(attributes.name ?? '');
    if (name === 'binary-data' && this.#section instanceof OdfBody) this.#picture = [];
    if (name === 'module') this.#module = attributes.name ?? '';
    if (name === 'source-code' && this.#section === 'scripts') this.#macro = { name: this.#module, source: '' };
    if (this.#section instanceof OdfBody) this.#section.open(name, attributes);
  }

  text(piece: string): void {
    if (this.#picture) this.#picture.push(piece);
    else if (this.#macro) this.#macro.source += piece;
    else if (this.#section instanceof OdfBody) this.#section.text(piece);
  }

  close(name: string): void {
    if (this.#section instanceof OdfBody) this.#section.close(name);
    if (name === 'binary-data') this.#closePicture();
    if (name === 'source-code') this.#closeMacro();
    if (name === 'frame') this.#names.pop();
    if (this.#depth === 2) this.#section = undefined;
    this.#depth -= 1;
  }

  #closePicture(): void {
    const bytes = Buffer.from(this.#picture?.join('') ?? '', 'base64');
    this.#picture = undefined;
    if (bytes.length === 0) return;
    const position = ++this.#pictures;
    const name = this.#names.at(-1)?.replace(/[/\\]|\.\./g, '_') || `picture ${position}`;
    const path = join(this.#scratch, `picture-${position}`);
    this.#ready.push(async () => {
      await writeFile(path, bytes);
      await this.#sink.child({ name, path, relation: 'attachment', position });
    });
  }

  #closeMacro(): void {
    const { name = '', source = '' } = this.#macro ?? {};
    this.#macro = undefined;
    const text = source.trim();
    if (text === '') return;
    this.#ready.push(() =>
      this.#sink.passage({ role: 'code', text, position: { kind: 'part', part: `macro ${name}`.trim() } }),
    );
  }
}
