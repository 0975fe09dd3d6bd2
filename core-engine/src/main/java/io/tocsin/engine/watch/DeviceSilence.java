package io.tocsin.engine.watch;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.monitoring.SessionDevices;
import io.tocsin.engine.monitoring.Subjects;
import io.tocsin.engine.response.OwnAlerts;
import io.tocsin.engine.site.Site;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.DeadlineHeap;
import io.tocsin.engine.store.Due;
import java.util.Arrays;

/**
 * Devices of monitoring sessions that send readings without a break and send none any more, while their source is heard: a technical alert about the device, for the
 * patient's people (IEC 60601-1-8: loss of communication is an alarm of its own). A reading writes an instant; the deadline catches up when it comes. Costs nothing where
 * the site does not look for it, and takes no memory before it does. Engine thread only; allocates nothing but when a site begins to look.
 */
public final class DeviceSilence implements Due {
    private static final int SECTION_ID = 92;
    private static final int SECTION_VERSION = 1;
    private static final int NONE = SessionDevices.NONE;
    private static final int SWITCHED_OFF = DeviceCondition.SWITCHED_OFF.value();
    private static final long NS_PER_S = 1_000_000_000L;
    /** The alert found no place: it is tried again after so long. */
    private static final long RETRY_NS = 10 * NS_PER_S;
    /** While it is not known whether the source is silent, it is asked for so often. */
    private static final long ASK_NS = NS_PER_S;
    /** A deadline that is carried out so long after its time says that nobody was listening: the router was down, or stood still. */
    private static final long LATE_NS = NS_PER_S;
    /** Then devices have so long to be heard. */
    private static final long GRACE_NS = 60 * NS_PER_S;
    /** After so long at least it is looked whether somebody has closed an alert too soon. */
    private static final long AGAIN_NS = 600 * NS_PER_S;

    private static final long[] NOTHING = new long[0];
    private static final int[] NOBODY = new int[0];
    private static final byte[] NO_STATES = new byte[0];

    private static final byte HEARD = 0;
    /** Its source is silent, which says it all. */
    private static final byte BEHIND = 1;
    /** There is an alert of it. */
    private static final byte TOLD = 2;

    private final DeviceRules rules;
    private final SessionDevices sessions;
    private final SourceWatch sources;
    private final Subjects subjects;
    private final Site site;
    private final Bedside bedside;
    private final OwnAlerts alerts;
    private final EventStream stream;
    private long silentNs;
    /** Before, no device is silent: nobody was listening. */
    private long notBeforeNs;
    /** Of the device that was heard last for the first time. */
    private long lastOrder;
    // By device of the sessions.
    /** In which order devices were heard for the first time; 0 = it is not waited for. */
    private long[] order = NOTHING;

    private long[] heardNs = NOTHING;
    private long[] sourceId = NOTHING;
    private long[] deadlineNs = NOTHING;
    private int[] subject = NOBODY;
    private byte[] states = NO_STATES;
    private DeadlineHeap deadlines = new DeadlineHeap(0);

    /**
     * No device is waited for.
     *
     * @param rules    of the site.
     * @param sessions with the devices.
     * @param sources  through which devices send.
     * @param subjects with whom they are.
     * @param site     with the units of beds.
     * @param bedside  names devices.
     * @param alerts   raises the alerts.
     * @param stream   for engine time.
     */
    public DeviceSilence(
            final DeviceRules rules,
            final SessionDevices sessions,
            final SourceWatch sources,
            final Subjects subjects,
            final Site site,
            final Bedside bedside,
            final OwnAlerts alerts,
            final EventStream stream) {
        this.rules = rules;
        this.sessions = sessions;
        this.sources = sources;
        this.subjects = subjects;
        this.site = site;
        this.bedside = bedside;
        this.alerts = alerts;
        this.stream = stream;
    }

    /** The rules are others now, with their floors or without. */
    void configured() {
        final long before = silentNs;
        silentNs = rules.silentNs();
        if (silentNs == 0) {
            forgetAll();
        } else if (silentNs != before) {
            allocate();
            for (int device = 0; device < order.length; device++) {
                if (order[device] != 0 && states[device] != TOLD) {
                    arm(device, Math.max(heardNs[device] + silentNs, stream.nowNs()));
                }
            }
        }
    }

    /** Takes the memory that waiting needs, unless it was taken. */
    public void allocate() {
        if (order.length == 0) {
            final int capacity = sessions.capacity();
            order = new long[capacity];
            heardNs = new long[capacity];
            sourceId = new long[capacity];
            deadlineNs = new long[capacity];
            subject = new int[capacity];
            states = new byte[capacity];
            deadlines = new DeadlineHeap(capacity);
            Arrays.fill(deadlineNs, NEVER);
        }
    }

