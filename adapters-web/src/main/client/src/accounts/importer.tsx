export function Importer() {
    return null;
}
