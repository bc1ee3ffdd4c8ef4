// Prints what CCXT makes of an amount (it truncates) for a step: node rounding.mjs > rounding.csv
// with the ccxt package of npm (4.5.84 made the table beside this) in NODE_PATH.
import { createRequire } from 'node:module';
const ccxt = createRequire(import.meta.url)('ccxt');
const { decimalToPrecision, TRUNCATE, TICK_SIZE } = ccxt;
const steps = ['0.1', '0.01', '0.001', '0.00001', '0.00000001', '1', '5', '10', '1000', '0.5', '0.25', '0.05', '0.0125', '3', '0.003'];
const values = ['0', '0.1', '0.3', '0.7', '0.29', '1', '1.005', '2.675', '9.995', '12.3456789', '0.00001234', '0.99999999',
    '123456.789', '999999999.99999999', '8.1', '0.57', '4.35', '1.1', '100', '1000.5', '33.333333', '0.000000019'];
console.log('value,step,ccxt');
for (const step of steps) {
    for (const value of values) {
        console.log(`${value},${step},${decimalToPrecision(value, TRUNCATE, Number(step), TICK_SIZE)}`);
    }
}
