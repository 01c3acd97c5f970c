/** People, organisations, agencies, places and products in English: by words with capitals in a row, what they end in, lists, and what stands around them. */
import { commonness, isKnownWord } from '../../language/english-words.ts';
import { documentedness, isTechnical } from '../library-names/words.ts';
import { isAgencyName } from './agency-names.ts';
import { isProperWord, loadEnglishLexicon } from './english-lexicon.ts';
import { type FoundName, withoutOverlaps, withoutPieces } from './found-name.ts';
import { type Gazetteer, latinFinder } from './gazetteer.ts';
import { isPinyinGiven, isPinyinSurname } from './pinyin-names.ts';

/** Bounded, and begun only where a word is, so that a run of letters costs its length and not its square. */
const NAME = "\\p{Lu}[\\p{L}\\p{N}’'&-]{0,40}";
const FREE = "(?<![\\p{L}\\p{N}_@/'’.-])";
const LINK = '(?:of|and|for|the|de|del|la|du|&)';
const WORDS = `${NAME}(?:[ ](?:${LINK}[ ]){0,2}${NAME}){0,5}`;

const LEGAL =
  'Incorporated|Inc|Limited|Ltd|LLC|LLP|Corporation|Corp|GmbH|AG|PLC|plc|Co|S\\.A|SA|S\\.p\\.A|S\\.L|B\\.V|BV|N\\.V|Pte|Pty|Sdn|Oy|AB|Company';
const KIND =
  'University|Institute|College|School|Bank|Banco|Telecom|Telecommunications|Airlines|Airways|Hospital|Clinic|Technologies|Technology|Labs|Laboratories|Laboratory|Group|Holdings|Partners|Systems|Software|Solutions|Consulting|Analytics|Networks|Industries|Foods|Lines|Logistics|Trading|Capital|Ventures|Media|Foundation|Association|Federation|Union|Intelligence|Security|Cyber|Services|Energy|Motors|Insurance|Pharmaceuticals|Electronics|Communications|Times|Post|Newspaper|Tribune|Society|Club|Digital|Forensics|Dynamics|Robotics|Aerospace|Petroleum|Mining|Steel|Pharma|Biotech|Microsystems|Interactive|Studios|Enterprises|Shipping|Realty|Beverages?';
const AGENCY_HEAD =
  '(?:Ministry|Ministries|Department|Bureau|Office|Directorate|Agency|Committee|Embassy|Consulate|Commission|Council|Service|Court|Parliament|Government|Secretariat|Army|Navy|Bank|University|Institute|Academy)';
const AGENCY_END =
  'Police|Army|Navy|Air Force|Armed Forces|Authority|Commission|Council|Court|Parliament|Government|Ministry|Agency|Bureau|Directorate|Department|Customs|Coast Guard|Secret Service|Security Service|Intelligence Service|Revenue Service|Gendarmerie|Constabulary|Embassy|Senate|Congress|Guard|Marines|Corps|Unit \\d{4,6}';
const ABBREVIATED =
  'IRS|HMRC|KGB|ODNI|DIA|US-CERT|IRGC|Democratic National Committee|Cyber Command|FBI|CIA|NSA|DHS|DOJ|DoJ|CISA|GCHQ|MI5|MI6|NCSC|NCA|BND|BKA|DGSE|ANSSI|FSB|GRU|SVR|FSO|MSS|MPS|PLA|MOFA|MOD|MoD|MoI|MOI|Europol|Interpol|Eurojust|SBU|RCMP|CSIS|ASIO|ASD|Mossad|Shin Bet|ISI|IRGC|Kremlin|Pentagon|State Duma|White House|Supreme Court|Congress|Parliament';

