import { useState } from 'preact/hooks';
import { egress } from './egress';

/** The address to allow-list at the exchange, next to where the key is given. */
export function EgressAddress() {
    const [copied, setCopied] = useState<string | null>(null);
    const address = egress.value;
    if (!address) {
        return (
            <p class="note">
                <strong>Address to allow at the exchange:</strong>{' '}
                {address === null ? (
                    <>
                        this server does not know its own. Its operator can set <code>EGRESS_IP_URL</code> to a page that answers with
                        the caller’s address; it is also learnt when an exchange refuses a key because of it.
                    </>
                ) : (
                    'it could not be asked for just now.'
                )}
            </p>
        );
    }
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(address);
            setCopied('Copied.');
        } catch {
            setCopied('The browser does not let the page copy: select the address and copy it.');
        }
    };
    return (
        <div class="note">
            <p>
                <strong>Address to allow at the exchange:</strong> restrict the key to it, and nobody else can use the key.
            </p>
            <p class="row">
                <code class="address">{address}</code>
                <button type="button" onClick={() => void copy()}>
                    Copy
                </button>
                <span role="status">{copied}</span>
            </p>
        </div>
    );
}
