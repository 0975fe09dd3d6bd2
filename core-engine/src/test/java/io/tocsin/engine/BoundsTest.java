package io.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.LimitRules;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.CommandWriter.Texts;
import io.tocsin.engine.EntryWriter.Step;
import io.tocsin.engine.store.IdTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How many bytes of a snapshot each thing costs, measured by adding a hundred of it. The bounds are committed here and in section 13 of core-engine/README.md: they
 * say how large a snapshot gets, and so how long one takes and how much a joining member of a cluster has to fetch.
 */
final class BoundsTest {
    private static final int MANY = 100;
    private static final int NURSES = 10;
    /** After everything else that these tests do. */
    private static final long LATER_NS = 4_000_000_000_000_000_000L;

    private static final String LONGEST_ID = "i".repeat(IdTable.MAX_ID_BYTES);
    private static final List<Parameter> ALL_PARAMETERS = LimitRules.parameters();

    /** The committed bounds, in bytes of a snapshot. */
    private enum Bound {
        /** A record, as it lies in memory: the same for every id, and whatever was read. */
        PATIENT(192),
        /** A limit or score alert: its fields, no text. */
        ALERT_OF_THE_ENGINE(119),
        /** A declared alert as a bedside system raises it: key, patient, bed and unit named, a description of forty bytes. */
        ALERT_DECLARED(377),
        /** A declared alert with the longest command of all as its content, and the longest key. */
        ALERT_WORST(1_142),
        /** One person chosen for one alert, whatever became of it. */
        RECIPIENT(22),
        /** One output that is not yet received by one recipient: the entry and the delivery. */
        ENTRY_AND_DELIVERY(59),
        /** One more recipient of the same output. */
        DELIVERY(29),
        /** A person: an id of ten bytes, and two lanes with what was sent and received last. */
        PERSON(52),
        /** A person's open session. */
        SESSION(22),
        /** Where a person is: coordinates, and five places that others were in before. */
        POSITION(41),
        /** An answer kept for a command that may come again. */
        KEPT_ANSWER(27),
        /** A device whose readings are told from repeated ones: an id of ten bytes and its last sequence. */
        DEVICE(19),
        /** A timed rule and a patient, while the violation does not count yet. */
        WATCH(101),
        /** A duty of a roster, that begins later. */
        DUTY(21),
        /** An alert that its owner has put off: which one, and until when. */
        SNOOZE(12),
        /** How a person is told beside the WebSocket: five methods. */
        CONTACT(57),
        /** A person's methods gone through for one offer. */
        CONTACT_RUN(35),
        /** That a person was told of something over a channel, so that what follows waits. */
        TOLD_LATELY(12),
        /** Two alerts that wait to be told in one message. */
        BUNDLE(32),
        /** A limit of one patient, without a comment. */
        PATIENT_LIMIT(35),
        /** A slot of a table that was used and is free again. */
        FREED_SLOT(4);

        private final int bytes;

        Bound(final int bytes) {
            this.bytes = bytes;
        }
    }

    /** A ward whose people all have a session and one offer's credit. */
    private static final class Hospital {
        final Ward ward = new Ward();

        Hospital(final byte[]... entries) {
            ward.send(ward.write.genesis(EngineLimits.hospital()));
            final List<byte[]> all = new ArrayList<>();
            all.add(ward.entry.desk("desk"));
            all.add(ward.entry.unit("unit-icu-1"));
            all.add(ward.entry.bed("bed-000001", "unit-icu-1"));
            all.add(ward.entry.credit(1_000, 1_000, 1, 1));
            IntStream.range(0, NURSES).forEach(i -> all.add(ward.entry.person(id("nurse", i))));
            all.addAll(List.of(entries));
            ward.configure(all.toArray(byte[][]::new));
            IntStream.range(0, NURSES).forEach(i -> ward.send(ward.write.open(1L + i, 0, id("nurse", i))));
        }

        static Hospital asking(final int nurses) {
            return asking(nurses, 0);
        }

        static Hospital asking(final int nurses, final int channels) {
            final EntryWriter entry = new EntryWriter();
            final List<String> team =
                    IntStream.range(0, nurses).mapToObj(i -> id("nurse", i)).toList();
            return new Hospital(
                    entry.patient("patient-01", ""),
                    entry.careTeam("patient-01", team),
                    entry.policy(1, 1, EntryWriter.EVERY_SEVERITY, List.of(new Step(60_000, "", channels)), "desk"));
        }

