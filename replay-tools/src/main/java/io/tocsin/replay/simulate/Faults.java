package io.tocsin.replay.simulate;

import io.tocsin.codecs.sbe.AcceptAlertDecoder;
import io.tocsin.codecs.sbe.ArriveAtBedsideDecoder;
import io.tocsin.codecs.sbe.ConfirmSilenceDecoder;
import io.tocsin.codecs.sbe.CreateSilenceDecoder;
import io.tocsin.codecs.sbe.EndSnoozeDecoder;
import io.tocsin.codecs.sbe.EscalateAlertDecoder;
import io.tocsin.codecs.sbe.ExpireSilenceDecoder;
import io.tocsin.codecs.sbe.GrantViewersDecoder;
import io.tocsin.codecs.sbe.ReceiptBatchDecoder;
import io.tocsin.codecs.sbe.RedirectAlertDecoder;
import io.tocsin.codecs.sbe.RejectAlertDecoder;
import io.tocsin.codecs.sbe.ReleaseAlertDecoder;
import io.tocsin.codecs.sbe.ResolveAlertDecoder;
import io.tocsin.codecs.sbe.SessionOpenedDecoder;
import io.tocsin.codecs.sbe.SetPatientLimitDecoder;
import io.tocsin.codecs.sbe.SnoozeAlertDecoder;
import io.tocsin.codecs.sbe.StartMonitoringDecoder;
import io.tocsin.codecs.sbe.StopMonitoringDecoder;
import io.tocsin.testkit.model.ScriptStep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/** What goes wrong between those who send and the journal: commands are lost, sent twice, late and in bursts; people fall silent, and the machine is killed. */
final class Faults {
    private static final int TEMPLATE = 2;
    private static final int LOST = 50;
    private static final int TWICE = 40;
    private static final int LATE = 50;
    private static final int KILLED = 150;
    private static final int SNAPSHOT = 120;
    private static final int SURGE = 400;
    private static final int SILENCE = 300;

    private final SplittableRandom random;
    /** What arrives late or once more, by the step at which it does. */
    private final TreeMap<Long, Deque<ScriptStep>> later = new TreeMap<>();

    private long step;
    private long surgeUntil;
    private long surgeNs;
    private long silentUntil;
    private long lost;
    private long twice;
    private long late;
    private long surges;

    Faults(final SplittableRandom random) {
        this.random = random;
    }

    /** A step begins. */
    void next(final long nowNs) {
        step++;
        if (surgeUntil < step && random.nextInt(SURGE) == 0) {
            surges++;
            surgeUntil = step + 20 + random.nextInt(380);
            surgeNs = nowNs;
        }
        if (silentUntil < step && random.nextInt(SILENCE) == 0) {
            silentUntil = step + 50 + random.nextInt(450);
        }
    }

    /** What arrives now of what was held back; empty if nothing does. */
    Deque<ScriptStep> arriving() {
        final Deque<ScriptStep> now = new ArrayDeque<>();
        while (!later.isEmpty() && later.firstKey() <= step) {
            now.addAll(later.pollFirstEntry().getValue());
        }
        return now;
    }

    /** Whether a command arrives now; it may arrive later, once more, or never. */
    boolean arrives(final ScriptStep sent) {
        if (sent.message() == null) {
            return true;
        }
        if (step <= silentUntil && isOfPeople(sent)) {
            lost++;
            return false;
        }
        if (random.nextInt(LOST) == 0) {
            lost++;
            // Who gets no answer sends it again, mostly.
            if (random.nextInt(3) > 0) {
                hold(sent, 400);
            }
            return false;
        }
        if (random.nextInt(TWICE) == 0) {
            twice++;
            hold(sent, 100);
        }
        if (random.nextInt(LATE) == 0) {
            late++;
            hold(sent, 30);
            return false;
        }
        return true;
    }

    /** Torn off the journal's end: its sender may send it again. */
    void torn(final ScriptStep sent) {
        lost++;
        if (random.nextBoolean()) {
            hold(sent, 50);
        }
    }

    private void hold(final ScriptStep sent, final int most) {
        later.computeIfAbsent(step + 1 + random.nextInt(most), any -> new ArrayDeque<>())
                .add(sent);
    }

    /** When it reaches the node: within a surge all at one instant. */
    long arrivalNs(final ScriptStep sent) {
        return step <= surgeUntil ? surgeNs : sent.timestampNs();
    }

    boolean isKilled() {
        return random.nextInt(KILLED) == 0;
    }

    boolean isSnapshotDue() {
        return random.nextInt(SNAPSHOT) == 0;
    }

    /** Whether the journal has recorded what was appended. */
    boolean isRecorded() {
        return random.nextInt(3) > 0;
    }

    int upTo(final int count) {
        return random.nextInt(count + 1);
    }

    private static boolean isOfPeople(final ScriptStep sent) {
        final byte[] message = sent.message();
        if (message == null || message.length < TEMPLATE + Short.BYTES) {
            return false;
        }
        return switch (new UnsafeBuffer(message).getShort(TEMPLATE)) {
            case AcceptAlertDecoder.TEMPLATE_ID,
                    RejectAlertDecoder.TEMPLATE_ID,
                    ReleaseAlertDecoder.TEMPLATE_ID,
                    RedirectAlertDecoder.TEMPLATE_ID,
                    EscalateAlertDecoder.TEMPLATE_ID,
                    ArriveAtBedsideDecoder.TEMPLATE_ID,
                    ResolveAlertDecoder.TEMPLATE_ID,
                    SnoozeAlertDecoder.TEMPLATE_ID,
                    SetPatientLimitDecoder.TEMPLATE_ID,
                    StartMonitoringDecoder.TEMPLATE_ID,
                    StopMonitoringDecoder.TEMPLATE_ID,
                    GrantViewersDecoder.TEMPLATE_ID,
                    EndSnoozeDecoder.TEMPLATE_ID,
                    CreateSilenceDecoder.TEMPLATE_ID,
                    ConfirmSilenceDecoder.TEMPLATE_ID,
                    ExpireSilenceDecoder.TEMPLATE_ID,
                    SessionOpenedDecoder.TEMPLATE_ID,
                    ReceiptBatchDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return lost + " lost, " + twice + " twice, " + late + " late, " + surges + " surges";
    }
}
