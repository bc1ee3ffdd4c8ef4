import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { send as call } from '../api/http';
import { Intents, MEANT_FOR } from './intents';

const open = () => new Intents('ann', (path, sending) => call('t', path, sending));
const PAPER = { exchange: 'paper', marketType: 'spot', symbol: 'BTC/USDT' } as const;
const WISH = { symbol: 'BTC/USDT', type: 'market', side: 'buy', amount: '0.01' } as const;
const ORDER = { id: '7', clientOrderId: 'pm-1', symbol: 'BTC/USDT', status: 'closed' };

type Said = [status: number, body: unknown, headers?: Record<string, string>] | 'nobody';
let sent: { key: string; body: unknown }[];
let answers: Said[];

beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    localStorage.clear();
    sent = [];
    answers = [];
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
        sent.push({ key: new Headers(init.headers).get('Idempotency-Key') ?? '', body: JSON.parse(String(init.body)) });
        const said = answers.shift() ?? 'nobody';
        if (said === 'nobody') {
            throw new TypeError('Failed to fetch');
        }
        return new Response(JSON.stringify(said[1]), { status: said[0], headers: said[2] ?? {} });
    });
});

afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
});

const placed: Said = [200, { success: true, data: ORDER }];
const unknown: Said = [504, { error: 'Not known.', code: 'outcome_unknown', details: { clientOrderId: 'pm-1' } }, { 'Retry-After': '3' }];
const fate = (intents: Intents) => intents.all.value[0]?.fate;

async function place(intents: Intents, key = 'k1') {
    intents.place(key, 'account', 'Paper', PAPER, WISH);
    await vi.advanceTimersByTimeAsync(0);
}

describe('Intents', () => {
    it('send an order once under the name it was confirmed by', async () => {
        answers = [placed];
        const intents = open();
        await place(intents);
        intents.place('k1', 'account', 'Paper', PAPER, WISH);
        await vi.advanceTimersByTimeAsync(60_000);
        expect(sent).toEqual([{ key: 'k1', body: { exchange: 'paper', market: 'spot', accountId: 'account', ...WISH } }]);
        expect(fate(intents)).toBe('placed');
    });

    it('tell what the exchange refused, and do not ask again', async () => {
        answers = [[422, { error: 'The funds do not suffice.', code: 'insufficient_funds' }]];
        const intents = open();
        await place(intents);
        await vi.advanceTimersByTimeAsync(60_000);
        expect(sent).toHaveLength(1);
        expect(intents.all.value[0]).toMatchObject({ fate: 'refused', said: 'The funds do not suffice.' });
    });

    it('settle an unknown fate by themselves, under the same name, when it is time', async () => {
        answers = [unknown, placed];
        const intents = open();
        await place(intents);
        expect(intents.all.value[0]).toMatchObject({ fate: 'unknown', clientOrderId: 'pm-1' });
        await vi.advanceTimersByTimeAsync(2_900);
        expect(sent).toHaveLength(1);
        await vi.advanceTimersByTimeAsync(200);
        expect(sent.map(({ key }) => key)).toEqual(['k1', 'k1']);
        expect(fate(intents)).toBe('placed');
    });

    it('take no lost connection for a refusal, and do not place an old order without being told to', async () => {
        const intents = open();
        await place(intents);
        await vi.advanceTimersByTimeAsync(MEANT_FOR + 5_000);
        expect(fate(intents)).toBe('undecided');
        const before = sent.length;
        await vi.advanceTimersByTimeAsync(600_000);
        expect(sent).toHaveLength(before);
        answers = [placed];
        intents.askAgain('k1');
        await vi.advanceTimersByTimeAsync(0);
        expect(fate(intents)).toBe('placed');
        expect(sent.at(-1)?.key).toBe('k1');
    });

    it('do not take it for refused when only the repeat was', async () => {
        const late: [number, string][] = [[401, 'unauthorized'], [403, 'read_grant'], [404, 'unknown_account'], [400, 'http'], [409, 'trading_halted'], [429, 'rate_limited'], [503, 'unavailable']];
        for (const [status, code] of late) {
            answers = [unknown, [status, { error: 'No.', code }], placed];
            const intents = open();
            await place(intents, code);
            await vi.advanceTimersByTimeAsync(3_100);
            expect(fate(intents), code).toBe('unknown');
            await vi.advanceTimersByTimeAsync(3_100);
            expect(fate(intents), code).toBe('placed');
        }
    });

    it('believe the kept refusal that a repeat is answered with', async () => {
        answers = [unknown, [422, { error: 'The funds do not suffice.', code: 'insufficient_funds' }]];
        const intents = open();
        await place(intents);
        await vi.advanceTimersByTimeAsync(3_100);
        expect(fate(intents)).toBe('refused');
    });

    it('learn from the account that the order is there', async () => {
        answers = [unknown];
        const intents = open();
        await place(intents);
        intents.seen([{ ...ORDER, clientOrderId: 'another' }] as never);
        expect(fate(intents)).toBe('unknown');
        intents.seen([ORDER] as never);
        expect(fate(intents)).toBe('placed');
        await vi.advanceTimersByTimeAsync(60_000);
        expect(sent).toHaveLength(1);
    });

    it('outlive the page while they are not settled, and no longer', async () => {
        answers = [unknown];
        const first = open();
        first.place('k1', 'account', 'Paper', PAPER, { ...WISH, type: 'limit', price: '1' });
        await vi.advanceTimersByTimeAsync(0);
        first.close();
        const kept = JSON.stringify(localStorage);
        expect(kept).toContain('k1');
        expect(kept).not.toContain('"t"');
        answers = [placed];
        const again = open();
        await vi.advanceTimersByTimeAsync(0);
        expect(fate(again)).toBe('placed');
        expect(sent.map(({ key }) => key)).toEqual(['k1', 'k1']);
        expect(open().all.value).toEqual([]);
    });

    it('do not send a market order again by themselves after the page was opened anew', async () => {
        answers = [unknown];
        const first = open();
        await place(first);
        first.close();
        const again = open();
        await vi.advanceTimersByTimeAsync(30_000);
        expect(fate(again)).toBe('undecided');
        expect(sent).toHaveLength(1);
    });

    it('do not lose what another tab keeps, nor go on for a page that is closed', async () => {
        answers = [unknown, unknown];
        const [one, other] = [open(), open()];
        await place(one, 'k1');
        await place(other, 'k2');
        one.close();
        other.close();
        await vi.advanceTimersByTimeAsync(60_000);
        expect(sent).toHaveLength(2);
        expect(open().all.value.map(({ key }) => key).sort()).toEqual(['k1', 'k2']);
    });

    it('give up waiting for an answer that does not come, and call that unknown', async () => {
        vi.useRealTimers();
        vi.stubGlobal('fetch', () => Promise.reject(new DOMException('late', 'TimeoutError')));
        const intents = open();
        intents.place('k1', 'account', 'Paper', PAPER, WISH);
        await vi.waitFor(() => expect(fate(intents)).toBe('unknown'));
        intents.close();
    });

    it('read nothing that is no intent', () => {
        localStorage.setItem('profitmaker.page.ann.intent.x', '[null,{"key":1},"x"]');
        localStorage.setItem('profitmaker.page.ann.intent.y', '{');
        expect(open().all.value).toEqual([]);
    });
});