        long size() {
            final long[] bytes = {0};
            ward.engine.snapshot((buffer, offset, length) -> bytes[0] += length);
            return bytes[0];
        }

        /** What each of many costs; the second hundred costs what the first did. */
        double each(final IntConsumer adding) {
            final long before = size();
            IntStream.range(0, MANY).forEach(adding);
            final long first = size() - before;
            IntStream.range(MANY, 2 * MANY).forEach(adding);
            assertThat(size() - before).as("growth is linear").isEqualTo(2 * first);
            return first / (double) MANY;
        }

        double eachAlert(final Severity severity, final Texts texts) {
            return each(i -> ward.send(ward.write.raise(
                    0,
                    0,
                    severity,
                    new Texts(
                            texts.key() + "%04d".formatted(i),
                            texts.patient(),
                            texts.unit(),
                            texts.bed(),
                            texts.device(),
                            texts.description()))));
        }
    }

    @Test
    void shouldHoldAPatientInSoManyBytes() {
        final Hospital hospital = new Hospital();
        expect(
                Bound.PATIENT,
                hospital.each(i -> hospital.ward.configure(hospital.ward.entry.patient(id("bed", i), ""))));

        final Hospital read = new Hospital();
        expect(
                Bound.PATIENT,
                read.each(i -> read.ward.send(read.ward.write.vitals(id("bed", i), "", 0, ALL_PARAMETERS))));

        final Hospital worst = new Hospital();
        expect(
                Bound.PATIENT,
                worst.each(i -> worst.ward.send(
                        worst.ward.write.vitals(id("bed", i) + LONGEST_ID.substring(10), "", 0, ALL_PARAMETERS))));
    }

    @Test
    void shouldHoldAnAlertInSoManyBytes() {
        // One who waits for credit beside the alert, whatever its kind; what is left is the alert.
        final double recipient = recipient();
        final EntryWriter entry = new EntryWriter();
        final Hospital ofTheEngine = new Hospital(
                entry.rule(1, false, Parameter.HEART_RATE, 0),
                entry.policy(1, 1, EntryWriter.EVERY_SEVERITY, List.of(new Step(60_000, id("nurse", 0))), "desk"));
        // The patients come first, without a violation; the first alert takes the nurse's credit.
        final List<Parameter> harmless = List.of(Parameter.SPO2);
        IntStream.rangeClosed(0, 2 * MANY)
                .forEach(i -> ofTheEngine.ward.send(ofTheEngine.ward.write.vitals(id("bed", i), "", 0, harmless)));
        ofTheEngine.ward.send(ofTheEngine.ward.write.vitals(id("bed", 2 * MANY), "", 0, List.of(Parameter.HEART_RATE)));
        expect(
                Bound.ALERT_OF_THE_ENGINE,
                ofTheEngine.each(i -> ofTheEngine.ward.send(
                                ofTheEngine.ward.write.vitals(id("bed", i), "", 0, List.of(Parameter.HEART_RATE))))
                        - recipient);

        expect(Bound.ALERT_DECLARED, declared(typical()) - recipient);
        expect(Bound.ALERT_WORST, worst() - recipient);
    }

    private static Texts typical() {
        return Texts.of("monitor-icu-1-")
                .patient("patient-01")
                .bed("bed-000001")
                .unit("unit-icu-1")
                .description("Asystole on the monitor, no pulse felt.");
    }

    private static double declared(final Texts texts) {
        final Hospital hospital = Hospital.asking(1);
        hospital.ward.send(hospital.ward.write.raise(0, 0, Severity.URGENT, texts));
        return hospital.eachAlert(Severity.URGENT, texts);
    }

    private static double worst() {
        final Hospital hospital = Hospital.asking(1);
        hospital.ward.send(hospital.ward.write.raise(0, 0, Severity.URGENT, typical()));
        return hospital.each(i -> hospital.ward.send(
                hospital.ward.write.longestRaise(id("key", i) + LONGEST_ID.substring(10), "patient-01")));
    }

    @Test
    void shouldHoldARecipientInSoManyBytes() {
        expect(Bound.RECIPIENT, recipient());
    }

    /** Alerts that all nurses wait for, against alerts that one waits for. */
    private static double recipient() {
        final Texts texts = Texts.of("k").patient("patient-01");
        final double[] bytes = new double[2];
        for (int i = 0; i < 2; i++) {
            final Hospital hospital = Hospital.asking(i == 0 ? 1 : NURSES);
            hospital.ward.send(hospital.ward.write.raise(0, 0, Severity.URGENT, texts));
            bytes[i] = hospital.eachAlert(Severity.URGENT, texts);
        }
        return (bytes[1] - bytes[0]) / (NURSES - 1);
    }

