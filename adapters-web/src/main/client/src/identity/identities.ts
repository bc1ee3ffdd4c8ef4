import { computed, signal } from '@preact/signals';
import { send, type Sending } from '../api/http';
import { Refusal } from '../api/problem';
import type { User } from '../api/types';

/** Somebody signed in here. Several may be; one of them is active, and everything shown is that one's. */
export interface Identity {
    /** Of this page only; says nothing about the user. */
    id: string;
    kind: 'local' | 'sso';
    /** Null: no longer good. It stays listed, to be signed in again or removed. */
    token: string | null;
    user: User;
}

export const identities = signal<Identity[]>([]);
export const activeId = signal<string | null>(null);
export const active = computed(() => identities.value.find((identity) => identity.id === activeId.value) ?? null);

interface SignedIn {
    user: User;
    token: string;
}

const KEPT = 'profitmaker.local.sessions';

function keep(): void {
    localStorage.setItem(KEPT, JSON.stringify({ sessions: identities.value, activeId: activeId.value }));
}

/** Reads who signed in here before. */
export async function boot(): Promise<void> {
    try {
        const kept = JSON.parse(localStorage.getItem(KEPT) ?? '{}') as { sessions?: Identity[]; activeId?: string };
        identities.value = kept.sessions ?? [];
        activeId.value = kept.activeId ?? null;
    } catch {
        identities.value = [];
    }
}

function add({ user, token }: SignedIn): void {
    const identity: Identity = { id: `local:${user.id}`, kind: 'local', token, user };
    identities.value = [...identities.value.filter((other) => other.id !== identity.id), identity];
    activeId.value = identity.id;
    keep();
}

export async function signIn(email: string, password: string): Promise<void> {
    add(await send<SignedIn>(null, '/api/auth/login', { method: 'POST', body: { email, password } }));
}

export async function register(email: string, password: string, setupCode?: string): Promise<void> {
    const body = { email, password, ...(setupCode ? { setupCode } : {}) };
    add(await send<SignedIn>(null, '/api/auth/register', { method: 'POST', body }));
}

export function switchTo(id: string): void {
    activeId.value = id;
    keep();
}

/** Ends the session at the server too, if that can be reached. */
export async function signOut(id: string): Promise<void> {
    const leaving = identities.value.find((identity) => identity.id === id);
    identities.value = identities.value.filter((identity) => identity.id !== id);
    if (activeId.value === id) {
        activeId.value = identities.value[0]?.id ?? null;
    }
    keep();
    if (leaving?.token) {
        await send(leaving.token, '/api/auth/logout', { method: 'POST' }).catch(() => undefined);
    }
}

/** The server no longer takes that identity's token. */
export function tokenRefused(id: string): void {
    identities.value = identities.value.map((identity) => (identity.id === id ? { ...identity, token: null } : identity));
    keep();
}

/** A call as the active identity. A token that is no longer good is noticed here for all. */
export async function call<T>(path: string, sending: Sending = {}): Promise<T> {
    return callAs<T>(active.value, path, sending);
}

export async function callAs<T>(identity: Identity | null, path: string, sending: Sending = {}): Promise<T> {
    try {
        return await send<T>(identity?.token ?? null, path, sending);
    } catch (thrown) {
        const ended =
            thrown instanceof Refusal &&
            ((thrown.status === 401 && thrown.code !== 'sso_required') ||
                thrown.code === 'token_refused' ||
                thrown.code === 'sso_not_invited');
        if (ended && identity) {
            tokenRefused(identity.id);
        }
        throw thrown;
    }
}
