import { signal } from '@preact/signals';
import { send, type Sending } from '../api/http';
import { Refusal } from '../api/problem';
import type { User } from '../api/types';
import type { PageSettings } from '../settings';
import { toast } from '../ui/toasts';
import { record, words } from './browser-store';
import { sound } from './local-sessions';
import { openPaperAccount } from './paper';
import * as roster from './roster';
import { active, activeId, find, tokenRefused, type Identity } from './roster';
import { leave, whoIsThere } from './sign-on';
import { cameFromSignOn, hasLeft, isNobodyHere, leftOnPurpose } from './tab';

export { active, activeId, identities, tokenRefused, type Identity } from './roster';

/** Who may register; a first registration closes that door. */
export const registration = signal<PageSettings['registration']>('closed');
/** Where people sign in besides; null: nowhere. */
export const authUrl = signal<string | null>(null);
/** What came of asking there; `nobody` only for who came back from there. */
export const signOnState = signal<'idle' | 'asking' | 'nobody' | 'unreachable'>('idle');

/** Reads who signed in here before, and asks the sign-on service who is there if that is wanted. */
export async function boot(settings: PageSettings): Promise<void> {
    registration.value = settings.registration;
    authUrl.value = settings.authUrl;
    roster.openRoster((id) => void meet(id));
    const returning = cameFromSignOn();
    if (activeId.value) {
        void meet(activeId.value);
    }
    if (settings.authUrl && (returning || (settings.silentSignIn && !hasLeft()))) {
        void askSignOn(returning);
    }
}

/** How often somebody left: an answer to a question from before must not bring them back. */
let departures = 0;

/**
 * Asks the sign-on service who is there; whatever it answers, nobody is signed out by it.
 *
 * @param returning somebody wants to be who they are there; else they are only added
 */
export async function askSignOn(returning: boolean): Promise<void> {
    if (!authUrl.value || signOnState.value === 'asking') {
        return;
    }
    const before = activeId.value;
    const left = departures;
    signOnState.value = 'asking';
    const answer = await whoIsThere(authUrl.value);
    if (left !== departures) {
        signOnState.value = 'idle';
    } else if (answer.kind === 'somebody') {
        const id = roster.addSignedOn(answer.who);
        const wanted = returning || before === id || (!before && !isNobodyHere());
        if (wanted && activeId.value === before) {
            switchTo(id);
            if (before !== id) {
                // Whose cookie it was is not for the page to choose: so it is said.
                toast('plain', `You are signed in as ${answer.who.email}.`);
            }
        }
        signOnState.value = 'idle';
    } else if (answer.kind === 'nobody') {
        signOnState.value = returning ? 'nobody' : 'idle';
    } else {
        signOnState.value = 'unreachable';
        if (active.value?.token) {
            toast('plain', 'The sign-on service cannot be reached. You stay signed in.');
        }
    }
}

interface SignedIn {
    user: User;
    token: string;
}

export async function signIn(email: string, password: string): Promise<void> {
    const { user, token } = await send<SignedIn>(null, '/api/auth/login', { method: 'POST', body: { email, password } });
    switchTo(roster.addSignedIn(token, user));
}

/** Who is new finds a paper account. */
export async function register(email: string, password: string, setupCode?: string): Promise<void> {
    const body = { email, password, ...(setupCode ? { setupCode } : {}) };
    const { user, token } = await send<SignedIn>(null, '/api/auth/register', { method: 'POST', body });
    if (registration.value !== 'anyone') {
        registration.value = 'closed';
    }
    const fault = await openPaperAccount(token);
    switchTo(roster.addSignedIn(token, user));
    if (fault) {
        toast('bad', fault);
    }
}

export function switchTo(id: string): void {
    if (find(id)) {
        roster.choose(id);
        void meet(id);
    }
}

/** Forgets an identity here; ends nothing anywhere else. */
export function remove(id: string): void {
    departures++;
    roster.remove(id);
}

/** Ends the session where it was begun too, if that can be reached. */
export async function signOut(id: string): Promise<void> {
    const leaving = find(id);
    const wasActive = activeId.value === id;
    const there = roster.signOnUserOf(id);
    remove(id);
    if (leaving?.kind === 'local' && leaving.token) {
        await send(leaving.token, '/api/auth/logout', { method: 'POST' }).catch((thrown: unknown) => {
            if (!(thrown instanceof Refusal && thrown.status < 500)) {
                toast('bad', 'You are signed out here, but the server could not be told: that session ends by itself within 30 days.');
            }
        });
    } else if (leaving?.kind === 'sso' && wasActive && authUrl.value) {
        leftOnPurpose();
        await leaveSignOn(authUrl.value, there);
    }
}

/** Only whoever the cookie stands for can be signed out there: another one is left alone. */
async function leaveSignOn(url: string, userId: string | null): Promise<void> {
    const there = await whoIsThere(url);
    if (there.kind === 'somebody' && there.who.userId !== userId) {
        toast('plain', `You are signed out here. At the sign-on service ${there.who.email} is signed in, and stays so.`);
    } else if (there.kind !== 'nobody' && !(await leave(url))) {
        toast('bad', 'You are signed out here, but the sign-on service could not be told: you may still be signed in there.');
    }
}

/** The server's side of an identity: who it is there and what it may do. */
async function meet(id: string): Promise<void> {
    const identity = find(id);
    if (!identity?.token) {
        return;
    }
    try {
        const told = await callAs<{ user?: unknown; role?: unknown; kind?: unknown }>(identity, '/api/auth/me');
        const user = record(told.user);
        const userId = words(user?.['id']);
        const email = words(user?.['email']);
        if (user && userId && email) {
            roster.known(identity, sound({ ...user, role: told.role, kind: told.kind, id: userId, email, name: words(user['name']) ?? '' }));
        }
    } catch {
        // A token that is no longer good is noted; all else is for whoever needs an answer.
    }
}

/** A call as the active identity. A token that is no longer good is noticed here for all. */
export async function call<T>(path: string, sending: Sending = {}): Promise<T> {
    return callAs<T>(active.value, path, sending);
}

const NOT_INVITED = 'This server does not know that account and takes in nobody by itself. Ask its operator for an invitation.';

export async function callAs<T>(identity: Identity | null, path: string, sending: Sending = {}): Promise<T> {
    const token = identity && roster.tokenNow(identity.id);
    if (!identity || !token) {
        throw new Refusal(401, 'signed_out', 'You are signed out. Sign in again.', {}, null, null);
    }
    try {
        return await send<T>(token, path, sending);
    } catch (thrown) {
        const ended =
            thrown instanceof Refusal &&
            ((thrown.status === 401 && thrown.code !== 'sso_required') ||
                thrown.code === 'token_refused' ||
                thrown.code === 'sso_not_invited');
        if (ended) {
            tokenRefused(identity.id, token, thrown.code === 'sso_not_invited' ? NOT_INVITED : null);
        }
        throw thrown;
    }
}
