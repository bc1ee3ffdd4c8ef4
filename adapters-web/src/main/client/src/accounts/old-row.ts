export type Told = Record<string, unknown>;

export const isTold = (value: unknown): value is Told =>
    typeof value === 'object' && value !== null && !Array.isArray(value);

export const text = (row: Told, field: string): string => (typeof row[field] === 'string' ? row[field] : '');

/** Whether a row says of itself that it is encrypted, as lenient as the command line's import. */
export const isMarked = (row: Told): boolean =>
    row['isEncrypted'] === true || row['isEncrypted'] === 'true' || row['isEncrypted'] === 1;

const MOST = 100;

/** What the server takes for a label: at most 100 printable characters; the first of these that is one. */
export function labelOf(row: Told, reading: (note: string) => string): string {
    const label = ['notes', 'email']
        .map((field) => reading(text(row, field)).trim())
        .find((note) => note && [...note].length <= MOST && !/[\p{Cc}\p{Cs}]/u.test(note));
    return label ?? '';
}

/** What a row opens to. */
export interface Opened {
    key: string;
    secret: string;
    passphrase: string;
    label: string;
}

export function plain(row: Told): Opened {
    return {
        key: text(row, 'key').trim(),
        secret: text(row, 'privateKey').trim(),
        passphrase: text(row, 'password'),
        label: labelOf(row, (note) => note),
    };
}
