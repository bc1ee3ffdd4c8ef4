import { describe, expect, it } from 'vitest';
import { detailsOf, eventName, EVENTS, line, lineOf, outcome, plain } from './audit-lines';
import type { AuditEntry } from './types';

const ANN = 'aaaaaaaa-0000-0000-0000-000000000001';
const BOB = 'bbbbbbbb-0000-0000-0000-000000000002';
const names: Record<string, string> = { [ANN]: 'ann@example.org', [BOB]: 'bob@example.org' };
const name = (id: string) => names[id] ?? id;

const entry = (event: string, details: Record<string, unknown> = {}): AuditEntry => ({
    seq: 7,
    at: '2026-11-29T12:00:00.000Z',
    event,
    user_id: ANN,
    user_email: 'ann@example.org',
    details,
    sealed: true,
});
const said = (event: string, details: Record<string, unknown> = {}) => plain(lineOf(entry(event, details), name));

describe('a line of the audit trail', () => {
    it('says who did what to whom', () => {
        expect(said('signed_in', { ip: '192.0.2.7' })).toBe('ann@example.org signed in from 192.0.2.7');
        expect(said('user_disabled', { by: BOB })).toBe('ann@example.org was disabled by bob@example.org');
        expect(said('user_disabled')).toBe('ann@example.org was disabled at the command line');
        expect(said('password_changed', { by: ANN })).toBe('The password of ann@example.org was changed by themselves');
        expect(said('grant_given', { account: 'a1', grantee: BOB, level: 'READ' })).toBe(
            'ann@example.org shared account a1 with bob@example.org, to read',
        );
    });

    it('counts guesses and names those guessed at', () => {
        expect(said('sign_ins_refused', { ip: '192.0.2.7', count: 1, users: [] })).toBe('Sign-in refused once from 192.0.2.7');
        expect(said('sign_ins_refused', { ip: '192.0.2.7', count: 5, users: [ANN, BOB] })).toBe(
            'Sign-in refused 5 times from 192.0.2.7, for ann@example.org, bob@example.org',
        );
    });

    it('tells a test net from the live exchange', () => {
        const order = { exchange: 'kucoin', market: 'spot', environment: 'SANDBOX', symbol: 'BTC/USDT' };
        expect(said('order_requested', order)).toBe('ann@example.org sent an order for BTC/USDT to kucoin spot (test net)');
        expect(said('order_requested', { ...order, environment: 'LIVE' })).not.toContain('test net');
    });

    it('writes an outcome in words and leaves ids as they are', () => {
        expect(outcome('accepted ABC-D')).toBe('accepted ABC-D');
        expect(outcome('rejected BELOW_MINIMUM')).toBe('rejected, below minimum');
        expect(outcome('failed TIMED_OUT ABC')).toBe('failed, timed out ABC');
    });

    it('tells a stop from letting go on, and whose', () => {
        expect(said('trading_halted', { scope: 'ALL', active: true })).toBe('ann@example.org stopped all trading');
        expect(said('trading_halted', { scope: 'OWN', active: false })).toBe('ann@example.org let their own trading go on');
    });

    it('names a kind it does not know, inherited names of objects included', () => {
        expect(said('moon_landed')).toBe('Moon landed: ann@example.org');
        expect(said('constructor')).toBe('Constructor: ann@example.org');
        expect(plain(lineOf({ ...entry('toString'), user_id: undefined, user_email: undefined } as unknown as AuditEntry, name))).toBe(
            'ToString',
        );
    });

    it('never fails for want of a detail', () => {
        for (const event of EVENTS) {
            expect(said(event), event).not.toBe('');
            expect(said(event), event).not.toContain('undefined');
            expect(said(event, { keys: 'x', users: {}, by: null, count: [], scope: 3, active: 'x' }), event).not.toBe('');
        }
    });

    it("keeps others' text apart from ours, so that it is shown as it is", () => {
        const hostile = '<img src=x onerror=alert(1)>\u202e';
        expect(line`${hostile} signed out`).toEqual([{ said: hostile }, ' signed out']);
        expect(lineOf({ ...entry('signed_out'), user_email: hostile }, name)).toContainEqual({ said: hostile });
    });
});

describe('the details of an entry', () => {
    it('give every field once, people by address and id', () => {
        expect(detailsOf(entry('grant_given', { grantee: BOB, symbols: ['BTC/USDT', 'ETH/USDT'], max_notional: { USDT: '5' } }), name)).toEqual([
            ['Row', '7'],
            ['Event', 'grant_given'],
            ['User', ANN],
            ['Grantee', `bob@example.org (${BOB})`],
            ['Symbols', 'BTC/USDT, ETH/USDT'],
            ['Max notional', '{"USDT":"5"}'],
            ['Seal', 'Sealed'],
        ]);
    });
});

it('reads the name of an event', () => {
    expect(eventName('sign_ins_refused_elsewhere')).toBe('Sign ins refused elsewhere');
});
