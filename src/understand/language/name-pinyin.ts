/** Names in pinyin, as a reader of English would type them: `吴海波` as `wu haibo` and `wuhaibo`. */
import { pinyin } from 'pinyin-pro';

const HAN_NAME = /^\p{Script=Han}{2,4}$/u;

/** Lower-case spellings without tones, surname first; empty for what is no short run of Han characters. */
export function namePinyin(name: string): readonly string[] {
  if (!HAN_NAME.test(name)) return [];
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
  const [surname = '', ...given] = syllables;
  return [`${surname} ${given.join('')}`, syllables.join(' '), syllables.join('')].filter(
    (spelling, index, all) => all.indexOf(spelling) === index,
  );
}
