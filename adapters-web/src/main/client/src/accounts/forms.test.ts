import { describe, expect, it } from 'vitest';
import type { Account, Grant } from '../api/types';
import { account } from './answers';
import { exchangeId, exchangeName } from './exchanges';
import { missing, readKeys, suffixOf, wipeKeys } from './keys';
import { giving, type ShareTyped } from './limits';
import { limitsInWords, nameOf, rightsInWords, standing, warnings } from './report';

const NOW = Date.parse('2026-11-30T00:00:00Z');
const of = (more: object): Account => account({ id: 'a', exchange: 'binance', access_level: 'trade', ...more })!;

describe('a typed key', () => {
    const form = document.createElement('form');
    for (const [part, value] of [['api_key', ' key '], ['api_secret', 'secret\t'], ['passphrase', ' with blanks '], ['api_key_ro', '']]) {
        const input = document.createElement('input');
        input.dataset['part'] = part!;
        input.value = value!;
        form.append(input);
    }

    it('is read without the blanks around it, a passphrase with them', () => {
        expect(readKeys(form)).toEqual({ api_key: 'key', api_secret: 'secret', passphrase: ' with blanks ' });
    });

    it('is gone when it is wiped', () => {
        wipeKeys(form);
        expect(readKeys(form)).toEqual({});
    });

    it('is asked for whole', () => {
        const main = { main: true, passphrase: false };
        expect(Object.keys(missing({}, main))).toEqual(['api_key', 'api_secret']);
        expect(missing({ api_key: 'k', api_secret: 's' }, main)).toEqual({});
        expect(Object.keys(missing({ api_key: 'k', api_secret: 's' }, { ...main, passphrase: true }))).toEqual(['passphrase']);
        expect(Object.keys(missing({ api_key: 'k', api_secret: 'k' }, main))).toEqual(['api_secret']);
    });

    it('for reading may come alone, and then whole', () => {
        const alone = { main: false, passphrase: false };
        expect(missing({ api_key_ro: 'k', api_secret_ro: 's' }, alone)).toEqual({});
        expect(Object.keys(missing({ api_key_ro: 'k' }, alone))).toEqual(['api_secret_ro']);
        expect(Object.keys(missing({ api_key_ro: 'k', api_secret_ro: 's', passphrase: 'p' }, alone))).toEqual(['api_key', 'api_secret']);
    });

    it('shows its last four characters unless they would be half of it', () => {
        expect(suffixOf('12345678')).toBe('5678');
        expect(suffixOf('1234567')).toBe('');
        expect(suffixOf('1234567é')).toBe('');
    });
});

describe('what the exchange says of a key', () => {
    it('is told in words, what is not said too', () => {
        expect(rightsInWords(of({ permissions: ['withdraw', 'read', 'spot_trade', 'fly'] }))).toBe(
            'The exchange says: this key may read, trade spot, withdraw funds, fly.',
        );
        expect(rightsInWords(of({ permissions: null }))).toContain('does not say');
        expect(rightsInWords(of({ permissions: ['constructor'] }))).toContain('constructor');
    });

    it('warns of withdrawing, of any address and of an end that is near', () => {
        const list = warnings(
            of({ permissions: ['read', 'spot_trade', 'withdraw'], ip_restricted: false, key_expires_at: '2026-12-03T00:00:00Z' }),
            '192.0.2.1',
            NOW,
        );
        expect(list).toHaveLength(3);
        expect(list[0]).toContain('withdraw');
        expect(list[1]).toContain('192.0.2.1');
        expect(list[2]).toContain('3 days');
    });

    it('warns of nothing when all is well or nothing was said', () => {
        expect(warnings(of({ permissions: ['read', 'spot_trade'], ip_restricted: true }), null, NOW)).toEqual([]);
        expect(warnings(of({}), null, NOW)).toEqual([]);
    });

    it('says that a key cannot trade unless it is not meant to', () => {
        expect(warnings(of({ permissions: ['read'] }), null, NOW)[0]).toContain('cannot trade');
        expect(warnings(of({ permissions: ['read'], read_only: true }), null, NOW)).toEqual([]);
    });
});

