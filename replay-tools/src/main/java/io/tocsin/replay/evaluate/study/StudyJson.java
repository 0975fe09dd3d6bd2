package io.tocsin.replay.evaluate.study;

import io.tocsin.replay.evaluate.study.Population.Sampled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** A study as the value of one JSON property. Figures have six decimals; what is undefined is {@code null}. */
public final class StudyJson {
    private final Study study;
    private final JsonGenerator json;

    private StudyJson(final Study study, final JsonGenerator json) {
        this.study = study;
        this.json = json;
    }

    /**
     * Writes it.
     *
     * @param study to write.
     * @param name  of the property.
     * @param json  inside an object.
     */
    public static void write(final Study study, final String name, final JsonGenerator json) {
        new StudyJson(study, json).write(name);
    }

    private void write(final String name) {
        json.writeObjectPropertyStart(name);
        writeProtocol();
        writeGroups();
        json.writeObjectPropertyStart("systems");
        study.systems().forEach(this::writeSystem);
        json.writeEndObject();
        writeSettings("limitSettings", study.limitSettings());
        writeSettings("scoreSettings", study.scoreSettings());
        json.writeEndObject();
    }

    private void writeProtocol() {
        json.writeObjectPropertyStart("protocol");
        json.writeNumberProperty("horizonHours", Stays.HORIZON_HOURS);
        json.writeNumberProperty("refractoryHours", Alarms.REFRACTORY_HOURS);
        json.writeNumberProperty("onsetAfterFirstLabelHours", Utility.LABEL_LEADS_HOURS);
        json.writeNumberProperty("bootstrapDraws", Draws.COUNT);
        json.writeNumberProperty("bootstrapSeed", Draws.SEED);
        json.writeNumberProperty("patientsLeftOut", study.population().stays().leftOut());
        json.writeEndObject();
    }

