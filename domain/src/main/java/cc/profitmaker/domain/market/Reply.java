package cc.profitmaker.domain.market;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;

/** What came of asking an exchange. */
public sealed interface Reply<T> {
    record Answered<T>(T value) implements Reply<T> {
        public Answered {
            requireNonNull(value);
        }
    }

    record Failed<T>(ExchangeFault fault) implements Reply<T> {
        public Failed {
            requireNonNull(fault);
        }
    }

    static <T> Reply<T> answered(T value) {
        return new Answered<>(value);
    }

    static <T> Reply<T> failed(ExchangeFault fault) {
        return new Failed<>(fault);
    }

    static <T> Reply<T> failed(ExchangeFault.Kind kind) {
        return new Failed<>(ExchangeFault.of(kind));
    }

    default <R> Reply<R> map(Function<? super T, ? extends R> change) {
        return flatMap(value -> new Answered<>(change.apply(value)));
    }

    default <R> Reply<R> flatMap(Function<? super T, Reply<R>> next) {
        return switch (this) {
            case Answered<T>(var value) -> next.apply(value);
            case Failed<T>(var fault) -> new Failed<>(fault);
        };
    }
}
