/** How Chinese names are spelt in Latin letters: `吴海波` as `wu haibo`. */
import { pinyin } from 'pinyin-pro';

const HAN_NAME = /^\p{Script=Han}{2,4}$/u;

/** Surname and given name in lower case without tones, a space between; undefined for what is no short run of Han characters. */
export function namePinyin(name: string): string | undefined {
  if (!HAN_NAME.test(name)) return undefined;
  const [surname = '', ...given] = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
  return `${surname} ${given.join('')}`;
}

/** Syllables of what is no person's name. */
export function pinyinOf(text: string): readonly string[] {
  return pinyin(text, { toneType: 'none', type: 'array', v: true });
}
