import { useState } from 'preact/hooks';

/** Copies where the browser lets us (not over plain HTTP from elsewhere), and says when it did not. */
export function Copy({ text, what }: { text: () => string; what: string }) {
    const [said, setSaid] = useState('');
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(text());
            setSaid('Copied.');
        } catch {
            setSaid('The browser does not let the page copy here: select it and copy it yourself.');
        }
    };
    return (
        <>
            <button type="button" title={`Copy ${what}`} onClick={() => void copy()}>
                Copy
            </button>
            <span class="muted" role="status">
                {said}
            </span>
        </>
    );
}
