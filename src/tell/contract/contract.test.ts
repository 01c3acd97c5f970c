import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contractMarkdown } from './document-contract.ts';
import { CONTRACT } from './schemas.ts';

const PAGE = 'docs/contract.md';
const AGREED = '../shared/contract.md';

describe('the contract', () => {
  it('is documented as its schemas have it (UPDATE_DOCS=1 writes the page)', () => {
    if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, contractMarkdown());
    expect(readFileSync(PAGE, 'utf8')).toBe(contractMarkdown());
  });

  it.skipIf(existsSync(AGREED) ? false : 'the agreed contract is not here')('has every field that was agreed', () => {
    const agreed = readFileSync(AGREED, 'utf8');
    const page = readFileSync(PAGE, 'utf8');
    for (const name of Object.keys(CONTRACT)) {
      const shape = new RegExp(`^\`${name}\`[^:\n]*: (.*)$`, 'm').exec(agreed)?.[1] ?? '';
      expect(shape, name).not.toBe('');
      for (const [, field] of shape.matchAll(/"([a-zA-Z0-9]+)"/g)) {
        if (field && field !== 'STAGE') expect(page, `${name}.${field}`).toContain(field);
      }
    }
  });
});
