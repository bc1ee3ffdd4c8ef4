package cc.profitmaker.bootstrap;

/**
 * A command that cannot do what it was asked; the message is the whole answer, and ends in a dot.
 */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String sentence) {
        super(sentence);
    }

    Refused(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
