import { useEffect, useRef, useState } from 'preact/hooks';
import { Field } from '../ui/field';
import { Copy } from './copy';
import { suggestPassword } from './password';

/**
 * A password for somebody else. It lives in the input alone, named `password` in its form, and is gone
 * with it; a suggested one is in sight, for it must be handed over.
 */
export function PasswordField({ fault, onTouch }: { fault: string | null; onTouch: () => void }) {
    const place = useRef<HTMLDivElement>(null);
    const [shown, setShown] = useState(false);
    const [suggested, setSuggested] = useState(false);
    const input = () => place.current?.querySelector('input');
    useEffect(() => {
        const mine = input();
        return () => {
            if (mine) {
                mine.value = '';
            }
        };
    }, []);
    return (
        <div class="stack tight" ref={place}>
            <Field
                label="Password"
                name="password"
                type={shown ? 'text' : 'password'}
                class={shown ? 'secret-shown' : ''}
                autocomplete="new-password"
                autocapitalize="off"
                spellcheck={false}
                required
                fault={fault}
                onInput={onTouch}
                hint={
                    suggested
                        ? 'Copy it now and hand it over by a way you trust: it is not shown again.'
                        : 'At least 12 characters.'
                }
            />
            <div class="row">
                <button
                    type="button"
                    onClick={() => {
                        const mine = input();
                        if (mine) {
                            mine.value = suggestPassword();
                            onTouch();
                            setShown(true);
                            setSuggested(true);
                        }
                    }}
                >
                    Suggest a strong one
                </button>
                <button type="button" onClick={() => setShown(!shown)}>
                    {shown ? 'Hide' : 'Show'}
                </button>
                {suggested && <Copy text={() => input()?.value ?? ''} what="the password" />}
            </div>
        </div>
    );
}
