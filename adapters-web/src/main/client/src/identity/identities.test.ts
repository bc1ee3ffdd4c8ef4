import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PageSettings } from '../settings';
import { token } from './jwt.fixture';

type Page = typeof import('./identities');

const AUTH = 'https://auth.example';
const HOSTED: PageSettings = { authUrl: AUTH, silentSignIn: true, registration: 'closed' };
const OWN: PageSettings = { authUrl: null, silentSignIn: false, registration: 'first' };

interface Asked {
    method: string;
    path: string;
    bearer: string | null;
    credentials: string | undefined;
    body: Record<string, unknown> | null;
}

let asked: Asked[] = [];
/** By method and path; without one: 404. A function may fail as a network does. */
let answers: Record<string, () => [status: number, body: unknown, headers?: Record<string, string>]> = {};

const soon = () => Math.floor(Date.now() / 1000) + 3600;
const sso = (name: string, claims: object = { exp: soon() }) => token({ sub: name, email: `${name}@sso.example`, ...claims });
const user = (name: string) => ({ id: name, email: `${name}@example.org`, name });
const there = (name: string, text = sso(name)) => (): [number, unknown] => [
    200,
    { token: text, user_id: name, email: `${name}@sso.example`, services: { terminal: 'user' } },
];
const unreachable = (): never => {
    throw new TypeError('Failed to fetch');
};
const kept = (key: string) => JSON.parse(localStorage.getItem(key) ?? 'null');
const bearers = () => asked.map((one) => one.bearer).filter(Boolean);

/** As when the page is loaded. */
async function load(settings: PageSettings): Promise<Page> {
    vi.resetModules();
    const page = await import('./identities');
    await page.boot(settings);
    await settled();
    return page;
}

async function settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
        await Promise.resolve();
    }
}

/** What another tab does: it writes, and this one is told. */
function elsewhere(key: string, text: string | null): void {
    const oldValue = localStorage.getItem(key);
    if (text === null) {
        localStorage.removeItem(key);
    } else {
        localStorage.setItem(key, text);
    }
    dispatchEvent(new StorageEvent('storage', { key, oldValue, newValue: text }));
}

/** From now on nothing can be written; what is there can be read. */
function fillStorage(): void {
    const real = localStorage;
    vi.stubGlobal('localStorage', {
        getItem: (key: string) => real.getItem(key),
        removeItem: (key: string) => real.removeItem(key),
        setItem: () => {
            throw new DOMException('full', 'QuotaExceededError');
        },
    });
}

beforeEach(() => {
    asked = [];
    answers = { 'POST /api/auth/logout': () => [200, { success: true }] };
    localStorage.clear();
    sessionStorage.clear();
    vi.stubGlobal('fetch', async (path: string, sending: RequestInit = {}) => {
        const method = sending.method ?? 'GET';
        const bearer = (sending.headers as Record<string, string> | undefined)?.['Authorization']?.slice('Bearer '.length) ?? null;
        asked.push({ method, path, bearer, credentials: sending.credentials, body: sending.body ? JSON.parse(String(sending.body)) : null });
        const [status, body, headers] = answers[`${method} ${path}`]?.() ?? [404, { error: 'Nothing there.', code: 'not_found' }];
        return new Response(JSON.stringify(body), { status, headers: headers ?? {} });
    });
});

afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
});

describe('somebody who registers', () => {
    beforeEach(() => {
        answers['POST /api/auth/register'] = () => [200, { user: user('ann'), token: 't1' }];
    });

    it('finds a paper account whose keys nobody knows any more', async () => {
        answers['POST /api/accounts'] = () => [201, { id: 'a1' }];
        const page = await load(OWN);
        await page.register('ann@example.org', 'a long password', 'code');
        expect(asked[0]).toMatchObject({ path: '/api/auth/register', body: { setupCode: 'code' }, bearer: null });
        const made = asked.find((one) => one.path === '/api/accounts');
        expect(made).toMatchObject({ bearer: 't1', body: { exchange: 'paper', label: 'Paper' } });
        const { api_key: key, api_secret: secret } = made?.body ?? {};
        expect(key).toMatch(/^[0-9a-f]{48}$/);
        expect(secret).toMatch(/^[0-9a-f]{48}$/);
        expect(secret).not.toBe(key);
        expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(secret);
        expect(page.active.value).toMatchObject({ id: 'local:ann', token: 't1' });
        expect(page.registration.value).toBe('closed');
    });

    it('is signed in even if no paper account can be made', async () => {
        answers['POST /api/accounts'] = () => [401, { error: 'SSO authentication required', code: 'sso_required' }];
        const page = await load(OWN);
        await page.register('ann@example.org', 'a long password');
        expect(page.active.value?.token).toBe('t1');
    });
});

