export function Terminal() {
    return <main class="view">Terminal</main>;
}
