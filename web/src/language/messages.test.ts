import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { en } from './en/messages.ts';
import { zhHans } from './zh-hans/messages.ts';

describe('messages', () => {
  it('have each group of words in one file only: a second one would take the place of the first', () => {
    const folder = fileURLToPath(new URL('./en/', import.meta.url));
    const groups = readdirSync(folder)
      .filter((file) => file !== 'messages.ts')
      .flatMap((file) =>
        [...readFileSync(folder + file, 'utf8').matchAll(/^ {2}(?:readonly )?(\w+): \{$/gm)].map((match) => match[1]),
      );
    expect(groups.filter((group, at) => groups.indexOf(group) !== at)).toEqual([]);
    expect(groups.length).toBeGreaterThan(20);
  });
  it('are the same groups in every language', () => {
    expect(Object.keys(zhHans).sort()).toEqual(Object.keys(en).sort());
  });
});
