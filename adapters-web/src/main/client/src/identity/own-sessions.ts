import { record, words } from './browser-store';

export interface OwnSession {
    id: string;
    createdAt: number | null;
    lastUsedAt: number | null;
    ip: string;
    userAgent: string;
    current: boolean;
}

/** The one of this browser first, then whichever was used last. */
export function ownSessions(answer: unknown): OwnSession[] {
    return (Array.isArray(answer) ? answer : [])
        .flatMap((entry): OwnSession[] => {
            const said = record(entry);
            const id = words(said?.['id']);
            return said && id
                ? [
                      {
                          id,
                          createdAt: moment(said['created_at']),
                          lastUsedAt: moment(said['last_used_at']),
                          ip: words(said['ip']) ?? 'an unknown address',
                          userAgent: words(said['user_agent']) ?? '',
                          current: said['current'] === true,
                      },
                  ]
                : [];
        })
        .sort((one, other) => Number(other.current) - Number(one.current) || (other.lastUsedAt ?? 0) - (one.lastUsedAt ?? 0));
}

function moment(value: unknown): number | null {
    const at = typeof value === 'string' ? Date.parse(value) : NaN;
    return Number.isNaN(at) ? null : at;
}

const BROWSERS: readonly (readonly [RegExp, string])[] = [
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/Firefox\//, 'Firefox'],
    [/(Chrome|Chromium)\//, 'Chrome'],
    [/Safari\//, 'Safari'],
    [/^curl\//, 'curl'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
];

/** What people call it; else what it says of itself. */
export function browserOf(userAgent: string): string {
    const name = BROWSERS.find(([sign]) => sign.test(userAgent))?.[1];
    const system = SYSTEMS.find(([sign]) => sign.test(userAgent))?.[1];
    if (!name) {
        return userAgent.slice(0, 60) || 'Unknown program';
    }
    return system ? `${name} on ${system}` : name;
}