describe('an account', () => {
    it('says whose it is and what one may do', () => {
        expect(standing(of({}))).toEqual({ level: 'trade', words: 'yours: trade' });
        expect(standing(of({ read_only: true })).level).toBe('read');
        expect(standing(of({ shared: true, access_level: 'read' })).words).toBe('shared with you: read');
    });

    it('has a name without a label too', () => {
        expect(nameOf(of({ api_key_suffix: 'ab12' }))).toBe('binance …ab12');
        expect(nameOf(of({}))).toBe('binance account');
    });

    it('has an exchange that the server knows, by old names too', () => {
        expect(exchangeId(' Huobi ')).toBe('htx');
        expect(exchangeId('constructor')).toBe('constructor');
        expect(exchangeName('constructor')).toBe('constructor');
        expect(exchangeId('a b')).toBeNull();
    });
});

describe('a share', () => {
    const typed = (more: Partial<ShareTyped> = {}): ShareTyped => ({
        grantee: 'bob@example.org', level: 'trade', symbols: '', perOrder: '', perDay: '', currency: 'usdt', leverage: '', lastDay: '', ...more,
    });

    it('names people by address or by id', () => {
        expect(giving(typed(), true, NOW)).toEqual({ giving: { grantee_email: 'bob@example.org', access_level: 'trade' } });
        expect(giving(typed({ grantee: ' 12-ab ' }), true, NOW)).toEqual({ giving: { grantee_user_id: '12-ab', access_level: 'trade' } });
    });

    it('has the limits that were typed, in exact digits', () => {
        const made = giving(
            typed({ symbols: 'btc/usdt, ETH/USDT:USDT BTC/USDT', perOrder: '0.10', perDay: '1e3', leverage: '3', lastDay: '2027-01-31' }),
            true,
            NOW,
        );
        expect(made).toMatchObject({
            giving: {
                limits: {
                    symbols: ['BTC/USDT', 'ETH/USDT:USDT'],
                    max_notional: { USDT: '0.1' },
                    daily_notional: { USDT: '1000' },
                    max_leverage: '3',
                },
                expires_at: new Date(2027, 1, 1).toISOString(),
            },
        });
    });

    it('is not made with limits that mean nothing', () => {
        const made = giving(
            typed({ grantee: ' ', symbols: 'BTC', perOrder: '-1', perDay: 'much', leverage: '0.5', lastDay: '2026-01-01' }),
            true,
            NOW,
        );
        expect('faults' in made && Object.keys(made.faults).sort()).toEqual(['grantee', 'lastDay', 'leverage', 'perDay', 'perOrder', 'symbols']);
        expect(giving(typed({ perDay: '5', currency: ' ' }), true, NOW)).toHaveProperty('faults.currency');
    });

    it('sends no extras where the vault has none, nor limits of orders with a share to read', () => {
        expect(giving(typed({ perOrder: '5', lastDay: '2027-01-31' }), false, NOW)).toEqual({
            giving: { grantee_email: 'bob@example.org', access_level: 'trade' },
        });
        expect(giving(typed({ level: 'read', perOrder: '5', leverage: 'x' }), true, NOW)).toEqual({
            giving: { grantee_email: 'bob@example.org', access_level: 'read' },
        });
    });

    it('tells its limits', () => {
        const grant = {
            limits: { symbols: ['BTC/USDT'], max_notional: { USDT: 100 }, daily_notional: { USDT: 1000 }, max_leverage: 2 },
        } as unknown as Grant;
        expect(limitsInWords(grant)).toEqual(['only BTC/USDT', 'at most 100 USDT an order', 'at most 1000 USDT a day', 'leverage up to 2']);
        expect(limitsInWords({} as Grant)).toEqual([]);
    });
});
