import { describe, expect, it } from 'vitest';
import { localSessions, withLastActive, withRefused, withSignedIn, withUser, withoutLocal } from './local-sessions';

const user = (name: string) => ({ id: name, email: `${name}@example.org`, name });
const both = withSignedIn(withSignedIn(localSessions.read(null), 't1', user('ann')), 't2', user('bob'));
const again = (kept: typeof both) => localSessions.read(localSessions.write(kept));

describe('the sessions of this server kept in the browser', () => {
    it('are several, and whoever signed in last was active last', () => {
        expect(again(both)).toEqual(both);
        expect(both.sessions.map((one) => one.id)).toEqual(['local:ann', 'local:bob']);
        expect(both.activeId).toBe('local:bob');
    });

    it('keep their place when somebody signs in again', () => {
        const kept = withSignedIn(both, 't3', user('ann'));
        expect(kept.sessions.map((one) => one.token)).toEqual(['t3', 't2']);
    });

    it('still say who it was when the server refuses a token', () => {
        const kept = again(withRefused(both, 'local:ann', 't1'));
        expect(kept.sessions[0]).toMatchObject({ token: null, user: { email: 'ann@example.org' } });
    });

    it('do not lose a newer token to the refusal of an older one', () => {
        expect(withRefused(withSignedIn(both, 't3', user('ann')), 'local:ann', 't1').sessions[0]?.token).toBe('t3');
    });

    it('do not bring back by the server’s answer who has left meanwhile', () => {
        expect(withUser(withoutLocal(both, 'local:ann'), 'local:ann', user('ann')).sessions).toHaveLength(1);
    });

    it('remember an identity of either kind as the last active one', () => {
        expect(again(withLastActive(both, 'sso:x')).activeId).toBe('sso:x');
        expect(withoutLocal(withLastActive(both, 'sso:x'), 'sso:x').activeId).toBeNull();
    });

    it.each([null, 7, {}, { id: 'local:eve', token: 't' }, { token: 't', user: { id: 7, email: 'x' } }])(
        'are not hidden by the bad entry %j among them',
        (bad) => {
            const text = JSON.stringify({ ...both, sessions: [bad, ...both.sessions] });
            expect(localSessions.read(text).sessions).toEqual(both.sessions);
        },
    );

    it('keep fields of newer versions, and no role that is none', () => {
        const text = JSON.stringify({ more: 1, sessions: [{ ...both.sessions[0], more: 2, user: { ...user('ann'), role: 'emperor', more: 3 } }] });
        const kept = withSignedIn(localSessions.read(text), 't9', user('ann'));
        expect(kept).toMatchObject({ more: 1, sessions: [{ more: 2, user: { more: 3 } }] });
        expect(kept.sessions[0]?.user.role).toBeUndefined();
    });
});
