/**
 * What one tab knows for itself and keeps over a reload: two tabs may show two people. Without a
 * storage it is known until the page is closed.
 */
const ACTIVE = 'profitmaker.page.active';
const RETURNING = 'profitmaker.page.returning';
const LEFT = 'profitmaker.page.left';

function read(key: string): string | null {
    try {
        return sessionStorage.getItem(key);
    } catch {
        return null;
    }
}

function write(key: string, value: string | null): void {
    try {
        if (value === null) {
            sessionStorage.removeItem(key);
        } else {
            sessionStorage.setItem(key, value);
        }
    } catch {
        // Full or forbidden.
    }
}

/** Empty: nobody on purpose; null: this tab is new. */
export function activeHere(): string | null {
    return read(ACTIVE);
}

export function keepActiveHere(id: string | null): void {
    write(ACTIVE, id ?? '');
}

/** Somebody was active here and left: who comes next is for people to say. */
export function isNobodyHere(): boolean {
    return read(ACTIVE) === '';
}

/** The tab goes to the sign-on service; who comes back wants to be asked who they are. */
export function goingToSignOn(): void {
    write(RETURNING, String(Date.now()));
    write(LEFT, null);
}

/** Who took longer than this went somewhere else meanwhile. */
const BACK_WITHIN = 15 * 60_000;

/** True once. */
export function cameFromSignOn(): boolean {
    const gone = Number(read(RETURNING) ?? NaN);
    write(RETURNING, null);
    return Date.now() - gone < BACK_WITHIN;
}

/** Who signed out here must not be signed in again by a cookie that outlived it. */
export function leftOnPurpose(): void {
    write(LEFT, '1');
}

export function hasLeft(): boolean {
    return read(LEFT) !== null;
}
