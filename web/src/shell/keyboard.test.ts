import { describe, expect, it } from 'vitest';
import { keyName, match } from './keyboard.tsx';

const run = () => undefined;
const page = { title: 'page', shortcuts: [{ key: 'j', label: 'next', run }] };
const shell = {
  title: 'shell',
  shortcuts: [
    { key: 'j', label: 'shadowed', run },
    { key: 'g o', label: 'overlaps', run },
    { key: 'o', label: 'open', run },
  ],
};

describe('match', () => {
  it('prefers the page to the shell', () => {
    expect(match([page, shell], '', 'j')?.label).toBe('next');
  });
  it('takes a sequence before its last key alone', () => {
    expect(match([page, shell], 'g', 'o')?.label).toBe('overlaps');
    expect(match([page, shell], 'x', 'o')?.label).toBe('open');
    expect(match([page, shell], '', 'x')).toBeUndefined();
  });
});

describe('keyName', () => {
  it('reads Ctrl and the Mac command key alike', () => {
    const off = { ctrlKey: false, metaKey: false, altKey: false };
    expect(keyName({ ...off, key: 'K', ctrlKey: true })).toBe('Ctrl+k');
    expect(keyName({ ...off, key: 'k', metaKey: true })).toBe('Ctrl+k');
    expect(keyName({ ...off, key: '?' })).toBe('?');
  });
});
