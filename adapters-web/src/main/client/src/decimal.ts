/** Exact decimals: what is sent to an exchange never went through a binary double. */
export class Decimal {
    static readonly ZERO = new Decimal(0n, 0);

    private constructor(
        private readonly units: bigint,
        private readonly scale: number,
    ) {}

    /** `1`, `-0.5`, `.5`, `1e-8`; null for anything else and for more digits than any market has. */
    static parse(text: string | number): Decimal | null {
        const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(String(text).trim());
        if (!parts || (!parts[2] && !parts[3])) {
            return null;
        }
        const fraction = parts[3] ?? '';
        const exponent = Number(parts[4] ?? 0);
        const digits = BigInt((parts[2] ?? '') + fraction) * (parts[1] === '-' ? -1n : 1n);
        const scale = fraction.length - exponent;
        if (Math.abs(scale) > 60 || String(digits).length > 60) {
            return null;
        }
        return scale >= 0 ? new Decimal(digits, scale) : new Decimal(digits * 10n ** BigInt(-scale), 0);
    }

    static of(text: string | number): Decimal {
        const parsed = Decimal.parse(text);
        if (!parsed) {
            throw new Error('not a decimal');
        }
        return parsed;
    }

    private at(scale: number): bigint {
        return this.units * 10n ** BigInt(scale - this.scale);
    }

    plus(other: Decimal): Decimal {
        const scale = Math.max(this.scale, other.scale);
        return new Decimal(this.at(scale) + other.at(scale), scale);
    }

    minus(other: Decimal): Decimal {
        return this.plus(new Decimal(-other.units, other.scale));
    }

    times(other: Decimal): Decimal {
        return new Decimal(this.units * other.units, this.scale + other.scale);
    }

    /** Towards zero, to `digits` after the point. */
    dividedBy(other: Decimal, digits: number): Decimal {
        const grown = this.units * 10n ** BigInt(digits + other.scale);
        return new Decimal(grown / (other.units * 10n ** BigInt(this.scale)), digits);
    }

    compare(other: Decimal): -1 | 0 | 1 {
        const scale = Math.max(this.scale, other.scale);
        const [mine, theirs] = [this.at(scale), other.at(scale)];
        return mine < theirs ? -1 : mine > theirs ? 1 : 0;
    }

    get sign(): -1 | 0 | 1 {
        return this.compare(Decimal.ZERO);
    }

    isMultipleOf(step: Decimal): boolean {
        const scale = Math.max(this.scale, step.scale);
        return this.at(scale) % step.at(scale) === 0n;
    }

    /** The nearest multiple of `step` that is no further from zero. */
    downTo(step: Decimal): Decimal {
        const scale = Math.max(this.scale, step.scale);
        const unit = step.at(scale);
        return new Decimal((this.at(scale) / unit) * unit, scale);
    }

    /** Plain digits, no exponent, no zeros at the end of a fraction. */
    toString(): string {
        const negative = this.units < 0n;
        const digits = String(negative ? -this.units : this.units).padStart(this.scale + 1, '0');
        const whole = digits.slice(0, digits.length - this.scale);
        const fraction = this.scale ? digits.slice(-this.scale).replace(/0+$/, '') : '';
        const text = fraction ? `${whole}.${fraction}` : whole;
        return negative && this.units !== 0n ? `-${text}` : text;
    }

    /** With exactly `digits` after the point, cut and not rounded. */
    toFixed(digits: number): string {
        const [whole = '0', fraction = ''] = this.toString().split('.');
        return digits > 0 ? `${whole}.${fraction.slice(0, digits).padEnd(digits, '0')}` : whole;
    }

    /** At most so many digits after the point, cut and not rounded; what that would make nothing is shown whole. */
    short(digits: number): string {
        const cut = Decimal.of(this.toFixed(digits));
        return String(cut.sign === 0 ? this : cut);
    }

    /** How many digits after the point a number of this step needs. */
    get places(): number {
        return this.toString().split('.')[1]?.length ?? 0;
    }
}