const RULES: readonly (readonly [pattern: RegExp, type: FoundName['type'], confidence: number])[] = [
  [
    new RegExp(
      `${FREE}${NAME}(?:[ ](?:${LINK}[ ])?${NAME}){0,5},?[ ](?:${LEGAL})\\.?(?:,?[ ](?:Ltd|Bhd|Inc|Limited|LLC)\\.?)?(?![\\p{L}\\p{N}])`,
      'gu',
    ),
    'organization',
    0.88,
  ],
  [
    new RegExp(
      `${FREE}(?:(?:${NAME})[ ]){0,3}${AGENCY_HEAD}[ ](?:of|for)[ ](?:the[ ])?${NAME}(?:[ ](?:(?:and|&)[ ])?${NAME}){0,4}(?:[ ]of[ ](?:the[ ])?(?:Kingdom|Republic|Federal Republic|People’s Republic|People's Republic|State)?(?:[ ]of[ ])?${NAME}(?:[ ]${NAME})?)?`,
      'gu',
    ),
    'organization',
    0.78,
  ],
  [
    new RegExp(
      `${FREE}${NAME}(?:[ ](?:(?:and|&)[ ])?${NAME}){0,4}[ ](?:${AGENCY_END})(?:[ ]of[ ](?:the[ ])?${NAME}(?:[ ]${NAME})?)?(?![\\p{L}])`,
      'gu',
    ),
    'organization',
    0.7,
  ],
  [
    new RegExp(`${FREE}${NAME}(?:[ ](?:(?:and|&|of|del|de)[ ])?${NAME}){0,4}[ ](?:${KIND})(?![\\p{L}-])`, 'gu'),
    'organization',
    0.65,
  ],
  [
    new RegExp(`${FREE}(?:University|Bank|Institute|Academy|Banco)[ ](?:of|de|del)[ ](?:the[ ])?${WORDS}`, 'gu'),
    'organization',
    0.75,
  ],
  [new RegExp(`${FREE}(?:the[ ])?(?:${ABBREVIATED})(?![\\p{L}\\p{N}_-])`, 'gu'), 'organization', 0.72],
];

const TITLE =
  /(?:^|[^\p{L}])(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Gen|General|Col|Colonel|Maj|Major|Capt|Captain|Lt|Lieutenant|Sgt|Sergeant|Sir|Judge|Senator|President|Minister|Officer|Agent|Inspector|Director|Mx|Madam|Engineer)\.?\s$/u;
/** General Atomics, agent X: only a surname that is known makes these a title. */
const ALSO_ADJECTIVE = /(?:General|Major|Agent|Director|Engineer|Officer)\.?\s$/u;
const CALLED =
  /(?:^|[^\p{L}])(?:Dear|Hi|Hello|Hey|Regards,?|Sincerely,?|attention:?|attn:?|contact:?|by|arrested|names?|named|ask|asked|tell|told|with|from|From:|To:|Cc:|cc|copy|in|forward\p{L}*|met|paid|pay|pays|says|said|spoke with|behalf of|former|professor|prosecutor|analyst|researcher|engineer|developer|hacker|operator|admin|CEO|CTO|director|manager|officer|official|and|to|cc:|CC:|according to|hired|fired|wife|husband|brother|sister|son|daughter|boss|partner|friend|colleague|researchers|analysts|brothers|hackers|is|give|thanks,?|thx|pls|hey,?|yesterday|today)\s$/u;
const ACTS =
  /^(?:,?\s(?:said|says|told|tells|wrote|writes|paid|pays|encrypted|needs?|wants?|is|was|has|had|will|would|met|moved|left|joined|works?|worked|asked|asks|confirmed|denied|declined|signed|sent|reviewed|a former|an? [a-z]+|professor|prosecutor|Sales|Account|Director|Manager|Head|Senior|Chief|Vice|CEO|CTO|Engineer|of\s\p{Lu}|aka|a\.k\.a\.|runs|owns|forgot|opened|denied|denies|approved|emailed|called|knows|sold|bought|got|can|could|should|did|does|just|never|already|again|from\s\p{Ll})(?!\p{L}))/u;
