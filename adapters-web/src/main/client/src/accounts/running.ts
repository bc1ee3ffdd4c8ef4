import { useRef, useState } from 'preact/hooks';

/** Runs one thing at a time: what is asked for meanwhile (a second click, Enter again) is not done. */
export function useRunning(): [running: boolean, run: (work: () => Promise<void>) => void] {
    const [running, setRunning] = useState(false);
    const lock = useRef(false);
    const run = (work: () => Promise<void>) => {
        if (lock.current) {
            return;
        }
        lock.current = true;
        setRunning(true);
        void work().finally(() => {
            lock.current = false;
            setRunning(false);
        });
    };
    return [running, run];
}
