/** What a name given by hand or by software stands for: a person, an organisation, an account, or nobody. */
import { SURNAMES } from '../names/chinese-name-model.ts';
import { isRussianFirstName } from '../names/russian-first-names.ts';

export type PartyType = 'individual' | 'organization' | 'handle';

/** What software, a shop or a copy of Windows fills in where nobody has. */
const NOBODY = new RegExp(
  `^(?:${[
    'unknown|unnamed|anonymous|default|none|null|n/?a|test|tester|temp|guest|demo|root|system|localhost|owner|home|office|work|my ?computer|pc|mac|macbook(?: (?:pro|air))?|laptop|desktop',
    'admin\\w{0,12}|superuser|users?|users? ?name|username|your (?:user )?name|windows.{0,20}|win\\s?(?:7|8|10|11|xp).{0,10}|xp|ghost|mc system',
    'author|creator|editor|company|organi[sz]ation|manager|name|title|template|no ?reply|do ?not ?reply|mailer-daemon|postmaster|info|support|sales|contact|webmaster|hr|noc|abuse|newsletter|notifications?|team',
    'hp|hewlett.packard.{0,12}|lenovo(?: user)?|dell.{0,12}|acer|asus|samsung|toshiba|sony|apple|china|walkinnet|skyuser|sky123\\.org|deepbbs\\.com',
    'microsoft.{0,40}|ms[- ]?(?:office|word).{0,20}|apache.{0,30}|openpyxl|xlsxwriter|python.{0,20}|libre ?office.{0,20}|open ?office.{0,20}|wps.{0,20}|kingsoft.{0,20}|adobe.{0,40}|acrobat.{0,30}|word|excel|powerpoint|latex.{0,40}|(?:pdf|xe|lua)?tex.{0,20}|quartz.{0,30}|wkhtmltopdf.{0,20}|chrom(?:e|ium).{0,20}|mozilla.{0,20}|crystal (?:reports|decisions).{0,20}|.{0,30}outlook(?: express)?|itext.{0,30}|pscript.{0,30}|ghostscript.{0,20}|canon.{0,20}|xerox.{0,20}|epson.{0,20}|aspose.{0,30}|google.{0,20}|calibre.{0,20}|cnki|jasperreports.{0,20}|fpdf.{0,20}|tcpdf.{0,20}|prince.{0,20}|docx4j.{0,10}|phpword|phpexcel|sheetjs|exceljs|sap.{0,20}',
    '微软.{0,10}|系统管理员|管理员|超级管理员|用户|新用户|匿名|未知|作者|单位|公司|雨林木风|深度技术|番茄花园|电脑公司|中关村.{0,4}|系统之家.{0,6}|电脑|客服|办公室|测试',
    'пользователь.{0,10}|админ\\p{L}{0,12}|неизвестн\\p{L}{0,4}|аноним|автор|гость|тест|домашний|дом|офис|компьютер|пк|организация|отдел кадров|бухгалтерия|поддержка|рассылка',
  ].join('|')})$`,
  'iu',
);
/** A name of a machine: `DESKTOP-4K2J1`, `LAPTOP-…`, `USER-PC`, `PC-07`. */
const MACHINE =
  /^(?:desktop|laptop|win|pc|srv|server|host|user|admin|ws|nb)[-_][\w-]+$|[-_](?:pc|laptop|desktop)\d*$/iu;
const ADDRESS = /@|:\/\/|^www\.|^(?:[a-z0-9-]+\.)+(?:com|net|org|cn|ru|info|io)$/iu;
const ORGANISATION =
  /(?:公司|集团|大学|学院|研究院|研究所|银行|医院|委员会|事务所|工作室|中心|[\p{Script=Han}]{2}(?:局|厅|部队|协会|学会))$|(?<![\p{L}])(?:ООО|ОАО|ЗАО|ПАО|АО|ИП|АНО|НИИ|ФГУП|ФГБУ|ГУП|МУП|ТОО|НПО)(?![\p{L}])|банк(?:а|у)?$|университет|институт|министерств|(?<![\p{L}])(?:Inc|Ltd|LLC|LLP|GmbH|AG|S\.?A|B\.?V|Corp|Corporation|Limited|Company|Pte|Pty|Co|University|Institute|Bank|Ministry|Department|Group|Technologies|Technology|Systems|Solutions|Software|Labs|Consulting|Agency|Foundation|Association|Centre|Center|Hospital|College|Kft|Zrt|Oy|AB|ApS|SARL|SAS|SpA|Sp\. z o\.o)\.?(?![\p{L}])/u;
/** What is nothing but such a word. */
const WORD_ALONE = /^(?:\p{Script=Latin}{2,14}\.?|公司|集团|大学|学院|银行|医院|中心|банк)$/u;
/** Several people, or nobody in particular. */
const BODY =
  /^(?:The|Your|Our|All|Dear)\s|(?<!\p{L})(?:Team|Support|Desk|Service|Services|Department|Staff|Office|Committee|Board|Admin|Sales|Account|Mail|Server|List|Project)(?!\p{L})/u;
const LATIN_WORD = "\\p{Lu}(?:[\\p{L}'’-]+|\\.)";
const LATIN_NAME = new RegExp(
  `^${LATIN_WORD}(?:\\s(?:${LATIN_WORD}|van|von|de|der|den|da|bin|ibn|al|el|di|du|la)){1,4}$`,
  'u',
);
const INITIALS = /^\p{Lu}[\p{Ll}'’-]+\s?\p{Lu}\.(?:\s?\p{Lu}\.)?$|^\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}[\p{Ll}'’-]+$/u;
const HAN_NAME = /^\p{Script=Han}{2,4}$/u;
const TIBETAN_OR_UIGHUR = /^\p{Script=Han}{2,6}[·・•]\p{Script=Han}{1,8}$/u;
const ACCOUNT = /^[\p{L}\p{N}][\p{L}\p{N}_.+-]{2,31}$/u;
const LONGEST = 60;

/** Undefined for what is nobody in particular. */
export function partyType(name: string): PartyType | undefined {
  const value = name.normalize('NFKC').trim();
  if (value.length < 2 || value.length > LONGEST || NOBODY.test(value) || MACHINE.test(value) || ADDRESS.test(value))
    return undefined;
  if (!/\p{L}{2}/u.test(value)) return undefined;
  // A word of a firm's name alone names none: `Labs`.
  if (ORGANISATION.test(value)) return WORD_ALONE.test(value) ? undefined : 'organization';
  if (isPersonName(value)) return 'individual';
  return ACCOUNT.test(value) && !/\p{Script=Han}/u.test(value) ? 'handle' : undefined;
}

/** A whole name, of two words or in Han characters: one word alone may be an account. */
export function isPersonName(value: string): boolean {
  if (HAN_NAME.test(value)) return SURNAMES.has(value.charAt(0));
  if (TIBETAN_OR_UIGHUR.test(value) || INITIALS.test(value)) return true;
  if (!LATIN_NAME.test(value) || ORGANISATION.test(value) || BODY.test(value)) return false;
  const words = value.split(/\s/u);
  // Cyrillic words with capitals are people only with a first name, or a patronymic, among them.
  return !/\p{Script=Cyrillic}/u.test(value) || words.some((word) => isRussianFirstName(word) || isPatronymic(word));
}

const isPatronymic = (word: string): boolean =>
  /(?:[оеё]вич|ич|[оеё]вна|ична|инична|оглы|кызы)[аеуымо]{0,2}$/iu.test(word);

export function isOrganisationName(value: string): boolean {
  return ORGANISATION.test(value);
}
