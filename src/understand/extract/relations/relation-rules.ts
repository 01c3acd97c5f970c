/** How relations between names are put in words, in three languages. Add one here; see `rulePattern` for the notation. */
import type { Predicate } from '../../../model/assertion.ts';
import { rulePattern } from './sentence-template.ts';

export interface RelationRule {
  readonly predicate: Predicate;
  readonly pattern: RegExp;
  readonly confidence: number;
}

type Written = readonly [predicate: Predicate, confidence: number, ...patterns: string[]];

const CHINESE: readonly Written[] = [
  [
    'client-of',
    0.75,
    '{S:O}_(?:是|为|系)_{O:O}的?(?:重要|主要|老|大)?(?:客户|用户|甲方|采购方)',
    '{O:O}的(?:重要|主要|老|大|最终)?(?:客户|用户|甲方)(?:有|是|为|包括|：|:|，)?_{S:O}',
    '(?:甲方|采购人|采购单位|委托方|买方|招标人)[：:为是]?\\s?{S:O}__(?:乙方|供应商|中标人|中标供应商|成交供应商|承建单位|受托方|卖方)[：:为是]?\\s?{O:O}',
    '{S:O}_(?:采购|购买|订购|购置|买)了?_{O:O}_的?(?:产品|服务|系统|设备|平台|{*})',
    '{S:O}(?:从|向){O:O}_(?:采购|购买|订购|买)',
    '{O:O}_(?:为|向|给){S:O}_(?:提供|交付|开发|供货|出售|销售|供应)',
    '{O:O}_(?:中标|承接|拿下|签下|签了)_{S:O}_(?:项目|合同|单子|订单)',
  ],
  [
    'sells',
    0.7,
    '{S:OP}_(?:出售|销售|售卖|推销|推出|提供|供应|卖)(?:了|过|给)?_(?:{*})?_{O:D}',
    '{S:O}_(?:交付|中标)_(?:{*})?_{O:D}',
    '{S:O}的(?:主打|核心|拳头)?产品(?:有|是|为|包括|：)?_{O:D}',
  ],
  [
    'paid',
    0.65,
    '{S:OP}_(?:支付|付|转|打|汇)(?:给|了|款给)?{O:OP}_{A}',
    '{S:OP}_(?:给|向){O:OP}_(?:支付|付款?|转账?|打款?|汇款?)了?_{A}',
    '{O:OP}_(?:收到|收了){S:OP}_(?:付|转|打|汇|的)_{A}',
  ],
  [
    'employs',
    0.7,
    '{O:P}_(?:任职|就职|供职|受雇|入职|工作|上班|服务)(?:于|在|了)?_{S:O}',
    '{O:P}_在{S:O}_(?:任职|工作|上班|担任|做|当)',
    '{O:P}_(?:跳槽?到|加入|去)(?:了)?{S:O}_(?:去|工作|上班|了|任)',
    '{O:P}_(?:是|为|系|，){S:O}_的?(?:员工|职员|法人|法定代表人|董事长|总裁|副总裁|总经理|副总|经理|总监|主任|局长|处长|科长|队长|民警|警官|工程师|研究员|负责人|研发|销售)',
    '{S:O}的?(?:_)(?:员工|职员|法人|法定代表人为?|董事长|总裁|总经理|副总|经理|总监|主任|局长|处长|科长|队长|民警|警官|工程师|研究员|负责人|新闻发言人|教授)(?:是|为|：)?{O:P}',
    '{O:P}\\s?[|｜，,　 ]\\s?(?:销售|技术|产品|市场|客户|项目)?(?:总监|经理|总经理|工程师|主管|董事长|主任)\\s?[|｜，,　 ]\\s?{S:O}',
  ],
  ['employs', 0.55, '{S:O}的{O:P}', '{O:P}\\s?[|｜，,　]\\s?{S:O}(?=$|[，,|｜　 ])'],
  [
    'subsidiary-of',
    0.8,
    '{S:O}_(?:是|为|系){O:O}_(?:全资|控股|下属|旗下)?_(?:子公司|分公司|控股公司|旗下公司|下属公司|下属单位)',
    '{O:O}(?:的|旗下的?|下属的?)?(?:全资|控股)?(?:子公司|分公司|下属公司|旗下公司)(?:：|，|是|为)?{S:O}',
    '{O:O}(?:旗下|下属)的?{S:O}',
    '{S:O}_(?:隶属于?|归属于?){O:O}',
    '{S:O}_(?:被|由){O:O}_(?:收购|控股|全资)',
    '{O:O}_(?:收购|控股|持有)了?{S:O}',
  ],
  [
    'competitor-of',
    0.7,
    '{S:O}_(?:是|为){O:O}_(?:竞争对手|竞对|对手|同行)',
    '{S:O}(?:和|与|跟){O:O}_(?:竞争|抢单|抢|争|打价格战|是竞争对手|是同行)',
  ],
  [
    'litigates-with',
    0.75,
    '{S:OP}_(?:起诉|状告|告)(?:了)?_{O:OP}',
    '{S:OP}(?:与|和|诉){O:OP}_(?:诉讼|官司|纠纷案|一案)',
  ],
  ['uses', 0.6, '{S:OP}_(?:使用|利用|采用|部署|用)(?:了|的是|过)?_{O:DX}'],
  [
    'develops',
    0.7,
    '{S:OP}_(?:自主)?(?:开发|研发|研制|自研|设计|打造)(?:了|的)?_{O:DX}',
    '{O:D}_由{S:OP}_(?:开发|研发|研制|承建)',
  ],
  [
    'targets',
    0.65,
    '{S:OPX}_(?:攻击|入侵|渗透|针对|瞄准|攻陷|黑了|窃取|监控)(?:了|过)?_{O:OL}',
    '{O:OL}_(?:被|遭){S:OPX}_(?:攻击|入侵|渗透|控制|窃取)',
  ],
  ['owns', 0.7, '{S:P}的?_(?:{*})?[^⟨⟩]{0,8}{O:H}'],
  ['located-at', 0.7, '{S:O}_(?:位于|坐落于?|总部(?:设)?在|地处|注册地为?|地址[：:为]?)_{O:L}'],
];

