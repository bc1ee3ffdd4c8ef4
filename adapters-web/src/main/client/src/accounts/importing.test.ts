// @vitest-environment node
import { beforeEach, describe, expect, it } from 'vitest';
import { Refusal, Unreachable } from '../api/problem';
import type { Account } from '../api/types';
import { account } from './answers';
import { bringIn, opensAny, type Outcome, type Run } from './bring-in';
import type { Wish } from './calls';
import type { Keys } from './keys';
import { keyOf, saltOf } from './old-cipher';
import { OLD, readRows, takeOut, type OldRow } from './old-store';

class Place {
    readonly kept = new Map<string, string>();
    writes = 0;
    getItem = (key: string) => this.kept.get(key) ?? null;
    setItem = (key: string, value: string) => {
        this.writes++;
        this.kept.set(key, value);
    };
    removeItem = (key: string) => void this.kept.delete(key);
}

const SALT = new Uint8Array(16).fill(7);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

async function derived(password: string): Promise<CryptoKey> {
    const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveBits']);
    const raw = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: SALT, iterations: 100_000 }, base, 256);
    return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
}

const made = new Map<string, Promise<CryptoKey>>();

/** As the earlier terminal wrote it: Base64(IV ‖ ciphertext ‖ tag). */
async function sealed(text: string, password = 'correct horse'): Promise<string> {
    if (!made.has(password)) {
        made.set(password, derived(password));
    }
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await made.get(password)!, new TextEncoder().encode(text));
    return base64(new Uint8Array([...iv, ...new Uint8Array(cipher)]));
}

const plainRow = (name: string, more: object = {}) => ({
    id: name, exchange: 'binance', key: `key-of-${name}`, privateKey: `secret-of-${name}`, notes: name, ...more,
});

const encryptedRow = async (name: string, more: object = {}) => ({
    exchange: 'kucoin', key: await sealed(`key-of-${name}`), privateKey: await sealed(`secret-of-${name}`),
    password: await sealed(`phrase of ${name}`), notes: name, isEncrypted: true, ...more,
});

let place: Place;
let sent: (Wish & Keys)[];
let told: Map<string, Outcome | 'begun'>;

beforeEach(() => {
    place = new Place();
    sent = [];
    told = new Map();
});

function keep(...rows: unknown[]): void {
    place.kept.set(OLD.store, JSON.stringify({ state: { users: [{ id: 'u', theme: 'dark', accounts: rows }], activeUserId: 'u' }, version: 3 }));
    place.kept.set(OLD.salt, base64(SALT));
    place.kept.set(OLD.hash, 'hash');
}

async function rows(): Promise<OldRow[]> {
    const found = await readRows(place);
    return found === 'unreadable' ? [] : found;
}

const stored = (wish: Wish): Account => account({ id: `id-${sent.length}`, exchange: wish.exchange, label: wish.label })!;

async function run(more: Partial<Run> = {}): Promise<(Outcome | 'begun' | undefined)[]> {
    const list = await rows();
    await bringIn({
        place,
        key: null,
        rows: list.map((row) => row.id),
        anew: new Set(),
        withdraw: new Set(),
        there: [],
        store: async (wish, keys) => {
            sent.push({ ...wish, ...keys });
            return stored(wish);
        },
        goesOn: () => true,
        tell: (id, outcome) => told.set(id, outcome),
        ...more,
    });
    return list.map((row) => told.get(row.id));
}

const kinds = (outcomes: (Outcome | 'begun' | undefined)[]) =>
    outcomes.map((outcome) => (typeof outcome === 'object' ? outcome.kind : outcome));

const master = (password = 'correct horse') => keyOf(password, saltOf(place.getItem(OLD.salt))!);

const refusing = (code: string) => async (): Promise<Account> => {
    throw new Refusal(422, code, 'The exchange does not accept the key.', {}, null, null);
};

