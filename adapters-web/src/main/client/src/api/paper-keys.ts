function atRandom(): string {
    return Array.from(crypto.getRandomValues(new Uint8Array(24)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A pair for the paper exchange, which takes any. Nobody needs to know it: whoever may use the account
 * asks the vault.
 */
export function paperKeys(): { api_key: string; api_secret: string } {
    return { api_key: atRandom(), api_secret: atRandom() };
}
