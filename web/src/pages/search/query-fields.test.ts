import { describe, expect, it } from 'vitest';
import { fieldOf, withField } from './query-fields.ts';

describe('fields of a query', () => {
  it('are set, replaced and taken away without touching the words', () => {
    const once = withField('邮箱 "mail box"', 'type', ['chat']);
    expect(once).toBe('邮箱 "mail box" type:chat');
    expect(withField(once, 'type', ['table'])).toBe('邮箱 "mail box" type:table');
    expect(withField(once, 'type', [])).toBe('邮箱 "mail box"');
  });
  it('hold values with spaces, and several of them', () => {
    const query = withField('x', 'from', ['lan hai', 'k0i']);
    expect(query).toBe('x from:"lan hai" from:k0i');
    expect(fieldOf(query, 'from')).toEqual(['lan hai', 'k0i']);
    expect(fieldOf('prototype:x', 'type')).toEqual([]);
    expect(withField('', 'is', ['unread'])).toBe('is:unread');
  });
  it('leave alone what is left out', () => {
    const query = 'x -tag:done NOT tag:old tag:later';
    expect(fieldOf(query, 'tag')).toEqual(['later']);
    expect(withField(query, 'tag', [])).toBe('x -tag:done NOT tag:old');
  });
});
