/** How one text of the browser's storage is read and written. */
export interface Form<T> {
    key: string;
    /** Of anything at all: what makes no sense is left out. */
    read(text: string | null): T;
    write(value: T): string;
}

/**
 * One text of the browser's storage that other tabs write too. A change is a function of what is there
 * at that moment, so no tab undoes another's. What cannot be written (a full or forbidden storage) is
 * remembered as such a function and done again on whatever is there by then: nothing is lost as long
 * as the page is open.
 */
export class BrowserStore<T> {
    private unwritten: ((value: T) => T)[] = [];

    constructor(
        private readonly form: Form<T>,
        private readonly onTrouble: () => void,
        /** Asking for it alone may throw. */
        private readonly storage: () => Storage = () => localStorage,
    ) {}

    value(): T {
        return this.unwritten.reduce((value, change) => change(value), this.form.read(this.text()));
    }

    /** Whether it is written, not only remembered. */
    change(change: (value: T) => T): boolean {
        const before = this.text();
        const all = [...this.unwritten, change];
        try {
            const after = this.form.write(all.reduce((value, one) => one(value), this.form.read(before)));
            if (after !== before) {
                this.storage().setItem(this.form.key, after);
            }
            this.unwritten = [];
            return true;
        } catch {
            this.unwritten = all;
            this.onTrouble();
            return false;
        }
    }

    private text(): string | null {
        try {
            return this.storage().getItem(this.form.key);
        } catch {
            this.onTrouble();
            return null;
        }
    }
}

/** What is said once about a storage that keeps nothing. */
export const NOT_KEPT =
    'This browser keeps nothing for this page: its storage is full or forbidden. You stay signed in until the page is closed.';

/** Null for what is not a JSON object. */
export function jsonObject(text: string | null): Record<string, unknown> | null {
    try {
        return record(JSON.parse(text ?? 'null'));
    } catch {
        return null;
    }
}

export function record(value: unknown): Record<string, unknown> | null {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
}

/** Null for what is not a string with something in it. */
export function words(value: unknown): string | null {
    return typeof value === 'string' && value !== '' ? value : null;
}
