import type { Market } from '../api/types';
import { Decimal } from '../decimal';

/** What the form holds, as it was typed. */
export interface Draft {
    side: 'buy' | 'sell';
    type: 'market' | 'limit';
    amount: string;
    price: string;
    postOnly: boolean;
    reduceOnly: boolean;
}

export interface Fault {
    field: 'amount' | 'price';
    sentence: string;
    /** Values next to it that would do, ascending. */
    nearest: string[];
}

export interface Checked {
    faults: Fault[];
    /** In the quote (or settlement) currency; null while it cannot be known. */
    cost: Decimal | null;
    fee: Decimal | null;
    feeRate: number | null;
}

const decimal = (value: number | null | undefined) => (value ? Decimal.parse(value) : null);

/**
 * The rules of the market, said before anything is sent. The server decides again; it knows more (such
 * as limits of a grant).
 *
 * @param reference what a market order is expected to trade at
 */
export function check(market: Market, draft: Draft, reference: number | null): Checked {
    const faults: Fault[] = [];
    const amount = read('amount', draft.amount, faults);
    const price = draft.type === 'limit' ? read('price', draft.price, faults) : decimal(reference);
    if (amount) {
        fit('amount', amount, decimal(market.precision.amount), amountRange(market, draft), faults);
    }
    if (price && draft.type === 'limit') {
        fit('price', price, decimal(market.precision.price), [decimal(market.limits.price.min), decimal(market.limits.price.max)], faults);
    }
    const perUnit = price?.times(decimal(market.contractSize) ?? Decimal.of(1)) ?? null;
    const cost = amount && perUnit ? amount.times(perUnit) : null;
    if (cost && perUnit && faults.length === 0) {
        worth(market, cost, perUnit, faults);
    }
    const feeRate = draft.type === 'limit' && draft.postOnly ? market.maker : market.taker;
    return { faults, cost, fee: cost && feeRate !== null ? cost.times(Decimal.of(feeRate)) : null, feeRate };
}

function read(field: Fault['field'], text: string, faults: Fault[]): Decimal | null {
    if (!text.trim()) {
        return null;
    }
    const value = Decimal.parse(text);
    if (!value || value.sign <= 0) {
        faults.push({ field, sentence: 'A number above zero, with a point: 0.25', nearest: [] });
        return null;
    }
    return value;
}

function amountRange(market: Market, draft: Draft): [Decimal | null, Decimal | null] {
    const ranges = [market.limits.amount, ...(draft.type === 'market' ? [market.limits.market] : [])];
    const mins = ranges.map((range) => decimal(range.min)).filter((value) => value !== null);
    const maxs = ranges.map((range) => decimal(range.max)).filter((value) => value !== null);
    return [
        mins.reduce<Decimal | null>((most, value) => (most && most.compare(value) >= 0 ? most : value), null),
        maxs.reduce<Decimal | null>((least, value) => (least && least.compare(value) <= 0 ? least : value), null),
    ];
}

function fit(
    field: Fault['field'],
    value: Decimal,
    step: Decimal | null,
    [min, max]: [Decimal | null, Decimal | null],
    faults: Fault[],
): void {
    const name = field === 'amount' ? 'amount' : 'price';
    if (min && value.compare(min) < 0) {
        faults.push({ field, sentence: `The least ${name} here is ${min}.`, nearest: [String(up(min, step))] });
    } else if (max && value.compare(max) > 0) {
        faults.push({ field, sentence: `The greatest ${name} here is ${max}.`, nearest: [String(step ? max.downTo(step) : max)] });
    } else if (step && !value.isMultipleOf(step)) {
        const below = value.downTo(step);
        const nearest = [below, below.plus(step)].filter((near) => near.sign > 0 && !(min && near.compare(min) < 0));
        faults.push({ field, sentence: `The ${name} goes in steps of ${step}.`, nearest: nearest.map(String) });
    }
}

function worth(market: Market, cost: Decimal, perUnit: Decimal, faults: Fault[]): void {
    const step = decimal(market.precision.amount);
    const min = decimal(market.limits.cost.min);
    const max = decimal(market.limits.cost.max);
    const unit = market.settle ?? market.quote;
    if (min && cost.compare(min) < 0) {
        const needed = up(min.dividedBy(perUnit, 18), step);
        const enough = needed.times(perUnit).compare(min) >= 0 || !step ? needed : needed.plus(step);
        faults.push({ field: 'amount', sentence: `An order must be worth at least ${min} ${unit}.`, nearest: [String(enough)] });
    } else if (max && cost.compare(max) > 0) {
        const most = max.dividedBy(perUnit, 18);
        faults.push({
            field: 'amount',
            sentence: `An order may be worth at most ${max} ${unit}.`,
            nearest: [String(step ? most.downTo(step) : most)],
        });
    }
}

function up(value: Decimal, step: Decimal | null): Decimal {
    if (!step || value.isMultipleOf(step)) {
        return value;
    }
    return value.downTo(step).plus(step);
}

/**
 * The amount a share of what is free buys or sells, cut to the step; empty when that is nothing. For a
 * purchase the fee is left aside.
 */
export function share(market: Market, draft: Draft, free: number | null, percent: number, reference: number | null): string {
    const held = decimal(free);
    const part = held?.times(Decimal.of(percent)).dividedBy(Decimal.of(100), 18) ?? null;
    if (!part) {
        return '';
    }
    const step = decimal(market.precision.amount);
    let amount: Decimal = part;
    if (draft.side === 'buy') {
        const price = draft.type === 'limit' ? Decimal.parse(draft.price || '') : decimal(reference);
        if (!price || price.sign <= 0) {
            return '';
        }
        const rate = Decimal.of(1).plus(decimal(market.taker) ?? Decimal.ZERO);
        // A market order may trade above what was seen: one in two hundred is kept back.
        const reserve = draft.type === 'market' ? rate.times(Decimal.of('1.005')) : rate;
        amount = part.dividedBy(price.times(reserve), 18);
    }
    const cut = step ? amount.downTo(step) : amount;
    return cut.sign > 0 ? String(cut) : '';
}
