import type { Giving } from './calls';
import { Decimal } from '../decimal';

/** A share as it is typed. */
export interface ShareTyped {
    grantee: string;
    level: 'read' | 'trade';
    symbols: string;
    perOrder: string;
    perDay: string;
    currency: string;
    leverage: string;
    /** Of a date input: `2027-01-31`, or nothing. */
    lastDay: string;
}

export type ShareFaults = { [field in keyof ShareTyped]?: string };

/** What is sent for it, or what is wrong with it. An extra that does not apply is not sent at all. */
export function giving(typed: ShareTyped, extras: boolean, now: number): { giving: Giving } | { faults: ShareFaults } {
    const faults: ShareFaults = {};
    const who = typed.grantee.trim();
    if (!who) {
        faults.grantee = 'Say who: an e-mail address or a user id.';
    }
    const asked: Giving = {
        ...(who.includes('@') ? { grantee_email: who } : { grantee_user_id: who }),
        access_level: typed.level,
    };
    if (extras) {
        const limits: NonNullable<Giving['limits']> = {};
        const symbols = typed.symbols.split(/[\s,;]+/).filter(Boolean).map((symbol) => symbol.toUpperCase());
        const strange = symbols.find((symbol) => !/^[^/:]+\/[^/:]+(:.+)?$/.test(symbol));
        if (strange !== undefined) {
            faults.symbols = 'Write markets like BTC/USDT, or BTC/USDT:USDT for a perpetual.';
        } else if (symbols.length > 0) {
            limits.symbols = [...new Set(symbols)];
        }
        if (typed.level === 'trade') {
            const currency = typed.currency.trim().toUpperCase();
            const most = (field: 'perOrder' | 'perDay') => {
                const amount = positive(typed[field]);
                if (amount === null) {
                    faults[field] = 'This is an amount, like 500.';
                } else if (amount && !currency) {
                    faults.currency = 'Say in which currency the amounts are.';
                }
                return amount ? { [currency]: amount } : undefined;
            };
            const [perOrder, perDay] = [most('perOrder'), most('perDay')];
            const leverage = positive(typed.leverage);
            if (leverage === null || (leverage && Decimal.of(leverage).compare(Decimal.of(1)) < 0)) {
                faults.leverage = 'This is a number of 1 or more.';
            }
            Object.assign(
                limits,
                perOrder && { max_notional: perOrder },
                perDay && { daily_notional: perDay },
                leverage && { max_leverage: leverage },
            );
        }
        if (Object.keys(limits).length > 0) {
            asked.limits = limits;
        }
        if (typed.lastDay) {
            const [year, month, day] = typed.lastDay.split('-').map(Number);
            // The whole of that day counts, where its giver lives.
            const end = new Date(year ?? 0, (month ?? 1) - 1, (day ?? 0) + 1);
            if (Number.isNaN(end.getTime()) || end.getTime() <= now || end.getUTCFullYear() > 9999) {
                faults.lastDay = 'This day is over, or is none.';
            } else {
                asked.expires_at = end.toISOString();
            }
        }
    }
    return Object.keys(faults).length > 0 ? { faults } : { giving: asked };
}

/** Exact digits; undefined: nothing was typed; null: no amount. */
function positive(text: string): string | undefined | null {
    if (!text.trim()) {
        return undefined;
    }
    const amount = Decimal.parse(text);
    return amount && amount.sign > 0 ? amount.toString() : null;
}
