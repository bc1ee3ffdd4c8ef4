package cc.profitmaker.adapter.exchange.wire;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How much an exchange lets one address send to the host behind an interface, as it publishes it;
 * an exchange that tells on the way corrects it by {@link RestClient#allow}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Allowance {
    int units();

    int seconds();
}
