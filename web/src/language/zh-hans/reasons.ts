/** 权重旁的理由：服务器以英文给出，按其句式译出；没有对应句式的照原样显示。 */

type Words = (...parts: string[]) => string;

const DOUBTS: Readonly<Record<string, string>> = {
  'it may be a version number': '可能是版本号',
  'it may be a section number': '可能是章节号',
  'it is the form of a netmask': '形式上是子网掩码',
  'it may be the number of a message': '可能是消息编号',
  'it may be meant as the name of a firm': '可能指公司名称',
  'it may be a file name': '可能是文件名',
  'it is also an ordinary word': '也是普通词语',
  'it is probably not meant as a name': '多半不是名称',
  'the picture may have been misread': '图片可能识别有误',
};
const doubts = (text: string): string =>
  text
    .split(', ')
    .map((each) => DOUBTS[each] ?? each)
    .join('，');
const SIDES: Readonly<Record<string, string>> = {
  'The leak gives no date here': '泄露内容此处没有日期',
  'The source gives no date for this': '来源没有给出日期',
  'Neither side gives a date': '双方都没有日期',
};
const span = (text: string): string =>
  text.replace(/^on (\S+)$/, '于 $1').replace(/^between (\S+) and (\S+)$/, '于 $1 至 $2');
const apart = (text: string): string => text.replace(/ years?$/, ' 年').replace(/ months?$/, ' 个月');
const things = (text: string): string => (text === 'names' ? '名称' : '事物');
const groups = (text: string): string => (text === 'groups' ? '组织' : '恶意软件或工具');

