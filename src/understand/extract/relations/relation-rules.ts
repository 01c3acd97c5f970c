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
    '(?:甲方|采购人|采购单位|委托方|买方|招标人)[^⟨⟩，。；]{0,10}?{S:O}__(?:乙方|供应商|中标人|中标供应商|成交供应商|承建单位|受托方|卖方)[^⟨⟩，。；]{0,10}?{O:O}',
    '(?:乙方|供应商|中标人|中标供应商|成交供应商|承建单位|受托方|卖方)[^⟨⟩，。；]{0,10}?{O:O}__(?:甲方|采购人|采购单位|委托方|买方|招标人)[^⟨⟩，。；]{0,10}?{S:O}',
    '{S:O}[（(](?:甲方|采购人|买方|委托方|需方)[）)]_[和与及、]{O:O}[（(](?:乙方|供应商|卖方|受托方|供方)[）)]',
    '{O:O}[（(](?:乙方|供应商|卖方|受托方|供方)[）)]_[和与及、]{S:O}[（(](?:甲方|采购人|买方|委托方|需方)[）)]',
    '{S:O}的?(?:单子|项目|订单|合同)_(?:被|由|让){O:O}_(?:拿|中|签|接|抢|承)',
    '{S:O}的?(?:单子|项目|订单|合同)_(?:给了|归了?|签给了?){O:O}',
    '{S:O}_(?:采购|购买|订购|购置|买)了?_{O:O}_的?(?:产品|服务|系统|设备|平台|{*})',
    '{S:O}_(?:从|向|找|在){O:O}(?:那里?|那边|这里)?_(?:采购|购买|订购|订了|买)',
    '{O:O}_(?:为|向|给){S:O}_(?:提供|交付|开发|供货|出售|销售|供应|承建|卖)',
    '{S:O}_(?:聘请|委托|雇佣|请)了?{O:O}_(?:开发|建设|承建|提供|审计|实施|负责|做)',
    '{O:O}_(?:中标|承接|拿下|签下|签了|中了)_{S:O}_(?:项目|合同|单子|订单)',
    '{S:O}_(?:和|与|跟){O:O}_(?:签了|签订了?|签署了?|续签了?)_(?:采购|购销|服务|销售|供货)',
  ],
  [
    'sells',
    0.7,
    '{S:OP}_(?:出售|销售|售卖|推销|推出|供应|在卖|卖)(?:了|过|给)?_(?:{*})?_{O:D}',
    '{S:OP}_(?:向|给|为){*}_(?:出售|销售|卖|提供|供应|交付)(?:了|过)?_{O:D}',
    '{S:OP}_(?:新?出了|上了|发布了?)_{O:D}_卖',
    '{S:O}_(?:交付|中标)_(?:{*})?_{O:D}',
    '{S:O}的(?:主打|核心|拳头)?产品(?:有|是|为|包括|：)?_{O:D}',
  ],
  [
    'paid',
    0.65,
    '{S:OP}_(?:支付|付|转|打|汇)(?:给|了|款给)?{O:OP}_{A}',
    '{S:OP}_(?:给|向){O:OP}_(?:支付|付款?|转账?|打款?|汇款?)了?_{A}',
    '{O:OP}_(?:收到|收了|拿了|收过){S:OP}(?:_(?:付|转|打|汇|给|的))?_{A}',
    '{S:OP}_(?:付了?|转了?|打了?|汇了?|给了?){A}_(?:给|到|至){O:OP}',
  ],
  [
    'employs',
    0.7,
    '{O:P}_(?:任职|就职|供职|受雇|入职|工作|上班|服务)(?:于|在|了)?_{S:O}',
    '{O:P}_在{S:O}_(?:任职|工作|上班|担任|做|当|干|待过)',
    '{O:P}_(?:跳槽?到|加入|去|调到|调去)(?:了)?{S:O}_(?:去|工作|上班|了|任)',
    '{O:P}_(?:受雇于|就职于|任职于|供职于|入职|现任|曾任|历任){S:O}',
    '{O:P}_(?:是|为|系|任|，){S:O}_的?(?:员工|职员|法人|法定代表人|董事长|总裁|副总裁|总经理|副总|经理|总监|主任|局长|处长|科长|队长|民警|警官|工程师|研究员|负责人|研发|销售)',
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
    '{O:O}_(?:收购|控股|并购|持有)了?{S:O}',
  ],
  [
    'competitor-of',
    0.7,
    '{S:O}_(?:是|为){O:O}_(?:竞争对手|竞对|对手|同行)',
    '{S:O}_(?:和|与|跟){O:O}_(?:在_(?:{*})?_)?(?:竞争|抢单|抢|争|打价格战|是竞争对手|是同行|是对手)',
  ],
  [
    'litigates-with',
    0.75,
    '{S:OP}_(?:起诉|状告|告)(?:了)?_{O:OP}',
    '{S:OP}(?:与|和|诉){O:OP}_(?:诉讼|官司|纠纷案|一案)',
  ],
  ['uses', 0.65, '{S:OPX}(?:组织|团伙|等人)?_(?:使用|利用|采用|部署|在用|用)(?:了|的是|过)?_{O:DX}'],
  [
    'develops',
    0.7,
    '{S:OP}_(?:自主)?(?:开发|研发|研制|自研|设计|打造)(?:了|的)?_{O:DX}',
    '{O:D}_由{S:OP}_(?:开发|研发|研制|承建)',
  ],
  [
    'targets',
    0.65,
    '{S:OPX}(?:组织|团伙)?_(?:攻击|入侵|渗透|针对|瞄准|攻陷|攻破|黑了|窃取|监控|打过|打了|打下|拿下)(?:了|过)?(?:_{*}[和、与及])?_{O:OL}',
    '{S:OPX}(?:组织|团伙)?_(?:使用|利用|通过|用){*}_(?:攻击|入侵|渗透|针对|攻陷|攻破|窃取|打)(?:了|过)?_{O:OL}',
    '{S:OPX}(?:组织|团伙)?_以{O:OL}_为(?:攻击)?目标',
    '{O:OL}_(?:被|遭到?|受到?|疑遭){S:OPX}(?:组织|团伙)?_(?:攻击|入侵|渗透|控制|窃取|黑)',
  ],
  ['owns', 0.7, '{S:P}的?_(?:{*})?[^⟨⟩]{0,8}{O:H}'],
  ['located-at', 0.7, '{S:O}_(?:位于|坐落于?|总部(?:设)?在|地处|注册(?:地址?为?|于|在)|落户|地址[：:为]?)_{O:L}'],
];

