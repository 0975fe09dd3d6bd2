package io.tocsin.replay.demo;

import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Outcome;
import io.tocsin.codecs.sbe.OutputKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The router's events, one story per alert. Written by the delivery thread until it is closed, read by any. */
final class Ledger implements RouterListener {
    private final Map<Long, AlertStory> stories = new LinkedHashMap<>();
    private long countersAtNs;
    private boolean closed;

    @Override
    public synchronized void onEvent(final RouterEvent event) {
        if (closed) {
            return;
        }
        if (event instanceof RouterEvent.AlertRaised raised) {
            stories.put(raised.alertId(), new AlertStory(raised));
        } else if (event instanceof RouterEvent.CountersReported reported) {
            countersAtNs = reported.stamp().timestampNs();
        } else {
            final AlertStory story = stories.get(alertId(event));
            if (story != null) {
                story.on(event);
            }
        }
    }

    /** Ends it: what happens from now on is not noted any more. */
    synchronized void close() {
        closed = true;
    }

    /** Engine time at which the totals were last reported, epoch ns. */
    synchronized long countersAtNs() {
        return countersAtNs;
    }

    synchronized @Nullable AlertStory story(final long alertId) {
        return stories.get(alertId);
    }

    /** By rising alertId; not to be read before the ledger is closed. */
    synchronized List<AlertStory> stories() {
        return new ArrayList<>(stories.values());
    }

    synchronized Totals totals() {
        return new Totals(
                stories.size(),
                count(story -> story.raised().cause().kind() == Cause.DECLARED),
                count(AlertStory::wasAccepted),
                count(AlertStory::wasRejected),
                count(AlertStory::wasEscalated),
                count(story -> story.outcome() == null),
                count(story -> story.outcome() == Outcome.RESOLVED),
                count(story -> story.outcome() == Outcome.CANCELLED),
                count(story -> story.outcome() == Outcome.EXPIRED));
    }

    private long count(final Predicate<AlertStory> which) {
        return stories.values().stream().filter(which).count();
    }

    /** Which alert an event belongs to, as far as a story tells of it; 0 = none. */
    private static long alertId(final RouterEvent event) {
        if (event instanceof RouterEvent.StepStarted started) {
            return started.alertId();
        } else if (event instanceof RouterEvent.StepEnded ended) {
            return ended.alertId();
        } else if (event instanceof RouterEvent.OutputDispatched output) {
            return output.kind() == OutputKind.OFFER ? output.alertId() : 0;
        } else if (event instanceof RouterEvent.OfferAnswered answered) {
            return answered.alertId();
        } else if (event instanceof RouterEvent.ConditionChanged changed) {
            return changed.alertId();
        } else if (event instanceof RouterEvent.AlertClosed closed) {
            return closed.alertId();
        }
        return 0;
    }
}
