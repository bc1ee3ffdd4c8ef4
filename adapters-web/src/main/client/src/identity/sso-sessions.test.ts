import { describe, expect, it } from 'vitest';
import { token } from './jwt.fixture';
import { fromOlderToken, ssoSessions, staleAt, withActive, withOlder, withSignedOn, without, type SsoSession } from './sso-sessions';

const NOW = Date.UTC(2026, 10, 29, 12);
const A_DAY = 86_400_000;
const later = (days: number) => (NOW + days * A_DAY) / 1000;

const who = (name: string, claims: object = { exp: later(1) }) => ({
    token: token({ sub: name, email: `${name}@example.org`, ...claims }),
    userId: name,
    email: `${name}@example.org`,
    username: name,
    roles: { terminal: 'user' },
});

const empty = ssoSessions.read(null);
const both = withActive(withSignedOn(withSignedOn(empty, who('ann'), NOW), who('bob'), NOW), 'ann');
const names = (kept: typeof empty) => kept.sessions.map((one) => one.user.userId);
const again = (kept: typeof empty) => ssoSessions.read(ssoSessions.write(kept));

describe('the sign-ons kept in the browser', () => {
    it('have exactly the shape other pages expect', () => {
        expect(JSON.parse(ssoSessions.write(both))).toEqual({
            sessions: ['ann', 'bob'].map((name) => ({
                id: name,
                token: who(name).token,
                user: { userId: name, email: `${name}@example.org`, username: name, roles: { terminal: 'user' } },
                addedAt: NOW,
                expiresAt: NOW + A_DAY,
            })),
            activeSessionId: 'ann',
        });
    });

    it('are several: who signs on beside is added, who signs on again keeps the place', () => {
        expect(names(both)).toEqual(['ann', 'bob']);
        const fresh = who('ann', { exp: later(2) });
        const renewed = withSignedOn(both, fresh, NOW + 5);
        expect(names(renewed)).toEqual(['ann', 'bob']);
        expect(renewed.sessions[0]).toMatchObject({ id: 'ann', token: fresh.token, addedAt: NOW + 5, expiresAt: NOW + 2 * A_DAY });
        expect(renewed.sessions[1]).toEqual(both.sessions[1]);
    });

    it('do not get younger by the same token again', () => {
        expect(withSignedOn(both, who('ann'), NOW + 5).sessions[0]?.addedAt).toBe(NOW);
    });

    it('go one by one', () => {
        expect(names(without(both, 'ann'))).toEqual(['bob']);
        expect(without(both, 'ann').activeSessionId).toBeNull();
        expect(without(both, 'bob').activeSessionId).toBe('ann');
    });

    it('let only somebody who is there be active', () => {
        expect(withActive(both, 'eve').activeSessionId).toBe('ann');
        expect(ssoSessions.read(JSON.stringify({ ...both, activeSessionId: 'eve' })).activeSessionId).toBeNull();
    });

    it('keep fields of newer versions through a write', () => {
        const text = JSON.stringify({
            version: 9,
            sessions: both.sessions.map((one) => ({ ...one, colour: 'red', user: { ...one.user, avatar: 'a.png' } })),
            activeSessionId: 'bob',
        });
        const kept = JSON.parse(ssoSessions.write(withSignedOn(ssoSessions.read(text), who('ann', { exp: later(3) }), NOW)));
        expect(kept).toMatchObject({ version: 9, activeSessionId: 'bob' });
        expect(kept.sessions[0]).toMatchObject({ colour: 'red', user: { avatar: 'a.png' } });
        expect(kept.sessions[1]).toMatchObject({ colour: 'red', user: { avatar: 'a.png' } });
    });

    it.each(['', 'not json', '{"sessions":', '[]', '"x"', '{"sessions":{}}', '{"sessions":null}'])('are none in %j', (text) => {
        expect(ssoSessions.read(text).sessions).toEqual([]);
    });

    it.each([null, 7, 'x', [], {}, { id: 'eve' }, { id: 'eve', token: 7, user: {} }, { token: 'x', user: 'eve' }])(
        'are not hidden by the bad entry %j among them',
        (bad) => {
            const [ann, bob] = both.sessions;
            const text = JSON.stringify({ sessions: [ann, bad, bob], activeSessionId: 'bob' });
            const kept = ssoSessions.read(text);
            expect(names(kept)).toEqual(['ann', 'bob']);
            expect(kept.activeSessionId).toBe('bob');
        },
    );

    it('are read from an older version that left out what the token says', () => {
        const older = { sessions: [{ token: token({ sub: 'ann', email: 'a@b.c', services: { terminal: 'user' }, iat: 5, exp: 9 }) }] };
        expect(ssoSessions.read(JSON.stringify(older)).sessions[0]).toMatchObject({
            id: 'ann',
            user: { userId: 'ann', email: 'a@b.c', username: null, roles: { terminal: 'user' } },
            addedAt: 5_000,
            expiresAt: 9_000,
        });
    });

    it('take dates for moments', () => {
        const text = JSON.stringify({ sessions: [{ ...both.sessions[0], addedAt: '2026-11-29T12:00:00Z', expiresAt: 'never' }] });
        expect(ssoSessions.read(text).sessions[0]).toMatchObject({ addedAt: NOW, expiresAt: NOW + A_DAY });
    });

    it('list one id once', () => {
        const [ann] = both.sessions;
        expect(ssoSessions.read(JSON.stringify({ sessions: [ann, ann] })).sessions).toHaveLength(1);
    });

    it('keep a place apart for somebody whose id another entry has', () => {
        const text = JSON.stringify({ sessions: [{ ...both.sessions[0], id: 'bob' }] });
        const kept = again(withSignedOn(ssoSessions.read(text), who('bob'), NOW));
        expect(names(kept)).toEqual(['ann', 'bob']);
    });
});

