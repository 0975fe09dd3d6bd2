package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.Mode;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.testkit.model.RecordedScript.Entrance;
import java.util.ArrayList;
import java.util.List;

/**
 * A log for tests of the engine that compare it with itself: messages that wait and go out together, a daughter who is told of her mother's alerts, and more alerts
 * that a mode kept from people than begin again in one entrance, a monitoring session with people, an advisory, and a device with a battery. Small random scripts hardly ever get there.
 */
public final class RareLog {
    private static final int SMS_AND_CALL = 0b1100;
    private static final int MORE_THAN_AN_ENTRANCE = 17;

    private RareLog() {}

    /**
     * The log.
     *
     * @return always the same.
     */
    public static List<Entrance> log() {
        final Recording recording = new Recording();
        final Scene scene = Scene.staffed(recording, 8);
        final Entries entries = scene.entries;
        final ContactMessages contacts = new ContactMessages();
        final List<ContactMessages.Method> methods =
                List.of(new ContactMessages.Method(0, 2, 0), new ContactMessages.Method(40_000, 3, 0));
        scene.configure(List.of(
                entries.person("daughter", 0),
                contacts.contact("nurse", 0, 20_000, methods),
                contacts.contact("daughter", 0, methods),
                contacts.emergencyContacts(1, "p1", List.of("daughter")),
                entries.policy(new Entries.Policy(
                        1,
                        2,
                        0b11_1110,
                        0,
                        10_000,
                        0,
                        0,
                        60_000,
                        List.of(
                                new Entries.Step(60_000, 0, SMS_AND_CALL, ""),
                                new Entries.Step(30_000, 1, SMS_AND_CALL, "registrar"),
                                new Entries.Step(0, 4, 0, "", 0, 1, 0)),
                        "desk"))));
        for (final String key : List.of("first", "second", "third")) {
            final RaiseText text = RaiseText.of(key, Severity.URGENT, "p1");
            text.type = EmergencyType.OVERDOSE.value();
            scene.say(scene.commands.raise(From.source(7, 0), text));
            scene.after(0);
        }
        scene.after(20);
        scene.after(40);
        scene.say(contacts.reported(From.HOST, 1, 1, 2, 1));
        scene.after(30);
        scene.after(60);
        result(scene);
        final ServiceCommands service = new ServiceCommands();
        scene.configure(List.of(contacts.delivery(0, 1 << Severity.NON_URGENT.value(), List.of())));
        scene.say(service.modeOrdered(From.HOST, Mode.EMERGENCY.value()));
        for (int i = 1; i <= MORE_THAN_AN_ENTRANCE; i++) {
            scene.raise("minor" + i, Severity.NON_URGENT);
        }
        scene.say(service.modeOrdered(From.HOST, Mode.NORMAL.value()));
        scene.after(0);
        scene.after(60);
        monitor(scene);
        advise(scene);
        devices(scene);
        medicate(scene);
        weigh(scene);
        scene.say(new AccessMessages().revoke(From.HOST, 2, 0, 0, 0, "nurse", ""));
        scene.configure(List.of(scene.entries.authority("doctor", 5, "")));
        scene.say(new AccessMessages().breakGlass(From.session(2), 60_000, 1, "p1", ""));
        scene.after(61);
        scene.say(new AccessMessages().forget(From.HOST, 7, 0, 1, "p7", ""));
        return recording.log;
    }

    /** A critical result, the fourth alert, which the nurse takes at the third attempt and has dealt with. */
    private static void result(final Scene scene) {
        final ResultMessages messages = new ResultMessages();
        final From nurse = From.session(1);
        scene.say(messages.report(
                From.source(7, 0), 1, 0, 0, List.of("lab", "p1", "", "", "doctor", "", "Potassium", "6.9", "", "")));
        for (final String readBack : List.of("", "9.6", "6.9")) {
            scene.say(messages.accept(nurse, 4, readBack, 0));
        }
        scene.say(scene.commands.resolve(nurse, 4));
    }

    /** The daughter's mother is monitored, two people are told of it, and a second session is over. */
    private static void monitor(final Scene scene) {
        final MonitoringMessages messages = new MonitoringMessages();
        final From nurse = From.session(1);
        for (final String device : List.of("ekg-1", "ekg-2")) {
            scene.say(messages.start(nurse, 1, List.of(new MonitoringMessages.Device(1, device)), "p1", ""));
        }
        scene.say(messages.grant(nurse, 1, 1, List.of("nurse", "doctor")));
        scene.say(messages.grant(nurse, 1, 3, List.of("nurse", "doctor")));
        scene.say(messages.stop(nurse, 2));
    }

