package cc.profitmaker.adapter.exchange.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What one call takes of its exchange's {@link Allowance}; without it one unit, as a read. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Cost {
    /** The weight the exchange publishes; 0: it counts the user, not our address. */
    int value() default 1;

    Lane lane() default Lane.READ;
}