    @Test
    void shouldHoldAnOutputInSoManyBytes() {
        final Texts texts = Texts.of("k").patient("patient-01");
        final double[] bytes = new double[3];
        for (int i = 0; i < 3; i++) {
            final Hospital hospital = Hospital.asking(i < 2 ? 1 : NURSES);
            hospital.ward.send(hospital.ward.write.raise(0, 0, Severity.URGENT, texts));
            if (i > 0) {
                hospital.ward.configure(hospital.ward.entry.credit(100_000, 100_000, 1_000, 1_000));
            }
            bytes[i] = hospital.eachAlert(Severity.URGENT, texts);
        }
        expect(Bound.ENTRY_AND_DELIVERY, bytes[1] - bytes[0]);
        expect(Bound.DELIVERY, (bytes[2] - bytes[1]) / (NURSES - 1) - recipient());
    }

    @Test
    void shouldHoldWhatIsPutOffInSoManyBytes() {
        final Hospital hospital = Hospital.asking(1);
        final Ward ward = hospital.ward;
        for (int i = 1; i <= 2 * MANY; i++) {
            ward.send(ward.write.longestRaise("k%04d".formatted(i), "patient-01"));
            ward.send(ward.write.accept(1, i));
        }
        expect(Bound.SNOOZE, hospital.each(i -> ward.send(ward.write.snooze(1, i + 1, 60_000))));
    }

    @Test
    void shouldHoldPeopleAndTheirClientsInSoManyBytes() {
        final Hospital hospital = new Hospital();
        final Ward ward = hospital.ward;
        expect(Bound.PERSON, hospital.each(i -> ward.configure(ward.entry.person(id("medic", i)))));
        ward.send(ward.write.position("desk"));
        expect(Bound.POSITION, hospital.each(i -> ward.send(ward.write.position(id("medic", i)))));
        expect(Bound.SESSION, hospital.each(i -> ward.send(ward.write.open(1_000L + i, 0, "desk"))));
        expect(
                Bound.DEVICE,
                hospital.each(i -> {
                            ward.send(ward.write.vitals("", id("mon", i), 1, List.of(Parameter.SPO2)));
                        })
                        - subjectOfADevice());
    }

    @Test
    void shouldHoldContactMethodsInSoManyBytes() {
        final Hospital hospital = new Hospital();
        final Ward ward = hospital.ward;
        IntStream.range(0, 2 * MANY).forEach(i -> ward.configure(ward.entry.person(id("medic", i))));
        expect(Bound.CONTACT, hospital.each(i -> ward.configure(ward.entry.contact(id("medic", i)))));

        // Each nurse has credit for one offer: who has methods holds a run as well.
        final long[] bytes = new long[2];
        for (int i = 0; i < 2; i++) {
            final Hospital asking = Hospital.asking(NURSES, 0x3F);
            if (i == 1) {
                IntStream.range(0, NURSES)
                        .forEach(nurse -> asking.ward.configure(asking.ward.entry.contact(id("nurse", nurse))));
            }
            final long before = asking.size();
            asking.ward.send(
                    asking.ward.write.raise(0, 0, Severity.URGENT, Texts.of("k").patient("patient-01")));
            bytes[i] = asking.size() - before;
        }
        expect(Bound.CONTACT_RUN, (bytes[1] - bytes[0]) / (double) NURSES);
    }

    @Test
    void shouldHoldBundlesInSoManyBytes() {
        // The same methods at once, of people who want bundles and of people who want none: the first alert is told,
        // the next two wait.
        final long[][] bytes = new long[2][3];
        for (int i = 0; i < 2; i++) {
            final Hospital asking = Hospital.asking(NURSES, 1 << 2);
            final Ward ward = asking.ward;
            final long bundleMs = i * 600_000L;
            ward.configure(ward.entry.credit(1_000, 1_000, 100, 100));
            IntStream.range(0, NURSES)
                    .forEach(nurse -> ward.configure(ward.entry.contact(id("nurse", nurse), 0, bundleMs)));
            for (int alert = 0; alert < 3; alert++) {
                ward.send(ward.write.longestRaise("k" + alert, "patient-01"));
                ward.tickAfter(0);
                bytes[i][alert] = asking.size();
            }
        }
        expect(Bound.TOLD_LATELY, (bytes[1][0] - bytes[0][0]) / (double) NURSES);
        expect(Bound.BUNDLE, (bytes[1][2] - bytes[0][2]) / (double) NURSES - Bound.TOLD_LATELY.bytes);
    }

