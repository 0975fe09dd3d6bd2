package io.tocsin.codecs.json;

import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringStatus;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Parameter;
import java.util.List;

/** Messages about monitoring sessions, filled by dice. */
final class RandomMonitorings {
    private RandomMonitorings() {}

    static List<ClientMessage> commands(final Dice dice) {
        return List.of(
                new StartMonitoring(
                        dice.id(),
                        dice.instant(),
                        dice.constant(MonitoringType.class),
                        dice.id36OrEmpty(),
                        dice.id36OrEmpty(),
                        dice.list(StartMonitoring.MAX_DEVICES, () -> device(dice))),
                new StopMonitoring(dice.id(), dice.instant(), dice.id()),
                new GrantViewers(
                        dice.id(),
                        dice.instant(),
                        dice.id(),
                        dice.constant(MonitoringList.class),
                        dice.list(GrantViewers.MAX_PEOPLE, dice::id36)),
                new ClientMessage.MonitoringsQuery(
                        dice.id36(), dice.between(1, ClientMessage.MAX_ALERTS), dice.idOrZero()),
                new ClientMessage.WatchVitals(dice.id36(), dice.id(), dice.flag()));
    }

    static List<ServerMessage> told(final Dice dice) {
        return List.of(
                new ServerMessage.Monitorings(
                        dice.id36(), dice.idOrZero(), dice.list(5, () -> report(dice)), dice.flag()),
                new ServerMessage.Monitoring(report(dice)),
                new ServerMessage.VitalsShown(
                        dice.id36OrEmpty(),
                        dice.id(),
                        dice.instant(),
                        dice.flag(),
                        dice.flag(),
                        dice.list(
                                5,
                                () -> new ShownReading(
                                        Parameter.SPO2,
                                        dice.between(0, 10_000),
                                        dice.instant(),
                                        dice.flag() ? null : (Integer) dice.between(0, ReadingQuality.MAX_ACCURACY)))));
    }

    private static MonitoringReport report(final Dice dice) {
        return new MonitoringReport(
                dice.id(),
                dice.constant(MonitoringStatus.class),
                dice.constant(MonitoringType.class),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.instant(),
                dice.instant(),
                dice.id36OrEmpty(),
                dice.id36OrEmpty(),
                dice.list(StartMonitoring.MAX_DEVICES, () -> device(dice)),
                dice.list(GrantViewers.MAX_PEOPLE, dice::id36),
                dice.list(3, dice::id36),
                dice.list(3, dice::id36));
    }

    private static MonitoringReport.Device device(final Dice dice) {
        return new MonitoringReport.Device(dice.constant(DeviceKind.class), dice.id36());
    }
}