    /** A heart that goes faster and faster: an advisory, which is told and received by nobody. */
    private static void advise(final Scene scene) {
        final ScriptTrends.Trend usual = ScriptTrends.Trend.usual();
        scene.configure(List.of(new ScriptTrends.Trend(
                        14_400_000, 60_000, 60_000, 600_000, 60_000, 100, 50, 500, 1, 0, 3, 1, 2, usual.floors())
                .entry()));
        for (final int rate : new int[] {80, 80, 80, 120, 180, 270, 340, 345}) {
            scene.nowNs += 61 * Scene.SECOND;
            scene.say(scene.commands.vitals(
                    From.source(7, 0), 0, List.of(new Commands.Reading(1, 100 * rate)), "p1", "", ""));
        }
    }

    /** A monitor of a session that falls silent; a battery that runs down, is charged, and its monitor that has to be calibrated; leads that are off, and then an arrest under the same key. */
    private static void devices(final Scene scene) {
        scene.configure(List.of(new DeviceMessages()
                .entry(
                        20,
                        5,
                        5,
                        1,
                        60_000,
                        List.of(new int[] {1, 5}, new int[] {2, 2}, new int[] {3, 5}, new int[] {4, 3}, new int[] {7, 3
                        }))));
        final byte[] batch =
                scene.commands.vitals(From.source(7, 0), 0, List.of(new Commands.Reading(1, 7_000)), "p1", "", "m3");
        final byte[] other =
                scene.commands.vitals(From.source(7, 0), 0, List.of(new Commands.Reading(1, 7_000)), "p1", "", "ekg-1");
        scene.say(other);
        scene.after(60);
        scene.say(other);
        for (final int percent : new int[] {30, 20, 4, 4, 100}) {
            scene.say(DeviceMessages.saying(batch, percent, percent == 20 ? 2 : 1, 0));
            scene.after(1);
        }
        final RaiseText leads = RaiseText.of("m3", Severity.NON_URGENT, "p1");
        leads.type = EmergencyType.DEVICE_TECHNICAL.value();
        leads.deviceCondition = 4;
        leads.deviceId = "m3";
        scene.say(scene.commands.raise(From.source(7, 0), leads));
        scene.say(scene.commands.raise(From.source(7, 0), RaiseText.of("m3", Severity.CRITICAL, "p1")));
    }

    /** A dose that is moved, missed, and told late; and one that nobody ever tells of, which is forgotten. */
    private static void medicate(final Scene scene) {
        final DoseMessages messages = new DoseMessages();
        final From pharmacy = From.source(7, 0);
        scene.configure(List.of(messages.entry(4, 3)));
        for (final String dose : List.of("dose-1", "dose-1", "dose-2")) {
            scene.say(messages.schedule(
                    pharmacy, new DoseMessages.Dose(dose, "p1", "insulin 6 units", scene.nowNs, 60_000, 1)));
        }
        scene.after(60);
        scene.say(messages.record(From.session(1), "dose-1", "p1", 1, 0, "late"));
        scene.after(100);
        scene.after(86_400);
        scene.after(86_400);
    }

    /** Two kilograms more in a day, which go again. */
    private static void weigh(final Scene scene) {
        scene.configure(List.of(ScriptWeights.entry(86_400_000, 200, 150, 3)));
        for (final int weight : new int[] {8_000, 8_200, 6_000, 8_210, 8_100, 6_100, 6_110}) {
            scene.nowNs += 3_600 * Scene.SECOND;
            scene.say(scene.commands.vitals(
                    From.source(7, 0), 0, List.of(new Commands.Reading(23, weight)), "p1", "", ""));
        }
    }

    /** Writes down what would be said to an engine. */
    private static final class Recording implements Side {
        final List<Entrance> log = new ArrayList<>();

        @Override
        public List<Line> onCommand(final long timestampNs, final byte[] message) {
            log.add(new Entrance(timestampNs, message));
            return List.of();
        }

        @Override
        public List<Line> onTick(final long timestampNs) {
            log.add(new Entrance(timestampNs, null));
            return List.of();
        }

        @Override
        public long nextDeadlineNs() {
            return OracleAlert.NEVER;
        }

        @Override
        public long nowNs() {
            return 0;
        }

        @Override
        public long commandSeq() {
            return 0;
        }

        @Override
        public long eventSeq() {
            return 0;
        }

        @Override
        public long highestCommandId(final long source) {
            return 0;
        }
    }
}
