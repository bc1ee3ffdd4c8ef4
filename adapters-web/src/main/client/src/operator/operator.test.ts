import { describe, expect, it } from 'vitest';
import { userOf } from './audit';
import { browser } from './browser';
import { isReserved, passwordSentences, question, waysIn } from './changes';
import { clock, errorWords, isBanned, isOld, stateWords, weight } from './health';
import { passwordFault } from '../identity/faults';
import { suggestPassword } from './password';
import { tabOf } from './place';
import { join } from './trail';
import type { AuditEntry, ExchangeHealth, Person, Verification } from './types';
import { verdict } from './verdict';

const ann: Person = {
    id: 'aaaaaaaa-0000-0000-0000-000000000001',
    email: 'Ann@example.org',
    name: 'Ann',
    role: 'user',
    disabled: false,
    has_password: true,
    sso_bound: false,
    created_at: '2026-11-29T12:00:00.000Z',
    sessions: 3,
};

describe('what is asked before a user is changed', () => {
    it('says that sessions end at once, and how many', () => {
        expect(question(ann, { disabled: true }).sentences[0]).toBe('Their 3 sessions end at once.');
        expect(question({ ...ann, sessions: 1 }, { disabled: true }).sentences[0]).toBe('Their session ends at once.');
        expect(question({ ...ann, sessions: 0 }, { disabled: true }).sentences[0]).toContain('no session');
        expect(passwordSentences(ann)).toContain('Their 3 sessions end at once.');
    });

    it('says what becomes of the API token with its user', () => {
        const own = { ...ann, email: 'default@local', has_password: false };
        expect(isReserved(own)).toBe(true);
        expect(isReserved({ ...ann, email: 'a@local.example' })).toBe(false);
        expect(question(own, { disabled: true }).sentences.join(' ')).toContain('API token');
        expect(waysIn(own)).toBe('API token');
    });

    it('marks what takes something away as dangerous', () => {
        expect(question(ann, { disabled: true }).danger).toBe(true);
        expect(question(ann, { role: 'user' }).danger).toBe(true);
        expect(question(ann, { disabled: false }).danger).toBe(false);
    });
});

describe('a suggested password', () => {
    it('keeps the rules and is another one each time', () => {
        const made = new Set(Array.from({ length: 200 }, () => suggestPassword()));
        expect(made.size).toBe(200);
        for (const one of made) {
            expect(one).toMatch(/^([a-zA-Z2-9]{5}-){3}[a-zA-Z2-9]{5}$/);
            expect(one).not.toMatch(/[0O1Il]/);
            expect(passwordFault(one)).toBeNull();
        }
    });

    it('takes no byte that would make some letters likelier', () => {
        let call = 0;
        const made = suggestPassword((bytes) => bytes.fill(call++ === 0 ? 255 : 0));
        expect(made).toBe('aaaaa-aaaaa-aaaaa-aaaaa');
        expect(call).toBe(2);
    });
});

it('knows the rules for a password before the server is asked', () => {
    expect(passwordFault('short')).toContain('12 characters');
    expect(passwordFault('😀'.repeat(12))).toBeNull();
    expect(passwordFault('😀'.repeat(19))).toContain('72 bytes');
    expect(passwordFault('twelve long\0x')).toContain('NUL');
});

describe('the verdict on the trail', () => {
    const whole: Verification = { ok: true, rows: 1234, retired: 0, sealed_through: 1234, unsealed: { rows: 0 }, faults: [], fault_count: 0 };
    const say = (found: Partial<Verification>) => verdict({ ...whole, ...found }, (at) => `<${at}>`).join(' ');

    it('says how many rows are sealed and up to where', () => {
        expect(say({})).toContain('whole: 1,234 rows are sealed, up to seal 1234');
        expect(say({ rows: 1, sealed_through: 1 })).toContain('1 row is sealed');
        expect(say({ unsealed: { rows: 2, oldest: 'T' } })).toContain('2 rows wait for their seals, the oldest since <T>.');
        expect(say({ retired: 10 })).toContain('10 sealed rows were moved');
    });

    it('never calls a broken one whole', () => {
        expect(say({ ok: false, fault_count: 1 })).toContain('broken: in one place');
        expect(say({ ok: false, fault_count: 2000 })).toContain('in 2,000 places');
        expect(say({ ok: false, fault_count: 1 })).not.toContain('whole');
    });
});

describe("an exchange's health", () => {
    const now = Date.parse('2026-11-29T12:00:00Z');
    const health: ExchangeHealth = { id: 'kucoin', configured: false, state: 'down', streams: 0, hosts: [] };

    it('has a word for each state, and tells a ban from silence', () => {
        expect(stateWords(health, now).word).toBe('Does not answer');
        expect(stateWords({ ...health, banned_until: '2026-11-29T12:00:01Z' }, now).word).toBe('Told us to wait');
        expect(isBanned({ banned_until: '2026-11-29T12:00:00Z' }, now)).toBe(false);
        expect(stateWords({ ...health, state: 'degraded' }, now).word).toBe('Failed so far');
        expect(stateWords({ ...health, state: 'degraded', last_ok_at: 'then' }, now).word).toBe('Fails at times');
        expect(stateWords({ ...health, state: 'unknown' }, now).word).toBe('Not asked yet');
        expect(stateWords({ ...health, state: 'new one' as 'ok' }, now).word).toBe('Not asked yet');
    });

    it('writes its figures', () => {
        expect(weight({ weight_used: 30, weight_limit: 1200 })).toBe('30 of 1200 (3 %)');
        expect(weight({ weight_used: 0 })).toBe('–');
        expect([clock(120), clock(-5), clock(0), clock(undefined)]).toEqual(['120 ms ahead', '5 ms behind', 'in step', '–']);
        expect(errorWords('exchange_timeout')).toBe('timeout');
    });

    it('is old when two rounds went by without an answer', () => {
        expect([isOld(now - 20_000, now), isOld(now - 26_000, now), isOld(null, now)]).toEqual([false, true, false]);
    });
});

it('calls a browser by its name where it can, and shows what it said where not', () => {
    expect(browser('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36')).toBe('Chrome on Linux');
    expect(browser('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/18.0 Safari/604')).toBe('Safari on iOS');
    expect(browser('Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox on Windows');
    expect(browser('<b>bot</b>')).toBe('<b>bot</b>');
    expect(browser('')).toBe('Not said');
});

it('finds the tab in the address', () => {
    expect(['#/operator/audit', '#/operator', '#/operator/nothing', ''].map(tabOf)).toEqual(['audit', 'users', 'users', 'users']);
});

it('filters the trail by an address of somebody here, or by an id', () => {
    expect(userOf(' ann@EXAMPLE.org ', [ann])).toBe(ann.id);
    expect(userOf('CCCCCCCC-0000-0000-0000-000000000003', [])).toBe('cccccccc-0000-0000-0000-000000000003');
    expect(userOf('ann@', [ann])).toBeNull();
});

it('shows no row of the trail twice', () => {
    const row = (seq: number) => ({ seq }) as AuditEntry;
    expect(join([row(5), row(4)], [row(4), row(3)]).map((one) => one.seq)).toEqual([5, 4, 3]);
});
