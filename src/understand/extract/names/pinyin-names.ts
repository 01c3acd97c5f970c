/** Chinese names in Latin letters: a surname and one or two syllables, in either order. */

const SURNAMES = new Set(
  'wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin luo gao zheng liang xie song tang deng han feng cao peng zeng xiao tian dong yuan pan cai jiang yu du ye cheng wei su lu lv ding ren yao shen zhong cui tan fan wang liao shi jin jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan duan lei long tao he mao hao gu gong shao wan qian dai mo kong xiang chang tang kang yi qiao lai wen pang ni ge zhan hong kong ouyang sima zhuge'.split(
    ' ',
  ),
);
const INITIAL = 'zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]';
const FINAL =
  'iang|uang|iong|ang|eng|ing|ong|uai|uan|ian|iao|van|ai|ei|ui|ao|ou|iu|ie|ue|ve|er|an|en|in|un|vn|ia|ua|uo|a|o|e|i|u|v';
const SYLLABLES = new RegExp(`^(?:(?:${INITIAL})?(?:${FINAL})){1,2}$`, 'i');
const GIVEN = new RegExp(`^(?:(?:${INITIAL})?(?:${FINAL}))(?:[-']?(?:(?:${INITIAL})?(?:${FINAL})))?$`, 'i');

export function isPinyinSurname(word: string): boolean {
  return SURNAMES.has(word.toLowerCase());
}

/** One or two syllables, `Haibo`, `Mei-Ling`, `Kai`. */
export function isPinyinGiven(word: string): boolean {
  return GIVEN.test(word) && SYLLABLES.test(word.replace(/[-']/g, ''));
}
