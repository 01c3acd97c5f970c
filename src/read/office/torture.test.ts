/** The shared torture set: office, PDF and picture files are read or fail with a code, and known words come out. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile as readDisk, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TelltaleError } from '../../errors.ts';
import { createCollectingSink } from '../collecting-sink.ts';
import { probeFile } from '../probe.ts';
import { readBytesForTest } from '../read-bytes-for-test.ts';
import { readFile } from '../read-file.ts';

const SET = join(import.meta.dirname, '../../../../shared/data/torture');
const KINDS = /^\.(docx|docm|doc|xlsx|xlsm|xltm|xls|pptx|pptm|ppt|odt|ods|odp|pdf|png|jpg|tif|webp|heic|heif)$/;
/** Files that need a password, are of a version that no reader knows, or are cut off. */
const MAY_FAIL = new Set(['encrypted', 'unsupported-format', 'broken-file']);

describe.skipIf(!existsSync(SET))('the torture set (skipped where ../shared/data is absent)', () => {
  let scratch: string;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'telltale-torture-'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  async function read(name: string, passwords: readonly string[] = []) {
    const path = join(SET, name);
    const sink = createCollectingSink();
    const probe = await probeFile(path, name);
    const limits = { unpackedBytes: 4e9, unpackRatio: 200, members: 10_000, depth: 5, textLength: 1e8 };
    const own = await mkdtemp(join(scratch, 'file-'));
    const result = await readFile({ probe, path, scratch: own, limits, passwords, role: 'leak' }, sink);
    return { ...result, text: sink.passages.map(({ text }) => text).join('\n'), children: sink.children };
  }

  test('every file is read or fails with a code', async () => {
    const names = (await readdir(SET)).filter((name) => KINDS.test(extname(name).toLowerCase()));
    expect(names.length).toBeGreaterThan(150);
    const failed: string[] = [];
    for (const name of names) {
      try {
        await read(name);
      } catch (error) {
        expect(error, name).toBeInstanceOf(TelltaleError);
        const { code } = error as TelltaleError;
        expect(MAY_FAIL, name).toContain(code);
        failed.push(`${name} ${code}`);
      }
    }
    expect(
      failed.filter((line) => !/protected|protect|Encrypted|truncated|encode|Exception|ole|Webp/i.test(line)),
    ).toEqual([]);
  });

  test.each([
    ['testWORD.docx', 'docx', 'Sample Word Document'],
    ['testWORD.doc', 'compound-office', 'Sample Word Document'],
    ['testWORD_macros.docm', 'docx', 'Sub Embolden'],
    ['testEXCEL.xlsx', 'xlsx', 'Sample Excel Worksheet'],
    ['testEXCEL.xls', 'compound-office', 'Sample Excel Worksheet'],
    ['testEXCEL.strict.xlsx', 'xlsx', 'Sample Formulas'],
    ['testPPT.pptx', 'pptx', 'Attachment Test'],
    ['testPPT.ppt', 'compound-office', 'Sample Powerpoint Slide'],
    ['testODFwithOOo3.odt', 'opendocument', 'Tika'],
    ['test-columnar.ods', 'opendocument', 'Square of the Record Number'],
    ['testPDF.pdf', 'pdf', 'toolkit for detecting and extracting metadata'],
    ['testComment.docx', 'docx', 'Here is a comment'],
    ['testComment.pdf', 'pdf', 'Here is a comment'],
  ])('%s by %s holds “%s”', async (name, reader, words) => {
    const found = await read(name);
    expect(found.reader.split('/')[0]).toBe(reader);
    expect(found.text.replace(/\s+/g, ' ').toLowerCase()).toContain(words.toLowerCase());
  });

  test.each(['testWORD_protected_passtika.docx', 'testWORD_protected_passtika.doc', 'testPPT_protected_passtika.pptx'])(
    '%s opens with its password only',
    async (name) => {
      await expect(read(name)).rejects.toMatchObject({ code: 'encrypted' });
      expect((await read(name, ['tika'])).text).not.toBe('');
    },
  );

  test('embedded files are children', async () => {
    expect((await read('testWORD_3imgs.docx')).children).toHaveLength(3);
    expect((await read('testPDF_deeplyEmbeddedAttachments.pdf')).children.length).toBeGreaterThan(5);
  });

  test('a photograph keeps where it was taken', async () => {
    const { summary } = await read('testJPEG_GEO.jpg');
    expect(summary.properties?.location).toMatch(/^12\.5\d*, -54\.1\d*$/);
  });

  test('a mail inside an object inside a document', async () => {
    const { children } = await read('EmbeddedOutlook.docx');
    const object = children.find(({ name }) => name.endsWith('oleObject1.bin'));
    const inner = await readBytesForTest('oleObject1.bin', await readDisk(object?.path ?? ''));
    const [name, bytes] = [...inner.children][0] ?? [];
    expect(name).toBe('licensedTestMsgwAtt.msg');
    const mail = await readBytesForTest('x.msg', bytes ?? '');
    expect(mail.reader).toMatch(/^msg\//);
    expect(mail.summary.title).toBe('This is a Test Message with a PDF Attachment');
    expect([...mail.children.keys()]).toEqual(['docSavedAspdf.pdf']);
  });
});
