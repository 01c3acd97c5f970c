import { describe, expect, it } from 'vitest';
import { fieldOf, withField } from './query-fields.ts';

describe('fields of a query', () => {
  it('are set, replaced and taken away without touching the words', () => {
    const once = withField('邮箱 "mail box"', 'type', 'chat');
    expect(once).toBe('邮箱 "mail box" type:chat');
    expect(withField(once, 'type', 'table')).toBe('邮箱 "mail box" type:table');
    expect(withField(once, 'type', undefined)).toBe('邮箱 "mail box"');
  });
  it('hold values with spaces', () => {
    const query = withField('x', 'from', 'lan hai');
    expect(query).toBe('x from:"lan hai"');
    expect(fieldOf(query, 'from')).toBe('lan hai');
    expect(fieldOf('prototype:x', 'type')).toBeUndefined();
  });
});
