package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.Severity;
import org.jspecify.annotations.Nullable;

/** A change of an open alert by its source; the condition stays as it is. One thread at a time. */
public final class Update {
    final AlertRef ref;

    @Nullable
    Severity severity;

    String description = "";

    private Update(final AlertRef ref) {
        this.ref = ref;
    }

    /**
     * Begins an update.
     *
     * @param ref which alert, and under which idempotency key.
     * @return an update that changes nothing yet.
     */
    public static Update alert(final AlertRef ref) {
        return new Update(requireNonNull(ref, "ref"));
    }

    /** By the source's key, {@link AlertRef#key}. */
    public static Update alert(final String alertKey) {
        return new Update(AlertRef.key(alertKey));
    }

    /** By the alert's id, {@link AlertRef#id}. */
    public static Update alert(final long alertId) {
        return new Update(AlertRef.id(alertId));
    }

    /** The new severity. Returns this. */
    public Update severity(final Severity value) {
        severity = Checks.severity(value);
        return this;
    }

    /** The new description, kept to 160 bytes; empty leaves it as it was. Returns this. */
    public Update description(final String value) {
        description = requireNonNull(value, "description");
        return this;
    }
}
