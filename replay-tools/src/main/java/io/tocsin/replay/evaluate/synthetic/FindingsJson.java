package io.tocsin.replay.evaluate.synthetic;

import io.tocsin.LimitRules;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.replay.evaluate.JsonReport;
import io.tocsin.replay.evaluate.study.Draws;
import io.tocsin.replay.evaluate.study.Estimate;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;

/** Findings as JSON; without speeds, so that two runs give the same bytes. */
final class FindingsJson {
    private FindingsJson() {}

    /** Writes properties. */
    static void write(final Findings findings, final JsonGenerator json) {
        json.writeStringProperty("data", "SYNTHETIC: nothing here was measured of a patient");
        json.writeNumberProperty("seed", findings.made().seed());
        json.writeNumberProperty("patients", findings.made().patients());
        json.writeNumberProperty("deteriorating", findings.deteriorating());
        json.writeNumberProperty("hoursAtMost", findings.made().hours());
        json.writeNumberProperty("seconds", findings.seconds());
        json.writeNumberProperty("horizonHours", Stay.HORIZON_HOURS);
        json.writeNumberProperty("bootstrapDraws", Draws.COUNT);
        json.writeNumberProperty("bootstrapSeed", Draws.SEED);
        writeAssumptions(json);
        json.writeObjectPropertyStart("settings");
        findings.settings().forEach(finding -> write(finding, json));
        json.writeEndObject();
        json.writeStringProperty("eventHash", JsonReport.hex(findings.eventHash()));
        json.writeNumberProperty("commands", findings.commands());
        json.writeNumberProperty("events", findings.events());
    }

    /** Parameter, bound and limit in the unit. */
    static String nameOf(final LimitRules.Rule rule) {
        return rule.parameter() + (rule.bound() == Bound.BELOW ? "<" : ">") + text(rule.limitHundredths());
    }

    private static void writeAssumptions(final JsonGenerator json) {
        json.writeObjectPropertyStart("assumptions");
        json.writeNumberProperty("correlationOfASecond", Stay.PHI);
        json.writeNumberProperty("dropOutsPerHour", Monitor.DROP_OUTS_PER_HOUR);
        json.writeNumberProperty("flatLinesPerHour", Monitor.FLAT_LINES_PER_HOUR);
        json.writeNumberProperty("medianSeconds", Monitor.MEDIAN_SECONDS);
        json.writeNumberProperty("flatLineMedianSeconds", Monitor.FLAT_MEDIAN_SECONDS);
        json.writeNumberProperty("sigmaOfLogarithm", Monitor.SIGMA);
        for (int i = 0; i < Vital.count(); i++) {
            final Vital vital = Vital.at(i);
            json.writeObjectPropertyStart(vital.parameter().name());
            write("mean", vital.own().mean(), json);
            write("spreadOfMeans", vital.own().spread(), json);
            write("sigma", vital.own().sigma(), json);
            write("amplitudeOfDay", vital.own().amplitude(), json);
            write("deterioration", vital.deterioration(), json);
            json.writeNumberProperty("slipsPerHour", vital.slips().perHour());
            json.writeNumberProperty("spikesPerHour", vital.slips().perHour());
            write("slipsByAtLeast", vital.slips().least(), json);
            write("slipsByAtMost", vital.slips().most(), json);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(final Finding finding, final JsonGenerator json) {
        json.writeObjectPropertyStart(finding.setting().key());
        json.writeStringProperty("title", finding.setting().title());
        json.writeNumberProperty("alerts", finding.alerts());
        finding.perDay().write("alertsPerPatientDay", json);
        finding.ofArtefactsPerDay().write("ofArtefactsPerPatientDay", json);
        finding.shareOfOnce().write("shareOfAtOnce", json);
        write("anyAlert", finding.any(), json);
        write("alertsOfTheBody", finding.ofBody(), json);
        json.writeObjectPropertyStart("perPatientDayByLimit");
        for (int i = 0; i < Setting.limits(); i++) {
            Estimate.write(nameOf(Setting.limit(i)), finding.perDayByLimit().get(i), json);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void write(final String name, final Announced announced, final JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        announced.sensitivity().write("eventSensitivity", json);
        announced.byChance().write("byChance", json);
        json.writeNumberProperty("announced", announced.announced());
        announced.medianLead().write("medianLeadHours", json);
        Estimate.write("lowerQuartile", announced.lowerQuartile(), json);
        Estimate.write("upperQuartile", announced.upperQuartile(), json);
        announced.earlierThanOnce().write("earlierThanAtOnce", json);
        json.writeEndObject();
    }

    private static void write(final String name, final int hundredths, final JsonGenerator json) {
        json.writeNumberProperty(name, new BigDecimal(text(hundredths)));
    }

    private static String text(final int hundredths) {
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
    }
}