describe('several identities', () => {
    beforeEach(() => {
        localStorage.setItem(
            'profitmaker.local.sessions',
            JSON.stringify({ sessions: ['ann', 'bob'].map((name) => ({ token: `t-${name}`, user: user(name) })), activeId: 'local:ann' }),
        );
    });

    it('are switched with one call, and the tab remembers its own', async () => {
        const page = await load(OWN);
        expect(page.active.value?.id).toBe('local:ann');
        page.switchTo('local:bob');
        await page.call('/api/x').catch(() => undefined);
        expect(asked.at(-1)?.bearer).toBe('t-bob');
        elsewhere('profitmaker.local.sessions', JSON.stringify({ ...kept('profitmaker.local.sessions'), activeId: 'local:ann' }));
        expect(page.active.value?.id).toBe('local:bob');
        expect((await load(OWN)).active.value?.id).toBe('local:bob');
        sessionStorage.clear();
        expect((await load(OWN)).active.value?.id).toBe('local:ann');
    });

    it('learn their role from the server', async () => {
        answers['GET /api/auth/me'] = () => [200, { user: user('ann'), role: 'operator', kind: 'session' }];
        const page = await load(OWN);
        await vi.waitFor(() => expect(page.active.value?.user.role).toBe('operator'));
    });

    it('leave one by one: nobody becomes somebody else by that', async () => {
        const page = await load(OWN);
        await page.signOut('local:ann');
        expect(asked.at(-1)).toMatchObject({ method: 'POST', path: '/api/auth/logout', bearer: 't-ann' });
        expect(page.active.value).toBeNull();
        expect(page.identities.value.map((one) => one.id)).toEqual(['local:bob']);
        expect((await load(OWN)).active.value).toBeNull();
    });

    it('are signed out here by the sign-out of another tab, and follow its sign-in', async () => {
        const page = await load(OWN);
        const before = kept('profitmaker.local.sessions');
        elsewhere('profitmaker.local.sessions', JSON.stringify({ sessions: before.sessions.slice(1), activeId: null }));
        expect(page.active.value).toBeNull();
        elsewhere('profitmaker.local.sessions', JSON.stringify({ ...before, activeId: 'local:ann' }));
        expect(page.active.value?.token).toBe('t-ann');
    });

    it('outlive a refused token, which is never sent again', async () => {
        answers['GET /api/x'] = () => [403, { error: 'That token is not accepted.', code: 'token_refused' }];
        const page = await load(OWN);
        await expect(page.call('/api/x')).rejects.toMatchObject({ code: 'token_refused' });
        expect(page.active.value).toMatchObject({ id: 'local:ann', token: null });
        const before = asked.length;
        await expect(page.call('/api/x')).rejects.toMatchObject({ code: 'signed_out' });
        expect(asked).toHaveLength(before);
        expect(page.identities.value[1]?.token).toBe('t-bob');
    });

    it('work in memory when the storage is full', async () => {
        answers['POST /api/auth/login'] = () => [200, { user: user('eve'), token: 't-eve' }];
        const page = await load(OWN);
        fillStorage();
        await page.signIn('eve@example.org', 'a long password');
        expect(page.active.value?.token).toBe('t-eve');
        expect(page.identities.value.map((one) => one.id)).toEqual(['local:ann', 'local:bob', 'local:eve']);
        expect(kept('profitmaker.local.sessions').sessions).toHaveLength(2);
    });
});

