package io.tocsin.transport.server.sheet;

import io.tocsin.codecs.json.Notice;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A sheet as plain text, a form feed before each unit: for terminals, and printers that take no more. Pure. */
final class SheetText {
    private static final String LINE = "=".repeat(100);

    private SheetText() {}

    /** When something was, in full. */
    static String full(final ZonedDateTime time) {
        return DateTimeFormatter.ofPattern("EEEE d MMMM yyyy HH:mm z", Locale.ENGLISH)
                .format(time);
    }

    static String of(final Sheet sheet) {
        final StringBuilder text = new StringBuilder();
        head(sheet, "DOWNTIME SHEET", text);
        text.append("Made by ")
                .append(sheet.node())
                .append(", up to event ")
                .append(sheet.eventSeq())
                .append('\n');
        sheet.warnings().forEach(warning -> text.append("!! ").append(warning).append('\n'));
        title("OPEN ALERTS: " + sheet.alerts().size(), text);
        alerts(sheet, sheet.alerts(), text);
        title("WHO IS TOLD, IN WHICH ORDER", text);
        sheet.ladders().forEach(ladder -> {
            text.append(ladder.name()).append('\n');
            ladder.steps().forEach(step -> text.append("    ").append(step).append('\n'));
        });
        title("DESKS", text);
        sheet.desks().forEach(desk -> text.append(sheet.called(desk)).append('\n'));
        if (!sheet.people().isEmpty()) {
            title("TELEPHONE NUMBERS", text);
            sheet.people()
                    .forEach((person, said) ->
                            text.append(person).append(": ").append(said).append('\n'));
        }
        sheet.units().forEach(unit -> unit(sheet, unit, text));
        text.append('\n').append(Notice.TEXT).append('\n');
        // What a terminal or a printer would obey is not printed.
        return text.toString().replaceAll("[\\p{Cntrl}&&[^\\n\\f]]", "?");
    }

    private static void unit(final Sheet sheet, final Sheet.Unit unit, final StringBuilder text) {
        text.append('\f');
        head(sheet, "UNIT " + unit.name(), text);
        title("ON DUTY AND ON CALL", text);
        unit.roles()
                .forEach(role -> text.append(role.name())
                        .append(": ")
                        .append(people(role.people()))
                        .append('\n'));
        title("BEDS AND PATIENTS", text);
        for (final Sheet.Place place : unit.places()) {
            text.append(place.bed().isEmpty() ? "(no bed)" : place.bed())
                    .append(": ")
                    .append(place.patient().isEmpty() ? "(no patient known)" : place.patient())
                    .append(place.name().isEmpty() ? "" : ' ' + place.name())
                    .append("; cared for by ")
                    .append(people(place.care()))
                    .append('\n');
            place.contacts()
                    .forEach(
                            contact -> text.append("    call: ").append(contact).append('\n'));
        }
        if (unit.leftOut() > 0) {
            text.append("!! ").append(unit.leftOut()).append(" further patients are left out\n");
        }
        final List<Sheet.Alert> open = sheet.alertsOf(unit.name());
        title("OPEN ALERTS OF THIS UNIT: " + open.size(), text);
        alerts(sheet, open, text);
    }

    private static void head(final Sheet sheet, final String what, final StringBuilder text) {
        text.append(LINE).append('\n');
        text.append(what).append("   ").append(sheet.site()).append('\n');
        text.append("MADE       ")
                .append(full(sheet.made().atZone(sheet.zone())))
                .append('\n');
        text.append("NOT AFTER  ").append(full(sheet.until().atZone(sheet.zone())));
        text.append("  (look for a newer one before)\n");
        text.append("CONFIDENTIAL: names patients. Destroy it when a newer one is there.\n");
        text.append(LINE).append('\n');
    }

    private static void title(final String title, final StringBuilder text) {
        text.append('\n')
                .append(title)
                .append('\n')
                .append("-".repeat(title.length()))
                .append('\n');
    }

    private static void alerts(final Sheet sheet, final List<Sheet.Alert> alerts, final StringBuilder text) {
        for (final Sheet.Alert alert : alerts) {
            text.append("[ ] ")
                    .append(alert.severity())
                    .append(' ')
                    .append(alert.number())
                    .append(": ")
                    .append(alert.what())
                    .append("\n      ")
                    .append(alert.where())
                    .append(", ")
                    .append(alert.patient())
                    .append(", since ")
                    .append(alert.raised())
                    .append("\n      ")
                    .append(
                            alert.owner().isEmpty()
                                    ? "NOBODY HAS IT; asked: " + alert.told()
                                    : "taken by " + sheet.called(alert.owner()))
                    .append(alert.note())
                    .append('\n');
        }
        if (alerts.isEmpty()) {
            text.append("none\n");
        }
    }

    private static String people(final List<String> people) {
        return people.isEmpty() ? "NOBODY" : String.join(", ", people);
    }
}
