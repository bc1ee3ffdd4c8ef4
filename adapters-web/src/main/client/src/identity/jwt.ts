/** The claims of a token as it says of itself; nothing here is proof, the server decides. */
export type Claims = Record<string, unknown>;

/** Null for what is not a token of three parts with claims in it. */
export function claims(token: unknown): Claims | null {
    if (typeof token !== 'string') {
        return null;
    }
    const parts = token.split('.');
    if (parts.length !== 3 || parts.some((part) => !/^[\w-]+$/.test(part))) {
        return null;
    }
    const [header, payload] = parts.map(object);
    const expiry = payload?.['exp'];
    const sound = expiry === undefined || (typeof expiry === 'number' && Number.isFinite(expiry));
    return header && payload && sound ? payload : null;
}

function object(part: string): Claims | null {
    try {
        const binary = atob(part.replace(/-/g, '+').replace(/_/g, '/'));
        const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
        const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
        return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : null;
    } catch {
        return null;
    }
}

/** Milliseconds; null: it does not say. */
export function expiryOf(token: string): number | null {
    const expiry = claims(token)?.['exp'];
    return typeof expiry === 'number' ? expiry * 1000 : null;
}