describe('the sign-on service', () => {
    it('is asked at once where that is wanted, with its own cookie', async () => {
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        const page = await load(HOSTED);
        await vi.waitFor(() => expect(page.active.value?.id).toBe('sso:ann'));
        expect(asked[0]).toMatchObject({ credentials: 'include', bearer: null });
        expect(kept('profitmaker.sso.sessions')).toMatchObject({ sessions: [{ id: 'ann' }], activeSessionId: 'ann' });
    });

    it('is not asked otherwise', async () => {
        await load({ ...HOSTED, silentSignIn: false });
        expect(asked).toEqual([]);
    });

    it('changes nothing by saying that nobody is there', async () => {
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        await load(HOSTED);
        answers[`GET ${AUTH}/api/v1/auth/session`] = () => [401, {}];
        const page = await load(HOSTED);
        expect(page.active.value?.id).toBe('sso:ann');
        expect(page.signOnState.value).toBe('idle');
    });

    it.each([
        ['cannot be reached', unreachable],
        ['is broken', (): [number, unknown] => [500, {}]],
        ['answers nonsense', (): [number, unknown] => [200, { token: 7 }]],
        ['hands out what is no token', there('ann', 'a.b')],
    ])('signs nobody out when it %s', async (_, answer) => {
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        await load(HOSTED);
        answers[`GET ${AUTH}/api/v1/auth/session`] = answer;
        const page = await load(HOSTED);
        await vi.waitFor(() => expect(page.signOnState.value).toBe('unreachable'));
        expect(page.active.value?.token).toBe(kept('profitmaker.sso.sessions').sessions[0].token);
    });

    it('adds whoever comes back from there to those who are here, and they are active', async () => {
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        await load(HOSTED);
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('bob');
        sessionStorage.setItem('profitmaker.page.returning', String(Date.now()));
        const page = await load({ ...HOSTED, silentSignIn: false });
        await vi.waitFor(() => expect(page.active.value?.id).toBe('sso:bob'));
        expect(kept('profitmaker.sso.sessions')).toMatchObject({ sessions: [{ id: 'ann' }, { id: 'bob' }], activeSessionId: 'bob' });
        expect(sessionStorage.getItem('profitmaker.page.returning')).toBeNull();
    });

    it('only adds somebody else who is found there in passing', async () => {
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        await load(HOSTED);
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('bob');
        const page = await load(HOSTED);
        await vi.waitFor(() => expect(page.identities.value).toHaveLength(2));
        expect(page.active.value?.id).toBe('sso:ann');
    });

    it('makes nobody active in a tab that somebody has left', async () => {
        answers['POST /api/auth/login'] = () => [200, { user: user('eve'), token: 't' }];
        const first = await load({ ...HOSTED, silentSignIn: false });
        await first.signIn('eve@example.org', 'a long password');
        await first.signOut('local:eve');
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        const page = await load(HOSTED);
        await vi.waitFor(() => expect(page.identities.value.map((one) => one.id)).toEqual(['sso:ann']));
        expect(page.active.value).toBeNull();
    });

    it('is told of the sign-out, and its cookie signs nobody in again in that tab', async () => {
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        answers[`POST ${AUTH}/api/v1/auth/logout`] = () => [204, null];
        const page = await load(HOSTED);
        await page.signOut('sso:ann');
        expect(asked.at(-1)).toMatchObject({ method: 'POST', path: `${AUTH}/api/v1/auth/logout`, credentials: 'include' });
        expect(kept('profitmaker.sso.sessions')).toMatchObject({ sessions: [], activeSessionId: null });
        expect((await load(HOSTED)).identities.value).toEqual([]);
    });

    it('is left out where it is nobody’s business: an SSO identity never signs out at the terminal server', async () => {
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        const page = await load(HOSTED);
        await page.signOut('sso:ann');
        expect(asked.some((one) => one.path === '/api/auth/logout')).toBe(false);
    });
});

