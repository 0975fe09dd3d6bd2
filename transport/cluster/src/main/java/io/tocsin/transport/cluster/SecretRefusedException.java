package io.tocsin.transport.cluster;

/** The leader does not know the secret that this node shows: their files differ. */
public final class SecretRefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    SecretRefusedException(final Throwable cause) {
        super("the member that leads does not know the secret that this one shows: give all members the same", cause);
    }
}
