package io.tocsin.transport.server.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM and SIGINT into a call, so that the process can end in order with the exit code it chooses: with a shutdown hook it would end with 128 + 15. The class
 * behind it is not part of Java, so it is asked for by name; where it is missing, a hook makes the call.
 */
final class StopSignal {
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private StopSignal() {}

    /** Calls {@code stop}, which must return soon, on a thread of the JVM's own for every such signal. */
    static void on(final Runnable stop) {
        try {
            final Class<?> signal = Class.forName("sun.misc.Signal");
            final Class<?> handler = Class.forName("sun.misc.SignalHandler");
            final Object proxy = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            stop.run();
                            return null;
                        }
                        return method.getName().equals("hashCode") ? System.identityHashCode(self) : self == args[0];
                    });
            for (final String name : new String[] {"TERM", "INT"}) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (final ReflectiveOperationException | IllegalArgumentException missing) {
            LOG.warn("signals cannot be handled here: the exit code after SIGTERM will be 143", cause(missing));
            Runtime.getRuntime().addShutdownHook(new Thread(stop, "tocsin-stop"));
        }
    }

    private static Throwable cause(final Exception failed) {
        return failed instanceof InvocationTargetException && failed.getCause() != null ? failed.getCause() : failed;
    }
}
