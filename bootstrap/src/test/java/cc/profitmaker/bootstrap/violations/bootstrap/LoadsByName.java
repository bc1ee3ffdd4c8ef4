package cc.profitmaker.bootstrap.violations.bootstrap;

/** Breaks the rule that no name reaches a class. */
public final class LoadsByName {
    Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name);
    }
}
