package io.tocsin;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a hook on a thread that is there while it is needed; a change that waits gives way to the next. Any thread; nobody waits. */
final class ScaleUp {
    private static final Logger LOG = LoggerFactory.getLogger(ScaleUp.class);
    private static final long KEEP_S = 1;

    private final ScaleUpHook hook;
    private final ThreadPoolExecutor thread;

    ScaleUp(final ScaleUpHook hook) {
        this.hook = hook;
        thread = new ThreadPoolExecutor(
                1,
                1,
                KEEP_S,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(1),
                work -> {
                    final Thread made = new Thread(work, "tocsin-scale-up");
                    made.setDaemon(true);
                    return made;
                },
                new ThreadPoolExecutor.DiscardOldestPolicy());
        thread.allowCoreThreadTimeOut(true);
    }

    void tell(final RouterEvent.ModeChanged changed) {
        thread.execute(() -> {
            try {
                hook.onMode(changed);
            } catch (final Throwable thrown) {
                LOG.error("the scale-up hook has failed at {} to {}", changed.from(), changed.to(), thrown);
            }
        });
    }
}
