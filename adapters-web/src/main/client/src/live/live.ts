import { computed, effect, signal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { active, tokenRefused } from '../identity/identities';
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
        const made = new Line(identity.token, () => tokenRefused(identity.id));
        line.value = made;
        return () => made.close();
    });
}

export const lineState = computed<LineState | 'signed_out'>(() => line.value?.state.value ?? 'signed_out');

/** What a pane knows of a stream: `live` only while what it shows is sure. */
export interface Heard {
    state: 'waiting' | 'live' | 'stale' | 'ended';
    why: string | null;
    at: number | null;
}

const WAITING: Heard = { state: 'waiting', why: null, at: null };

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
    fresh?: () => void,
): Heard {
    const [heard, setHeard] = useState<Heard>(WAITING);
    const current = line.value;
    useEffect(() => {
        setHeard(WAITING);
        if (!current || !open) {
            return;
        }
        let live = false;
        return open(current, {
            data: (data, part, at) => {
                take(data, part);
                if (!live) {
                    live = true;
                    setHeard({ state: 'live', why: null, at });
                }
            },
            fresh: () => fresh?.(),
            stale: (why, ended) => {
                live = false;
                setHeard((before) => ({ state: ended ? 'ended' : 'stale', why, at: before.at }));
            },
        });
    }, [current, key]);
    return heard;
}
