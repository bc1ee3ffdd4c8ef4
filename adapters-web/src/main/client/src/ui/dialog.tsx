import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

/** A modal question. Escape and the cross close it; the focus goes back to where it was. */
export function Dialog(props: { title: string; onClose: () => void; class?: string; children: ComponentChildren }) {
    const element = useRef<HTMLDialogElement>(null);
    const title = useId();
    useEffect(() => {
        const dialog = element.current;
        const before = document.activeElement;
        dialog?.showModal();
        return () => {
            dialog?.close();
            if (before instanceof HTMLElement && before.isConnected) {
                before.focus();
            }
        };
    }, []);
    return (
        <dialog
            ref={element}
            class={`dialog ${props.class ?? ''}`}
            aria-labelledby={title}
            onCancel={(event) => {
                event.preventDefault();
                props.onClose();
            }}
        >
            <header class="dialog-head">
                <h2 id={title}>{props.title}</h2>
                <button type="button" class="icon" aria-label="Close" onClick={props.onClose}>
                    ×
                </button>
            </header>
            <div class="dialog-body">{props.children}</div>
        </dialog>
    );
}