const ENGLISH: readonly Written[] = [
  [
    'client-of',
    0.75,
    '{S:O}_\\b(?:is|was|became|remains) (?:an? )?_\\b(?:client|customer) of_ {O:O}',
    "{O:O}(?:['’]s| has the|,? whose)_\\b(?:client|customer)s?_\\b(?:is|are|include|includes|including|such as)?_{S:O}",
    '{S:O}_\\b(?:bought|purchased|ordered|procured|acquired licen[cs]es?|signed a contract)\\b__\\b(?:from|with)\\b_{O:O}',
    '{O:O}_\\b(?:sold|supplied|delivered|provides?|provided|to supply|shall deliver|will supply)\\b__(?:{*})?_\\bto\\b_{S:O}',
    '\\b(?:between|made between)\\b_{O:O}_\\band\\b_(?:the )?{S:O}',
    '(?:Contract|Order) (?:was )?awarded to {O:O}_(?:{*})?_(?:{*})?_\\b(?:for|by)\\b_{S:O}',
  ],
  [
    'sells',
    0.7,
    '{S:OP}_\\b(?:sells|sold|offers|offered|markets|supplies|supply|supplied|delivers?|delivered|shall deliver)\\b_{O:D}',
  ],
  [
    'paid',
    0.7,
    '{S:OP}_\\b(?:paid|pays|transferred|wired)\\b_{A}_\\bto\\b_{O:OP}',
    '{S:OP}_\\b(?:paid|pays)\\b_{O:OP}_{A}',
  ],
  [
    'employs',
    0.7,
    '{O:P}_\\b(?:works?|worked|working|is employed|was employed) (?:for|at|by)\\b_{S:O}',
    '{O:P}_\\b(?:joined|left)\\b_{S:O}',
    '{O:P},?_\\b(?:an? |the )?(?:former )?(?:employee|engineer|director|manager|professor|analyst|researcher|officer|officers|head|CEO|CTO|chief \\w+|president|spokes\\w+|prosecutor)\\b_\\b(?:of|at|for|with)\\b_{S:O}',
    '{O:P} (?:of|at|from) {S:O}',
    "{S:O}(?:['’]s)?_\\b(?:CEO|director|manager|employee|engineer|analyst|spokes\\w+|chief \\w+|founder|president)\\b,? {O:P}",
    '{O:P}\\s?[,|]\\s?(?:[A-Z][a-z]+ ){0,2}(?:Director|Manager|Executive|Engineer|Officer|Head|President|Analyst)\\s?[,|]\\s?{S:O}',
  ],
  [
    'employs',
    0.55,
    '{O:P}\\s?\\|\\s?{S:O}',
    '(?:represented by|on behalf of) {O:P}(?=$)',
    '{S:O}, represented by {O:P}',
    '{O:P} on behalf of {S:O}',
  ],
  [
    'subsidiary-of',
    0.8,
    '{S:O}_\\b(?:is|was|,)_\\b(?:subsidiary|unit|division|branch|arm) of_{O:O}',
    "{O:O}(?:['’]s)?_\\b(?:subsidiary|unit|division|branch),? {S:O}",
    '{O:O}_\\b(?:owns|acquired|bought out)\\b_{S:O}',
  ],
  [
    'competitor-of',
    0.7,
    '{S:O}_\\b(?:is|was|,)_\\b(?:competitor|rival) of_{O:O}',
    '{S:O}_\\b(?:competes|competed|competing) with\\b_{O:O}',
  ],
  [
    'litigates-with',
    0.75,
    '{S:OP}_\\b(?:sued|sues|is suing|filed a (?:lawsuit|suit) against)\\b_{O:OP}',
    '{S:OP} v\\.? {O:OP}',
  ],
  ['uses', 0.6, '{S:OPX}_\\b(?:used|uses|using|deployed|deploys|relies on|relied on|leveraged)\\b_{O:DX}'],
  [
    'develops',
    0.7,
    '{S:OP}_\\b(?:developed|develops|created|wrote|built|designed)\\b_{O:DX}',
    '{O:DX}_\\b(?:developed|created|written|built) by\\b_{S:OP}',
  ],
  [
    'targets',
    0.7,
    '{S:OPX}_\\b(?:targeted|targets|targeting|attacked|attacks|compromised|breached|hacked|infiltrated|stole__from|against)\\b_{O:OL}',
    '{O:OL}_\\b(?:was|were) (?:targeted|attacked|compromised|breached|hacked) by\\b_{S:OPX}',
  ],
  ['owns', 0.7, "{S:P}(?:['’]s)?_(?:{*})?[^⟨⟩]{0,14}{O:H}"],
  ['located-at', 0.7, '{S:O}_\\b(?:based|headquartered|located|registered) in\\b_{O:L}', '{S:O} of {O:L}'],
];

