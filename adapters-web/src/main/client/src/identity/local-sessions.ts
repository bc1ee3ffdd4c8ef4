import type { User } from '../api/types';
import { jsonObject, record, words, type Form } from './browser-store';

/** A session of this server as the browser keeps it. */
export interface LocalSession {
    id: string;
    /** Null: the server does not take it any more; who it was is still known. */
    token: string | null;
    user: User;
    [other: string]: unknown;
}

export interface LocalSessions {
    sessions: LocalSession[];
    /** Who was active last, of either kind: where a new tab begins. */
    activeId: string | null;
    [other: string]: unknown;
}

export const localSessions: Form<LocalSessions> = {
    key: 'profitmaker.local.sessions',
    read(text) {
        const kept = jsonObject(text) ?? {};
        const entries = Array.isArray(kept['sessions']) ? kept['sessions'] : [];
        const sessions = entries.flatMap(session);
        return {
            ...kept,
            sessions: sessions.filter((one, at) => sessions.findIndex((other) => other.id === one.id) === at),
            activeId: words(kept['activeId']),
        };
    },
    write: (value) => JSON.stringify(value),
};

/** One bad entry must not hide the others. */
function session(entry: unknown): LocalSession[] {
    const kept = record(entry);
    const user = record(kept?.['user']);
    const id = words(user?.['id']);
    const email = words(user?.['email']);
    if (!kept || !user || !id || !email) {
        return [];
    }
    const name = typeof user['name'] === 'string' ? user['name'] : '';
    return [{ ...kept, id: localId(id), token: words(kept['token']), user: sound({ ...user, id, email, name }) }];
}

/** How this page names a local user's identity. */
export function localId(userId: string): string {
    return `local:${userId}`;
}

/** Newer and older servers say more or less of a user. */
export function sound(user: Record<string, unknown> & Pick<User, 'id' | 'email' | 'name'>): User {
    const { role, kind, ...rest } = user;
    return {
        ...rest,
        ...(role === 'operator' || role === 'user' ? { role } : {}),
        ...(kind === 'session' || kind === 'sso' || kind === 'api_token' ? { kind } : {}),
    };
}

/** Whoever signs in again takes the place they had. */
export function withSignedIn(kept: LocalSessions, token: string, user: User): LocalSessions {
    const known = kept.sessions.find((one) => one.user.id === user.id);
    const fresh: LocalSession = { ...known, id: localId(user.id), token, user: { ...known?.user, ...user } };
    const sessions = known ? kept.sessions.map((one) => (one === known ? fresh : one)) : [...kept.sessions, fresh];
    return { ...kept, sessions, activeId: fresh.id };
}

/** What the server says of a user who is still here. */
export function withUser(kept: LocalSessions, id: string, user: User): LocalSessions {
    return { ...kept, sessions: kept.sessions.map((one) => (one.id === id ? { ...one, user: { ...one.user, ...user } } : one)) };
}

/** That token is no longer good; a newer one stays. */
export function withRefused(kept: LocalSessions, id: string, token: string): LocalSessions {
    return {
        ...kept,
        sessions: kept.sessions.map((one) => (one.id === id && one.token === token ? { ...one, token: null } : one)),
    };
}

export function withLastActive(kept: LocalSessions, id: string | null): LocalSessions {
    return { ...kept, activeId: id };
}

export function withoutLocal(kept: LocalSessions, id: string): LocalSessions {
    return {
        ...kept,
        sessions: kept.sessions.filter((one) => one.id !== id),
        activeId: kept.activeId === id ? null : kept.activeId,
    };
}
