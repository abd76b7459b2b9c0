/**
 * Which functions a template may call, by the Nomad release that renders it. Each Nomad minor carries a consul-template
 * release; for a minor the oldest of its patches counts (1.6.0 carries 0.31). Data only.
 */
const always = `datacenters file key keyExists keyOrDefault ls safeLs node nodes secret secrets service connect services tree safeTree caRoots caLeaf pkiCert
nomadServices nomadService scratch base64Decode base64Encode base64URLDecode base64URLEncode byKey byTag contains containsAll containsAny containsNone
containsNotAll env mustEnv envOrDefault executeTemplate explode explodeMap mergeMap mergeMapWithOverride in indent loop join trim trimPrefix trimSuffix
trimSpace parseBool parseFloat parseInt parseJSON parseUint parseYAML plugin regexReplaceAll regexMatch replaceAll sha256Hex md5sum timestamp toLower toJSON
toJSONPretty toUnescapedJSON toUnescapedJSONPretty toTitle toTOML toUpper toYAML split splitToMap byMeta sockaddr writeToFile add subtract multiply divide
modulo minimum maximum spew_dump spew_printf spew_sdump spew_sprintf
and or not eq ne lt le gt ge len index slice print printf println html js urlquery call`.split(/\s+/);

/** Added later: the first Nomad minor that has them. */
const since: ReadonlyMap<string, readonly [number, number]> = new Map<string, readonly [number, number]>([
  ["nomadVar", [1, 4]], ["nomadVarExists", [1, 4]], ["nomadVarList", [1, 4]], ["nomadVarListSafe", [1, 4]],
  ["hmacSHA256Hex", [1, 7]],
  ["exportedServices", [1, 10]], ["partitions", [1, 10]], ["peerings", [1, 10]], ["byPort", [1, 10]],
  ["importedServices", [2, 0]],
]);

/** Masterminds' Sprig, each under `sprig_`. Those that read a clock, chance or the outside are left out. */
const sprig = `abbrev abbrevboth add add1 add1f addf adler32sum ago all any append atoi b32dec b32enc b64dec b64enc base bcrypt biggest buildCustomCert camelcase cat ceil
chunk clean coalesce compact concat contains decryptAES deepCopy deepEqual default derivePassword dict dig dir div divf duration durationRound empty encryptAES ext fail
first float64 floor fromJson genCA genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get has hasKey hasPrefix
hasSuffix hello htpasswd indent initial initials int int64 isAbs join kebabcase keys kindIs kindOf last list lower max maxf merge mergeOverwrite min minf mod mul mulf
mustAppend mustChunk mustCompact mustDateModify mustDeepCopy mustFirst mustFromJson mustHas mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend mustRegexFind
mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse mustSlice mustToDate mustToJson mustToPrettyJson
mustToRawJson mustUniq mustWithout must_date_modify nindent nospace omit osBase osClean osDir osExt osIsAbs pick pluck plural prepend quote randInt regexFind
regexFindAll regexMatch regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round semver semverCompare seq set sha1sum sha256sum
sha512sum shuffle slice snakecase sortAlpha split splitList splitn squote sub subf substr swapcase ternary title toDate toDecimal toJson toPrettyJson toRawJson toString
toStrings trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs typeIsLike typeOf uniq unixEpoch unset until untilStep untitle upper urlJoin urlParse values
without wrap wrapWith`.split(/\s+/);

const known = new Set([...always, ...sprig.map((name) => `sprig_${name}`)]);

/** Why a function cannot be called in templates of this Nomad version; undefined: it can. */
export function refusedFunction(name: string, target: string): "unknown" | "denied" | undefined {
  const version = minor(target);
  if (name === "plugin" || name === "writeToFile" || (name === "executeTemplate" && atLeast(version, [1, 9]))) return "denied";
  const first = since.get(name);
  if (first !== undefined) return atLeast(version, first) ? undefined : "unknown";
  return known.has(name) ? undefined : "unknown";
}

export function functionNames(target: string): string[] {
  return [...known, ...since.keys()].filter((name) => refusedFunction(name, target) === undefined && !name.startsWith("sprig_"));
}

function minor(target: string): readonly [number, number] {
  const [major = 0, second = 0] = target.split(".").map((part) => Number.parseInt(part, 10) || 0);
  return [major, second];
}

function atLeast([major, second]: readonly [number, number], [wantedMajor, wanted]: readonly [number, number]): boolean {
  return major > wantedMajor || (major === wantedMajor && second >= wanted);
}