const RUSSIAN: readonly Written[] = [
  [
    'client-of',
    0.75,
    '(?:Заказчик|Покупатель|Государственный заказчик)\\s?[:—–-]?\\s?{S:O}__(?:исполнител\\p{L}*|поставщик\\p{L}*|подрядчик\\p{L}*|головной исполнитель)\\s?[:—–-]?\\s?{O:O}',
    '{S:O}_(?:является|—|–|-|был\\p{L}?)_(?:клиент|заказчик)\\p{L}{0,3}_{O:O}',
    '(?:клиент|заказчик)\\p{L}{0,3} {O:O}_(?:является|—|–|-|:)?_{S:O}',
    '{S:O}_(?:закупил\\p{L}?|приобр[её]л\\p{L}?|купил\\p{L}?|заказал\\p{L}?)__у {O:O}',
    '{O:O}_(?:поставил\\p{L}?|поставляет|продал\\p{L}?|обязуется поставить|разработал\\p{L}?)__(?:{*})?__(?:для|в интересах) {S:O}',
  ],
  [
    'sells',
    0.7,
    '{S:OP}_(?:прода[её]т|продал\\p{L}?|поставля\\p{L}+|поставил\\p{L}?|обязуется поставить|предлага\\p{L}+)_{O:D}',
  ],
  [
    'paid',
    0.65,
    '{S:OP}_(?:заплатил\\p{L}?|перев[её]л\\p{L}?|выплатил\\p{L}?|оплатил\\p{L}?|перечислил\\p{L}?)_{O:OP}_{A}',
    '{S:OP}_(?:заплатил\\p{L}?|перев[её]л\\p{L}?|перечислил\\p{L}?)_{A}_{O:OP}',
  ],
  [
    'employs',
    0.7,
    '{O:P}_(?:работа[её]т|работал\\p{L}?|служил\\p{L}?|служит|трудится|устроил\\p{L}{1,3}) в_{S:O}',
    '{O:P},?_(?:сотрудник|директор|генеральн\\p{L}+ директор\\p{L}?|инженер|менеджер|начальник|руководител\\p{L}|программист|аналитик|представител\\p{L}|глава)\\p{L}{0,3},?_{S:O}',
    '{S:O} в лице_{O:P}',
    '(?:сотрудник|директор|инженер|менеджер|представител|глава|начальник|руководител)\\p{L}{0,3} {S:O} {O:P}',
    '{O:P} из {S:O}',
  ],
  ['employs', 0.5, '{O:P}\\s?[,|]\\s?(?:ведущий )?(?:\\p{L}+ ){0,2}?\\p{L}*\\s?[,|]?\\s?{S:O}(?=$|[,|])'],
  [
    'subsidiary-of',
    0.8,
    '{S:O}_(?:дочерн\\p{L}+ (?:компани|структур|обществ)\\p{L}{0,3}|филиал\\p{L}{0,2}|подразделени\\p{L}) {O:O}',
    '{O:O}_(?:владеет|приобр[её]л\\p{L}?|контролирует)_{S:O}',
  ],
  ['competitor-of', 0.7, '{S:O}_(?:конкурент\\p{L}{0,3}|конкурирует с) {O:O}'],
  ['litigates-with', 0.7, '{S:OP}_(?:подал\\p{L}? (?:в суд|иск)|судится)_(?:на|с|к|против) {O:OP}'],
  ['uses', 0.6, '{S:OPX}_(?:использ\\p{L}+|примен\\p{L}+)_{O:DX}'],
  ['develops', 0.7, '{S:OP}_(?:разработал\\p{L}?|разрабатыва\\p{L}+|создал\\p{L}?|написал\\p{L}?)_{O:DX}'],
  [
    'targets',
    0.65,
    '{S:OPX}_(?:атаковал\\p{L}?|атаку\\p{L}+|взломал\\p{L}?|скомпрометировал\\p{L}?)_{O:OL}',
    'атак\\p{L} на {O:OL} (?:провел\\p{L}?|совершил\\p{L}?)_{S:OPX}',
  ],
  ['owns', 0.7, '{S:P}_(?:{*})?[^⟨⟩]{0,14}{O:H}'],
  [
    'located-at',
    0.65,
    '{S:O},?_(?:расположен\\p{L}*|находится|базируется|зарегистрирован\\p{L}*) в_{O:L}',
    '{S:O}, г\\.\\s?{O:L}',
  ],
];

const compile = (written: readonly Written[]): readonly RelationRule[] =>
  written.flatMap(([predicate, confidence, ...patterns]) =>
    patterns.map((pattern) => ({ predicate, confidence, pattern: rulePattern(pattern) })),
  );

export const RELATION_RULES: Readonly<Record<'zh' | 'en' | 'ru', readonly RelationRule[]>> = {
  zh: compile(CHINESE),
  en: compile(ENGLISH),
  ru: compile(RUSSIAN),
};
/** Words that turn a statement round: it is kept, and doubted. */
export const DENIED =
  /不是|并非|没有|没|未|不再|否认|并不|假的|\b(?:not|never|no longer|denie[sd]|n't)\b|n['’]t\b|(?<!\p{L})(?:не|никогда|отриц\p{L}+|опроверг\p{L}+)(?!\p{L})/iu;
