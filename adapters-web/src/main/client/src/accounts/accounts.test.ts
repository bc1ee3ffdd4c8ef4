import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { activeId, identities, type Identity } from '../identity/identities';
import { accounts, accountsFault, accountsLoaded, forget, know, loadAccounts } from './accounts';
import { account } from './answers';

const identity = (name: string): Identity => ({
    id: `local:${name}`,
    kind: 'local',
    token: `token-of-${name}`,
    user: { id: name, email: `${name}@example.org`, name },
});

const row = (id: string, more: object = {}) => ({ id, exchange: 'paper', label: id, access_level: 'trade', ...more });

/** Answers that the test gives when it likes, in the order of the calls. */
let waiting: { token: string; answer: (status: number, body: unknown) => void }[] = [];

beforeEach(() => {
    waiting = [];
    vi.stubGlobal('fetch', (_: string, sending: RequestInit) =>
        new Promise<Response>((resolve) =>
            waiting.push({
                token: (sending.headers as Record<string, string>)['Authorization'] ?? '',
                answer: (status, body) => resolve(new Response(JSON.stringify(body), { status })),
            }),
        ),
    );
    identities.value = [identity('ann'), identity('bob')];
    activeId.value = 'local:ann';
});

afterEach(() => {
    activeId.value = null;
    vi.unstubAllGlobals();
});

async function loaded(rows: unknown[]): Promise<void> {
    const loading = loadAccounts();
    waiting.pop()?.answer(200, rows);
    await loading;
}

describe('the accounts of whoever is active', () => {
    it('are gone at once when another identity becomes active', async () => {
        await loaded([row('a')]);
        expect(accounts.value.map((one) => one.id)).toEqual(['a']);
        activeId.value = 'local:bob';
        expect(accounts.value).toEqual([]);
        expect(accountsLoaded.value).toBe(false);
    });

    it('are never those of an answer that comes after the switch', async () => {
        const loading = loadAccounts();
        activeId.value = 'local:bob';
        expect(waiting[0]?.token).toBe('Bearer token-of-ann');
        waiting[0]?.answer(200, [row('a')]);
        await loading;
        expect(accounts.value).toEqual([]);
        activeId.value = 'local:ann';
        expect(accounts.value).toEqual([]);
    });

    it('are those of the last question when answers overtake each other', async () => {
        const first = loadAccounts();
        const second = loadAccounts();
        waiting[1]?.answer(200, [row('new')]);
        await second;
        waiting[0]?.answer(200, [row('old')]);
        await first;
        expect(accounts.value.map((one) => one.id)).toEqual(['new']);
    });

    it('stay when asking again fails, and the failure is told', async () => {
        await loaded([row('a')]);
        const loading = loadAccounts();
        waiting.pop()?.answer(503, { error: 'The vault is down.', code: 'vault_down' });
        await loading;
        expect(accounts.value.map((one) => one.id)).toEqual(['a']);
        expect(accountsFault.value).toBe('The vault is down.');
        await loaded([]);
        expect(accounts.value).toEqual([]);
        expect(accountsFault.value).toBeNull();
    });

    it('know of a change without asking again', async () => {
        await loaded([row('a')]);
        know(account(row('b'))!);
        know(account(row('a', { label: 'renamed' }))!);
        expect(accounts.value.map((one) => one.label)).toEqual(['renamed', 'b']);
        forget('a');
        expect(accounts.value.map((one) => one.id)).toEqual(['b']);
    });
});

describe('an answer', () => {
    it('leaves nothing but metadata in the page', () => {
        const told = account(row('a', { api_secret: 'leak', api_key: 'leak', api_key_suffix: 'whole-key-1234' }));
        expect(JSON.stringify(told)).not.toContain('leak');
        expect(told?.api_key_suffix).toBe('1234');
    });

    it('grants no more than it says', () => {
        expect(account({ id: 'a', exchange: 'paper' })?.access_level).toBe('read');
    });

    it('that is no account is left out', async () => {
        await loaded([null, 1, 'x', {}, { id: 'a' }, row('b')]);
        expect(accounts.value.map((one) => one.id)).toEqual(['b']);
    });
});