describe('a sign-on', () => {
    const session = (text: string, addedAt: number | null): SsoSession => ({
        id: 'x',
        token: text,
        user: { userId: 'x', email: 'x@example.org', username: null, roles: {} },
        addedAt,
        expiresAt: NOW + 100 * A_DAY,
    });

    it('is stale from its own end on, whatever is written beside it', () => {
        expect(staleAt(session(token({ exp: later(1) }), NOW), NOW)).toBe(NOW + A_DAY);
    });

    it('without an end is stale a day after it came', () => {
        expect(staleAt(session(token({ sub: 'x' }), NOW - 5), NOW)).toBe(NOW - 5 + A_DAY);
    });

    it('without an end and of an age that cannot be is stale at once', () => {
        expect(staleAt(session(token({ sub: 'x' }), null), NOW)).toBe(0);
        expect(staleAt(session(token({ sub: 'x' }), NOW + A_DAY), NOW)).toBe(0);
    });

    it('that is malformed is stale at once', () => {
        expect(staleAt(session('a.b', NOW), NOW)).toBe(0);
        expect(staleAt(session(token({ exp: 'x' }), NOW), NOW)).toBe(0);
    });
});

describe('the one token of an earlier version', () => {
    it('becomes one of several, active if nobody else is', () => {
        const older = fromOlderToken(who('ann').token);
        const kept = older && withOlder(empty, older, NOW);
        expect(kept).toMatchObject({ sessions: [{ id: 'ann' }], activeSessionId: 'ann' });
        expect(older && withOlder(withActive(both, 'bob'), older, NOW).activeSessionId).toBe('bob');
    });

    it('does not replace a better one', () => {
        const older = fromOlderToken(who('ann', { exp: later(-1) }).token);
        expect(older && withOlder(both, older, NOW).sessions).toEqual(both.sessions);
    });

    it.each([null, '', 'x', 'a.b.c', token({ sub: 'ann' }), token({ email: 'a@b.c' })])('is nobody if it is %s', (text) => {
        expect(fromOlderToken(text)).toBeNull();
    });
});
