import type { AuditEntry } from './types';

/** Text of ours, or text from elsewhere that stands among it. */
export type Part = string | { said: string };

/** An id of a user in words: the address where it is known. */
export type Name = (id: string) => string;

/** What is put in is somebody's text, however it looks. */
export function line(ours: TemplateStringsArray, ...theirs: (string | Part[])[]): Part[] {
    return ours
        .flatMap((text, i): Part[] => {
            const put = theirs[i];
            return [text, ...(put === undefined ? [] : typeof put === 'string' ? [{ said: put }] : put)];
        })
        .filter((part) => part !== '');
}

export const plain = (parts: Part[]) => parts.map((part) => (typeof part === 'string' ? part : part.said)).join('');

/** `ORDER_OVER_LIMIT` as it is read. */
export const lower = (constant: string) => constant.toLowerCase().replaceAll('_', ' ');

/** A constant of the server's reads as one of our words. Whatever does not look like one is shown as it is. */
const word = (constant: string): string | Part[] => (/^[A-Za-z_]{1,40}$/.test(constant) ? [lower(constant)] : constant);

/** `rejected BELOW_MINIMUM`, `failed TIMED_OUT 4711`; an id after it keeps its letters. */
export const outcome = (said: string) =>
    said.replace(/^(rejected|unknown|failed) ([A-Z_]+)/, (_, how: string, why: string) => `${how}, ${lower(why)}`);

const text = (value: unknown): string =>
    typeof value === 'string' ? value : value === undefined || value === null ? '?' : JSON.stringify(value);

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);

type Write = (who: string, d: (key: string) => string, entry: AuditEntry, name: Name) => Part[];

function by(entry: AuditEntry, name: Name): Part[] {
    const id = entry.details['by'];
    return id === undefined ? [' at the command line'] : id === entry.user_id ? [' by themselves'] : line` by ${name(text(id))}`;
}

function venue(entry: AuditEntry): Part[] {
    const d = entry.details;
    const test = d['environment'] === 'SANDBOX' ? [' (test net)'] : [];
    return [...line`${text(d['exchange'])} ${text(d['market'])}`, ...test];
}

function guessed(entry: AuditEntry, name: Name): Part[] {
    const users = texts(entry.details['users']);
    return users.length === 0 ? [] : line`, for ${users.map(name).join(', ')}`;
}

const times = (count: string) => (count === '1' ? 'once' : `${count} times`);

const central: Record<string, string> = {
    ADD_ACCOUNT: 'add an account',
    CHANGE_ACCOUNT: 'change an account',
    REMOVE_ACCOUNT: 'remove an account',
    GIVE_GRANT: 'share an account',
    REVOKE_GRANT: 'revoke a share',
};

const asked = (change: string) => (Object.hasOwn(central, change) ? [central[change] ?? change] : change);

