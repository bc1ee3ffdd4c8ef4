import { computed, signal } from '@preact/signals';
import type { User } from '../api/types';
import { toast } from '../ui/toasts';
import { BrowserStore, NOT_KEPT } from './browser-store';
import * as locals from './local-sessions';
import * as signedOn from './sso-sessions';
import { activeHere, keepActiveHere } from './tab';

/** Somebody signed in here. Several may be; one of them is active, and everything shown is that one's. */
export interface Identity {
    /** Of this page only; says nothing about the user. */
    id: string;
    kind: 'local' | 'sso';
    /** Null: no longer good. It stays listed, to be signed in again or removed. */
    token: string | null;
    user: User;
    /** Why there is no token, when there is more to say than that it ended. */
    why?: string | null;
}

export const identities = signal<Identity[]>([]);
export const activeId = signal<string | null>(null);
export const active = computed(() => find(activeId.value));

export function find(id: string | null | undefined): Identity | null {
    return identities.value.find((identity) => identity.id === id) ?? null;
}

let said = false;
function trouble(): void {
    if (!said) {
        said = true;
        toast('bad', NOT_KEPT);
    }
}

const local = new BrowserStore(locals.localSessions, trouble);
const sso = new BrowserStore(signedOn.ssoSessions, trouble);
const OLDER_TOKEN = 'profitmaker.sso.token';
const SSO = 'sso:';
const AN_HOUR = 3_600_000;

/** Tokens the server does not take, with the reason; it is asked again after a reload. */
const refused = new Map<string, string | null>();
/** What the server says of those who signed on elsewhere. */
const met = new Map<string, User>();
let timer: ReturnType<typeof setTimeout> | undefined;
let nextStale = Infinity;
let stopWatching: (() => void) | null = null;

/** Reads who is kept here, and follows what other tabs do. `onEntered`: somebody became active by that. */
export function openRoster(onEntered: (id: string) => void): void {
    migrate();
    show();
    const session = sso.value().activeSessionId;
    const start = activeHere() ?? local.value().activeId ?? (session && SSO + session);
    activeId.value = find(start)?.id ?? null;
    stopWatching?.();
    const follow = (event: StorageEvent) => followTab(event, onEntered);
    addEventListener('storage', follow);
    // A machine that slept has missed its timers.
    document.addEventListener('visibilitychange', show);
    stopWatching = () => {
        removeEventListener('storage', follow);
        document.removeEventListener('visibilitychange', show);
    };
}

/** Brings what is shown in line with what is kept. */
function show(): void {
    const now = Date.now();
    nextStale = Infinity;
    const others = sso.value().sessions.map((session): Identity => {
        const stale = signedOn.staleAt(session, now);
        const good = stale > now && !refused.has(session.token);
        nextStale = good ? Math.min(nextStale, stale) : nextStale;
        const { email, username } = session.user;
        return {
            id: SSO + session.id,
            kind: 'sso',
            token: good ? session.token : null,
            user: met.get(session.token) ?? { id: '', email, name: username ?? '', kind: 'sso' },
            why: refused.get(session.token) ?? null,
        };
    });
    const own = local.value().sessions.map(({ id, token, user }): Identity => ({ id, kind: 'local', token, user }));
    identities.value = [...others, ...own];
    if (activeId.value && !active.value) {
        nobody();
    }
    clearTimeout(timer);
    if (nextStale < Infinity) {
        timer = setTimeout(show, Math.min(nextStale - now, AN_HOUR));
    }
}

/** The token as it is at this moment: whoever asks may have seen that identity long ago. */
export function tokenNow(id: string): string | null {
    if (Date.now() >= nextStale) {
        show();
    }
    return find(id)?.token ?? null;
}

function nobody(): void {
    activeId.value = null;
    keepActiveHere(null);
}

/** Another tab wrote. Who is active stays this tab's own matter, unless nobody is here. */
function followTab(event: StorageEvent, onEntered: (id: string) => void): void {
    if (event.key !== null && event.key !== locals.localSessions.key && event.key !== signedOn.ssoSessions.key) {
        return;
    }
    show();
    const theirs = local.value().activeId;
    const entered = event.key === locals.localSessions.key && theirs !== locals.localSessions.read(event.oldValue).activeId;
    if (entered && !activeId.value && find(theirs)?.token && theirs) {
        activeId.value = theirs;
        keepActiveHere(theirs);
        onEntered(theirs);
    }
}

/** The one token of an earlier version becomes one of several. */
function migrate(): void {
    try {
        const older = localStorage.getItem(OLDER_TOKEN);
        if (older === null) {
            return;
        }
        const who = signedOn.fromOlderToken(older);
        const now = Date.now();
        if (sso.change((kept) => (who ? signedOn.withOlder(kept, who, now) : kept))) {
            localStorage.removeItem(OLDER_TOKEN);
        }
    } catch {
        trouble();
    }
}

/** Its identity's id. */
export function addSignedOn(who: signedOn.SignedOn): string {
    const now = Date.now();
    sso.change((kept) => signedOn.withSignedOn(kept, who, now));
    show();
    return SSO + (sso.value().sessions.find((one) => one.user.userId === who.userId)?.id ?? '');
}

/** Its identity's id. */
export function addSignedIn(token: string, user: User): string {
    local.change((kept) => locals.withSignedIn(kept, token, user));
    show();
    return locals.localId(user.id);
}

/** Who is shown here, and where a new tab begins. */
export function choose(id: string): void {
    activeId.value = id;
    keepActiveHere(id);
    local.change((kept) => locals.withLastActive(kept, id));
    if (id.startsWith(SSO)) {
        sso.change((kept) => signedOn.withActive(kept, id.slice(SSO.length)));
    }
}

/** Who a signed-on identity is at the sign-on service; null for all others. */
export function signOnUserOf(id: string): string | null {
    return sso.value().sessions.find((one) => SSO + one.id === id)?.user.userId ?? null;
}

/** Forgets an identity; ends nothing anywhere else. Nobody else becomes active by that. */
export function remove(id: string): void {
    if (activeId.value === id) {
        nobody();
    }
    local.change((kept) => locals.withoutLocal(kept, id));
    if (id.startsWith(SSO)) {
        sso.change((kept) => signedOn.without(kept, id.slice(SSO.length)));
    }
    show();
}

/** The server no longer takes that identity's token; a newer one stays. */
export function tokenRefused(id: string, token = find(id)?.token, why: string | null = null): void {
    if (!token) {
        return;
    }
    if (id.startsWith(SSO)) {
        refused.set(token, why);
    } else {
        local.change((kept) => locals.withRefused(kept, id, token));
    }
    show();
}

/** What the server says of somebody. */
export function known(identity: Identity, user: User): void {
    if (identity.kind === 'local') {
        local.change((kept) => locals.withUser(kept, identity.id, user));
    } else if (identity.token) {
        met.set(identity.token, user);
    }
    show();
}
