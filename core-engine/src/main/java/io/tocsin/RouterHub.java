package io.tocsin;

import io.tocsin.atrest.PatientTexts;
import io.tocsin.pipeline.EngineHost;
import io.tocsin.pipeline.OutputHandler;
import java.util.Collection;
import java.util.Set;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;
import org.agrona.ErrorHandler;
import org.jspecify.annotations.Nullable;

/**
 * What happens on the delivery thread: events are decoded once, then the view of open alerts, the listener and the people's sessions hear of them, in this order;
 * answers complete futures; at the end of a cycle receipts and whatever found no room go to the ring.
 */
final class RouterHub implements OutputHandler, StateReader.Sink {
    private final EventReader reader;
    private final StateReader stateReader;
    private final AlertBook book = new AlertBook();
    private final CommandGate gate;
    private final ConfigSender configs;
    private final SessionDesk desk;
    private final VersionDesk versions;
    private final RouterListener listener;
    private final ErrorHandler errorHandler;
    private final @Nullable ScaleUp scaleUp;
    private final @Nullable PatientTexts texts;
    private final AlertPatients patients = new AlertPatients();
    private final HeldAnswers held;
    private @Nullable Counters counters;
    private @Nullable ServiceCounts service;
    private boolean viewShown;
    private volatile long epochHigh;
    private volatile long epochLow;
    private volatile int engineVersion;
    private volatile boolean failed;

    RouterHub(
            final CommandGate gate,
            final @Nullable RouterListener listener,
            final ErrorHandler errorHandler,
            final @Nullable ScaleUpHook scaleUpHook,
            final EngineHost.Seat seat,
            final int knownEngineVersion,
            final IntSupplier unheardMember,
            final @Nullable PatientTexts texts) {
        this.gate = gate;
        this.texts = texts;
        held = new HeldAnswers(texts);
        reader = new EventReader(texts);
        stateReader = new StateReader(reader);
        this.listener = listener == null ? event -> {} : listener;
        this.errorHandler = errorHandler;
        scaleUp = scaleUpHook == null ? null : new ScaleUp(scaleUpHook);
        configs = new ConfigSender(gate, this::inForce);
        versions = new VersionDesk(gate, seat, knownEngineVersion, unheardMember);
        desk = new SessionDesk(gate, configs, book, this::report, seat);
    }

    /** Whose the open alerts are, if texts are sealed. */
    AlertPatients patients() {
        return patients;
    }

    AlertBook book() {
        return book;
    }

    ConfigSender configs() {
        return configs;
    }

    SessionDesk desk() {
        return desk;
    }

    /** The totals last reported; for the answer that follows the report. Delivery thread. */
    Counters counters() {
        if (counters == null) {
            throw new IllegalStateException("the answer to a query for counters came before the report");
        }
        return counters;
    }

    /** What clocks and modes have counted, as last reported; for the answer that follows the report. Delivery thread. */
    ServiceCounts service() {
        if (service == null) {
            throw new IllegalStateException("the answer to a query for service came before the report");
        }
        return service;
    }

    /** Upper half of the log's identity; 0 before the engine has told it. Any thread. */
    long epochHigh() {
        return epochHigh;
    }

    /** Lower half of the log's identity. Any thread. */
    long epochLow() {
        return epochLow;
    }

    /** Says and asks for engine versions. */
    VersionDesk versions() {
        return versions;
    }

    /** Which semantics the log is in; 0 before the engine has told it. Any thread. */
    int engineVersion() {
        return engineVersion;
    }

    /** The node has stopped: nobody will be answered once what is on its way has come. Any thread. */
    void markFailed() {
        failed = true;
    }

    @Override
    public void onState(final DirectBuffer buffer, final int offset, final int length) {
        stateReader.read(buffer, offset, this);
    }

