export function Operator() {
    return <main class="view">Operator</main>;
}
