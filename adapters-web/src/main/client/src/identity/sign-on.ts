import { record, words } from './browser-store';
import { claims } from './jwt';
import type { SignedOn } from './sso-sessions';

/** What came of asking the sign-on service who is there. */
export type Answer =
    | { kind: 'somebody'; who: SignedOn }
    | { kind: 'nobody' }
    /** Never taken for being signed out. */
    | { kind: 'unreachable' };

const WITHIN = 5_000;

/** Asks with the cookie that only that service sees. */
export async function whoIsThere(authUrl: string): Promise<Answer> {
    let answer: unknown;
    try {
        const response = await fetch(`${base(authUrl)}/api/v1/auth/session`, {
            credentials: 'include',
            cache: 'no-store',
            redirect: 'error',
            headers: { Accept: 'application/json' },
            signal: AbortSignal.timeout(WITHIN),
        });
        if (response.status === 401) {
            return { kind: 'nobody' };
        }
        answer = response.ok ? await response.json() : null;
    } catch {
        return { kind: 'unreachable' };
    }
    const said = record(answer);
    const token = words(said?.['token']);
    const userId = words(said?.['user_id']);
    const email = words(said?.['email']);
    // Nonsense says nothing about who is there either.
    if (!said || !token || !claims(token) || !userId || !email) {
        return { kind: 'unreachable' };
    }
    const who = { token, userId, email, username: words(said['username']), roles: said['roles'] ?? said['services'] ?? {} };
    return { kind: 'somebody', who };
}

/** Ends what the cookie stands for; whether the service heard it. */
export async function leave(authUrl: string): Promise<boolean> {
    try {
        const response = await fetch(`${base(authUrl)}/api/v1/auth/logout`, {
            method: 'POST',
            credentials: 'include',
            cache: 'no-store',
            signal: AbortSignal.timeout(WITHIN),
        });
        return response.ok || response.status === 401;
    } catch {
        return false;
    }
}

/** Where people sign in; `another`: even when somebody is signed in there already. */
export function loginAddress(authUrl: string, another: boolean): string {
    const here = `${location.origin}${location.pathname}`;
    return `${base(authUrl)}/login?return=${encodeURIComponent(here)}${another ? '&prompt=login' : ''}`;
}

function base(authUrl: string): string {
    return authUrl.replace(/\/+$/, '');
}
