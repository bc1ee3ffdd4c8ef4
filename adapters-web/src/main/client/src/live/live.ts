import { computed, effect, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { active, callAs, identities } from '../identity/identities';
import { Line, type LineState, type Listener } from './line';

const line = signal<Line | null>(null);
const subject = computed(() => `${active.value?.id ?? ''} ${active.value?.token ?? ''}`);

/** Keeps one connection for whoever is active; another identity gets another one. */
export function keepLine(): () => void {
    return effect(() => {
        void subject.value;
        const identity = active.peek();
        if (!identity?.token) {
            line.value = null;
            return;
        }
        const made = new Line(identity.token, async () => {
            // Whether the token is refused is for this call to say, and to note.
            await callAs(identity, '/api/auth/me').catch(() => undefined);
            return identities.peek().some((one) => one.id === identity.id && one.token !== null);
        });
        line.value = made;
        return () => made.close();
    });
}

export const lineState = computed<LineState | 'signed_out'>(() => line.value?.state.value ?? 'signed_out');

/** What a pane knows of a stream: `live` only while what it shows is sure. */
export interface Heard {
    state: 'waiting' | 'live' | 'stale' | 'ended';
    why: string | null;
}

const WAITING: Heard = { state: 'waiting', why: null };
const LIVE: Heard = { state: 'live', why: null };

/**
 * Listens while the component is shown.
 *
 * @param key what is listened to; when it changes, so does the subscription
 * @param open subscribes, or null for nothing
 */
export function useStream<T>(
    key: string,
    open: ((line: Line, listener: Listener<T>) => () => void) | null,
    take: (data: T, part: string) => void,
    more: {
        fresh?: () => void;
        /** Whether one piece of news does not make it live again: it says nothing of the other parts. */
        manyParts?: boolean;
    } = {},
): Heard {
    const [heard, setHeard] = useState<Heard>(WAITING);
    const current = line.value;
    useEffect(() => {
        setHeard(WAITING);
        if (!current || !open) {
            return;
        }
        let state: Heard['state'] = 'waiting';
        const put = (next: Heard) => {
            if (state !== next.state || next.why) {
                state = next.state;
                setHeard(next);
            }
        };
        return open(current, {
            data: (data, part) => {
                take(data, part);
                if (!more.manyParts || state === 'waiting') {
                    put(LIVE);
                }
            },
            alive: () => put(LIVE),
            fresh: () => {
                put(WAITING);
                more.fresh?.();
            },
            stale: (why, ended) => put({ state: ended ? 'ended' : 'stale', why }),
        });
    }, [current, key]);
    return heard;
}
