import { describe, expect, it } from 'vitest';
import type { Market } from '../api/types';
import { check, share, type Draft } from './order-rules';

const OPEN = { min: null, max: null };

function market(changed: Partial<Market> = {}): Market {
    return {
        id: 'BTCUSDT',
        symbol: 'BTC/USDT',
        base: 'BTC',
        quote: 'USDT',
        settle: null,
        type: 'spot',
        active: true,
        contract: false,
        contractSize: null,
        taker: 0.001,
        maker: 0.0005,
        precision: { amount: 0.00001, price: 0.01 },
        limits: { leverage: OPEN, amount: { min: 0.00001, max: 1000 }, price: { min: 0.01, max: 1e7 }, cost: { min: 5, max: null }, market: OPEN },
        ...changed,
    };
}

function draft(changed: Partial<Draft> = {}): Draft {
    return { side: 'buy', type: 'limit', amount: '0.01', price: '50000', postOnly: false, reduceOnly: false, ...changed };
}

describe('check', () => {
    it('finds nothing wrong with an order that fits, and tells what it costs', () => {
        const checked = check(market(), draft(), null);
        expect(checked.faults).toEqual([]);
        expect(String(checked.cost)).toBe('500');
        expect(String(checked.fee)).toBe('0.5');
    });

    it('takes the maker fee for an order that must not take', () => {
        expect(String(check(market(), draft({ postOnly: true }), null).fee)).toBe('0.25');
    });

    it('names the steps next to an amount between them', () => {
        expect(check(market(), draft({ amount: '0.010005' }), null).faults).toEqual([
            { field: 'amount', sentence: 'The amount goes in steps of 0.00001.', nearest: ['0.01', '0.01001'] },
        ]);
    });

    it('does not take a step for digits', () => {
        const contracts = market({ precision: { amount: 8, price: 0.5 }, limits: { ...market().limits, amount: { min: 8, max: null } } });
        expect(check(contracts, draft({ amount: '1', price: '50000' }), null).faults[0]?.nearest).toEqual(['8']);
        expect(check(contracts, draft({ amount: '12', price: '50000' }), null).faults[0]?.nearest).toEqual(['8', '16']);
        expect(check(contracts, draft({ amount: '16', price: '50000.25' }), null).faults[0]?.nearest).toEqual(['50000', '50000.5']);
    });

    it('tells the amount that makes an order worth enough', () => {
        const [fault] = check(market(), draft({ amount: '0.00001' }), null).faults;
        expect(fault).toEqual({ field: 'amount', sentence: 'An order must be worth at least 5 USDT.', nearest: ['0.0001'] });
        const odd = check(market(), draft({ amount: '0.00001', price: '49999.99' }), null).faults[0]?.nearest[0] ?? '';
        expect(check(market(), draft({ amount: odd, price: '49999.99' }), null).faults).toEqual([]);
    });

    it('counts contracts by their size', () => {
        const swap = market({ contract: true, contractSize: 0.001, settle: 'USDT', precision: { amount: 1, price: 0.1 } });
        expect(String(check(swap, draft({ amount: '3', price: '50000' }), null).cost)).toBe('150');
    });

    it('values a market order by the reference, and not at all without one', () => {
        expect(String(check(market(), draft({ type: 'market', price: '1' }), 40000).cost)).toBe('400');
        expect(check(market(), draft({ type: 'market' }), null).cost).toBeNull();
    });

    it('wants numbers', () => {
        for (const amount of ['-1', '0', '1,5', 'abc', '<b>1</b>']) {
            expect(check(market(), draft({ amount }), null).faults[0]?.field, amount).toBe('amount');
        }
    });

    it('keeps to the narrower limits of market orders', () => {
        const narrow = market({ limits: { ...market().limits, market: { min: 0.1, max: 2 } } });
        expect(check(narrow, draft({ type: 'market', amount: '3' }), 50000).faults[0]?.nearest).toEqual(['2']);
        expect(check(narrow, draft({ amount: '3' }), null).faults).toEqual([]);
    });
});

describe('share', () => {
    it('never takes more than there is, fee included', () => {
        const amount = share(market(), draft({ price: '50000' }), 1000, 100, null);
        expect(amount).toBe('0.01998');
        expect(Number(amount) * 50000 * 1.001).toBeLessThanOrEqual(1000);
    });

    it('sells a share of what is held, cut to the step', () => {
        expect(share(market(), draft({ side: 'sell' }), 0.123456, 50, null)).toBe('0.06172');
    });

    it('is empty where there is nothing to share or no price to go by', () => {
        expect(share(market(), draft({ side: 'sell' }), 0, 50, null)).toBe('');
        expect(share(market(), draft({ type: 'market' }), 1000, 50, null)).toBe('');
        expect(share(market(), draft({ side: 'sell' }), 0.000001, 50, null)).toBe('');
    });
});
