import { describe, expect, it } from 'vitest';
import { browserOf, ownSessions } from './own-sessions';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const SAFARI = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

describe('one’s own sessions', () => {
    it('begin with the one of this browser, then whichever was used last', () => {
        const row = (id: string, day: number, current = false) => ({ id, last_used_at: `2026-11-0${day}T00:00:00Z`, current });
        expect(ownSessions([row('old', 1), row('new', 3), row('this', 2, true)]).map((one) => one.id)).toEqual(['this', 'new', 'old']);
    });

    it('are shown even if the server says less or more of them', () => {
        expect(ownSessions([null, { ip: 'x' }, { id: 'a', created_at: 'soon', more: 1 }])).toEqual([
            { id: 'a', createdAt: null, lastUsedAt: null, ip: 'an unknown address', userAgent: '', current: false },
        ]);
        expect(ownSessions({ sessions: [] })).toEqual([]);
    });

    it('name the browser as people do', () => {
        expect(browserOf(CHROME)).toBe('Chrome on Linux');
        expect(browserOf(SAFARI)).toBe('Safari on iOS');
        expect(browserOf('curl/8.1')).toBe('curl');
        expect(browserOf('<b>'.repeat(100))).toHaveLength(60);
        expect(browserOf('')).toBe('Unknown program');
    });
});
