package cc.profitmaker.bootstrap;

import java.util.Optional;

/** An address block as its operator wrote it, checked: {@code 10.0.0.0/8}, {@code ::1}. */
record Cidr(String value) {

    /** A bare address is a block of one. */
    static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        return Addresses.parse(host)
                .map(address -> address.getAddress().length * 8)
                .flatMap(
                        bits ->
                                slash < 0
                                        ? Optional.of(bits)
                                        : prefix(text.substring(slash + 1), bits))
                .map(prefix -> new Cidr(host + "/" + prefix));
    }

    private static Optional<Integer> prefix(String text, int most) {
        return text.matches("[0-9]{1,3}")
                ? Optional.of(Integer.parseInt(text)).filter(prefix -> prefix <= most)
                : Optional.empty();
    }
}
