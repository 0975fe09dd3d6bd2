package io.tocsin.replay.evaluate.study;

import java.util.ArrayList;
import java.util.List;

/** A study as one page that needs nothing else: no script, no font, no picture from anywhere. */
public final class StudyPage {
    private final Study study;
    private final Page page;

    private StudyPage(final Study study, final String name) {
        this.study = study;
        page = new Page("What the alerts of " + name + " would have been worth");
    }

    /**
     * Makes it.
     *
     * @param study to show.
     * @param name  of the input.
     * @return HTML, with the same bytes in every run.
     */
    public static String of(final Study study, final String name) {
        return new StudyPage(study, name).made();
    }

    private String made() {
        addWords();
        addWho();
        addAreas();
        addBurden();
        addEfficiency();
        addLead();
        addReliability();
        addSettings();
        return page.finished();
    }

    private void addWords() {
        page.words(
                "Recorded patients went through Tocsin's engine on a virtual clock; what it told is compared with"
                        + " whether sepsis set in within " + Stays.HORIZON_HOURS
                        + " hours. What alerts at a threshold that was"
                        + " chosen would have been worth is told of patients whom it was not chosen among; only how often it is"
                        + " crossed in a day is told of everybody, those among them. It is the past of one set of records, not"
                        + " a prediction for anybody.",
                "Tocsin is a secondary notification and no medical device. Nobody's care may rest on it, or on this"
                        + " page.",
                "NEWS2 is partial: consciousness is not in the records and oxygen in few of them, so a total is the"
                        + " least that the patient can have had. MEWS and qSOFA lack consciousness, SIRS the white cells.",
                "Rows are an hour apart. Delays of seconds or minutes cannot take anything away in them, and what"
                        + " hysteresis does to readings that come every second cannot be seen: that needs data of a bedside.",
                "Rows from the onset on are left out wherever an announcement is judged. Intervals are of 95 %, from "
                        + Draws.COUNT
                        + " samples of whole patients. The hour of the stay is there to show how much the records"
                        + " tell by nothing but time.");
    }

    private void addWho() {
        page.heading("Who");
        final List<List<String>> rows = new ArrayList<>();
        final List<Population.Sampled> groups =
                new ArrayList<>(List.of(study.population().everybody()));
        for (final Split split : Split.values()) {
            groups.add(study.population().of(split));
        }
        for (final Population.Sampled group : groups) {
            final Study.Members members = study.members(group);
            rows.add(List.of(
                    members.group(),
                    Integer.toString(members.patients()),
                    Integer.toString(members.septic()),
                    Integer.toString(members.rows()),
                    Integer.toString(members.positives()),
                    Integer.toString(members.afterOnset())));
        }
        page.add(Html.table(
                List.of("group", "patients", "with sepsis", "rows", "rows before it", "rows from the onset on"), rows));
        page.paragraph(
                "Patients are divided by their id alone: thresholds that nobody has published are chosen in tune, the"
                        + " meaning of scores is learnt in calibrate, and nothing is chosen in test.");
    }

    private void addAreas() {
        page.heading("Does it tell who becomes septic?");
        page.add(StudyCharts.areas(study.systems()));
        final List<List<String>> rows = new ArrayList<>();
        for (final SystemFindings found : study.systems()) {
            final List<String> row = new ArrayList<>(List.of(
                    found.system().title(),
                    Html.number(found.rows().get(0).areas().auroc(), 3),
                    Html.number(found.rows().get(1).areas().auroc(), 3),
                    Html.number(found.rows().get(0).areas().auprc(), 3),
                    Html.number(found.stays().get(0).areas().auroc(), 3)));
            found.byMissing()
                    .forEach(third -> row.add(Html.number(third.areas().auroc().value(), 3)));
            rows.add(row);
        }
        page.add(Html.table(
                List.of(
                        "system",
                        "AUROC of rows",
                        "in test",
                        "AUPRC of rows",
                        "AUROC of stays",
                        "least missing",
                        "middle",
                        "most missing"),
                rows));
        page.paragraph(
                "Stays are told by their highest score before the onset, which favours whoever is watched longer:"
                        + " random numbers are not at 0.5 there. The last three columns are AUROC of rows by how much is"
                        + " missing.");
    }

    private void addBurden() {
        page.heading("At which price?");
        page.add(StudyCharts.burden(study.systems()));
        final List<List<String>> rows = new ArrayList<>();
        for (final SystemFindings found : study.systems()) {
            final AtThreshold test = found.atThreshold().get(found.atThreshold().size() - 1);
            rows.add(List.of(
                    found.system().title(),
                    found.system().threshold() + (found.system().isTuned() ? " (tune)" : ""),
                    Html.number(test.burden().median(), 2),
                    Html.number(test.burden().mean(), 2),
                    Html.number(test.burden().p95(), 2),
                    Html.percent(test.burden().topTenthShare()),
                    Html.percent(test.sensitivity()),
                    Html.percent(test.ppv()),
                    Html.number(test.numberNeeded(), 0),
                    Html.number(test.utility(), 2)));
        }
        page.add(Html.table(
                List.of(
                        "system",
                        "from",
                        "median",
                        "mean",
                        "95th",
                        "from the top tenth",
                        "sensitivity",
                        "PPV",
                        "alerts for one that is right",
                        "utility"),
                rows));
        page.paragraph("In the test patients. A system alerts at or above its threshold unless it has in the "
                + Alarms.REFRACTORY_HOURS + " hours before. Utility is that of the 2019 challenge: 0 is never to"
                + " predict anything, 1 the best that can be.");
        addFixed();
    }

