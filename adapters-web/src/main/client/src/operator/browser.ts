const BROWSERS = [
    [/\bEdgA?\//, 'Edge'],
    [/\b(OPR|Opera)\//, 'Opera'],
    [/\bFirefox\//, 'Firefox'],
    [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
    [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
    [/^curl\//, 'curl'],
] as const;

const SYSTEMS = [
    [/\bAndroid\b/, 'Android'],
    [/\b(iPhone|iPad)\b/, 'iOS'],
    [/\bWindows\b/, 'Windows'],
    [/\bMac OS X\b/, 'macOS'],
    [/\bLinux\b/, 'Linux'],
] as const;

const first = (list: readonly (readonly [RegExp, string])[], text: string) =>
    list.find(([sign]) => sign.test(text))?.[1];

/** What a browser says of itself, short; as it says it where that is not known. It may lie, so it is only a hint. */
export function browser(userAgent: string): string {
    // A hostile one is as long as it likes.
    const said = userAgent.slice(0, 512);
    const name = first(BROWSERS, said);
    const system = first(SYSTEMS, said);
    return name ? (system ? `${name} on ${system}` : name) : userAgent || 'Not said';
}