const ENGLISH: readonly Written[] = [
  [
    'client-of',
    0.75,
    '{S:O}_\\b(?:is|was|became|remains) (?:an? )?_\\b(?:client|customer) of_ {O:O}',
    "{O:O}(?:['’]s| has the|,? whose)_\\b(?:client|customer)s?_\\b(?:is|are|include|includes|including|such as)?_{S:O}",
    '{S:O}_\\b(?:bought|buys|purchased|purchases|ordered|orders|procured|acquired licen[cs]es?|signed a contract)\\b(?:_{D})?__\\b(?:from|with)\\b_{O:O}',
    '{O:O}_\\b(?:sold|supplied|delivered|provides?|provided|to supply|shall deliver|will supply)\\b__(?:{*})?_\\bto\\b_{S:O}',
    '\\b(?:between|made between)\\b_{O:O}(?! ?\\(.?(?:customer|client|buyer|licensee))_\\band\\b_(?:the )?{S:O}',
    '{O:O} \\(.?(?:supplier|seller|vendor|contractor|licensor|provider).?\\)__{S:O} \\(.?(?:customer|client|buyer|purchaser|licensee).?\\)',
    '{S:O} \\(.?(?:customer|client|buyer|purchaser|licensee).?\\)__{O:O} \\(.?(?:supplier|seller|vendor|contractor|licensor|provider).?\\)',
    '\\b(?:customer|client|buyer|licensee),? {S:O},?__{O:O}_{A}',
    '{S:O} contract_\\bto {O:O}',
    '{S:O}_\\b(?:has |have )?(?:engaged|hired|contracted|commissioned)\\b_{O:O}_\\b(?:to|for)\\b',
    '(?:Contract|Order) (?:was )?awarded to {O:O}_(?:{*})?_(?:{*})?_\\b(?:for|by)\\b_{S:O}',
  ],
  [
    'sells',
    0.7,
    '{S:OP}_\\b(?:sells?|sold|resells?|offers|offered|markets|supplies|supply|supplied|delivers?|delivered|shall deliver|licenses)\\b(?: its| their| the)?(?: \\w+)? ?{O:DX}',
  ],
  [
    'paid',
    0.7,
    '{S:OP},?_\\b(?:paid|pays|shall pay|transferred|wired|sent)\\b_{A}_\\bto\\b_{O:OP}',
    '{S:OP},?_\\b(?:paid|pays|shall pay|gave|sent|wired)\\b_{O:OP}_{A}',
    '{O:OP}_\\b(?:received|got)\\b_{A}_\\bfrom\\b_{S:OP}',
  ],
  [
    'employs',
    0.7,
    '{O:P}_\\b(?:works?|worked|working|is employed|was employed) (?:for|at|by)\\b_{S:O}',
    '{O:P}_\\b(?:joined|left|quit)\\b_{S:O}',
    "{O:P}(?: is|['’]s)?_\\b(?:now )?at {S:O}(?: now|$|[.,;])",
    '{O:P}_\\bsigns? for {S:O}_\\bas\\b',
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
    '{O:O}_\\b(?:owns|(?:had |has )?acquired|took over|bought out)\\b_{S:O}',
    '{S:O}_\\b(?:was|is|were) (?:acquired|owned|taken over|bought) by\\b_{O:O}',
  ],
  [
    'competitor-of',
    0.7,
    '{S:O}_\\b(?:is|was|,)_\\b(?:competitor|rival) of_{O:O}',
    "{S:O}['’]s? (?:main |biggest |old )?(?:competitor|rival),? {O:O}",
    '{S:O}_\\b(?:competes|competed|competing) with\\b_{O:O}',
  ],
  [
    'litigates-with',
    0.75,
    '{S:OP}_\\b(?:sued|sues|is suing|filed a (?:lawsuit|suit) against)\\b_{O:OP}',
    '{S:OP} v\\.? {O:OP}',
  ],
  [
    'uses',
    0.65,
    '{S:OPX}(?: \\w+)?,?_\\b(?:used|uses|deployed|deploys|relies on|relied on|leveraged|leverages|dropped|drops)\\b(?: the| a| an| its)?(?: \\w+)? ?{O:DX}',
    '{S:X}(?: \\w+)?,?__\\b(?:targeted|targets|attacked|compromised|breached|hacked|infiltrated)\\b__{*}__\\b(?:with|using|by deploying|via) (?:the |a |an )?(?:\\w+ )?{O:DX}',
  ],
  [
    'develops',
    0.7,
    '{S:OP}_\\b(?:developed|develops|created|wrote|built|designed)\\b_{O:DX}',
    '{O:DX},?_\\b(?:developed|created|written|built|coded) by\\b_{S:OP}',
    '{S:P}_\\b(?:coded|programmed|made)\\b_{O:DX}',
  ],
  [
    'targets',
    0.7,
    '{S:OPX}(?: \\w+)?_\\b(?:targeted|targets|targeting|attacked|attacks|compromised|breached|breach|hacked|infiltrated|broke into|stole__from)\\b_{O:OL}',
    '{S:OPX}(?: \\w+)?_\\b(?:used|uses|deployed|relied on|leveraged)\\b_{*}_\\b(?:against|to (?:attack|breach|hack|compromise|target|infiltrate|break into|spy on))\\b_{O:OL}',
    '(?<!\\b(?:used|uses|using|with|deployed|of|on) (?:\\w+ )?){S:X}(?: operations?| attacks?| campaigns?)?_\\bagainst\\b_{O:OL}',
    '{O:OL}__\\b(?:was|were|been) (?:targeted|attacked|compromised|breached|hacked|hit) by\\b_{S:OPX}',
  ],
  ['owns', 0.7, "{S:P}(?:['’]s)?_(?:{*})?[^⟨⟩,;]{0,14}{O:H}"],
  ['located-at', 0.7, '{S:O}_\\b(?:based|headquartered|located|registered) in\\b_{O:L}', '{S:O} of {O:L}'],
];

