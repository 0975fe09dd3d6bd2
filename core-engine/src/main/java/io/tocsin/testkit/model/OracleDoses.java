package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.DosePhase;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.RecordDoseDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.ScheduleDoseDecoder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Doses that are to be told of: section 38. */
final class OracleDoses {
    private static final long MS = 1_000_000L;
    private static final long SECOND = 1_000 * MS;
    private static final long DAY = 86_400 * SECOND;
    private static final long GRACE = 300 * SECOND;

    private final OracleState state;
    private final OracleDosePlaces doses;
    private final OracleDoseNotices notices;

    OracleDoses(
            final OracleState state,
            final OracleAlerts alerts,
            final OracleOwn own,
            final OracleLadder ladder,
            final OracleRelief relief) {
        this.state = state;
        doses = new OracleDosePlaces(state, alerts, own);
        notices = new OracleDoseNotices(state, alerts, ladder, relief, doses.all());
    }

    static boolean isCommand(final int template) {
        return template == ScheduleDoseDecoder.TEMPLATE_ID || template == RecordDoseDecoder.TEMPLATE_ID;
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return template == ScheduleDoseDecoder.TEMPLATE_ID ? schedule(buffer, envelope) : record(buffer, envelope);
    }

    private OracleAnswer schedule(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final ScheduleDoseDecoder schedule =
                new ScheduleDoseDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        if (schedule.dueNs() <= 0 || schedule.dueNs() > state.nowNs + 31 * DAY) {
            return OracleAnswer.invalid(2);
        }
        if (schedule.windowMs() > DAY / MS) {
            return OracleAnswer.invalid(3);
        }
        if (schedule.dueNs() + schedule.windowMs() * MS < state.nowNs - DAY) {
            return OracleAnswer.invalid(2);
        }
        if (schedule.critical() > 1) {
            return OracleAnswer.invalid(4);
        }
        final String id = OracleFields.latin(buffer, schedule.limit(), schedule.doseIdLength());
        schedule.skipDoseId();
        final String patient = OracleFields.latin(buffer, schedule.limit(), schedule.patientIdLength());
        schedule.skipPatientId();
        final String medication = OracleFields.latin(buffer, schedule.limit(), schedule.medicationLength());
        final OracleAnswer ids = both(id(id, 60), id(patient, 41));
        if (ids.isRefusal()) {
            return ids;
        }
        if (medication.isEmpty() || OracleFields.isTooLong(medication, 48)) {
            return OracleAnswer.invalid(61);
        }
        final OracleAnswer absent = absent(envelope);
        final OracleAnswer refused = absent != null ? absent : forbidden(envelope, "P" + patient, null);
        if (refused != null) {
            return refused;
        }
        final long source = author(envelope) < 0 ? envelope.sourceId() : 0;
        final OracleDose held = doses.get(key(source, patient, id));
        final byte[] message = buffer.byteArray();
        OracleDose.Wish wish = new OracleDose.Wish(
                message,
                medication,
                schedule.dueNs(),
                schedule.windowMs(),
                schedule.critical(),
                state.site.subjects.indexOf("P" + patient));
        if (!hasRoom(held, wish)) {
            return OracleAnswer.of(Result.TABLE_FULL, 28);
        }
        if (!state.mayIntern("P" + patient)) {
            return OracleAnswer.of(Result.TABLE_FULL, 5);
        }
        wish = wish.of(state.intern("P" + patient));
        final OracleDose.Word word = new OracleDose.Word(source, author(envelope), 0, "");
        if (held == null) {
            final OracleDose dose = new OracleDose(key(source, patient, id), id, source);
            doses.put(dose);
            begins(dose, wish, word);
        } else if (held.state != OracleDose.State.TOLD) {
            move(held, wish, word);
        } else if (held.isOtherThan(wish, state.nowNs)) {
            held.outcome = null;
            begins(held, wish, word);
        } else if (held.dueNs == 0) {
            held.dueNs = wish.dueNs();
            held.latestNs = wish.dueNs();
            held.deadlineNs = Math.max(held.deadlineNs, wish.endNs() + DAY);
        }
        doses.taken();
        return OracleAnswer.OK;
    }

