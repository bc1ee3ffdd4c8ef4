import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Field } from '../ui/field';
import { wipeKeys, type KeyFaults, type KeyPart } from './keys';

/** The inputs of a key. They keep what is typed, nobody else does; it goes with them. */
export function KeyFields(props: { passphrase: boolean; faults: KeyFaults; again?: boolean }) {
    const element = useRef<HTMLDivElement>(null);
    const [second, setSecond] = useState(false);
    useLayoutEffect(() => {
        const held = element.current;
        return () => {
            if (held) {
                wipeKeys(held);
            }
        };
    }, []);
    const input = (part: KeyPart, label: string, hint?: string) => (
        <Field
            label={label}
            type="password"
            // Password managers would offer to keep what is never to be kept in a browser.
            autocomplete="off"
            data-1p-ignore=""
            data-bwignore=""
            data-lpignore="true"
            autoCapitalize="off"
            spellcheck={false}
            maxLength={10_000}
            data-part={part}
            hint={hint}
            fault={props.faults[part] ?? null}
        />
    );
    return (
        <div class="key-fields" ref={element}>
            {input('api_key', 'API key', props.again ? 'The new one; the old one is forgotten as soon as this is stored.' : undefined)}
            {input('api_secret', 'API secret')}
            {input(
                'passphrase',
                'Passphrase',
                props.passphrase ? 'The one that was set when the key was made.' : 'Only if the exchange asked for one with the key.',
            )}
            <label class="check">
                <input type="checkbox" checked={second} onChange={(event) => setSecond(event.currentTarget.checked)} />
                <span>Add a second pair that reads only: reading then never touches the first one</span>
            </label>
            {second && (
                <fieldset class="second-pair">
                    <legend>The pair for reading</legend>
                    {input('api_key_ro', 'Key for reading')}
                    {input('api_secret_ro', 'Secret for reading')}
                    {input('passphrase_ro', 'Phrase for reading')}
                </fieldset>
            )}
        </div>
    );
}