describe('a stale sign-on', () => {
    const write = (sessions: object[], activeSessionId = 'ann') =>
        localStorage.setItem('profitmaker.sso.sessions', JSON.stringify({ sessions, activeSessionId }));
    const session = (name: string, text: string, more: object = {}) => ({
        id: name,
        token: text,
        user: { userId: name, email: `${name}@sso.example`, username: name, roles: {} },
        addedAt: Date.now(),
        expiresAt: null,
        ...more,
    });

    it.each([
        ['expired', sso('ann', { exp: 5 }), {}],
        ['of a day ago and without an end', sso('ann', {}), { addedAt: Date.now() - 86_400_001 }],
        ['malformed', 'not.a-token', {}],
    ])('that is %s stays listed, and its token is sent nowhere', async (_, text, more) => {
        write([session('ann', text, more), session('bob', sso('bob'))]);
        const page = await load({ ...HOSTED, silentSignIn: false });
        expect(page.active.value).toMatchObject({ id: 'sso:ann', token: null });
        await expect(page.call('/api/x')).rejects.toMatchObject({ code: 'signed_out' });
        expect(bearers()).toEqual([]);
        expect(page.identities.value[1]?.token).not.toBeNull();
    });

    it('is noticed while the page is open', async () => {
        vi.useFakeTimers();
        write([session('ann', sso('ann'))]);
        const page = await load({ ...HOSTED, silentSignIn: false });
        const seen = page.active.value;
        expect(seen?.token).not.toBeNull();
        await vi.advanceTimersByTimeAsync(3_601_000);
        expect(page.active.value?.token).toBeNull();
        asked = [];
        await expect(page.callAs(seen, '/api/x')).rejects.toMatchObject({ code: 'signed_out' });
        expect(asked).toEqual([]);
    });

    it('is good again with a new token', async () => {
        write([session('ann', sso('ann', { exp: 5 }))]);
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        const page = await load(HOSTED);
        await vi.waitFor(() => expect(page.active.value?.token).not.toBeNull());
        expect(page.identities.value).toHaveLength(1);
    });

    it('goes when it is removed, and nobody else with it', async () => {
        write([session('ann', sso('ann', { exp: 5 })), session('bob', sso('bob'))]);
        const page = await load({ ...HOSTED, silentSignIn: false });
        page.remove('sso:ann');
        expect(page.active.value).toBeNull();
        expect(kept('profitmaker.sso.sessions')).toMatchObject({ sessions: [{ id: 'bob' }], activeSessionId: null });
    });
});

describe('at the terminal server', () => {
    it('an account that is not invited is told so in words', async () => {
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        answers['GET /api/auth/me'] = () => [403, { error: 'That account is not invited to this server.', code: 'sso_not_invited' }];
        const page = await load(HOSTED);
        await vi.waitFor(() => expect(page.active.value).toMatchObject({ token: null, why: expect.stringContaining('invitation') }));
    });

    it('an answer that is only late or broken signs nobody out', async () => {
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('ann');
        answers['GET /api/auth/me'] = () => [503, { error: 'Not now.', code: 'unavailable' }];
        const page = await load(HOSTED);
        await vi.waitFor(() => expect(asked.some((one) => one.path === '/api/auth/me')).toBe(true));
        await settled();
        expect(page.active.value?.token).not.toBeNull();
    });
});

describe('what earlier versions kept', () => {
    it('becomes one of several sign-ons, and the older key goes', async () => {
        localStorage.setItem('profitmaker.sso.token', sso('ann'));
        const page = await load({ ...HOSTED, silentSignIn: false });
        expect(page.active.value?.id).toBe('sso:ann');
        expect(localStorage.getItem('profitmaker.sso.token')).toBeNull();
        expect(kept('profitmaker.sso.sessions')).toMatchObject({ sessions: [{ id: 'ann' }], activeSessionId: 'ann' });
    });

    it('stays where it is until it is safely written', async () => {
        localStorage.setItem('profitmaker.sso.token', sso('ann'));
        fillStorage();
        const page = await load({ ...HOSTED, silentSignIn: false });
        expect(page.active.value?.id).toBe('sso:ann');
        expect(localStorage.getItem('profitmaker.sso.token')).not.toBeNull();
    });

    it('is nobody when it is no token', async () => {
        localStorage.setItem('profitmaker.sso.token', 'garbage');
        const page = await load({ ...HOSTED, silentSignIn: false });
        expect(page.identities.value).toEqual([]);
        expect(localStorage.getItem('profitmaker.sso.token')).toBeNull();
    });

    it('does not take the other kind with it when it is corrupt', async () => {
        localStorage.setItem('profitmaker.sso.sessions', '{"sessions":[{');
        localStorage.setItem('profitmaker.local.sessions', JSON.stringify({ sessions: [{ token: 't', user: user('ann') }] }));
        answers[`GET ${AUTH}/api/v1/auth/session`] = there('bob');
        const page = await load(HOSTED);
        await vi.waitFor(() => expect(page.identities.value.map((one) => one.id)).toEqual(['sso:bob', 'local:ann']));
    });
});
