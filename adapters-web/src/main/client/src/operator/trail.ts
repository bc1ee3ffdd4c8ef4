import { useEffect, useRef, useState } from 'preact/hooks';
import { trail, type Trail } from './desk';
import { useSentence } from './loaded';
import type { AuditEntry } from './types';

const PAGE = 100;
/** A page may be empty and have a next one; so many are turned before the operator is asked again. */
const TURNS = 5;

export interface Read {
    entries: AuditEntry[];
    /** Where the next page begins; null: this is all. */
    next: number | null;
    busy: boolean;
    fault: string | null;
    begun: boolean;
}

const UNREAD: Read = { entries: [], next: null, busy: true, fault: null, begun: false };

/** Adds older rows; what is there already (a row may become visible late) is not shown twice. */
export function join(newer: AuditEntry[], older: AuditEntry[]): AuditEntry[] {
    const there = new Set(newer.map((entry) => entry.seq));
    return [...newer, ...older.filter((entry) => !there.has(entry.seq))];
}

/** Reads the trail from its end, page by page. Another filter, or `refresh`, starts at the end again. */
export function useTrail(filter: Trail): Read & { older: () => void; refresh: () => void } {
    const say = useSentence();
    const [read, setRead] = useState<Read>(UNREAD);
    const [turn, setTurn] = useState(0);
    const ending = useRef(new AbortController());
    const shown = useRef(turn);

    const page = async (from: number | undefined, before: AuditEntry[], signal: AbortSignal) => {
        let entries = before;
        let next = from;
        try {
            for (let i = 0; i < TURNS; i++) {
                const told = await trail(filter, next, PAGE, signal);
                entries = join(entries, told.entries);
                next = told.next;
                if (next === undefined || entries.length > before.length) {
                    break;
                }
            }
            if (!signal.aborted) {
                setRead({ entries, next: next ?? null, busy: false, fault: null, begun: true });
            }
        } catch (thrown) {
            if (!signal.aborted) {
                const fault = say(thrown);
                setRead((now) => ({ ...now, busy: false, fault }));
            }
        }
    };

    useEffect(() => {
        const mine = new AbortController();
        ending.current = mine;
        // What another filter found is not what this one would.
        const same = shown.current !== turn;
        shown.current = turn;
        setRead((now) => (same ? { ...now, busy: true, fault: null } : UNREAD));
        void page(undefined, [], mine.signal);
        return () => mine.abort();
    }, [filter.user, filter.event, turn]);

    return {
        ...read,
        older: () => {
            if (!read.busy && read.next !== null) {
                setRead({ ...read, busy: true, fault: null });
                void page(read.next, read.entries, ending.current.signal);
            }
        },
        refresh: () => setTurn(turn + 1),
    };
}
