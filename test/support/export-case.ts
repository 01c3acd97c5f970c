/** A case for the tests of exports: overlaps that hold, one that does not, a private number and a password. */
import type { MarkKind } from '../../src/model/mark.ts';
import type { Overlap } from '../../src/model/overlap.ts';
import { ScriptedCase } from './scripted-case.ts';

export const PHONE = '13800138000';
export const PASSWORD = 'qingchuan2019';
export const EXPORT_OPTIONS = { unmasked: false, now: new Date('2026-11-24T10:00:00Z'), version: '0.1.0' } as const;

export interface ExportCase {
  readonly scripted: ScriptedCase;
  readonly overlaps: readonly Overlap[];
}

export async function openExportCase(): Promise<ExportCase> {
  const scripted = await ScriptedCase.open();
  await scripted.text(
    'leak',
    'leak',
    [
      {
        text: `服务器 74.120.172[.]10 <root> password: ${PASSWORD} 电话 ${PHONE}`,
        time: '2019-05-14T02:22:13',
        mentions: [
          { type: 'ipv4', value: '74.120.172.10', raw: '74.120.172[.]10' },
          { type: 'phone', value: `+86${PHONE}`, raw: PHONE },
        ],
      },
      { text: '198.51.100.3', mentions: [{ type: 'ipv4', value: '198.51.100.3' }] },
      { text: '=ShadowPad, "二期"', mentions: [{ type: 'name', value: 'ShadowPad' }] },
    ],
    { tlp: 'green' },
  );
  await scripted.reference(
    'facts.yaml',
    `title: Facts
sources:
  blog: { title: 'A blog: A & B', date: 2019-06-01, reliability: B }
  lab: { title: A report, publisher: A lab, date: 2019-09-24, reliability: A }
facts:
  - { subject: { ipv4: 198.51.100.3 }, relation: indicates, object: { intrusion-set: GREY STILT }, source: lab }
  - { subject: { ipv4: 74.120.172.10 }, relation: hosts, object: { domain: mail-notes.example }, source: blog }
  - { subject: { domain: mail-notes.example }, relation: indicates, object: { intrusion-set: POISON CARP }, source: lab }
  - { subject: { phone: '+86${PHONE}' }, relation: indicates, object: { intrusion-set: POISON CARP }, source: lab }
  - { subject: { name: ShadowPad }, relation: alias-of, object: { malware: ShadowPad }, source: lab }
  - { subject: { domain: mail-notes.example }, relation: listed-in, object: { report: A report }, source: lab }
`,
    { name: 'facts', tlp: 'amber' },
  );
  await mark(scripted, 'starred');
  await mark(scripted, 'tag', 'See later');
  await mark(scripted, 'note', `Who has the password: ${PASSWORD}?`);
  await mark(scripted, 'read');
  return { scripted, overlaps: await scripted.connect() };
}

/** On the leak's one document. */
async function mark({ store }: ScriptedCase, kind: MarkKind, text = ''): Promise<void> {
  const { entries } = await store.documents.list({ kind: 'text' }, { limit: 9 });
  const document = entries.find(({ paths }) => paths[0]?.includes('leak'))?.id ?? '';
  await store.marks.put({ document, kind, text, author: 'ana', time: '2026-11-20T08:00:00Z' });
}

export async function textOf(content: AsyncIterable<string> | Promise<string>): Promise<string> {
  return content instanceof Promise ? content : (await Array.fromAsync(content)).join('');
}
