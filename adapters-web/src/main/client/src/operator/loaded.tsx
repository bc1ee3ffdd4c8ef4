import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import { Refusal, sentence } from '../api/problem';
import { isOld } from './health';

const EVERY = 10_000;

/** Told when the server says that whoever asks is no operator: then the whole view is not theirs. */
export const NotForYou = createContext<() => void>(() => undefined);

/** Reads what was thrown into words, and notices the one refusal that ends the view. */
export function useSentence(): (thrown: unknown) => string {
    const notForYou = useContext(NotForYou);
    return useCallback(
        (thrown: unknown) => {
            if (thrown instanceof Refusal && thrown.code === 'operator_only') {
                notForYou();
            }
            return sentence(thrown);
        },
        [notForYou],
    );
}

export interface Loaded<T> {
    /** What was told last; it stays while it is asked for again. */
    value: T | null;
    fault: string | null;
    busy: boolean;
    /** When `value` was told, in milliseconds. */
    at: number | null;
    reload: () => void;
}

/** Asks the server when it is shown, and again when `key` changes or on wish; what comes too late is dropped. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
    const say = useSentence();
    const [turn, setTurn] = useState(0);
    const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({ value: null, fault: null, busy: true, at: null });
    const latest = useRef(load);
    latest.current = load;
    useEffect(() => {
        const ending = new AbortController();
        setState((before) => ({ ...before, busy: true }));
        latest.current(ending.signal).then(
            (value) => {
                if (!ending.signal.aborted) {
                    setState({ value, fault: null, busy: false, at: Date.now() });
                }
            },
            (thrown: unknown) => {
                if (!ending.signal.aborted) {
                    setState((before) => ({ ...before, fault: say(thrown), busy: false }));
                }
            },
        );
        return () => ending.abort();
    }, [key, turn, say]);
    return { ...state, reload: useCallback(() => setTurn((before) => before + 1), []) };
}

/** Shows what was loaded, or why it is not there. Old news stays in sight, but never without the fault. */
export function Shown<T>(props: { loaded: Loaded<T>; what: string; children: (value: T) => ComponentChildren }) {
    const { value, fault, busy, at, reload } = props.loaded;
    return (
        <div class="stack" aria-busy={busy}>
            {fault && (
                <div class="fault row" role="alert">
                    <span class="grow">
                        {fault} {at !== null && `What is shown of ${props.what} may be out of date.`}
                    </span>
                    <button type="button" onClick={reload} disabled={busy}>
                        Try again
                    </button>
                </div>
            )}
            {at === null ? (
                !fault && (
                    <p class="empty" role="status">
                        Loading {props.what}…
                    </p>
                )
            ) : (
                props.children(value as T)
            )}
        </div>
    );
}

/** Does one thing at a time: a second press while the first runs is none. */
export function useAct(): { busy: boolean; fault: string | null; act: (what: () => Promise<void>) => void } {
    const say = useSentence();
    const running = useRef(false);
    const shown = useRef(true);
    const [state, setState] = useState<{ busy: boolean; fault: string | null }>({ busy: false, fault: null });
    useEffect(() => {
        shown.current = true;
        return () => {
            shown.current = false;
        };
    }, []);
    const act = (what: () => Promise<void>) => {
        if (running.current) {
            return;
        }
        running.current = true;
        setState({ busy: true, fault: null });
        what()
            .then(
                () => null,
                (thrown: unknown) => say(thrown),
            )
            .then((fault) => {
                running.current = false;
                if (shown.current) {
                    setState({ busy: false, fault });
                }
            });
    };
    return { ...state, act };
}

/**
 * Asks again every ten seconds while it is shown and the page is looked at, and at once when it is looked at
 * again. What has not been answered for long is asked anew, so that a lost answer is not waited for.
 */
export function useAgain(loaded: Loaded<unknown>): { now: number; old: boolean } {
    const [now, setNow] = useState(Date.now());
    const latest = useRef(loaded);
    latest.current = loaded;
    useEffect(() => {
        const ask = () => {
            if (document.hidden) {
                return;
            }
            const { busy, at, reload } = latest.current;
            setNow(Date.now());
            if (!busy || isOld(at, Date.now())) {
                reload();
            }
        };
        const timer = setInterval(ask, EVERY);
        document.addEventListener('visibilitychange', ask);
        return () => {
            clearInterval(timer);
            document.removeEventListener('visibilitychange', ask);
        };
    }, []);
    return { now, old: isOld(loaded.at, now) };
}