    /** Of a recovered engine's state, not of its stream: the listener finds it in the view. */
    @Override
    public void onEvent(final RouterEvent event) {
        book.on(event, reader.commentKey());
        seal(event);
        held.recovered(event);
        if (event instanceof RouterEvent.EngineStarted started) {
            began(started);
        } else if (event instanceof RouterEvent.SessionChanged former) {
            desk.onFormer(former.sessionId());
        } else if (event instanceof RouterEvent.ConfigProposed proposed) {
            configs.recovered(proposed.proposal());
        } else {
            desk.on(event);
        }
    }

    @Override
    public void onConfig(final long policyVersion, final long rulesVersion) {
        configs.held(Math.max(policyVersion, rulesVersion));
    }

    @Override
    public void onConfigEntry(final byte[] message) {
        configs.held(message);
    }

    @Override
    public void onProposedEntry(final byte[] message) {
        configs.proposed(message);
    }

    @Override
    public void onAlert(final ReportedAlert reported) {
        book.on(reported);
    }

    @Override
    public void onEvent(final long eventSeq, final DirectBuffer buffer, final int offset, final int length) {
        final RouterEvent event = reader.read(buffer, offset);
        book.on(event, reader.commentKey());
        seal(event);
        held.on(event, buffer, offset);
        if (event instanceof RouterEvent.EngineStarted started) {
            began(started);
        } else if (event instanceof RouterEvent.EngineVersionSwitched switched) {
            engineVersion = (int) switched.engineVersion();
        } else if (event instanceof RouterEvent.CountersReported reported) {
            counters = reported.counters();
        } else if (event instanceof RouterEvent.ServiceReported reported) {
            service = reported.counts();
        } else if (event instanceof RouterEvent.ModeChanged changed && scaleUp != null) {
            scaleUp.tell(changed);
        } else if (event instanceof RouterEvent.ConfigApplied applied) {
            configs.on(applied);
        } else if (event instanceof RouterEvent.ConfigRefused refused) {
            configs.on(refused);
        } else if (event instanceof RouterEvent.ConfigProposed proposed) {
            configs.on(proposed.proposal());
        }
        showView();
        try {
            listener.onEvent(event);
        } catch (final Throwable thrown) {
            report(thrown);
        }
        desk.on(event);
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        if (!held.keeps(buffer, offset, length)) {
            answer(buffer, offset, length);
        }
    }

    private void answer(final DirectBuffer buffer, final int offset, final int length) {
        showView();
        if (!gate.pending().onAnswer(buffer, offset)) {
            try {
                listener.onAnswer(buffer, offset, length);
            } catch (final Throwable thrown) {
                report(thrown);
            }
        }
    }

    @Override
    public void onCycleEnd(final int outputs) {
        held.release(this::answer);
        gate.retry();
        desk.flush();
        configs.pump();
        showView();
        try {
            listener.onCycleEnd(outputs);
        } catch (final Throwable thrown) {
            report(thrown);
        }
        if (failed && outputs == 0) {
            gate.pending().closeAll();
        }
    }

    private void inForce(final Collection<SiteEntry> entries, final Set<DutyPlace> rostered) {
        book.inForce(entries, rostered);
        patients.inForce(entries);
    }

    private void began(final RouterEvent.EngineStarted started) {
        epochHigh = started.epochHigh();
        epochLow = started.epochLow();
        engineVersion = (int) started.engineVersion();
    }

    /** Whose the alerts are decides with which key updates are sealed; who is forgotten has no keys any more. */
    private void seal(final RouterEvent event) {
        if (texts == null) {
            return;
        }
        patients.on(event);
        if (event instanceof RouterEvent.PatientForgotten forgotten) {
            texts.forget(forgotten.patientId(), forgotten.lastKey());
            book.forget(texts::isForgotten);
        }
    }

    private void showView() {
        if (!viewShown) {
            viewShown = true;
            try {
                listener.onView(book);
            } catch (final Throwable thrown) {
                report(thrown);
            }
        }
    }

    private void report(final Throwable thrown) {
        try {
            errorHandler.onError(thrown);
        } catch (final Throwable alsoThrown) {
            // Whoever reports errors by throwing has no other place to report to.
            thrown.addSuppressed(alsoThrown);
        }
    }
}
