import { Decimal } from './decimal';

const NONE = '–';

/** Digits after the point of a market's step; a guess by size where it has none. */
export function places(step: number | null | undefined, like?: number | null): number {
    if (step) {
        return Decimal.parse(step)?.places ?? 2;
    }
    const size = Math.abs(like ?? 1);
    return size >= 1000 ? 2 : size >= 1 ? 4 : 8;
}

/** Made once for each: making one costs more than a hundred uses, and a book is full of numbers. */
const formats = new Map<string, Intl.NumberFormat>();

function format(value: number, least: number, most: number): string {
    const key = `${least} ${most}`;
    let known = formats.get(key);
    if (!known) {
        known = new Intl.NumberFormat('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
        formats.set(key, known);
    }
    return known.format(value);
}

export function number(value: number | null | undefined, digits: number): string {
    if (value === null || value === undefined || !Number.isFinite(value)) {
        return NONE;
    }
    return format(value, digits, digits);
}

/** All the digits that were told, grouped. */
export function amount(value: number | null | undefined, most = 8): string {
    if (value === null || value === undefined || !Number.isFinite(value)) {
        return NONE;
    }
    return format(value, 0, most);
}

export function percent(value: number | null | undefined): string {
    return value === null || value === undefined ? NONE : `${value > 0 ? '+' : ''}${value.toFixed(2)} %`;
}

export function compact(value: number | null | undefined): string {
    return value === null || value === undefined
        ? NONE
        : value.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 2 });
}

export function time(millis: number | null | undefined): string {
    return millis ? new Date(millis).toLocaleTimeString('en-GB') : NONE;
}

export function dateTime(millis: number | string | null | undefined): string {
    if (!millis) {
        return NONE;
    }
    const date = new Date(millis);
    return Number.isNaN(date.getTime())
        ? NONE
        : `${date.toLocaleDateString('en-CA')} ${date.toLocaleTimeString('en-GB')}`;
}
