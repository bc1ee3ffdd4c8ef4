import type { Account } from '../api/types';
import { egress } from './egress';
import { addressesInWords, endInWords, rightsInWords, warnings } from './report';

/** What the exchange says of a key, and what to do about it. */
export function KeyReport({ account }: { account: Account }) {
    const list = warnings(account, egress.value ?? null, Date.now());
    return (
        <div class="key-report">
            <ul>
                <li>{rightsInWords(account)}</li>
                <li>{addressesInWords(account)}</li>
                <li>{endInWords(account)}</li>
            </ul>
            <Warnings list={list} />
        </div>
    );
}

export function Warnings({ list }: { list: string[] }) {
    return (
        <>
            {list.map((text) => (
                <p key={text} class="caution">
                    {text}
                </p>
            ))}
        </>
    );
}