    private boolean hasRoom(final @Nullable OracleDose held, final OracleDose.Wish wish) {
        if (held == null || (held.state == OracleDose.State.TOLD && held.isOtherThan(wish, state.nowNs))) {
            return doses.hasPlace(wish.critical() == 1) && doses.hasRoom(wish.message(), new byte[0]);
        }
        return held.state == OracleDose.State.TOLD || wish.isKnown(held) || doses.hasRoom(wish.message(), held.message);
    }

    /** What is over when it is heard of first waits for what may come behind it. */
    private void begins(final OracleDose dose, final OracleDose.Wish wish, final OracleDose.Word word) {
        dose.heldNs = wish.endNs() <= state.nowNs ? state.nowNs + GRACE : 0;
        waits(dose, wish);
        notices.tell(dose, DosePhase.SCHEDULED, null, word, Clause.DOSE_SCHEDULED);
    }

    private void move(final OracleDose dose, final OracleDose.Wish wish, final OracleDose.Word word) {
        if (wish.isKnown(dose)) {
            return;
        }
        final OracleAlert open = notices.missedBy(dose);
        final boolean isOfTheSame = dose.subject == wish.subject() && dose.critical == wish.critical();
        if (open != null && wish.endNs() <= state.nowNs && isOfTheSame) {
            dose.keep(wish);
            notices.tell(dose, DosePhase.MISSED, open, word, Clause.DOSE_MOVED);
            notices.show(dose, open, Clause.DOSE_MOVED);
        } else {
            final boolean isOfAnother = dose.subject != wish.subject();
            final boolean wasMissed = dose.state == OracleDose.State.MISSED;
            if (isOfAnother) {
                dose.state = OracleDose.State.WAITING;
                moved(dose, DosePhase.HANDED_ON, open, word);
            }
            if (state.nowNs < wish.endNs()) {
                dose.heldNs = 0;
            } else if ((open == null || isOfAnother) && (dose.heldNs == 0 || wasMissed)) {
                dose.heldNs = state.nowNs + GRACE;
            }
            waits(dose, wish);
            moved(dose, DosePhase.SCHEDULED, isOfAnother ? null : open, word);
            notices.settle(open, Clause.DOSE_MOVED);
        }
    }

    private void moved(
            final OracleDose dose,
            final DosePhase phase,
            final @Nullable OracleAlert open,
            final OracleDose.Word word) {
        if (open == null) {
            notices.tell(dose, phase, null, word, Clause.DOSE_MOVED);
        } else {
            notices.tell(dose, phase, open.alertId, notices.count(open.alertId), word, Clause.DOSE_MOVED);
        }
    }

    private static void waits(final OracleDose dose, final OracleDose.Wish wish) {
        dose.keep(wish);
        dose.subject = wish.subject();
        dose.state = OracleDose.State.WAITING;
        dose.deadlineNs = Math.max(wish.endNs(), dose.heldNs);
    }

    /** What people schedule has ids for each patient. */
    private static String key(final long source, final String patient, final String id) {
        return source + "|" + (source == 0 ? patient + "|" : "") + id;
    }

