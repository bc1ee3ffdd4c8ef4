package cc.profitmaker.application.testing;

import cc.profitmaker.domain.audit.AuditEvent;

import java.time.Instant;
import java.util.List;

/**
 * How a contract reads an audit trail back, since the port has no reading side. Both methods speak
 * of the same text form, which is the implementer's choice but must tell any two different events
 * apart.
 */
public interface AuditReading {
    /** What stands in the trail, in the order it was written. */
    List<String> recorded();

    /** How {@link #recorded} shows that event of that instant. */
    String shown(AuditEvent event, Instant at);
}
