import { describe, expect, it } from 'vitest';
import { Refusal, Unreachable } from '../api/problem';
import { entryFault, passwordFault, wait } from './faults';

const refusal = (status: number, code: string, retryAfter: number | null = null, details = {}) =>
    new Refusal(status, code, 'As the server says it.', details, null, retryAfter);

describe('what somebody is told who cannot get in', () => {
    it('names the wait after too many attempts', () => {
        expect(entryFault(refusal(429, 'too_many_attempts', 90_000), false).text).toBe('Too many attempts. Try again in 2 minutes.');
        expect(entryFault(refusal(503, 'busy', 3_000), false).text).toContain('in 3 seconds');
    });

    it('offers to sign in where nobody new is let in or the address is known', () => {
        expect(entryFault(refusal(403, 'registration_closed'), false).helps).toBe('only-sign-in');
        expect(entryFault(refusal(409, 'email_taken'), false).helps).toBe('sign-in');
    });

    it('asks for the set-up code, and tells a missing one from a wrong one', () => {
        const missing = entryFault(refusal(403, 'setup_code_required'), false);
        const wrong = entryFault(refusal(403, 'setup_code_required'), true);
        expect([missing.helps, wrong.helps]).toEqual(['code', 'code']);
        expect(missing.text).not.toBe(wrong.text);
    });

    it('names the field that does not fit', () => {
        expect(entryFault(refusal(400, 'invalid_request', null, { field: 'email' }), false).text).toBe('That is not an e-mail address.');
        expect(entryFault(refusal(400, 'invalid_request', null, { field: 'other' }), false).text).toBe('As the server says it.');
    });

    it('passes on what it does not know, and that nobody answers', () => {
        expect(entryFault(refusal(500, 'internal'), false).text).toBe('As the server says it.');
        expect(entryFault(new Unreachable(), false).text).toContain('cannot be reached');
    });

    it('never says less than the wait', () => {
        expect([1, 1000, 59_001, 60_001, 3_600_001, null].map(wait)).toEqual([
            'in a second',
            'in a second',
            'in a minute',
            'in 2 minutes',
            'in 2 hours',
            'in a little while',
        ]);
    });
});

describe('a new password', () => {
    it('has at least 12 characters and at most 72 bytes', () => {
        expect(passwordFault('elevenchars')).toContain('12 characters');
        expect(passwordFault('🔑'.repeat(11))).toContain('12 characters');
        expect(passwordFault('twelve chars')).toBeNull();
        expect(passwordFault('x'.repeat(72))).toBeNull();
        expect(passwordFault('x'.repeat(73))).toContain('72 bytes');
        expect(passwordFault('ü'.repeat(37))).toContain('72 bytes');
        expect(passwordFault('with\0in the middle')).not.toBeNull();
    });
});
