import type { ComponentChildren } from 'preact';

/**
 * A table that becomes a list of cards where it is narrow. The roles are written out, for a table that
 * is laid out otherwise is none to some screen readers.
 */
export function Table(props: { label: string; columns: readonly string[]; children: ComponentChildren }) {
    return (
        <div class="table-scroll">
            <table class="cards" role="table" aria-label={props.label}>
                <thead role="rowgroup">
                    <tr role="row">
                        {props.columns.map((column) => (
                            <th key={column} role="columnheader" scope="col">
                                {column}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody role="rowgroup">{props.children}</tbody>
            </table>
        </div>
    );
}

/** `label` is its column's, shown beside it on a card. */
export function Cell(props: { label: string; children: ComponentChildren }) {
    return (
        <td role="cell">
            <span class="cell-label" aria-hidden="true">
                {props.label}
            </span>
            <div class="cell-value">{props.children}</div>
        </td>
    );
}
