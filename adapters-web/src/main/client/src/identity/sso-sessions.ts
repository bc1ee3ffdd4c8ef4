import { jsonObject, record, words, type Form } from './browser-store';
import { claims, expiryOf } from './jwt';

/** One sign-on as the browser keeps it; other pages of this origin read and write the same. */
export interface SsoSession {
    id: string;
    token: string;
    user: SsoUser;
    /** Milliseconds; null: unknown. */
    addedAt: number | null;
    expiresAt: number | null;
    /** Fields of newer versions survive. */
    [other: string]: unknown;
}

export interface SsoUser {
    userId: string;
    email: string;
    username: string | null;
    roles: unknown;
    [other: string]: unknown;
}

export interface SsoSessions {
    sessions: SsoSession[];
    activeSessionId: string | null;
    [other: string]: unknown;
}

/** What the sign-on service says about who is there. */
export interface SignedOn {
    token: string;
    userId: string;
    email: string;
    username: string | null;
    roles: unknown;
}

const A_DAY = 24 * 60 * 60 * 1000;
/** As far as clocks may differ. */
const SKEW = 5 * 60 * 1000;

/**
 * From when on a token is not sent any more: its own `exp`, or a day after it came. A malformed one, or
 * one without `exp` whose age nobody knows, is at once.
 */
export function staleAt(session: SsoSession, now: number): number {
    const said = claims(session.token);
    if (!said) {
        return 0;
    }
    const expiry = expiryOf(session.token);
    if (expiry !== null) {
        return expiry;
    }
    return session.addedAt !== null && session.addedAt <= now + SKEW ? session.addedAt + A_DAY : 0;
}

export const ssoSessions: Form<SsoSessions> = {
    key: 'profitmaker.sso.sessions',
    read(text) {
        const kept = jsonObject(text) ?? {};
        const entries = Array.isArray(kept['sessions']) ? kept['sessions'] : [];
        const sessions = entries.flatMap(session).filter((one, at, all) => all.findIndex((other) => other.id === one.id) === at);
        const active = kept['activeSessionId'];
        return {
            ...kept,
            sessions,
            activeSessionId: sessions.find((one) => one.id === active)?.id ?? null,
        };
    },
    write: (value) => JSON.stringify(value),
};

/** One bad entry must not hide the others; what an older version left out, its token may know. */
function session(entry: unknown): SsoSession[] {
    const kept = record(entry);
    const token = words(kept?.['token']);
    if (!kept || !token) {
        return [];
    }
    const user = record(kept['user']) ?? {};
    const said = claims(token) ?? {};
    const userId = words(user['userId']) ?? words(said['sub']);
    const email = words(user['email']) ?? words(said['email']);
    if (!userId || !email) {
        return [];
    }
    const issued = typeof said['iat'] === 'number' ? said['iat'] * 1000 : null;
    return [
        {
            ...kept,
            id: words(kept['id']) ?? userId,
            token,
            user: {
                ...user,
                userId,
                email,
                username: words(user['username']) ?? words(said['username']),
                roles: user['roles'] ?? said['roles'] ?? said['services'] ?? {},
            },
            addedAt: moment(kept['addedAt']) ?? issued,
            expiresAt: moment(kept['expiresAt']) ?? expiryOf(token),
        },
    ];
}

/** Some versions wrote dates. */
function moment(value: unknown): number | null {
    const at = typeof value === 'string' ? Date.parse(value) : value;
    return typeof at === 'number' && Number.isFinite(at) ? at : null;
}

/** Who is there already gets the new token, in the same place; the others stay as they are. */
export function withSignedOn(kept: SsoSessions, who: SignedOn, now: number): SsoSessions {
    const known = kept.sessions.find((one) => one.user.userId === who.userId);
    const fresh: SsoSession = {
        ...known,
        id: known?.id ?? freeId(kept, who.userId),
        token: who.token,
        user: { ...known?.user, userId: who.userId, email: who.email, username: who.username, roles: who.roles },
        addedAt: known?.token === who.token ? known.addedAt : now,
        expiresAt: expiryOf(who.token) ?? now + A_DAY,
    };
    const sessions = known ? kept.sessions.map((one) => (one === known ? fresh : one)) : [...kept.sessions, fresh];
    return { ...kept, sessions };
}

function freeId(kept: SsoSessions, wanted: string): string {
    return kept.sessions.some((one) => one.id === wanted) ? freeId(kept, `${wanted}'`) : wanted;
}

export function withActive(kept: SsoSessions, id: string): SsoSessions {
    return kept.sessions.some((one) => one.id === id) ? { ...kept, activeSessionId: id } : kept;
}

export function without(kept: SsoSessions, id: string): SsoSessions {
    return {
        ...kept,
        sessions: kept.sessions.filter((one) => one.id !== id),
        activeSessionId: kept.activeSessionId === id ? null : kept.activeSessionId,
    };
}

/** The one token of an earlier version, as what the service would have said; null: it names nobody. */
export function fromOlderToken(token: string | null): SignedOn | null {
    const said = claims(token);
    const userId = words(said?.['sub']);
    const email = words(said?.['email']);
    if (!token || !said || !userId || !email) {
        return null;
    }
    return { token, userId, email, username: words(said['username']), roles: said['roles'] ?? said['services'] ?? {} };
}

/** Takes that in, unless the same user is known with a token as good or better. */
export function withOlder(kept: SsoSessions, who: SignedOn, now: number): SsoSessions {
    const known = kept.sessions.find((one) => one.user.userId === who.userId);
    const isWorse = known && (expiryOf(known.token) ?? 0) >= (expiryOf(who.token) ?? 0);
    const all = isWorse ? kept : withSignedOn(kept, who, now);
    const id = all.sessions.find((one) => one.user.userId === who.userId)?.id;
    return id && !all.activeSessionId ? withActive(all, id) : all;
}
