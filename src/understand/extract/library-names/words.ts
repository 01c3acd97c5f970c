/** Words of computing, how ordinary a word is there, and the words that stand beside names of actors and malware. */
import { readFileSync } from 'node:fs';

/** In how many packages' documentation a word stands: the ordinary language of computing, which films do not speak. */
const DOCUMENTED = new Map(
  readFileSync(new URL('../../../../data/words/documentation.tsv', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): [string, number] => {
      const [word = '', count] = line.split('\t');
      return [word, Math.log10(1 + Number(count))];
    }),
);

/** A word's place in documentation of software: 0 unknown to 2.6. */
export function documentedness(word: string): number {
  return DOCUMENTED.get(word.toLowerCase()) ?? 0;
}

/** Words of computing, of calendars and of maps that films seldom use: ordinary in reports. */
const TECHNICAL = new Set(
  `net php ftp http https html url api json xml python perl ruby java javascript golang powershell bash linux windows
  android ios macos unix ubuntu debian chrome chromium firefox safari edge explorer outlook office word excel telegram
  whatsapp signal skype slack discord twitter facebook google microsoft apple amazon azure aws github gitlab dropbox
  docker kubernetes apache nginx mysql sqlite oracle mongodb redis cisco intel nvidia adobe flash reader acrobat vmware
  citrix fortinet solarwinds orion desktop server client proxy router firewall gateway endpoint payload shellcode dropper
  loader downloader installer launcher stager implant beacon backdoor rootkit bootkit keylogger stealer clipper wiper
  miner botnet trojan worm virus malware ransomware spyware adware exploit crypter packer rat bot shell webshell module
  plugin script macro template component config registry hash encrypt decrypt encryption decryption cipher base64 crypto
  bitcoin monero ethereum wallet phishing spam scam fake evolution delta protected unknown global final first sector
  route leverage shadow mega max core lead done page admin root user guest login password token cookie session cloud
  data database backup archive update patch driver kernel service process thread memory buffer stack heap debug
  cmd dll exe vbs vba ole com wmi smb rdp ssh ssl tls tcp udp dns dhcp vpn voip iot scada ics cve ttp ttps ioc iocs
  january february march april may june july august september october november december jan feb mar apr jun jul aug sep
  sept oct nov dec monday tuesday wednesday thursday friday saturday sunday russian chinese iranian korean american
  european asia europe africa russia china iran korea america israel india pakistan ukraine turkey`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

export function isTechnical(word: string): boolean {
  return TECHNICAL.has(word.toLowerCase());
}

/** Of what programs call their own things: `PhoneNumber`, `FileType`. */
const IDENTIFIER = new Set(
  `phone number name user file type date time key value list count text address message size path index string info
  status state item table row event handler request response service manager device version model email mail mobile
  account button get set add put new old is has my to from by id no code data page login password token client server
  url image photo video start stop end first last next max min total sum level group order`.split(/\s+/),
);

/** Whether a word is grown together from words of programs alone. */
export function isIdentifier(word: string): boolean {
  const humps = word.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})/gu) ?? [];
  return humps.length > 1 && humps.join('') === word && humps.every((hump) => IDENTIFIER.has(hump.toLowerCase()));
}

/** After a name: what kind of thing it is. */
export const KIND_AFTER =
  /^[\s"”’'»)\]]{0,3}[-–]?\s?(?:apt\b|actors?|adversar(?:y|ies)|groups?|gang|team|crew|collective|operators?|affiliates?|campaigns?|operations?|threat|malware|backdoors?|ransomware|trojans?|rats?|stealers?|info-?stealers?|loaders?|droppers?|downloaders?|implants?|rootkits?|bootkits?|wipers?|worms?|virus|spyware|botnets?|bots?|miners?|keyloggers?|crypters?|exploit kits?|kits?|framework|toolkit|tools?|beacons?|payloads?|samples?|variants?|famil(?:y|ies)|infections?|attacks?|c2\b|c&c|servers?|infrastructure|группировк|групп|вредонос|бэкдор|троян|шифровальщик|загрузчик|стилер|ботнет|组织|木马|后门|家族|勒索|病毒|团伙|远控|攻击|僵尸网络|样本|黑客)/iu;
/** Before a name: how one introduces it. */
export const NAMING_BEFORE =
  /(?:\b(?:called|named|dubbed|known as|tracked as|track(?:s|ed)? (?:it|this)?(?: \w+)? as|referred to as|aka|a\.k\.a\.?|alias(?:es)?|nicknamed|codenamed|identified as|detected as|attributed to|attributes? .{0,30} to|linked to|associated with|operated by|behind|against|by)|под названием|известн\p{L}+ как|группировк\p{L}+|名为|称为|命名为|又名|别名)[\s:"“'«(]{1,3}$/iu;
/** Before a name: the kind of thing it is. */
export const KIND_BEFORE =
  /(?:\b(?:groups?|gang|actors?|malware|backdoors?|ransomware|trojans?|rats?|stealers?|loaders?|droppers?|downloaders?|implants?|botnets?|worms?|wipers?|famil(?:y|ies)|tools?|framework|variants?|campaigns?|apt)[\s:"“'«(,]{1,3}|(?<!\p{L})(?:групп|троян|вирус|вредонос|шифровальщик|бэкдор|загрузчик|ботнет|стилер|майнер|кейлоггер|хакер|семейств|утилит|фреймворк)\p{L}*[\s:"“'«(,]{1,3}|(?:使用|利用|通过|组织|木马|后门|病毒|黑客|样本|工具|勒索软件)[\s:"“'«(（,]{0,3})$/iu;
/** Before a name: what one does with malware and tools. */
export const USE_BEFORE =
  /(?:(?<!\p{L})(?:использ\p{L}+|примен\p{L}+|юза\p{L}+|через|с помощью|запуска?\p{L}+|на базе|типа|вроде)\s|(?:用|使用|投递|释放|植入|下载|带有|改的|上线)|\b(?:us(?:es?|ed|ing)|deploy(?:s|ed|ing)?|drop(?:s|ped|ping)?|deliver(?:s|ed|ing)?|distribut(?:es?|ed|ing)|install(?:s|ed|ing)?|download(?:s|ed|ing)?|execut(?:es?|ed|ing)|load(?:s|ed|ing)?|leverag(?:es?|ed|ing)|spread(?:s|ing)?|via|with|of|like|including|such as|e\.g\.|from|the)\s(?:the\s|a\s|an\s)?)["“'«(]?$/iu;