describe('the import of an old browser store', () => {
    it('brings plain rows in as they are and leaves nothing of the store', async () => {
        keep(plainRow('one', { password: ' phrase ' }), plainRow('two', { exchange: ' GateIO ', notes: '', email: 'x@example.org' }));
        expect(kinds(await run())).toEqual(['stored', 'stored']);
        expect(sent).toEqual([
            { exchange: 'binance', label: 'one', api_key: 'key-of-one', api_secret: 'secret-of-one', passphrase: ' phrase ' },
            { exchange: 'gate', label: 'x@example.org', api_key: 'key-of-two', api_secret: 'secret-of-two' },
        ]);
        expect(place.kept.size).toBe(0);
    });

    it('decrypts encrypted rows, and notes where they are encrypted too', async () => {
        keep(await encryptedRow('one', { notes: await sealed('my notes') }), await encryptedRow('two'), plainRow('three'));
        const key = await master();
        expect(await opensAny(place, key, (await rows()).map((row) => row.id))).toBe(true);
        expect(kinds(await run({ key }))).toEqual(['stored', 'stored', 'stored']);
        expect(sent[0]).toEqual({
            exchange: 'kucoin', label: 'my notes', api_key: 'key-of-one', api_secret: 'secret-of-one', passphrase: 'phrase of one',
        });
        expect(sent[1]?.label).toBe('two');
        expect(place.kept.size).toBe(0);
    });

    it('knows a wrong password before anything is sent', async () => {
        keep(plainRow('zero'), await encryptedRow('one'));
        expect(await opensAny(place, await master('wrong'), (await rows()).map((row) => row.id))).toBe(false);
    });

    it('names a damaged row among good ones and keeps it with the salt', async () => {
        const damaged = await encryptedRow('two', { key: await sealed('key', 'another password') });
        keep(await encryptedRow('one'), damaged);
        expect(kinds(await run({ key: await master() }))).toEqual(['stored', 'failed']);
        expect(JSON.parse(place.getItem(OLD.store)!).state.users[0].accounts).toEqual([damaged]);
        expect(place.getItem(OLD.salt)).toBe(base64(SALT));
    });

    it('keeps a row that failed and everything that is no account', async () => {
        keep(plainRow('one'), plainRow('two'));
        const failing = refusing('exchange_bad_key');
        const outcomes = await run({
            store: (wish, keys) => (keys.api_key === 'key-of-one' ? failing() : Promise.resolve(stored(wish))),
        });
        expect(kinds(outcomes)).toEqual(['failed', 'stored']);
        expect(outcomes[0]).toHaveProperty('why', 'The exchange does not accept the key.');
        expect(JSON.parse(place.getItem(OLD.store)!)).toEqual({
            state: { users: [{ id: 'u', theme: 'dark', accounts: [plainRow('one')] }], activeUserId: 'u' },
            version: 3,
        });
        expect(place.getItem(OLD.hash)).toBe('hash');
    });

    it('lets malformed rows hold up no other', async () => {
        const strange = [{ exchange: '<b>', key: 'k', privateKey: 's' }, { exchange: 'binance', key: {}, privateKey: 's' }];
        keep(null, 'text', 5, {}, ...strange, plainRow('good'));
        const outcomes = await run();
        expect(kinds(outcomes)).toEqual([...Array<string>(6).fill('failed'), 'stored']);
        expect(sent).toHaveLength(1);
        expect(await rows()).toHaveLength(6);
    });

    it('does not die of a store that is none', async () => {
        for (const text of ['{', '[]', 'null', '5', '{"state":{}}', '{"state":{"users":[null,{"accounts":5}]}}']) {
            place.kept.set(OLD.store, text);
            expect(await readRows(place), text).toEqual(text === '{' ? 'unreadable' : []);
        }
    });

    it('sends the same key once, however often the old store has it', async () => {
        keep(plainRow('one'), plainRow('one'), plainRow('one', { notes: 'again' }));
        expect(kinds(await run())).toEqual(['stored', 'already_there']);
        expect(sent).toHaveLength(1);
        expect(place.kept.size).toBe(0);
    });

    it('skips what looks like an account of the vault, and keeps it in the browser', async () => {
        keep(plainRow('one'));
        const there = [account({ id: 'a', exchange: 'binance', api_key_suffix: '-one' })!];
        expect(kinds(await run({ there }))).toEqual(['looks_there']);
        expect(sent).toEqual([]);
        expect(await rows()).toHaveLength(1);
        expect(kinds(await run({ there, anew: new Set((await rows()).map((row) => row.id)) }))).toEqual(['stored']);
        expect(sent[0]).not.toHaveProperty('allow_withdraw_key');
    });

    it('does not take a shared account or one of another exchange for the same', async () => {
        keep(plainRow('one'));
        const there = [
            account({ id: 'a', exchange: 'kucoin', api_key_suffix: '-one' })!,
            account({ id: 'b', exchange: 'binance', api_key_suffix: '-one', shared: true })!,
        ];
        expect(kinds(await run({ there }))).toEqual(['stored']);
    });

    it('stores a key that can withdraw only when its owner insists', async () => {
        keep(plainRow('one'));
        expect(kinds(await run({ store: refusing('withdraw_key') }))).toEqual(['can_withdraw']);
        expect(kinds(await run({ withdraw: new Set((await rows()).map((row) => row.id)) }))).toEqual(['stored']);
        expect(sent[0]).toHaveProperty('allow_withdraw_key', true);
    });

    it('keeps a row whose fate is not known', async () => {
        keep(plainRow('one'));
        const outcomes = await run({ store: () => Promise.reject(new Unreachable()) });
        expect(kinds(outcomes)).toEqual(['failed']);
        expect(outcomes[0]).toHaveProperty('why', expect.stringContaining('may or may not be stored'));
        expect(await rows()).toHaveLength(1);
    });

    it('stops when its owner leaves, and what was stored is gone from the browser already', async () => {
        keep(plainRow('one'), plainRow('two'));
        await run({ goesOn: () => sent.length === 0 });
        expect(sent).toHaveLength(1);
        expect((await rows()).map((row) => row.label)).toEqual(['two']);
    });

    it('does not lose what another tab writes meanwhile', async () => {
        keep(plainRow('one'));
        const outcomes = await run({
            store: (wish) => {
                keep(plainRow('one'), plainRow('late'));
                return Promise.resolve(stored(wish));
            },
        });
        expect(kinds(outcomes)).toEqual(['stored']);
        expect((await rows()).map((row) => row.label)).toEqual(['late']);
    });

    it('writes from what is there at that moment, also when it changes while a row is looked for', async () => {
        keep(plainRow('one'), plainRow('two'));
        const [one] = await rows();
        const get = place.getItem;
        let reads = 0;
        place.getItem = (key) => {
            if (key === OLD.store && ++reads === 2) {
                keep(plainRow('one'), plainRow('two'), plainRow('late'));
            }
            return get(key);
        };
        await takeOut(place, one!.id);
        place.getItem = get;
        expect((await rows()).map((row) => row.label)).toEqual(['two', 'late']);
    });

    it('keeps nothing of a key in what it remembers and tells', async () => {
        keep(plainRow('one', { notes: 'mine' }), plainRow('two', { notes: 'x', exchange: '' }));
        const remembered = JSON.stringify([await rows(), await run({ store: refusing('exchange_bad_key') })]);
        for (const secret of ['key-of', 'secret-of']) {
            expect(remembered).not.toContain(secret);
        }
    });

    it('says what is missing for encrypted rows', async () => {
        keep(await encryptedRow('one'));
        expect((await run())[0]).toHaveProperty('why', expect.stringContaining('master password'));
        place.kept.delete(OLD.salt);
        expect((await run())[0]).toHaveProperty('why', expect.stringContaining('salt'));
    });
});