/** One sentence for each kind of event the server writes. */
const LINES: Record<string, Write> = {
    registered: (who, d) => line`${who} registered as ${word(d('role'))} from ${d('ip')}`,
    signed_in: (who, d) => line`${who} signed in from ${d('ip')}`,
    sign_ins_refused: (_, d, entry, name) =>
        line`Sign-in refused ${times(d('count'))} from ${d('ip')}${guessed(entry, name)}`,
    sign_ins_refused_elsewhere: (_, d, entry, name) =>
        line`Sign-in refused ${times(d('count'))} from many other addresses${guessed(entry, name)}`,
    signed_out: (who) => line`${who} signed out`,
    sessions_ended: (who, _, entry, name) => line`The sessions of ${who} were ended${by(entry, name)}`,
    session_ended: (who, _, entry, name) => line`A session of ${who} was ended${by(entry, name)}`,
    password_changed: (who, _, entry, name) => line`The password of ${who} was changed${by(entry, name)}`,
    user_added: (who, d, entry, name) => line`${who} was made, as ${word(d('role'))},${by(entry, name)}`,
    user_disabled: (who, _, entry, name) => line`${who} was disabled${by(entry, name)}`,
    user_enabled: (who, _, entry, name) => line`${who} was enabled${by(entry, name)}`,
    role_changed: (who, d, entry, name) => line`${who} was given the role of ${word(d('role'))}${by(entry, name)}`,
    user_adopted: (who) => line`${who} became a user of single sign-on; their password and sessions are gone`,
    user_provisioned: (who) => line`${who} was made for a new single sign-on identity`,
    user_bound: (who) => line`A single sign-on identity may speak for ${who}`,
    order_requested: (who, d, entry) => line`${who} sent an order for ${d('symbol')} to ${venue(entry)}`,
    order_settled: (who, d, entry) => line`An order of ${who} at ${venue(entry)}: ${outcome(d('outcome'))}`,
    traded: (who, d, entry) =>
        line`${who}: ${word(d('operation'))}, ${d('symbol')} at ${venue(entry)}: ${outcome(d('outcome'))}`,
    access_refused: (who, d) =>
        line`${who} was refused to ${word(d('operation'))} with account ${d('account')}: ${word(d('reason'))}`,
    account_added: (who, d) => line`${who} stored the keys of a ${d('exchange')} account`,
    account_changed: (who, d, entry) =>
        texts(entry.details['keys']).length > 0
            ? line`${who} put new keys into account ${d('account')}`
            : line`${who} changed account ${d('account')}`,
    account_removed: (who, d) => line`${who} removed account ${d('account')}`,
    grant_given: (who, d, _, name) =>
        line`${who} shared account ${d('account')} with ${name(d('grantee'))}, to ${word(d('level'))}`,
    grant_revoked: (who, d) => line`${who} revoked a share of account ${d('account')}`,
    tokens_refused: (_, d) => line`Tokens refused ${times(d('count'))} from ${d('ip')}`,
    tokens_refused_elsewhere: (_, d) => line`Tokens refused ${times(d('count'))} from many other addresses`,
    audit_exported: (_, d) => line`The audit trail was copied to a file, ${d('rows')} rows`,
    audit_retired: (_, d) => line`${d('rows')} rows of the audit trail were moved to a file`,
    central_change_asked: (who, d) => line`${who} asked the auth service to ${asked(d('change'))}`,
    central_change_answered: (who, d, entry) =>
        line`The auth service answered ${who}, who asked it to ${asked(d('change'))}: ${
            entry.details['status'] === undefined ? 'no answer came, it may be done all the same' : d('status')
        }`,
    master_key_rotated: (_, d) => line`The vault was sealed under master key ${d('master_key')}`,
    master_key_retired: (_, d) => line`Master key ${d('master_key')} was taken off the list`,
    trading_halted: (who, _, entry) => {
        const whose = entry.details['scope'] === 'ALL' ? 'all trading' : 'their own trading';
        return line`${who} ${[entry.details['active'] === false ? `let ${whose} go on` : `stopped ${whose}`]}`;
    },
};

/** The kinds one can ask for, by what they are called. */
export const EVENTS: readonly string[] = Object.keys(LINES);

export const eventName = (event: string) => {
    const words = event.replaceAll('_', ' ');
    return words.charAt(0).toUpperCase() + words.slice(1);
};

/** An entry in one line; a kind this page does not know by its name. */
export function lineOf(entry: AuditEntry, name: Name): Part[] {
    const who = entry.user_email ?? (entry.user_id === undefined ? 'Somebody' : name(entry.user_id));
    const write = Object.hasOwn(LINES, entry.event) ? LINES[entry.event] : undefined;
    if (!write) {
        return entry.user_id === undefined ? [{ said: eventName(entry.event) }] : line`${eventName(entry.event)}: ${who}`;
    }
    return write(who, (key) => text(entry.details[key]), entry, name);
}

/** What else is known of an entry, name by name. */
export function detailsOf(entry: AuditEntry, name: Name): [label: string, value: string][] {
    const people = new Set(['by', 'grantee', 'users']);
    const shown = (key: string, value: unknown) =>
        people.has(key)
            ? (Array.isArray(value) ? texts(value) : [text(value)])
                  .map((id) => (name(id) === id ? id : `${name(id)} (${id})`))
                  .join(', ')
            : Array.isArray(value)
              ? texts(value).join(', ') || 'none'
              : text(value);
    return [
        ['Row', String(entry.seq)],
        ['Event', entry.event],
        ...(entry.user_id === undefined ? [] : ([['User', entry.user_id]] as [string, string][])),
        ...Object.entries(entry.details).map(([key, value]): [string, string] => [
            key === 'ip' ? 'Address' : eventName(key),
            shown(key, value),
        ]),
        ['Seal', entry.sealed ? 'Sealed' : 'Waits for its seal'],
    ];
}
