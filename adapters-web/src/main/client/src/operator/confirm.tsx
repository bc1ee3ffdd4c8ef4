import type { ComponentChildren } from 'preact';
import { Dialog } from '../ui/dialog';
import { Fault } from '../ui/pane';
import { useAct } from './loaded';

/** Asks before it is done, in words that say what then happens. It stays open until the server has answered. */
export function Confirm(props: {
    title: string;
    act: string;
    danger?: boolean;
    onClose: () => void;
    run: () => Promise<void>;
    children: ComponentChildren;
}) {
    const { busy, fault, act } = useAct();
    return (
        <Dialog title={props.title} onClose={() => !busy && props.onClose()}>
            <form
                class="stack"
                onSubmit={(event) => {
                    event.preventDefault();
                    act(props.run);
                }}
            >
                {props.children}
                {fault && <Fault>{fault}</Fault>}
                <div class="row end">
                    <button type="button" onClick={props.onClose} disabled={busy}>
                        Leave it
                    </button>
                    <button type="submit" class={props.danger ? 'danger' : 'primary'} disabled={busy}>
                        {props.act}
                    </button>
                </div>
            </form>
        </Dialog>
    );
}

/** Whose text it is does not matter: it cannot stretch the page, and what is cut is in the title. */
export function Cut({ text, class: extra }: { text: string; class?: string }) {
    return (
        <bdi class={`cut ${extra ?? ''}`} title={text}>
            {text}
        </bdi>
    );
}

/** The same where somebody is to be recognised for sure: it wraps, and is cut only beyond any address. */
export function Named({ text }: { text: string }) {
    return (
        <p class="named" title={text}>
            <bdi>{text}</bdi>
        </p>
    );
}
