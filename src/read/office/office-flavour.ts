/** Tells which office format a file is, from its first bytes before its name. */
import type { Probe } from '../reader.ts';

export type OfficeFlavour = 'docx' | 'xlsx' | 'xlsb' | 'pptx' | 'vsdx' | 'odf' | 'iwork' | 'compound';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const starts = (head: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => head[index] === byte);

const EXTENSIONS: Readonly<Record<string, OfficeFlavour>> = {
  docx: 'docx',
  docm: 'docx',
  dotx: 'docx',
  dotm: 'docx',
  xlsx: 'xlsx',
  xlsm: 'xlsx',
  xltx: 'xlsx',
  xltm: 'xlsx',
  xlam: 'xlsx',
  xlsb: 'xlsb',
  pptx: 'pptx',
  pptm: 'pptx',
  ppsx: 'pptx',
  ppsm: 'pptx',
  potx: 'pptx',
  potm: 'pptx',
  vsdx: 'vsdx',
  vsdm: 'vsdx',
  odt: 'odf',
  ott: 'odf',
  ods: 'odf',
  ots: 'odf',
  odp: 'odf',
  otp: 'odf',
  odg: 'odf',
  odf: 'odf',
  pages: 'iwork',
  numbers: 'iwork',
  key: 'iwork',
};

const MEMBERS: readonly (readonly [RegExp, OfficeFlavour])[] = [
  [/^PK[\s\S]{28}mimetypeapplication\/vnd\.(oasis\.opendocument|sun\.xml)/, 'odf'],
  [/word\/(document|styles|_rels)/, 'docx'],
  [/xl\/workbook\.bin/, 'xlsb'],
  [/xl\/(workbook|worksheets|_rels)/i, 'xlsx'],
  [/ppt\/(presentation|slides|_rels)/, 'pptx'],
  [/visio\/(document|pages|_rels)/, 'vsdx'],
  // At the top of the zip: one that holds packages holds other files, too.
  [/PK\x03\x04[\s\S]{26}(?:(?:Index\/)?[\w.-]+\.iwa|Index\.zip|index\.apxl|index\.xml\.gz)/, 'iwork'],
];

/** Undefined for anything that is not an office file by its bytes. Encrypted OOXML is `compound`. */
export function officeFlavour(probe: Probe): OfficeFlavour | undefined {
  if (starts(probe.head, COMPOUND)) return 'compound';
  if (!starts(probe.head, ZIP)) return undefined;
  const head = Buffer.from(probe.head.buffer, probe.head.byteOffset, probe.head.length).toString('latin1');
  // A zip that holds documents shows their names too, but not the parts of an office file at its own top level.
  const members = MEMBERS.find(([pattern]) => pattern.test(head))?.[1];
  return (
    EXTENSIONS[probe.extension] ??
    (/\[Content_Types\]\.xml|mimetype|Index|index\.|\.iwa/.test(head) ? members : undefined)
  );
}
