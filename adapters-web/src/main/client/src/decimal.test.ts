import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal';

const d = (text: string | number) => Decimal.of(text);

describe('Decimal', () => {
    it('reads what exchanges and people write', () => {
        expect(['1', '-0.50', '.5', '5.', '1e-8', '2.5E3', 1e-7].map((text) => String(d(text)))).toEqual([
            '1', '-0.5', '0.5', '5', '0.00000001', '2500', '0.0000001',
        ]);
    });

    it('reads nothing else', () => {
        for (const text of ['', '.', '1,5', '0x10', '1e9999', 'NaN', '--1', '1'.repeat(61), '<b>']) {
            expect(Decimal.parse(text), text).toBeNull();
        }
    });

    it('adds, multiplies and divides exactly', () => {
        expect(String(d('0.1').plus(d('0.2')))).toBe('0.3');
        expect(String(d('1').minus(d('0.9')))).toBe('0.1');
        expect(String(d('0.00000001').times(d('100000000')))).toBe('1');
        expect(String(d('1').dividedBy(d('3'), 5))).toBe('0.33333');
        expect(String(d('-1').dividedBy(d('3'), 2))).toBe('-0.33');
    });

    it('never rounds an amount up', () => {
        expect(String(d('1.2399').downTo(d('0.01')))).toBe('1.23');
        expect(String(d('7').downTo(d('0.3')))).toBe('6.9');
        expect(d('6.9').isMultipleOf(d('0.3'))).toBe(true);
        expect(d('0.3').isMultipleOf(d('0.1'))).toBe(true);
        expect(d('0.35').isMultipleOf(d('0.1'))).toBe(false);
    });

    it('compares by value', () => {
        expect(d('1.10').compare(d('1.1'))).toBe(0);
        expect(d('-2').compare(d('1'))).toBe(-1);
        expect(d('0.000').sign).toBe(0);
    });

    it('writes plain digits', () => {
        expect(d('1e-12').toString()).toBe('0.000000000001');
        expect(d('1.5').toFixed(3)).toBe('1.500');
        expect(d('1.999').toFixed(2)).toBe('1.99');
        expect(d('0.0100').places).toBe(2);
        expect(d('492.3856000001').short(4)).toBe('492.3856');
        expect(d('0.00000000012').short(8)).toBe('0.00000000012');
    });
});
