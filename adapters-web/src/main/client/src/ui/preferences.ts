import { effect, signal, type Signal } from '@preact/signals';

/**
 * A signal that is kept in the browser. What cannot be read is forgotten, what cannot be kept (a full
 * storage) lives as long as the page. Never for anything secret.
 */
export function kept<T>(name: string, initial: T, sound: (value: unknown) => value is T): Signal<T> {
    const key = `profitmaker.page.${name}`;
    let start = initial;
    try {
        const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
        if (sound(value)) {
            start = value;
        }
    } catch {
        // Somebody else's value, or no storage at all.
    }
    const held = signal(start);
    let first = true;
    effect(() => {
        const text = JSON.stringify(held.value);
        if (first) {
            first = false;
            return;
        }
        try {
            localStorage.setItem(key, text);
        } catch {
            // Full or forbidden: it holds until the page is closed.
        }
    });
    return held;
}