const RUSSIAN: readonly Written[] = [
  [
    'client-of',
    0.75,
    '(?:Заказчик|Покупатель|Государственный заказчик)\\s?[:—–-]?\\s?{S:O}__(?:исполнител\\p{L}*|поставщик\\p{L}*|подрядчик\\p{L}*|головной исполнитель)\\s?[:—–-]?\\s?{O:O}',
    '{S:O}_(?:является|—|–|-|был\\p{L}?)_(?:клиент|заказчик)\\p{L}{0,3}_{O:O}',
    '(?:клиент|заказчик)\\p{L}{0,3} {O:O}_(?:является|—|–|-|:)?_{S:O}',
    '{S:O}_(?:закупил\\p{L}?|приобр[её]л\\p{L}?|купил\\p{L}?|заказал\\p{L}?)(?:_{*})?__у {O:O}',
    '{O:O}_(?:поставил\\p{L}?|поставля\\p{L}+|продал\\p{L}?|прода[её]т)_{S:O}',
    '(?:Покупатель|Заказчик)\\s?[:—–-]?\\s?{S:O}__у {O:O}',
    '{O:O}_(?:поставил\\p{L}?|поставляет|продал\\p{L}?|обязуется поставить|разработал\\p{L}?)__(?:{*})?__(?:для|в интересах) {S:O}',
  ],
  [
    'sells',
    0.7,
    '{S:OP}_(?:прода[её]т|продал\\p{L}?|поставля\\p{L}+|поставил\\p{L}?|обязуется поставить|предлага\\p{L}+|торгу\\p{L}+)_{O:DX}',
  ],
  [
    'paid',
    0.65,
    '{S:OP}_(?:заплатил\\p{L}?|перев[её]л\\p{L}?|выплатил\\p{L}?|оплатил\\p{L}?|перечислил\\p{L}?|скинул\\p{L}?|отдал\\p{L}?)_{O:OP}_{A}',
    '{O:OP}_получил\\p{L}?_от {S:OP}_{A}',
    '{O:OP}_получил\\p{L}?_{A}_от {S:OP}',
    '{S:OP}_(?:заплатил\\p{L}?|перев[её]л\\p{L}?|перечислил\\p{L}?)_{A}_{O:OP}',
  ],
  [
    'employs',
    0.7,
    '{O:P}_(?:работа[её]т|работал\\p{L}?|служил\\p{L}?|служит|трудится|устроил\\p{L}{1,3}|уш[её]л|ушла|переш[её]л|перешла) (?:в|на)_{S:O}',
    '{O:P}_(?:возглавил|возглавля|руковод|управля)\\p{L}*_{S:O}',
    '{O:P},?_(?:сотрудник|директор|генеральн\\p{L}+ директор\\p{L}?|инженер|менеджер|начальник|руководител\\p{L}|программист|аналитик|представител\\p{L}|глава)\\p{L}{0,3},?_{S:O}',
    '{S:O} в лице__{O:P}',
    '{O:P},?_(?:начальник|руководител\\p{L}|директор|менеджер|заместител\\p{L}|глава)\\p{L}{0,3}__{S:O}',
    '(?:сотрудник|директор|инженер|менеджер|представител|глава|начальник|руководител)\\p{L}{0,3} {S:O} {O:P}',
    '{O:P} из {S:O}',
  ],
  ['employs', 0.5, '{O:P}\\s?[,|]\\s?(?:ведущий )?(?:\\p{L}+ ){0,2}?\\p{L}*\\s?[,|]?\\s?{S:O}(?=$|[,|])'],
  [
    'subsidiary-of',
    0.8,
    '{S:O}_(?:дочерн\\p{L}+ (?:компани|структур|обществ)\\p{L}{0,3}|филиал\\p{L}{0,2}|подразделени\\p{L}) {O:O}',
    '{O:O}_(?:владеет|приобр[её]л\\p{L}?|контролирует) {S:O}',
    '{S:O}_(?:принадлежит|входит в)_{O:O}',
  ],
  [
    'competitor-of',
    0.7,
    '{S:O}_(?:конкурент\\p{L}{0,3}|конкурирует с) {O:O}',
    '{S:O} и {O:O}_(?:конкурируют|грызутся|борются|соперничают)',
  ],
  ['litigates-with', 0.7, '{S:OP}_(?:подал\\p{L}? (?:в суд|иск)|судится)_(?:на|с|к|против) {O:OP}'],
  [
    'uses',
    0.65,
    '{S:OPX}_(?:использ\\p{L}+|примен\\p{L}+|юза\\p{L}+)_{O:DX}',
    '{S:X}_(?:атаковал|атаку|взломал|взламыва|скомпрометировал)\\p{L}*_{*}_(?:с помощью|при помощи|через|используя) {O:X}',
  ],
  [
    'develops',
    0.7,
    '{S:OP}_(?:разработал\\p{L}?|разрабатыва\\p{L}+|создал\\p{L}?|написал\\p{L}?|сделал\\p{L}?)_{O:DX}',
    '{O:DX}_(?:разработан\\p{L}*|создан\\p{L}*|написан\\p{L}*) {S:OP}',
  ],
  [
    'targets',
    0.65,
    '{S:OPX}_(?:атаковал\\p{L}?|атаку\\p{L}+|взломал\\p{L}?|взламыва\\p{L}+|скомпрометировал\\p{L}?|положил\\p{L}?|хакнул\\p{L}?)_{O:OLX}',
    '{S:OPX}_(?:использ|примен)\\p{L}+_{*}_против {O:OLX}',
    '{O:OLX}_(?:взломан|атакован|скомпрометирован)\\p{L}*_{S:X}',
    'атак\\p{L} на {O:OL} (?:провел\\p{L}?|совершил\\p{L}?)_{S:OPX}',
  ],
  ['owns', 0.7, '{S:P}_(?:{*})?[^⟨⟩,;]{0,20}{O:H}'],
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
