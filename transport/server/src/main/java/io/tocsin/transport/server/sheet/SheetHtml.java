package io.tocsin.transport.server.sheet;

import io.tocsin.codecs.json.Notice;
import java.util.List;
import java.util.stream.Collectors;

/** A sheet as one file of HTML that needs no other: prints on A4, a unit a page, and says on a screen when it is stale. Pure. */
final class SheetHtml {
    private static final String STYLE = """
        @page { size: A4; margin: 14mm }
        body { font: 10.5pt/1.3 sans-serif; color: #000; background: #fff; margin: 1em }
        section { break-before: page } section:first-of-type { break-before: auto }
        header { border: 2pt solid #000; padding: .4em .7em; margin-bottom: .8em }
        h1 { font-size: 15pt; margin: 0 } .made { font-size: 21pt; font-weight: bold; margin: .1em 0 }
        h2 { font-size: 12pt; border-bottom: 1pt solid #000; margin: 1em 0 .3em }
        table { border-collapse: collapse; width: 100% } th, td { border: .5pt solid #555; padding: .2em .4em; text-align: left; vertical-align: top }
        tr { break-inside: avoid } th { background: #ddd } .nobody { font-weight: bold; text-decoration: underline }
        .warning { border: 2pt solid #000; padding: .3em; font-weight: bold }
        #stale { display: none; background: #b00; color: #fff; font-size: 24pt; font-weight: bold; padding: .5em; text-align: center }
        footer { margin-top: 1em; font-size: 8.5pt }
        """;

    private SheetHtml() {}

    static String of(final Sheet sheet) {
        final StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Downtime sheet ")
                .append(escaped(sheet.site()))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<div id=\"stale\">STALE: made ")
                .append(made(sheet))
                .append(". Do not rely on it.</div>\n");
        html.append("<section>");
        head(sheet, "Downtime sheet", html);
        html.append("<p>Made by ")
                .append(escaped(sheet.node()))
                .append(", up to event ")
                .append(sheet.eventSeq())
                .append("</p>\n");
        sheet.warnings()
                .forEach(warning -> html.append("<p class=\"warning\">")
                        .append(escaped(warning))
                        .append("</p>\n"));
        html.append("<h2>Open alerts: ").append(sheet.alerts().size()).append("</h2>\n");
        alerts(sheet, sheet.alerts(), html);
        html.append("<h2>Who is told, in which order</h2>\n");
        sheet.ladders()
                .forEach(ladder -> html.append("<p><b>")
                        .append(escaped(ladder.name()))
                        .append("</b><br>")
                        .append(ladder.steps().stream().map(SheetHtml::escaped).collect(Collectors.joining("<br>")))
                        .append("</p>\n"));
        html.append("<h2>Desks</h2>\n<p>")
                .append(people(sheet.desks().stream().map(sheet::called).toList()))
                .append("</p>\n");
        if (!sheet.people().isEmpty()) {
            html.append("<h2>Telephone numbers</h2>\n<table><tr><th>Who</th><th></th></tr>\n");
            sheet.people().forEach((person, said) -> row(html, escaped(person), escaped(said)));
            html.append("</table>\n");
        }
        html.append("</section>\n");
        sheet.units().forEach(unit -> unit(sheet, unit, html));
        html.append("<footer>").append(escaped(Notice.TEXT)).append("</footer>\n");
        html.append("<script>(function look() { document.getElementById('stale').style.display = Date.now() > ")
                .append(sheet.until().toEpochMilli())
                .append(" ? 'block' : 'none'; setTimeout(look, 30000) })()</script>\n</body></html>\n");
        return html.toString();
    }

    private static void unit(final Sheet sheet, final Sheet.Unit unit, final StringBuilder html) {
        html.append("<section>");
        head(sheet, "Unit " + unit.name(), html);
        html.append("<h2>On duty and on call</h2>\n<table><tr><th>Role</th><th>Who</th></tr>\n");
        unit.roles().forEach(role -> row(html, escaped(role.name()), people(role.people())));
        html.append("</table>\n<h2>Beds and patients</h2>\n<table><tr><th>Bed</th><th>Patient</th>");
        html.append("<th>Cared for by</th><th>Whom to call</th></tr>\n");
        unit.places()
                .forEach(place -> row(
                        html,
                        escaped(place.bed()),
                        escaped(place.patient()) + (place.name().isEmpty() ? "" : "<br>" + escaped(place.name())),
                        people(place.care()),
                        place.contacts().stream().map(SheetHtml::escaped).collect(Collectors.joining("<br>"))));
        html.append("</table>\n");
        if (unit.leftOut() > 0) {
            html.append("<p class=\"warning\">").append(unit.leftOut()).append(" further patients are left out</p>\n");
        }
        final List<Sheet.Alert> open = sheet.alertsOf(unit.name());
        html.append("<h2>Open alerts of this unit: ").append(open.size()).append("</h2>\n");
        alerts(sheet, open, html);
        html.append("</section>\n");
    }

    private static void head(final Sheet sheet, final String what, final StringBuilder html) {
        html.append("<header><h1>")
                .append(escaped(what))
                .append(" &middot; ")
                .append(escaped(sheet.site()))
                .append("</h1><p class=\"made\">Made ")
                .append(made(sheet))
                .append("</p><p>Not after <b>")
                .append(escaped(SheetText.full(sheet.until().atZone(sheet.zone()))))
                .append("</b>: look for a newer one before. Confidential: names patients. Destroy it when a newer one"
                        + " is there.</p></header>\n");
    }

    private static void alerts(final Sheet sheet, final List<Sheet.Alert> alerts, final StringBuilder html) {
        html.append("<table><tr><th>Alert</th><th>What</th><th>Where, who</th><th>Since</th><th>Owner</th></tr>\n");
        for (final Sheet.Alert alert : alerts) {
            row(
                    html,
                    "<b>" + escaped(alert.severity()) + "</b> " + alert.number(),
                    escaped(alert.what()),
                    escaped(alert.where()) + "<br>" + escaped(alert.patient()),
                    escaped(alert.raised()),
                    alert.owner().isEmpty()
                            ? "<span class=\"nobody\">NOBODY</span><br>asked: " + escaped(alert.told() + alert.note())
                            : escaped(sheet.called(alert.owner()) + alert.note()));
        }
        html.append("</table>\n");
    }

    private static void row(final StringBuilder html, final String... cells) {
        html.append("<tr>");
        for (final String cell : cells) {
            html.append("<td>").append(cell).append("</td>");
        }
        html.append("</tr>\n");
    }

    private static String made(final Sheet sheet) {
        return escaped(SheetText.full(sheet.made().atZone(sheet.zone())));
    }

    private static String people(final List<String> people) {
        return people.isEmpty()
                ? "<span class=\"nobody\">NOBODY</span>"
                : people.stream().map(SheetHtml::escaped).collect(Collectors.joining("<br>"));
    }

    private static String escaped(final String text) {
        return text.replaceAll("\\p{Cntrl}", "?")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
