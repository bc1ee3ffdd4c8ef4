import { effect, signal } from '@preact/signals';
import { active, type Identity } from '../identity/identities';
import { accounts, accountsFault, loadAccounts } from './accounts';
import { bringIn, opensAny, type Outcome } from './bring-in';
import { store } from './calls';
import { keyOf, saltOf } from './old-cipher';
import { OLD, readRows, takeOut, type OldRow } from './old-store';

/** A row of the old store and what has become of it; null: nothing yet. */
export interface Found extends OldRow {
    outcome: Outcome | 'begun' | null;
}

/** Outlives the view: whoever looks elsewhere meanwhile finds it again. Nothing of a key is in it. */
export const found = signal<Found[]>([]);
export const running = signal(false);
export const problem = signal<string | null>(null);
/** There is something where the old store was, and nobody can read it. */
export const unreadable = signal(false);
/** The browser decrypts nothing on a page that came over an open line. */
export const unsafe = signal(false);

export const isOver = (row: Found): boolean =>
    row.outcome !== null && row.outcome !== 'begun' && ['stored', 'already_there', 'gone'].includes(row.outcome.kind);

let whose: string | null = null;

// What was brought into one vault says nothing about another one.
effect(() => {
    const id = active.value?.id ?? null;
    if (id !== whose) {
        whose = id;
        found.value = [];
        problem.value = null;
    }
});

/** Looks what is there now; what became of rows before is still told. */
export async function look(): Promise<void> {
    if (!running.peek()) {
        await refresh();
    }
}

async function refresh(): Promise<void> {
    let rows: OldRow[] | 'unreadable';
    try {
        unsafe.value = !globalThis.crypto?.subtle && localStorage.getItem(OLD.store) !== null;
        rows = globalThis.crypto?.subtle ? await readRows(localStorage) : [];
    } catch {
        return; // A browser that forbids its storage keeps no old store either.
    }
    unreadable.value = rows === 'unreadable';
    const before = found.peek();
    const there = rows === 'unreadable' ? [] : rows;
    // A row keeps the number it was first shown with, though those before it have left the store.
    found.value = [
        ...before.filter((row) => isOver(row) && !there.some((other) => other.id === row.id)),
        ...there.map((row) => ({ outcome: null, ...row, ...before.find((other) => other.id === row.id) })),
    ].sort((a, b) => a.number - b.number);
}

/** Forgets what was told; what is still in the browser shows again. */
export function putAway(): void {
    found.value = [];
    problem.value = null;
    void look();
}

export async function discard(row: Found): Promise<void> {
    await takeOut(localStorage, row.id);
    found.value = found.peek().filter((other) => other.id !== row.id);
}

export function discardAll(): void {
    Object.values(OLD).forEach((key) => localStorage.removeItem(key));
    unreadable.value = false;
}

/** Reads the master password once; what comes of it can only decrypt, and the input is emptied. */
async function keyFrom(password: HTMLInputElement | null): Promise<CryptoKey | null> {
    const salt = saltOf(localStorage.getItem(OLD.salt));
    if (!password?.value || !salt) {
        return null;
    }
    try {
        return await keyOf(password.value, salt);
    } finally {
        password.value = '';
    }
}

/** Brings in what is not in the vault yet. */
export async function start(
    password: HTMLInputElement | null,
    anew: ReadonlySet<string>,
    withdraw: ReadonlySet<string>,
): Promise<void> {
    if (running.peek()) {
        return;
    }
    // Whoever was told, when they pressed the button, whose vault it is.
    const identity = active.peek();
    running.value = true;
    problem.value = null;
    try {
        await refresh();
        const key = await keyFrom(password);
        // Two tabs that bring in at the same time would store everything twice.
        await alone(() => run(identity, key, anew, withdraw));
    } catch {
        problem.value = 'The page could not read the old store. Nothing of it was changed.';
    } finally {
        await refresh();
        running.value = false;
    }
}

async function alone(work: () => Promise<void>): Promise<void> {
    if (!navigator.locks) {
        return work();
    }
    return navigator.locks.request('profitmaker.old-store', { ifAvailable: true }, (lock) => {
        if (lock) {
            return work();
        }
        problem.value = 'Another tab is bringing them in just now.';
        return undefined;
    });
}

async function run(
    identity: Identity | null,
    key: CryptoKey | null,
    anew: ReadonlySet<string>,
    withdraw: ReadonlySet<string>,
): Promise<void> {
    if (active.peek()?.id !== identity?.id) {
        problem.value = 'Somebody else was chosen meanwhile. Nothing was sent.';
        return;
    }
    const rows = found.peek().filter((row) => !isOver(row));
    const ids = rows.map((row) => row.id);
    if (rows.every((row) => row.encrypted) && !key && saltOf(localStorage.getItem(OLD.salt))) {
        problem.value = 'Type the master password of the earlier terminal: all of them are encrypted.';
        return;
    }
    if (key && !(await opensAny(localStorage, key, ids))) {
        problem.value = 'That is not the master password: it opens none of them. Nothing was sent.';
        return;
    }
    await loadAccounts();
    if (accountsFault.peek()) {
        problem.value = `What is in the vault could not be asked for. Nothing was sent. ${accountsFault.peek()}`;
        return;
    }
    await bringIn({
        place: localStorage,
        key,
        rows: ids,
        anew,
        withdraw,
        there: [...accounts.peek()],
        store: (wish, keys) => store(identity, wish, keys),
        goesOn: () => active.peek()?.id === identity?.id && active.peek()?.token != null,
        tell: (id, outcome) => {
            if (active.peek()?.id === identity?.id) {
                found.value = found.peek().map((row) => (row.id === id ? { ...row, outcome } : row));
            }
        },
    });
}
