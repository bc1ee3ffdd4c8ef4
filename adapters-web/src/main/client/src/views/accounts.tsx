export function Accounts() {
    return <main class="view">Accounts</main>;
}
