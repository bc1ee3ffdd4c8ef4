import type { Account, Grant } from '../api/types';
import { dateTime } from '../format';

const RIGHTS: Record<string, string> = {
    read: 'read',
    spot_trade: 'trade spot',
    margin_trade: 'trade on margin',
    derivatives_trade: 'trade derivatives',
    internal_transfer: 'move funds between your own accounts',
    withdraw: 'withdraw funds',
};

/** In the order of what they dare; a right this page has no word for is named as the server names it. */
export function rights(account: Account): string[] | null {
    const told = account.permissions;
    if (!told) {
        return null;
    }
    const order = Object.keys(RIGHTS);
    const rank = (right: string) => (order.includes(right) ? order.indexOf(right) : order.length);
    return [...told].sort((a, b) => rank(a) - rank(b)).map((right) => (Object.hasOwn(RIGHTS, right) ? RIGHTS[right]! : right));
}

export function rightsInWords(account: Account): string {
    const told = rights(account);
    if (!told) {
        return 'The exchange does not say what this key may do.';
    }
    return told.length === 0 ? 'The exchange says: this key may do nothing.' : `The exchange says: this key may ${told.join(', ')}.`;
}

export function addressesInWords(account: Account): string {
    switch (account.ip_restricted) {
        case true:
            return 'It works from the addresses you allowed only.';
        case false:
            return 'It works from any address.';
        default:
            return 'The exchange does not say from where it works.';
    }
}

export function endInWords(account: Account): string {
    return account.key_expires_at ? `The exchange ends it on ${dateTime(account.key_expires_at)}.` : 'No end of it was told.';
}

const DAY = 86_400_000;

/** What its owner should do something about. */
export function warnings(account: Account, address: string | null, now: number): string[] {
    const list: string[] = [];
    if (account.exchange === 'paper') {
        return list; // Play money: there is nothing to lose by its key.
    }
    const may = (right: string) => account.permissions?.includes(right) ?? false;
    if (may('withdraw')) {
        list.push('This key can withdraw funds. The terminal never needs that: make a key without this right and rotate.');
    }
    if (account.ip_restricted === false) {
        list.push(
            address
                ? `Anyone who gets hold of this key can use it from anywhere. At the exchange, allow only the address ${address}.`
                : 'Anyone who gets hold of this key can use it from anywhere. At the exchange, allow only the address of this server.',
        );
    }
    if (account.permissions && !account.permissions.some((right) => right.endsWith('_trade')) && !account.read_only) {
        list.push('This key cannot trade: orders will be refused by the exchange.');
    }
    if (account.permissions && !may('read')) {
        list.push('This key cannot read: balances and orders will stay empty.');
    }
    const left = account.key_expires_at ? Date.parse(account.key_expires_at) - now : Number.NaN;
    if (left <= 0) {
        list.push('The exchange has ended this key. Rotate the keys.');
    } else if (left < 14 * DAY) {
        list.push(`The exchange ends this key in ${Math.max(1, Math.round(left / DAY))} days. Make a new one in time and rotate.`);
    }
    return list;
}

/** What somebody may do with an account, for a badge. */
export function standing(account: Account): { level: 'read' | 'trade'; words: string } {
    if (account.shared) {
        return { level: account.access_level, words: `shared with you: ${account.access_level}` };
    }
    return account.read_only ? { level: 'read', words: 'yours: read' } : { level: 'trade', words: 'yours: trade' };
}

/** The limits of a share, one by one. */
export function limitsInWords(grant: Grant): string[] {
    const list: string[] = [];
    const amounts = (of: unknown) =>
        Object.entries((of ?? {}) as Record<string, unknown>).map(([currency, most]) => `${String(most)} ${currency}`);
    const { symbols, max_notional, daily_notional, max_leverage } = grant.limits ?? {};
    if (Array.isArray(symbols)) {
        list.push(`only ${symbols.join(', ')}`);
    }
    if (max_notional) {
        list.push(`at most ${amounts(max_notional).join(' or ')} an order`);
    }
    if (daily_notional) {
        list.push(`at most ${amounts(daily_notional).join(' and ')} a day`);
    }
    if (max_leverage !== undefined && max_leverage !== null) {
        list.push(`leverage up to ${String(max_leverage)}`);
    }
    if (grant.expires_at) {
        list.push(`until ${dateTime(grant.expires_at)}`);
    }
    return list;
}

/** What people call it: its label, or else its exchange and the end of its key. */
export function nameOf(account: Account): string {
    return account.label || `${account.exchange}${account.api_key_suffix ? ` …${account.api_key_suffix}` : ' account'}`;
}