const SENTENCES: readonly (readonly [RegExp, Words])[] = [
  [/^A name can mean something else\.$/, () => '名称可能另有所指。'],
  [/^The wider thing is shared by more than this one value\.$/, () => '上一级事物不只属于这一个值。'],
  [/^A server and a name can belong together for other reasons\.$/, () => '服务器与名称相关联可能另有原因。'],
  [/^An indicator can be shared\.$/, () => '指标可能为多方共用。'],
  [/^To be mentioned in a report is not to be what the report is about\.$/, () => '报告提及不等于报告所论。'],
  [/^Not all that a report lists need belong to whom it is about\.$/, () => '报告所列未必都属于其所论对象。'],
  [/^The two only stand in the same passage\.$/, () => '两者只是出现在同一段落。'],
  [/^Attribution is the judgement of the source\.$/, () => '归因是来源的判断。'],
  [/^Overlapping names are rarely quite the same group\.$/, () => '名称重合的组织很少完全相同。'],
  [/^A tie between organisations is not a shared operation\.$/, () => '机构之间的关联不等于共同行动。'],
  [/^A tool can be used by others\.$/, () => '工具也可能为他人使用。'],
  [
    /^(.+) mentions (.+), which is not the value that the leak speaks of\.$/,
    (a, b) => `${a} 提到 ${b}，而这不是泄露内容所说的值。`,
  ],
  [
    /^«(.+)» only mentions (.+); it does not list it as an indicator\.$/,
    (a, b) => `“${a}”只是提到 ${b}，没有列为指标。`,
  ],
  [/^A value of type (.+) alone ties little together\.$/, (type) => `单凭 ${type} 类型的值难以建立关联。`],
  [
    /^«(.+)» is a short or plain word: others bear that name too\.$/,
    (a) => `“${a}”是简短或普通的词，别人也可能叫这个名字。`,
  ],
  [/^«(.+)» is also a word, or a name that others bear\.$/, (a) => `“${a}”也是普通词语，或别人也用的名字。`],
  [
    /^(.+) stands in a list of ([\d,]+) values: some of any leak stand there\.$/,
    (a, n) => `${a} 所在的列表有 ${n} 个值：任何泄露内容都会有值碰巧在其中。`,
  ],
  [
    /^That two digests are of one file is as sure as who gives them\.$/,
    () => '两个哈希属于同一文件，可信程度取决于给出者。',
  ],
  [/^«(.+)» is also software that everybody uses\.$/, (a) => `“${a}”也是常用软件的名称。`],
  [/^«(.+)» names (\d+) different things\.$/, (a, n) => `“${a}”可指 ${n} 种不同事物。`],
  [
    /^(.+) is tied to (\d+) different (names|things)\.$/,
    (a, n, what) => `${a} 与 ${n} 个不同的${things(what ?? '')}相连。`,
  ],
  [
    /^(.+) is used by (\d+) different actors that the references know\.$/,
    (a, n) => `参考资料所知有 ${n} 个不同行为者使用 ${a}。`,
  ],
  [/^(.+) stands in (\d+) different reports\.$/, (a, n) => `${a} 见于 ${n} 份不同报告。`],
  [/^(.+) leads to (\d+) different things in this way\.$/, (a, n) => `${a} 由此通向 ${n} 个不同事物。`],
  [
    /^(.+) is on the list «(.+)» \(([^()]+?), in an entry that covers ([\d,]+) values\)\.$/,
    (a, list, label, n) => `${a} 在列表“${list}”上（${label}，该条目涵盖 ${n} 个值）。`,
  ],
  [/^(.+) is on the list «(.+)» \((.+)\)\.$/, (a, list, label) => `${a} 在列表“${list}”上（${label}）。`],
  [/^(.+), so the times cannot be compared\.$/, (side) => `${SIDES[side ?? ''] ?? side}，无法比较时间。`],
  [
    /^The leak speaks of (it|what leads here) (.+), the source of (.+) ((?:on|between) .+): (.+?) apart(, and the hop before has no date)?\.$/,
    (what, when, name, reported, gap, before) =>
      `泄露内容${span(when ?? '')}谈到${what === 'it' ? '它' : '通向此处的事物'}，关于 ${name} 的来源则${span(reported ?? '')}：相隔 ${apart(gap ?? '')}${before ? '，且前一跳没有日期' : ''}。`,
  ],
  [/^How reliable «(.+)» is has not been judged\.$/, (name) => `“${name}”的可靠性尚未评定。`],
  [/^«(.+)» is a source of reliability (.)\.$/, (name, grade) => `“${name}”是可靠性 ${grade} 级的来源。`],
  [/^What «(.+)» says has credibility (\d)\.$/, (name, grade) => `“${name}”所述的可信度为 ${grade}。`],
  [
    /^«(.+)» says so; a source of reliability (.) can still be wrong\.$/,
    (name, grade) => `“${name}”如此表述；可靠性 ${grade} 级的来源仍可能有误。`,
  ],
  [
    /^The leak's «(.+)» is a doubtful reading \(([\d.]+)\): (.+)\.$/,
    (a, sure, why) => `泄露内容中的“${a}”读法存疑（${sure}）：${doubts(why ?? '')}。`,
  ],
  [/^The leak's «(.+)» is a doubtful reading \(([\d.]+)\)\.$/, (a, sure) => `泄露内容中的“${a}”读法存疑（${sure}）。`],
  [/^The source states this with reserve \(([\d.]+)\)\.$/, (sure) => `来源对此有所保留（${sure}）。`],
  [/^«(.+)» names no other than (.+)\.$/, (a, b) => `“${a}”只提到 ${b}。`],
  [
    /^«(.+)» is about (.+) \((\d+ %) of what it says of (.+)\); others are named in passing\.$/,
    (a, b, share, kind) => `“${a}”论及 ${b}（占其${groups(kind ?? '')}内容的 ${share}）；其他只是顺带提到。`,
  ],
  [
    /^«(.+)» names several (.+); (.+) takes up (\d+ %), and which of them the value belongs to is not said here\.$/,
    (a, kind, b, share) => `“${a}”提到多个${groups(kind ?? '')}；${b} 占 ${share}，此处没有说明该值属于哪一个。`,
  ],
  [/^(.+): seen (.+) apart, by then in other hands\.$/, (a, gap) => `${a}：相隔 ${apart(gap ?? '')}，届时已易手。`],
  [/^Too weak \(([\d.]+)\): (.+)$/, (score, rest) => `过弱（${score}）：${reasonOf(rest ?? '')}`],
  [/^the hops together leave too little\.$/, () => '各跳合计所剩太少。'],
  [/^(.+): too doubtful a reading\.$/, (a) => `${a}：读法过于存疑。`],
  [/^(.+): ((?:it (?:may|is) |the picture ).+)\.$/, (a, why) => `${a}：${doubts(why ?? '')}。`],
];

export function reasonOf(text: string): string {
  for (const [sentence, words] of SENTENCES) {
    const match = sentence.exec(text);
    if (match) return words(...match.slice(1));
  }
  return text;
}