    private OracleAnswer record(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final RecordDoseDecoder record =
                new RecordDoseDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
        if (record.atNs() < 0) {
            return OracleAnswer.invalid(2);
        }
        if (record.outcomeRaw() < 1 || record.outcomeRaw() > 4) {
            return OracleAnswer.invalid(3);
        }
        final String id = OracleFields.latin(buffer, record.limit(), record.doseIdLength());
        record.skipDoseId();
        final String patient = OracleFields.latin(buffer, record.limit(), record.patientIdLength());
        record.skipPatientId();
        final String comment = OracleFields.latin(buffer, record.limit(), record.commentLength());
        final boolean isOfAll = id.isEmpty() && record.outcome() == DoseOutcome.WITHDRAWN;
        final OracleAnswer fields = both(isOfAll ? OracleAnswer.OK : id(id, 60), id(patient, 41));
        if (fields.isRefusal()) {
            return fields;
        }
        if (OracleFields.isTooLong(comment, 80)) {
            return OracleAnswer.invalid(52);
        }
        final OracleAnswer absent = absent(envelope);
        if (absent != null) {
            return absent;
        }
        final int subject = state.site.subjects.indexOf("P" + patient);
        final OracleDose.Word word = new OracleDose.Word(envelope.sourceId(), author(envelope), record.atNs(), comment);
        if (isOfAll) {
            final OracleAnswer forbidden = forbidden(envelope, "P" + patient, null);
            if (forbidden == null) {
                withdrawAll(subject, word);
            }
            return forbidden == null ? OracleAnswer.OK : forbidden;
        }
        return word.author() < 0
                ? ofSource(id, patient, subject, record.outcome(), word)
                : ofPerson(id, patient, subject, record.outcome(), word, envelope);
    }

    private OracleAnswer ofSource(
            final String id,
            final String patient,
            final int subject,
            final DoseOutcome outcome,
            final OracleDose.Word word) {
        final OracleDose dose = doses.get(key(word.sourceId(), patient, id));
        if (dose != null) {
            if (dose.subject != subject) {
                return OracleAnswer.invalid(41);
            }
            told(dose, outcome, word);
            return OracleAnswer.OK;
        }
        final long places = state.limits().subjects();
        if (subject < 0 && places - state.site.subjects.size() <= places / 16) {
            return OracleAnswer.of(Result.TABLE_FULL, 5);
        }
        final int known = state.intern("P" + patient);
        final OracleDose early = new OracleDose(key(word.sourceId(), patient, id), id, word.sourceId());
        early.subject = known;
        doses.put(early);
        told(early, outcome, word);
        return OracleAnswer.OK;
    }

    private OracleAnswer ofPerson(
            final String id,
            final String patient,
            final int subject,
            final DoseOutcome outcome,
            final OracleDose.Word word,
            final OracleEnvelope envelope) {
        final OracleDose dose = doses.all().stream()
                .filter(each -> subject >= 0 && each.subject == subject && each.id.equals(id))
                .min(Comparator.comparing((OracleDose each) -> each.rank(state.nowNs))
                        .thenComparing(each -> each.dueNs))
                .orElse(null);
        final OracleAlert open = dose == null ? null : notices.missedBy(dose);
        final OracleAnswer forbidden = forbidden(envelope, "P" + patient, open);
        if (forbidden != null) {
            return forbidden;
        }
        if (dose == null) {
            return OracleAnswer.of(Result.UNKNOWN_DOSE, 60);
        }
        told(dose, outcome, word);
        return OracleAnswer.OK;
    }

    private void told(final OracleDose dose, final DoseOutcome outcome, final OracleDose.Word word) {
        final boolean isOwn = dose.source == (word.author() < 0 ? word.sourceId() : 0);
        final boolean isLess = dose.isOver() && (outcome == DoseOutcome.HELD || outcome == DoseOutcome.WITHDRAWN);
        if (dose.state == OracleDose.State.TOLD && (dose.outcome == outcome || isLess)) {
            dose.isOwnWord &= isOwn;
            return;
        }
        final OracleAlert open = notices.missedBy(dose);
        becomesTold(dose, open, outcome, word);
        notices.settle(open, Clause.DOSE_TOLD);
        doses.freed(Clause.DOSE_TOLD);
    }

    private void becomesTold(
            final OracleDose dose,
            final @Nullable OracleAlert open,
            final DoseOutcome outcome,
            final OracleDose.Word word) {
        if (dose.state != OracleDose.State.TOLD) {
            dose.deadlineNs = Math.max(state.nowNs, dose.state == OracleDose.State.WAITING ? dose.deadlineNs : 0) + DAY;
            doses.remember(dose);
        }
        dose.state = OracleDose.State.TOLD;
        dose.outcome = outcome;
        dose.isOwnWord = dose.source == (word.author() < 0 ? word.sourceId() : 0);
        notices.tell(dose, DosePhase.TOLD, open, word, Clause.DOSE_TOLD);
        dose.message = new byte[0];
        dose.medication = "";
        dose.windowMs = 0;
    }