/** Said of people and of things. */
const OWNS = /^(?:['’]s\s|\s\()/u;
/** What a firm, a club or a program is called behind a name, and nobody by birth. */
const FIRM_WORD =
  /^(?:Beverages?|Global|International|Petroleum|Carpets?|Club|Brands?|Farms?|Foods?|Stores?|Products?|Construction|Industrial|Industries|Antivirus|Hotels?|Church|Schools?|Motors?|Steel|Oil|Gas|Press|Records|Pictures|Studios?|Hospital|Airlines?|Properties|Supply|Supplies|Equipment|Manufacturing|Pharma|Energy|Water|Electric|Express|Market|Restaurants?|Services?|Holdings?|Logistics|Labs?|Online|Web|Server|Controllers?|Detection|Protection|Antispam|Firewall|Manager|Agent|Client|Desktop|Browser|Edition|Linux|Windows|Solicitors|Attorneys|Associates|Bakery|Ste|Fwy|Hwy|Pkwy|Blvd|Suite|Reports?|Reviews?|Cruz|Springs|Falls|Heights|Park|Valley|Hills|Plaza|Tower|Building|Ltda|Statements?|Policy|Form|Contracts?|Agreement|Letter|Invoice|Conference|Summit|Award|Prize|Act|Bill|Theorem|Algorithm|Cipher|Attack|Framework|Protocol|Engine|Toolkit|Scanner|Exploit|Shell|Loader|Ratel)$/u;
/** «101 Commerce Dr Harrisburg»: a drive. */
const DRIVE = /\d[\p{L}\p{N}-]*\s(?:\p{Lu}[\p{L}.]*\s){0,4}Dr\.?\s$/u;
/** Before and behind a town. */
const TOWN_BEFORE =
  /(?:^|[^\p{L}])(?:North|South|East|West|New|Fort|Port|San|Santa|Los|Mount|Lake|St\.|Ste|Ave|Blvd|Rd)\s$/u;
const TOWN_AFTER =
  /^(?:\s(?:City|County|Avenue|Street|Road|Beach|Salem|Island)(?!\p{L})|,\s(?:[A-Z]{2}(?:\s\d|[\s,]|$)|(?:North|South|New|West)\s\p{Lu}|\p{Lu}\p{Ll}+,?\s\d{4,5}))/u;
/** A piece of a mailbox, a host, an account. */
const GLUED_AFTER = /^(?:[_@\\=/]|\.\p{L})/u;

/** Words with a capital that are no part of a person's name. */
const NOT_PERSON =
  /^(?:The|This|That|These|Those|A|An|In|On|At|To|From|By|For|With|And|Or|But|If|When|While|After|Before|Please|Subject|Sent|Dear|Best|Kind|Warm|Regards|Hi|Hello|Sales|Account|Executive|Director|Manager|Head|Chief|Officer|Engineer|President|Senior|Vice|Project|Product|Client|Customer|Target|City|Country|Name|Department|Status|Date|Amount|Total|Invoice|Contract|Purchase|Order|Agreement|Supplier|Buyer|Police|Army|Server|Windows|North|South|East|West|New|Old|Big|Great|January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|English|Chinese|Russian|American|Tibetan|Korean|Iranian|French|German|According|Researchers|Microsoft|Google|We|You|He|She|They|It|I|My|Our|Your|His|Her|As|Is|Are|Was|Were|No|Not|Yes|How|What|Why|Who|Where|Re|Fwd|Cc|Bcc|Group|Team|Operation|Table|Figure|Section|Chapter|Appendix|Note|See|Threat|Cyber|Attack|Security|Data|Network|Internet|Web|Remote|Access|System|Major|General|Captain|Mr|Mrs|Ms|Dr)$/u;
const PERSON_WORD = /^\p{Lu}(?:\p{Ll}+|\p{Ll}*[’']\p{Lu}\p{Ll}+)(?:-\p{Lu}?\p{Ll}+)*$/u;
const SEQUENCE = new RegExp(`${FREE}${NAME}(?:[ ](?:(?:[A-Z]\\.|von|van|bin|al|de|da|der)[ ]){0,2}${NAME}){0,3}`, 'gu');

const INITIALS =
  /(?<![\p{L}\p{N}_@/'’.-])(?:[A-Z]\.[ ]?){1,2}(\p{Lu}\p{Ll}{2,20}(?:-\p{Lu}\p{Ll}{2,20})?)(?![\p{L}\p{N}_@-])/gu;
/** ESET Endpoint Security: what a firm sells under its name. */
const SUITE = /[ ](?:Internet|Endpoint|Total|Smart|Host|Mobile|Small Office|Server|Email|Premium) Security$/u;
/** Between two names of a list. */
const LIST = /^(?:,?\s(?:and|&|or)\s|,\s|\s?\/\s?)$/u;
/** Before a name, and no part of it. */
const LEADING =
  /^(?:Judge|Justice|Senator|Minister|Colonel|Lieutenant|Sergeant|Inspector|Detective|Prosecutor|Professor|Prof|Sir|Madam|Sheikh|Lt|Col|Sgt|Capt|Gen|Comrade|Brother|Sister|Attorney|Investigator|Researchers?|Journalist|Hackers?)$/u;

const PRODUCT =
  /(?:product|software|platform|tool|solution|deliver(?:s|ed)?|suppl(?:y|ies|ied)|licen[cs]es? (?:of|for)|offers its|sells its|runs on|using|demo of|version of)\s(?:the\s)?(\p{Lu}[\p{L}\p{N}]{2,30}(?:\s\p{Lu}[\p{L}\p{N}]{2,30}){0,2})(?=\s(?:\d|v\d|platform|software|suite|system|to the|licen)|[.,]?$)|(?<![\p{L}])(\p{Lu}[\p{L}\p{N}]{2,30}(?:\s\p{Lu}[\p{L}\p{N}]{2,30})?)(?=\s(?:platform|software|suite|appliance|toolkit)(?![\p{L}]))/gu;

export interface EnglishNames {
  /** Names in one text, in order, not overlapping. */
  find(text: string): readonly FoundName[];
}

export function createEnglishNames(gazetteer: Gazetteer): EnglishNames {
  const lexicon = loadEnglishLexicon();
  const products = latinFinder(gazetteer.products);
  const organisations = latinFinder(gazetteer.organisations);
  const places = latinFinder(gazetteer.places);

  function personConfidence(text: string, start: number, raw: string): number {
    const words = raw.split(' ');
    if (!words.every((word) => PERSON_WORD.test(word) || /^(?:[A-Z]\.|von|van|bin|al|de|da|der)$/.test(word))) return 0;
    if (words.some((word) => NOT_PERSON.test(word))) return 0;
    const [first = '', last = ''] = [words[0], words.at(-1)];
    const before = text.slice(Math.max(0, start - 28), start);
    const after = text.slice(start + raw.length, start + raw.length + 20);
    const known = lexicon.firstNames.has(first.toLowerCase());
    if (GLUED_AFTER.test(after) || /[\\=]$/u.test(before)) return 0;
    if (words.some((word) => FIRM_WORD.test(word) && word !== first)) return 0;
    const plain = commonness(first) > 0.6 && !isProperWord(first);
    const titled =
      TITLE.test(before) && !DRIVE.test(before) && !(words.length === 1 && (plain || FIRM_WORD.test(first)));
    const called = CALLED.test(before);
    const acts = ACTS.test(after);
    if (words.length === 1) {
      if (TOWN_BEFORE.test(before) || TOWN_AFTER.test(after)) return 0;
      if (titled)
        return known || lexicon.surnames.has(first.toLowerCase()) || !ALSO_ADJECTIVE.test(before) ? 0.75 : 0.45;
      const sentenceStart = /(?:^|[.!?]\s)$/u.test(before);
      const word = known && commonness(first) < 1.6;
      // A word that English has no other use for is a name at the beginning of a sentence, too.
      if (word)
        return !sentenceStart || acts || after.startsWith(',') || OWNS.test(after) || commonness(first) < 0.3
          ? 0.6
          : 0.45;
      return !plain && commonness(first) < 1.2 && ((called && acts) || /(?:Dear|Hi|Hello|Hey)\s$/u.test(before))
        ? 0.5
        : 0;
    }
    if (known && words.length <= 4) return 0.78;
    const chinese =
      (isPinyinSurname(first) && words.slice(1).every(isPinyinGiven)) ||
      (isPinyinSurname(last) && words.slice(0, -1).every(isPinyinGiven));
    if (chinese && words.length <= 3) return 0.7;
    if (titled || lexicon.surnames.has(last.toLowerCase())) return 0.7;
    const ordinary = words.some(
      (word) => commonness(word) > 0.6 || (word.length > 2 && documentedness(word) > 0.6) || isTechnical(word),
    );
    if (called || acts || /^['’]s\s/u.test(after)) return ordinary ? 0.4 : 0.6;
    const alone = text.trim() === raw || (/(?:^|[|\t(,;:])\s?$/u.test(before) && /^\s?(?:$|[|\t),;:<])/u.test(after));
    return ordinary ? 0.2 : alone ? 0.55 : 0.4;
  }

  function people(text: string): FoundName[] {
    const found: FoundName[] = [...initials(text)];
    for (const match of text.matchAll(SEQUENCE)) {
      // Words that cannot belong to a name divide the sequence: «Dear Tom», «Omar Haddad Subject».
      for (const piece of pieces(match[0])) {
        const start = match.index + piece.start;
        const confidence = personConfidence(text, start, piece.raw);
        if (confidence >= 0.4) {
          found.push({ start, end: start + piece.raw.length, type: 'individual', confidence });
        }
      }
    }
    return listedTogether(text, found);
  }

  /** `T. Nakamura`, `J.R. Miller`, where a surname is meant or somebody is spoken of. */
  function initials(text: string): readonly FoundName[] {
    return [...text.matchAll(INITIALS)].flatMap(({ 0: raw, 1: surname = '', index }): FoundName[] => {
      const before = text.slice(Math.max(0, index - 28), index);
      const known = lexicon.surnames.has(surname.toLowerCase()) || CALLED.test(before) || TITLE.test(before);
      const ordinary = commonness(surname) > 0.9 || NOT_PERSON.test(surname) || FIRM_WORD.test(surname);
      if (!known && ordinary) return [];
      const confidence = known && !ordinary ? 0.6 : 0.45;
      return [{ start: index, end: index + raw.length, type: 'individual', confidence }];
    });
  }

  /** `Oleksandr Koval of Kyiv Polytechnic Institute`: who is of it is no part of its name. */
  function withoutPerson(name: { start: number; raw: string }): { start: number; raw: string } {
    const [whole, person = '', first = ''] =
      /^((\p{Lu}\p{Ll}+) \p{Lu}\p{Ll}+) (?:of|and|for) (?=\p{Lu})/u.exec(name.raw) ?? [];
    if (
      whole === undefined ||
      !lexicon.firstNames.has(first.toLowerCase()) ||
      FIRM_WORD.test(person.slice(first.length + 1))
    )
      return name;
    return { start: name.start + whole.length, raw: name.raw.slice(whole.length) };
  }

  function find(text: string): readonly FoundName[] {
    if (!/\p{Lu}/u.test(text)) return [];
    const found: FoundName[] = people(text);
    for (const [pattern, type, confidence] of RULES) {
      for (const match of text.matchAll(pattern)) {
        const name = withoutPerson(trimmed(match[0], match.index));
        if (name.raw.length < 3) continue;
        const agency =
          isAgencyName(name.raw) && !/(?:Inc|Ltd|LLC|GmbH|Corp|Company|University|Bank)\.?$/u.test(name.raw);
        const { start, raw } = name;
        if ((!isAgencyName(raw) || / Authority$/u.test(raw)) && isDescription(raw)) continue;
        const own = SUITE.test(raw) ? ({ type: 'product', confidence: 0.7 } as const) : { type, confidence };
        found.push({ start, end: start + raw.length, ...own, labels: agency ? ['agency'] : [] });
      }
    }
    for (const span of places(text)) found.push({ ...span, type: 'location', confidence: 0.68 });
    for (const span of organisations(text)) found.push({ ...span, type: 'organization', confidence: 0.66 });
    for (const span of products(text)) found.push({ ...span, type: 'product', confidence: 0.66 });
    for (const match of text.matchAll(SEQUENCE)) {
      for (const { start, raw } of pieces(match[0])) {
        if (!lexicon.places.has(raw.toLowerCase()) || raw.length < 4) continue;
        const begin = match.index + start;
        found.push({ start: begin, end: begin + raw.length, type: 'location', confidence: 0.6 });
      }
    }
    for (const match of text.matchAll(PRODUCT)) {
      const raw = match[1] ?? match[2] ?? '';
      const start = match.index + match[0].lastIndexOf(raw);
      const ordinary = raw.split(' ').every((word) => commonness(word) > 0.9);
      if (!ordinary) found.push({ start, end: start + raw.length, type: 'product', confidence: 0.55 });
    }
    return withoutOverlaps(withoutPieces(found));
  }

  return { find };
}

/** «Oleksandr Kravchuk and Bohdan Lysenko»: what stands beside a person in a list is one, too. */
function listedTogether(text: string, found: readonly FoundName[]): FoundName[] {
  const ordered = [...found].sort((one, other) => one.start - other.start);
  return ordered.map((name, at) => {
    if (name.confidence >= 0.5 || !text.slice(name.start, name.end).includes(' ')) return name;
    const [before, after] = [ordered[at - 1], ordered[at + 1]];
    const isBeside =
      (before !== undefined && before.confidence >= 0.6 && LIST.test(text.slice(before.end, name.start))) ||
      (after !== undefined && after.confidence >= 0.6 && LIST.test(text.slice(name.end, after.start)));
    return isBeside ? { ...name, confidence: 0.55 } : name;
  });
}

/** Cloud Security, Threat Intelligence, Target Company: ordinary words before a kind describe and name nothing. Winnti Group is no firm. */
function isDescription(raw: string): boolean {
  const kind =
    /[ ](?:Group|Security|Intelligence|Cyber|Services|Software|Systems|Solutions|Technology|Networks|Media|Company|Energy|Analytics|Industries|Agency|Authority|Department|Union|Post|Times|Consulting|Logistics|Partners|Communications|Digital|Forensics|Dynamics|Interactive|Mining|Shipping|Insurance|Capital|Trading|Ventures|Foundation)$/u;
  const words = raw
    .replace(kind, '')
    .split(/[ ]/)
    .filter((word) => !/^(?:&|and|of|the|for)$/u.test(word));
  if (!kind.test(raw)) return false;
  // «Freight & Logistics Services»: trades side by side.
  const trades = /\s(?:&|and)\s/u.test(raw) && words.every((word) => isKnownWord(word) && !isProperWord(word));
  if (trades) return true;
  if (/ Group$/u.test(raw) && words.length === 1) return true;
  // Crypting Services: what is done, not who does it.
  if (words.length === 1 && /^\p{Lu}\p{Ll}{2,}ing$/u.test(words[0] ?? '') && !isProperWord(words[0] ?? '')) return true;
  return words.every(
    (word) =>
      commonness(word) > 0.6 ||
      documentedness(word) > 0.6 ||
      isTechnical(word) ||
      /^(?:Malware|Virus|Cloud|Web|App|Access|Remote)$/u.test(word),
  );
}

/** A sequence cut at words that belong to no name. */
function pieces(sequence: string): readonly { readonly start: number; readonly raw: string }[] {
  const found: { start: number; raw: string }[] = [];
  let open: { start: number; end: number } | undefined;
  const close = (): void => {
    if (open !== undefined) found.push({ start: open.start, raw: sequence.slice(open.start, open.end) });
    open = undefined;
  };
  for (const match of sequence.matchAll(/\S+/gu)) {
    const [word] = match;
    const end = match.index + word.replace(/['’]s$/u, '').length;
    if (NOT_PERSON.test(word) || (open === undefined && LEADING.test(word) && sequence !== word)) close();
    else if (open === undefined) open = { start: match.index, end };
    else open.end = end;
    // «the FBI's Bryan Vorndran»: whose it is, is said.
    if (/['’]s$/u.test(word)) close();
  }
  close();
  return found;
}

/** Without an article or a salutation in front, nor marks behind. `Inc.` keeps its dot. */
function trimmed(raw: string, start: number): { readonly raw: string; readonly start: number } {
  const lead =
    /^(?:(?:The|the|This|Copyright|Dear|In|At|From|To|By|For|With|And|Police in|Invoice to|Sent by)\s)+/u.exec(raw)?.[0]
      .length ?? 0;
  const body = raw.slice(lead).replace(/[\s,]+$/u, '');
  const kept = /(?:Inc|Ltd|Co|Corp|S\.A|S\.L|B\.V|N\.V|S\.p\.A)\.$/u.test(body) ? body : body.replace(/\.$/u, '');
  return { raw: kept, start: start + lead };
}