    /** Those of whom there is an alert end in the order in which they were heard for the first time. */
    private void forgetAll() {
        for (int device = 0; device < order.length; device++) {
            final boolean isTold = states[device] == TOLD;
            if (!isTold) {
                order[device] = 0;
            }
            arm(device, isTold ? 0 : NEVER);
        }
        for (int device = deadlines.first(); device >= 0; device = deadlines.first()) {
            forget(device, Clause.CONFIGURED);
        }
    }

    /**
     * A batch of a device was taken.
     *
     * @param device  of the sessions, or -1.
     * @param subject of the batch, index.
     * @param source  that sent the batch.
     */
    public void heard(final int device, final int subject, final long source) {
        if (silentNs == 0
                || device == NONE
                || !sessions.isInUse(device)
                || !sessions.sendsOn(device)
                || isOfAnother(device, subject)) {
            return;
        }
        if (order[device] == 0) {
            if (!hasPlace(sessions.subject(device))) {
                return;
            }
            order[device] = ++lastOrder;
        } else if (states[device] == TOLD) {
            end(device, Clause.DEVICE_HEARD);
            arm(device, NEVER);
        }
        states[device] = HEARD;
        heardNs[device] = stream.nowNs();
        sourceId[device] = source;
        if (deadlineNs[device] == NEVER) {
            arm(device, heardNs[device] + silentNs);
        }
    }

    /** Another patient who is named, or whoever lies in another bed, is not who lacks readings. */
    private boolean isOfAnother(final int device, final int subject) {
        final int patient = sessions.subject(device);
        if (subject == patient) {
            return false;
        }
        final byte kind = subjects.ids().records().getByte(subjects.ids().idOffset(subject));
        final int place = kind == Subjects.BED ? bedside.placeOf(patient) : Site.NONE;
        // One that never sent anything else is waited for from then on.
        final boolean isWaitedFor = order[device] != 0;
        return kind == Subjects.PATIENT || (isWaitedFor && place != Site.NONE && bedside.placeOf(subject) != place);
    }

    private boolean hasPlace(final int patient) {
        return bedside.placeOf(patient) != Site.NONE || subjects.unit(patient) != Site.NONE;
    }

    /**
     * A session is about to end: nothing is expected of its devices.
     *
     * @param session slot of it.
     * @param why     it ends.
     */
    public void ending(final int session, final Clause why) {
        for (int device = sessions.first(session); isUsed() && device != NONE; device = sessions.next(device)) {
            forget(device, why);
        }
    }

    /**
     * All sessions of a subject are about to end by a configuration.
     *
     * @param ofSubject index, or -1.
     */
    public void endingAll(final int ofSubject) {
        for (int slot = firstOf(ofSubject); slot != NONE; slot = sessions.nextOf(slot)) {
            ending(slot, Clause.CONFIGURED);
        }
    }

    /**
     * A patient is about to be where a configuration says. Who comes somewhere else takes the devices of the sessions along or gets others: their time begins anew. Of who
     * leaves nothing is expected before it is heard.
     *
     * @param patient index of the subject.
     * @param unit    index, or -1.
     * @param bed     index, or -1.
     */
    public void moved(final int patient, final int unit, final int bed) {
        final boolean isElsewhere =
                bed != subjects.bed(patient) || (bed == Site.NONE && unit != subjects.unit(patient));
        for (int slot = isElsewhere ? firstOf(patient) : NONE; slot != NONE; slot = sessions.nextOf(slot)) {
            if (bed == Site.NONE && unit == Site.NONE) {
                ending(slot, Clause.CONFIGURED);
            } else {
                beginAnew(slot);
            }
        }
    }

    private void beginAnew(final int session) {
        for (int device = sessions.first(session); device != NONE; device = sessions.next(device)) {
            if (order[device] != 0) {
                if (states[device] == TOLD) {
                    end(device, Clause.CONFIGURED);
                }
                again(device, HEARD);
            }
        }
    }

    private boolean isUsed() {
        return lastOrder > 0;
    }

    private int firstOf(final int ofSubject) {
        return isUsed() && ofSubject != Subjects.NONE ? sessions.firstOf(ofSubject) : NONE;
    }

    @Override
    public long firstNs() {
        return deadlines.firstNs();
    }