    /** All are told of before any notice changes, that of the usual ones first. */
    private void withdrawAll(final int subject, final OracleDose.Word word) {
        // Nothing was scheduled for somebody nobody has heard of: nothing ends, and no place becomes free.
        if (subject < 0) {
            return;
        }
        final Map<Integer, OracleAlert> left = new TreeMap<>();
        List.copyOf(doses.all()).stream()
                .filter(dose -> dose.state != OracleDose.State.TOLD && dose.subject == subject)
                .filter(dose -> word.author() >= 0 || dose.source == word.sourceId())
                .forEach(dose -> {
                    final OracleAlert open = notices.missedBy(dose);
                    if (open != null) {
                        left.put(dose.critical, open);
                    }
                    becomesTold(dose, open, DoseOutcome.WITHDRAWN, word);
                });
        left.values().forEach(open -> notices.settle(open, Clause.DOSE_TOLD));
        doses.freed(Clause.DOSE_TOLD);
    }

    private static OracleAnswer both(final OracleAnswer first, final OracleAnswer second) {
        return first.isRefusal() ? first : second;
    }

    private static OracleAnswer id(final String id, final int field) {
        return id.isEmpty() ? OracleAnswer.invalid(field) : OracleFields.id(id, field);
    }

    /** Whoever says so is not there, or is not serious. */
    private @Nullable OracleAnswer absent(final OracleEnvelope envelope) {
        if (envelope.actorSession() != 0 && state.session(envelope.actorSession()) == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        return envelope.isProduction() ? null : OracleAnswer.of(Result.TEST_TRAFFIC);
    }

    /** Whoever says so may not; by the alert, if there is one. */
    private @Nullable OracleAnswer forbidden(
            final OracleEnvelope envelope, final String subjectName, final @Nullable OracleAlert open) {
        final int person = author(envelope);
        if (person < 0) {
            return null;
        }
        final OracleAnswer refusal = OracleAuthority.medicate(state, envelope, person, subjectName, open);
        return refusal == null ? null : OracleAnswer.of(Result.FORBIDDEN, refusal.detail());
    }

    private int author(final OracleEnvelope envelope) {
        final OracleState.Session session =
                envelope.actorSession() == 0 ? null : state.session(envelope.actorSession());
        return session == null ? -1 : session.person();
    }

    long dueNs() {
        final OracleDose first = first();
        return first == null ? OracleAlert.NEVER : first.deadlineNs;
    }

    private @Nullable OracleDose first() {
        return doses.all().stream()
                .min(Comparator.comparingLong(dose -> dose.deadlineNs))
                .orElse(null);
    }

    /** Late: nobody was there in time, and whoever tells of it has to be heard first. */
    private void expires(final OracleDose dose) {
        if (dose.heldNs == 0 && state.nowNs > dose.deadlineNs + 60 * SECOND) {
            dose.heldNs = state.nowNs + GRACE;
            dose.deadlineNs = dose.heldNs;
        } else if (!notices.missed(dose)) {
            dose.deadlineNs = state.nowNs + (dose.critical == 1 ? 1 : 10) * SECOND;
            doses.isMissing();
        }
    }

    void fire() {
        final OracleDose dose = first();
        if (dose == null) {
            return;
        }
        if (dose.state == OracleDose.State.TOLD) {
            doses.remove(dose);
        } else if (dose.state == OracleDose.State.WAITING) {
            expires(dose);
        } else if (notices.missedBy(dose) != null) {
            dose.deadlineNs = state.nowNs + DAY;
        } else {
            doses.remove(dose);
            notices.tell(dose, DosePhase.FORGOTTEN, null, OracleDose.Word.ofTime(dose), Clause.DOSE_FORGOTTEN);
            doses.freed(Clause.DOSE_FORGOTTEN);
        }
    }
}
