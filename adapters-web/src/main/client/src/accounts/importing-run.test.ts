import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { activeId, identities, type Identity } from '../identity/identities';
import { discardAll, found, isOver, look, problem, putAway, running, start } from './importing';
import { OLD } from './old-store';

const identity = (name: string): Identity => ({
    id: name, kind: 'local', token: name, user: { id: name, email: `${name}@example.org`, name },
});

let sent: { token: string; body: Record<string, unknown> }[];
let meanwhile: () => void;
let list: { status: number; body: unknown };

beforeEach(async () => {
    sent = [];
    meanwhile = () => undefined;
    list = { status: 200, body: [] };
    vi.stubGlobal('fetch', (_: string, sending: RequestInit) => {
        if (sending.method !== 'POST') {
            return Promise.resolve(new Response(JSON.stringify(list.body), { status: list.status }));
        }
        const body = JSON.parse(String(sending.body)) as Record<string, unknown>;
        sent.push({ token: (sending.headers as Record<string, string>)['Authorization'] ?? '', body });
        meanwhile();
        return Promise.resolve(new Response(JSON.stringify({ id: `own_${sent.length}`, exchange: 'paper' }), { status: 201 }));
    });
    localStorage.clear();
    localStorage.setItem(OLD.salt, btoa('s'.repeat(16)));
    identities.value = [identity('ann'), identity('bob')];
    activeId.value = 'ann';
});

afterEach(() => {
    activeId.value = null;
    vi.unstubAllGlobals();
});

async function keep(...rows: object[]): Promise<void> {
    localStorage.setItem(OLD.store, JSON.stringify({ state: { users: [{ accounts: rows }] } }));
    await look();
}

const row = (name: string, more: object = {}) => ({ exchange: 'paper', key: `key-${name}`, privateKey: `secret-${name}`, notes: name, ...more });
const locked = row('locked', { key: btoa('x'.repeat(40)), privateKey: btoa('y'.repeat(40)), isEncrypted: true });

function typed(value: string): HTMLInputElement {
    const input = document.createElement('input');
    input.value = value;
    return input;
}

const go = (password: HTMLInputElement | null = null) => start(password, new Set(), new Set());

describe('a run of the import', () => {
    it('says that the password is wrong before anything is sent, and forgets it', async () => {
        await keep(row('one'), locked);
        const password = typed('guess');
        await go(password);
        expect(problem.value).toContain('not the master password');
        expect(sent).toEqual([]);
        expect(password.value).toBe('');
        expect(running.value).toBe(false);
    });

    it('asks for the password when there is nothing it could do without', async () => {
        await keep(locked);
        await go(typed(''));
        expect(problem.value).toContain('Type the master password');
    });

    it('brings in what needs no password without one', async () => {
        await keep(row('one'), locked);
        await go(typed(''));
        expect(sent.map(({ body }) => body['api_key'])).toEqual(['key-one']);
        expect(found.value.map(isOver)).toEqual([true, false]);
        expect(found.value.map((one) => one.number)).toEqual([1, 2]);
    });

    it('sends nothing when it cannot be known what is in the vault', async () => {
        list = { status: 503, body: { error: 'The vault is down.', code: 'down' } };
        await keep(row('one'));
        await go();
        expect(problem.value).toContain('The vault is down.');
        expect(sent).toEqual([]);
        expect(localStorage.getItem(OLD.store)).toContain('key-one');
    });

    it('goes to the vault of whoever began it and stops when somebody else becomes active', async () => {
        await keep(row('one'), row('two'));
        meanwhile = () => {
            activeId.value = 'bob';
        };
        await go();
        expect(sent.map(({ token }) => token)).toEqual(['Bearer ann']);
        expect(found.value.map((one) => [one.label, one.outcome])).toEqual([['two', null]]);
        expect(localStorage.getItem(OLD.store)).toContain('key-two');
    });

    it('is not begun twice', async () => {
        await keep(row('one'));
        await Promise.all([go(), go()]);
        expect(sent).toHaveLength(1);
    });

    it('leaves nothing behind, in the storage or in what is remembered', async () => {
        await keep(row('one'));
        await go();
        expect([OLD.store, OLD.salt, OLD.hash].map((key) => localStorage.getItem(key))).toEqual([null, null, null]);
        expect(JSON.stringify(found.value)).not.toMatch(/key-|secret-/);
        putAway();
        expect(found.value).toEqual([]);
    });

    it('can be given up', async () => {
        localStorage.setItem(OLD.store, '{');
        await look();
        discardAll();
        expect(localStorage.length).toBe(0);
    });
});
