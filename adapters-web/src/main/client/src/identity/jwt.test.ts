import { describe, expect, it } from 'vitest';
import { claims, expiryOf } from './jwt';
import { token } from './jwt.fixture';

describe('a token', () => {
    it('says who it is for, in any script', () => {
        expect(claims(token({ sub: 'u1', email: 'jürgen@例え.jp' }))).toMatchObject({ sub: 'u1', email: 'jürgen@例え.jp' });
    });

    it('tells its end in milliseconds', () => {
        expect(expiryOf(token({ exp: 1_800_000_000 }))).toBe(1_800_000_000_000);
    });

    it('need not tell its end', () => {
        expect(claims(token({ sub: 'u1' }))).not.toBeNull();
        expect(expiryOf(token({ sub: 'u1' }))).toBeNull();
    });

    it.each([
        ['nothing', null],
        ['a number', 7],
        ['no text', ''],
        ['a word', 'token'],
        ['two parts', 'e30.e30'],
        ['four parts', 'e30.e30.e30.e30'],
        ['an empty signature', 'e30.e30.'],
        ['what is no Base64', 'e30.%%%.e30'],
        ['claims that are no JSON', 'e30.bm90IGpzb24.e30'],
        ['claims in a list', 'e30.W10.e30'],
        ['bytes that are no text', 'e30._w.e30'],
    ])('is none if it is %s', (_, text) => {
        expect(claims(text)).toBeNull();
    });

    it('is none if its end is not a number', () => {
        expect(claims(token({ sub: 'u1', exp: 'tomorrow' }))).toBeNull();
        expect(claims(token({ sub: 'u1', exp: null }))).toBeNull();
    });
});
