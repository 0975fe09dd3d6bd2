package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.RaiseAlertEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What sources of a script say of devices: mostly what may be, with a key for each device and kind, now and then what may not. In one script of four. */
final class ScriptDevices {
    private static final int LAST_TECHNICAL = 7;
    private static final int LAST = 22;
    private static final int DEVICES = 4;

    private final SplittableRandom random;
    private final ScriptSite site;
    private final Commands commands = new Commands();
    private final DeviceMessages messages = new DeviceMessages();
    private final MonitoringMessages sessions = new MonitoringMessages();
    private final boolean isUsed;
    /** Of its own, so that what devices say of themselves is as it would be without. */
    private final SplittableRandom silences;

    ScriptDevices(final long seed, final ScriptSite site) {
        random = new SplittableRandom(seed * 37 + 5);
        this.site = site;
        isUsed = random.nextInt(4) == 0;
        silences = new SplittableRandom(seed * 41 + 3);
    }

    boolean isNext() {
        return isUsed && oneIn(8);
    }

    private boolean oneIn(final int count) {
        return random.nextInt(count) == 0;
    }

    boolean isUsed() {
        return isUsed;
    }

    boolean isToConfigure() {
        return oneIn(20);
    }

    /** What a site holds conditions for, and looks for; now and then with a fault. */
    List<byte[]> entries() {
        final List<int[]> floors = new ArrayList<>();
        final int looks = random.nextInt(8);
        int low = looks % 2 == 0 ? 20 + random.nextInt(20) : 0;
        int empty = low > 0 && random.nextBoolean() ? 5 + random.nextInt(10) : 0;
        int hysteresis = low > 0 ? 1 + random.nextInt(10) : 0;
        int calibration = looks < 4 ? 1 : 0;
        for (int condition = 1; condition <= LAST; condition++) {
            final boolean isNeeded = (condition == 1 && low > 0)
                    || (condition == 2 && empty > 0)
                    || (condition == 3 && calibration == 1);
            if (isNeeded || oneIn(3)) {
                floors.add(new int[] {condition, 1 + random.nextInt(5)});
            }
        }
        if (oneIn(8)) {
            switch (random.nextInt(7)) {
                case 0 -> low = 100;
                case 1 -> empty = low + 1;
                case 2 -> hysteresis = hysteresis == 0 ? 1 : oneIn(2) ? 0 : 51;
                case 3 -> calibration = 2;
                case 4 -> floors.add(new int[] {oneIn(2) ? 0 : LAST + 1, 3});
                case 5 -> floors.add(new int[] {LAST, oneIn(2) ? 0 : 6});
                default -> floors.removeIf(floor -> floor[0] <= 3);
            }
        }
        final long silentMs = silentMs(floors);
        final byte[] entry = messages.entry(low, empty, hysteresis, calibration, silentMs, floors);
        return List.of(silentMs == 0 && silences.nextBoolean() ? DeviceMessages.withoutSilence(entry) : entry);
    }

    /** After how long a device is silent: mostly what may be, and with the severity that it needs. */
    private long silentMs(final List<int[]> floors) {
        final int dice = silences.nextInt(16);
        if (dice < 4) {
            return 0;
        }
        if (dice > 4 && floors.stream().noneMatch(floor -> floor[0] == LAST_TECHNICAL)) {
            floors.add(new int[] {LAST_TECHNICAL, 1 + silences.nextInt(5)});
        }
        return dice == 5 ? 86_400_001 : dice == 6 ? 4_999 : 5_000 + silences.nextInt(3) * 2_500L;
    }

    /** A device says how it is, by itself or through a source that may be watched. Now and then somebody monitors with it. */
    byte[] vitals(final From itself) {
        if (silences.nextInt(8) == 0) {
            return monitoring();
        }
        final From machine = silences.nextInt(3) == 0
                ? itself
                : From.source(11 + silences.nextInt(3), 0).purpose(itself.purpose());

        final int device = random.nextInt(DEVICES);
        final byte[] batch = commands.vitals(
                machine,
                0,
                List.of(new Commands.Reading(1, 7_000)),
                oneIn(3) ? "" : site.patients.get(device),
                oneIn(3) ? site.any(site.beds) : "",
                oneIn(20) ? "" : "d" + device);
        final int battery = oneIn(4) ? 255 : oneIn(30) ? 101 : random.nextInt(oneIn(2) ? 101 : 45);
        final int calibration = oneIn(3) ? 255 : oneIn(30) ? 5 * random.nextInt(2) : 1 + random.nextInt(4);
        final byte[] saying = DeviceMessages.saying(
                batch, battery, calibration, oneIn(20) ? 1 + random.nextInt(2) + 4 * silences.nextInt(2) : 0);
        return silences.nextInt(12) == 0 ? DeviceMessages.remote(saying) : saying;
    }

    private byte[] monitoring() {
        final int device = silences.nextInt(DEVICES);
        return sessions.start(
                From.session(1 + silences.nextInt(4)),
                silences.nextInt(6) == 0 ? 3 : 6,
                List.of(new MonitoringMessages.Device(silences.nextInt(6) == 0 ? 3 : 1, "d" + device)),
                silences.nextInt(8) == 0 ? "" : site.patients.get(device),
                site.beds.get(silences.nextInt(site.beds.size())));
    }

    byte[] next(final From source) {
        final RaiseText text = new RaiseText();
        final int device = random.nextInt(DEVICES);
        final boolean isTherapy = random.nextBoolean();
        text.type = (isTherapy ? EmergencyType.DEVICE_THERAPY : EmergencyType.DEVICE_TECHNICAL).value();
        text.deviceCondition = 1 + random.nextInt(isTherapy ? LAST : LAST_TECHNICAL);
        text.severity = 1 + random.nextInt(5);
        text.alertKey = (oneIn(12) ? "k" : oneIn(3) ? "pump" : isTherapy ? "therapy" : "device") + device;
        text.deviceId = "d" + device;
        text.patientId = oneIn(3) ? "" : site.patients.get(device);
        text.bedId = oneIn(4) ? site.any(site.beds) : "";
        text.consciousness = oneIn(4) ? random.nextInt(5) : 255;
        if (oneIn(10)) {
            spoil(text);
        }
        final byte[] raise = commands.raise(source, text);
        return oneIn(12) ? withoutCondition(raise) : raise;
    }

    private void spoil(final RaiseText text) {
        switch (random.nextInt(6)) {
            case 0 -> text.deviceCondition = 255;
            case 4 -> text.deviceId = "";
            case 1 -> text.deviceCondition = 0;
            case 2 -> text.deviceCondition = LAST + 1;
            case 3 -> text.type = oneIn(2) ? EmergencyType.OTHER.value() : LAST;
            default -> {
                text.type = EmergencyType.DEVICE_TECHNICAL.value();
                text.deviceCondition = LAST_TECHNICAL + 1;
            }
        }
    }

    /** As who knows nothing of conditions says it: the block of version 3 as it was at first. */
    static byte[] withoutCondition(final byte[] raise) {
        final int at = MessageHeaderEncoder.ENCODED_LENGTH + RaiseAlertEncoder.deviceConditionEncodingOffset();
        final byte[] shorter = new byte[raise.length - 1];
        System.arraycopy(raise, 0, shorter, 0, at);
        System.arraycopy(raise, at + 1, shorter, at, shorter.length - at);
        shorter[0]--;
        return shorter;
    }
}