    private void writeGroups() {
        json.writeObjectPropertyStart("groups");
        final List<Sampled> groups = new ArrayList<>(List.of(study.population().everybody()));
        for (final Split split : Split.values()) {
            groups.add(study.population().of(split));
        }
        groups.addAll(study.population().terciles());
        for (final Sampled group : groups) {
            final Study.Members members = study.members(group);
            json.writeObjectPropertyStart(members.group());
            json.writeNumberProperty("patients", members.patients());
            json.writeNumberProperty("sepsis_patients", members.septic());
            json.writeNumberProperty("rows", members.rows());
            json.writeNumberProperty("positiveRows", members.positives());
            json.writeNumberProperty("rowsAfterOnset", members.afterOnset());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeSystem(final SystemFindings findings) {
        final RowSystem system = findings.system();
        json.writeObjectPropertyStart(system.key());
        json.writeStringProperty("title", system.title());
        json.writeNumberProperty("threshold", system.threshold());
        json.writeStringProperty("thresholdFrom", system.from().key());
        writeAreas("observations", findings.rows());
        write("aurocAboveNews2", findings.aboveReference());
        writeAreas("stays", findings.stays());
        writeAreas("byMissing", findings.byMissing());
        json.writeObjectPropertyStart("atThreshold");
        findings.atThreshold().forEach(this::writeAtThreshold);
        json.writeEndObject();
        writeFixed(findings.fixedSensitivity());
        json.writeObjectPropertyStart("mostUsefulThreshold");
        writeThreshold(findings.utility().reachable(), findings.utility().threshold());
        write("normalisedUtility", findings.utility().test());
        json.writeEndObject();
        json.writeObjectPropertyStart("flipsPerDay");
        for (final Map.Entry<Integer, Double> flips : findings.flipsPerDay().entrySet()) {
            write("hysteresis" + flips.getKey(), flips.getValue());
        }
        json.writeEndObject();
        writeCurve(findings.curve());
        writeReliability(findings.reliability());
        json.writeEndObject();
    }

    private void writeAreas(final String name, final List<SystemFindings.OfGroup> byGroup) {
        json.writeObjectPropertyStart(name);
        for (final SystemFindings.OfGroup group : byGroup) {
            json.writeObjectPropertyStart(group.group());
            write("auroc", group.areas().auroc());
            write("auprc", group.areas().auprc());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeAtThreshold(final AtThreshold found) {
        json.writeObjectPropertyStart(found.group());
        write("alertsPerPatientDay", found.burden());
        final Burden told = found.told();
        if (told != null) {
            write("toldByEnginePerPatientDay", told);
        }
        write("eventSensitivity", found.sensitivity());
        write("ppv", found.ppv());
        write("numberNeededToEvaluate", found.numberNeeded());
        json.writeNumberProperty("alertsAfterOnset", found.afterOnset());
        json.writeObjectPropertyStart("leadHours");
        json.writeNumberProperty("announced", found.lead().announced());
        write("median", found.lead().median());
        write("lowerQuartile", found.lead().lowerQuartile());
        write("upperQuartile", found.lead().upperQuartile());
        write("atLeast30Minutes", found.lead().halfHour());
        write("atLeast2Hours", found.lead().twoHours());
        write("atLeast6Hours", found.lead().sixHours());
        json.writeEndObject();
        write("normalisedUtility", found.utility());
        json.writeEndObject();
    }

    private void writeFixed(final List<SystemFindings.Fixed> fixed) {
        json.writeObjectPropertyStart("atSensitivity");
        for (final SystemFindings.Fixed one : fixed) {
            json.writeObjectPropertyStart(Long.toString(Math.round(100 * one.wanted())));
            writeThreshold(one.reachable(), one.test().threshold());
            if (one.reachable()) {
                writePoint(one.test());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeCurve(final List<Sweep.Point> points) {
        json.writeArrayPropertyStart("efficiency");
        for (final Sweep.Point point : points) {
            json.writeStartObject();
            json.writeNumberProperty("threshold", point.threshold());
            writePoint(point);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeReliability(final List<Reliability.Step> steps) {
        json.writeArrayPropertyStart("reliability");
        for (final Reliability.Step step : steps) {
            json.writeStartObject();
            json.writeNumberProperty("from", step.from());
            json.writeNumberProperty("calibrateRows", step.learntRows());
            write("calibrateRate", step.learnt());
            json.writeNumberProperty("testRows", step.seenRows());
            write("testRate", step.seen());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeSettings(final String name, final List<Setting> settings) {
        json.writeObjectPropertyStart(name);
        for (final Setting setting : settings) {
            json.writeObjectPropertyStart(setting.key());
            json.writeStringProperty("title", setting.title());
            write("auroc", setting.rows().auroc());
            write("auprc", setting.rows().auprc());
            write("flipsPerDay", setting.flipsPerDay());
            writeAtThreshold(setting.atThreshold());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private void writeThreshold(final boolean reachable, final int threshold) {
        if (reachable) {
            json.writeNumberProperty("threshold", threshold);
        } else {
            json.writeNullProperty("threshold");
        }
    }

    private void writePoint(final Sweep.Point point) {
        write("patientsEverAbove", point.everAbove());
        write("eventSensitivity", point.sensitivity());
        write("ppv", point.ppv());
        write("alertsPerPatientDay", point.alertsPerDay());
        write("falseAlertsPerPatientDay", point.falseAlertsPerDay());
    }

    private void write(final String name, final Burden burden) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("alerts", burden.alerts());
        write("median", burden.median());
        write("mean", burden.mean());
        write("p95", burden.p95());
        write("shareOfTopTenth", burden.topTenthShare());
        write("per100BedsPerHour", burden.per100BedHours());
        json.writeEndObject();
    }

    private void write(final String name, final Estimate estimate) {
        estimate.write(name, json);
    }

    private void write(final String name, final double value) {
        Estimate.write(name, value, json);
    }
}
