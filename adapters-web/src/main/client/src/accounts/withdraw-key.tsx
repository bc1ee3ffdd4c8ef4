import { useEffect, useRef, useState } from 'preact/hooks';

/** The refusal of a key that can take funds out, and the deliberate second step for whoever insists. */
export function WithdrawKey({ running, onInsist }: { running: boolean; onInsist: () => void }) {
    const element = useRef<HTMLDivElement>(null);
    const [sure, setSure] = useState(false);
    // On a narrow screen it is below what was typed last.
    useEffect(() => element.current?.scrollIntoView?.({ block: 'nearest' }), []);
    return (
        <div class="refused" role="alert" ref={element}>
            <p>
                <strong>Not stored: the exchange says that this key can withdraw funds.</strong> Whoever gets at it could empty the
                account, and the terminal never withdraws. Best take that right away at the exchange, and check again.
            </p>
            <label class="check">
                <input type="checkbox" checked={sure} onChange={(event) => setSure(event.currentTarget.checked)} />
                <span>I know, and want this key in the vault nevertheless</span>
            </label>
            <div class="row">
                <button type="button" class="danger" disabled={!sure || running} onClick={onInsist}>
                    Store it all the same
                </button>
            </div>
        </div>
    );
}