    @Override
    public void fire(final long nowNs) {
        final int device = deadlines.first();
        if (states[device] == TOLD) {
            if (alerts.isOpen(TechnicalCondition.DEVICE_SILENT, subject[device])) {
                arm(device, nowNs + Math.max(silentNs, AGAIN_NS));
            } else {
                raise(device, nowNs);
            }
            return;
        }
        if (nowNs - deadlineNs[device] > LATE_NS) {
            notBeforeNs = nowNs + Math.min(silentNs, GRACE_NS);
        }
        final long overNs = Math.max(heardNs[device] + silentNs, notBeforeNs);
        if (overNs > nowNs) {
            arm(device, overNs);
        } else if (sources.isSilent(sourceId[device])) {
            again(device, BEHIND);
        } else if (!sources.isHeardSince(sourceId[device], overNs) && nowNs < overNs + silentNs) {
            arm(device, Math.min(nowNs + ASK_NS, overNs + silentNs));
        } else if (states[device] == BEHIND) {
            again(device, HEARD);
        } else {
            raise(device, nowNs);
        }
    }

    /** Its time begins now. */
    private void again(final int device, final byte state) {
        states[device] = state;
        heardNs[device] = stream.nowNs();
        arm(device, heardNs[device] + silentNs);
    }

    private void raise(final int device, final long nowNs) {
        final int patient = sessions.subject(device);
        final int bed = bedside.placeOf(patient);
        final int unitOfBed = site.unitOfBed(bed);
        subject[device] =
                bedside.intern(Subjects.DEVICE, sessions.ids(), sessions.idOffset(device), sessions.idLength(device));
        final boolean isTold = subject[device] != OwnAlerts.NONE
                && alerts.technical(
                                Because.of(Clause.DEVICE_SILENT),
                                TechnicalCondition.DEVICE_SILENT,
                                subject[device],
                                unitOfBed == Site.NONE ? subjects.unit(patient) : unitOfBed,
                                bed,
                                patient + 1,
                                seconds(),
                                rules.floor(SWITCHED_OFF))
                        != OwnAlerts.NONE;
        states[device] = isTold ? TOLD : HEARD;
        arm(device, nowNs + (isTold ? Math.max(silentNs, AGAIN_NS) : RETRY_NS));
    }

    private void forget(final int device, final Clause why) {
        if (order[device] != 0) {
            if (states[device] == TOLD) {
                end(device, why);
            }
            arm(device, NEVER);
            order[device] = 0;
        }
    }

    private void end(final int device, final Clause why) {
        states[device] = HEARD;
        alerts.technicalEnded(why, TechnicalCondition.DEVICE_SILENT, subject[device], seconds());
    }

    private int seconds() {
        return (int) (silentNs / NS_PER_S);
    }

    private void arm(final int device, final long atNs) {
        deadlineNs[device] = atNs;
        deadlines.arm(device, atNs, order[device]);
    }

    /**
     * Writes which devices are waited for.
     *
     * @param writer of the snapshot.
     */
    void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(lastOrder);
        writer.putLong(notBeforeNs);
        writer.putByte(order.length == 0 ? 0 : 1);
        int count = 0;
        for (final long each : order) {
            count += each == 0 ? 0 : 1;
        }
        writer.putInt(count);
        for (int device = 0; device < order.length; device++) {
            if (order[device] != 0) {
                writer.putInt(device);
                writer.putLong(order[device]);
                writer.putLong(heardNs[device]);
                writer.putLong(sourceId[device]);
                writer.putLong(deadlineNs[device]);
                writer.putByte(states[device]);
                writer.putInt(states[device] == TOLD ? subject[device] : OwnAlerts.NONE);
            }
        }
    }

    /**
     * Takes them over, after the rules and the sessions.
     *
     * @param reader     of the snapshot.
     * @param ofSubjects how many there are.
     */
    void restore(final SnapshotReader reader, final int ofSubjects) {
        reader.section(SECTION_ID, SECTION_VERSION);
        silentNs = rules.silentNs();
        lastOrder = reader.getLong();
        notBeforeNs = reader.getLong();
        if (reader.getByte() != 0) {
            allocate();
        }
        for (int left = reader.getCount(order.length, "devices that are waited for"); left > 0; left--) {
            final int device = reader.getCount(order.length - 1, "as a device that is waited for");
            order[device] = reader.getLong();
            heardNs[device] = reader.getLong();
            sourceId[device] = reader.getLong();
            arm(device, reader.getLong());
            states[device] = (byte) reader.getByte();
            subject[device] = reader.getIndex(ofSubjects, "device that is silent");
        }
    }
}