    private void addFixed() {
        final List<List<String>> rows = new ArrayList<>();
        for (final SystemFindings found : study.systems()) {
            final List<String> row = new ArrayList<>(List.of(found.system().title()));
            for (final SystemFindings.Fixed fixed : found.fixedSensitivity()) {
                row.add(
                        fixed.reachable()
                                ? Html.number(fixed.test().falseAlertsPerDay(), 2) + " (finds "
                                        + Html.percent(fixed.test().sensitivity()) + ")"
                                : "–");
            }
            rows.add(row);
        }
        page.add(Html.table(List.of("false alerts per patient-day", "for 50 %", "for 70 %", "for 80 %"), rows));
        page.paragraph(
                "With the highest threshold that announces so many of the septic in tune; in brackets what it finds"
                        + " in test.");
    }

    private void addEfficiency() {
        page.heading("How many must be looked at?");
        page.add(StudyCharts.efficiency(study.systems()));
        page.add(StudyCharts.efficiencyKey(study.systems()));
        page.paragraph("Everybody. A patient counts as looked at if the threshold was ever reached before the onset; as"
                + " announced if there was an alert in the " + Stays.HORIZON_HOURS + " hours before it.");
    }

    private void addLead() {
        page.heading("How early?");
        page.add(StudyCharts.lead(study.systems()));
        final List<List<String>> rows = new ArrayList<>();
        for (final SystemFindings found : study.systems()) {
            final LeadTime lead =
                    found.atThreshold().get(found.atThreshold().size() - 1).lead();
            rows.add(List.of(
                    found.system().title(),
                    Integer.toString(lead.announced()),
                    Html.number(lead.median(), 0),
                    Html.number(lead.lowerQuartile(), 0) + " to " + Html.number(lead.upperQuartile(), 0),
                    Html.percent(lead.halfHour()),
                    Html.percent(lead.twoHours()),
                    Html.percent(lead.sixHours())));
        }
        page.add(Html.table(
                List.of("system", "announced", "median, h", "quartiles, h", "30 min or more", "2 h", "6 h"), rows));
        page.paragraph(
                "Of the test patients whose onset was announced. With rows an hour apart the least lead is an hour.");
    }

    private void addReliability() {
        page.heading("What does a score mean?");
        final SystemFindings news2 = study.systems().get(0);
        page.add(StudyCharts.reliability(news2));
        page.add("<p class=\"key\"><span class=\"k1\">●</span> learnt in calibrate&ensp;"
                + "<span class=\"k0\">●</span> seen in test, with interval</p>\n");
        page.paragraph("Drawn are values with " + Reliability.LEAST_ROWS + " rows or more in test.");
        final List<List<String>> rows = new ArrayList<>();
        for (final Reliability.Step step : news2.reliability()) {
            rows.add(List.of(
                    Integer.toString(step.from()),
                    Long.toString(step.learntRows()),
                    Html.percent(step.learnt()),
                    Long.toString(step.seenRows()),
                    Html.percent(step.seen())));
        }
        page.add(Html.table(
                List.of(news2.system().title(), "rows, calibrate", "followed", "rows, test", "followed"), rows));
    }

    private void addSettings() {
        page.heading("What do delays and hysteresis change?");
        page.add(StudyCharts.told(study.limitSettings()));
        page.add(StudyCharts.flips(study.limitSettings()));
        final List<List<String>> rows = new ArrayList<>();
        study.limitSettings().forEach(setting -> rows.add(row(setting)));
        study.scoreSettings().forEach(setting -> rows.add(row(setting)));
        page.add(Html.table(
                List.of(
                        "limits, then NEWS2",
                        "AUROC of rows",
                        "alerts of the engine",
                        "changes a day",
                        "sensitivity",
                        "PPV"),
                rows));
        page.paragraph("Everybody. A condition delay waits for no second reading: what has not ended when it is over"
                + " counts, and the next row of these records is an hour away. Two readings in a row do wait. A partial"
                + " score never lowers its band, so the engine raises at most one NEWS2 alert a patient here.");
        final List<List<String>> flips = new ArrayList<>();
        for (final SystemFindings found : study.systems()) {
            if (found.system().hysteresis() > 0) {
                final List<String> row = new ArrayList<>(List.of(found.system().title()));
                found.flipsPerDay()
                        .forEach((distance, changes) ->
                                row.add(Html.number(changes, 2) + (distance == 0 ? "" : " (" + distance + ")")));
                flips.add(row);
            }
        }
        page.add(Html.table(
                List.of("changes a day", "without hysteresis", "with one (points)", "with twice as much"), flips));
    }

    private static List<String> row(final Setting setting) {
        final Burden told = setting.atThreshold().told();
        return List.of(
                setting.title(),
                Html.number(setting.rows().auroc(), 3),
                told == null ? "–" : Long.toString(told.alerts()),
                Html.number(setting.flipsPerDay(), 2),
                Html.percent(setting.atThreshold().sensitivity()),
                Html.percent(setting.atThreshold().ppv()));
    }
}
