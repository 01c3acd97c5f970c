import { expect, it } from 'vitest';
import type { StoredPassage } from '../../model/passage.ts';
import { createMessageFileExtractor } from './message-files.ts';

const said = async (text: string, more: Partial<StoredPassage> = {}): Promise<string[]> => {
  const passage = {
    ordinal: 3,
    role: 'message',
    sender: 'ann',
    text,
    time: '2021-03-04T05:06:07',
    ...more,
  } as StoredPassage;
  const { statements } = await createMessageFileExtractor().extract([passage]);
  return statements.map(({ subject, predicate, object, evidence: [span], firstSeen }) => {
    expect(text.slice(span?.start, span?.end)).toBe(object.value);
    return `${subject.value} ${predicate} ${object.value} ${span?.passage} ${firstSeen}`;
  });
};

it('takes a message that is a file for the file that its sender delivered', async () => {
  expect(await said(' 产品 报价(最终).xlsx\n')).toEqual(['ann delivers 产品 报价(最终).xlsx 3 2021-03-04']);
  expect(await said('[文件] setup.EXE')).toEqual(['ann delivers setup.EXE 3 2021-03-04']);
});

it('leaves sentences, paths, domains and other passages alone', async () => {
  for (const text of [
    'see setup.exe please, it is at the server.',
    'C:\\x\\a.exe',
    'example.com',
    'a.exe\nb.exe',
    '',
  ]) {
    expect(await said(text)).toEqual([]);
  }
  expect(await said('a.pdf', { role: 'paragraph' })).toEqual([]);
});