    /** A device that names no patient is a subject too. */
    private static double subjectOfADevice() {
        final Hospital hospital = new Hospital();
        final Ward ward = hospital.ward;
        return hospital.each(i -> ward.send(ward.write.vitals("", id("mon", i), 0, List.of(Parameter.SPO2))));
    }

    @Test
    void shouldWatchATimedRuleInSoManyBytes() {
        final EntryWriter entry = new EntryWriter();
        final Hospital hospital = new Hospital(entry.rule(1, false, Parameter.HEART_RATE, 0), entry.delay(1, 1, 5_000));
        final Ward ward = hospital.ward;
        final List<Parameter> harmless = List.of(Parameter.SPO2);
        IntStream.rangeClosed(0, 2 * MANY).forEach(i -> ward.send(ward.write.vitals(id("bed", i), "", 0, harmless)));
        expect(
                Bound.WATCH,
                hospital.each(i -> ward.send(ward.write.vitals(id("bed", i), "", 0, List.of(Parameter.HEART_RATE)))));
    }

    @Test
    void shouldHoldALimitOfAPatientInSoManyBytes() {
        final EntryWriter entry = new EntryWriter();
        final Hospital hospital = new Hospital(entry.rule(1, false, Parameter.HEART_RATE, 12_000));
        final Ward ward = hospital.ward;
        // Patients who are known already.
        IntStream.range(0, 2 * MANY)
                .forEach(i -> ward.send(ward.write.vitals(id("bed", i), "", 0, List.of(Parameter.HEART_RATE))));
        expect(Bound.PATIENT_LIMIT, hospital.each(i -> ward.send(ward.write.limit(1, id("bed", i), 11_000))));
    }

    @Test
    void shouldPlanADutyInSoManyBytes() {
        final Hospital hospital = new Hospital();
        final Ward ward = hospital.ward;
        final List<Long> sizes = new ArrayList<>();
        // That a roster has named the nurse is kept once, whatever duties she has.
        ward.configure(ward.entry.unit(id("unit", 0)));
        ward.configure(ward.entry.shifts(id("unit", 0), List.of(id("nurse", 0)), LATER_NS));
        // Rosters of units that are there, without duties, and with sixteen.
        for (int i = 0; i < 2; i++) {
            IntStream.range(0, MANY).forEach(each -> ward.configure(ward.entry.unit(id("unit", each))));
            final List<String> people = Collections.nCopies(i * 16, id("nurse", 0));
            IntStream.range(0, MANY)
                    .forEach(each -> ward.configure(ward.entry.shifts(id("unit", each), people, LATER_NS)));
            sizes.add(hospital.size());
        }
        expect(Bound.DUTY, (sizes.get(1) - sizes.get(0)) / (16.0 * MANY));
    }

    @Test
    void shouldKeepAnAnswerInSoManyBytes() {
        final Hospital hospital = Hospital.asking(1);
        final Ward ward = hospital.ward;
        // Every source is known and has a first answer; then each gets one more.
        IntStream.rangeClosed(0, 2 * MANY).forEach(i -> ward.send(refused(ward, i, 1)));
        expect(Bound.KEPT_ANSWER, hospital.each(i -> ward.send(refused(ward, i, 2))));
    }

    private static byte[] refused(final Ward ward, final int source, final long commandId) {
        return ward.write.raise(1_000L + source, commandId, Severity.URGENT, Texts.of(""));
    }

    @Test
    void shouldRememberAFreedSlotInSoManyBytes() {
        final Hospital hospital = new Hospital();
        final Ward ward = hospital.ward;
        IntStream.rangeClosed(0, 2 * MANY).forEach(i -> ward.send(ward.write.open(1_000L + i, 0, "desk")));
        expect(Bound.FREED_SLOT, Bound.SESSION.bytes + hospital.each(i -> ward.send(ward.write.close(1_000L + i))));
    }

    private static String id(final String kind, final int number) {
        final String digits = Integer.toString(number);
        return kind + "-" + "0".repeat(9 - kind.length() - digits.length()) + digits;
    }

    private static void expect(final Bound bound, final double measured) {
        assertThat(measured)
                .as("%s: at most %d bytes, and a bound much above what is measured is none", bound, bound.bytes)
                .isBetween(bound.bytes * 0.95, (double) bound.bytes);
    }
}
