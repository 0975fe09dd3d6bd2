package io.tocsin.testkit.model;

import java.util.List;
import java.util.SplittableRandom;

/** Medication systems and people of some scripts' sites, who schedule doses and mostly tell of them. Has dice of its own, so that the other scripts stay as they are. */
final class ScriptDoses {
    private static final long MS_NS = 1_000_000L;
    private static final int DOSES = 6;
    private static final long DAY_MS = 86_400_000;
    private static final List<String> MEDICATIONS =
            List.of("insulin", "cefuroxime 1.5 g i.v.", "paracetamol 1 g by mouth with water if needed");

    private final SplittableRandom random;
    private final ScriptSite site;
    private final ScriptKnowledge knowledge;
    private final DoseMessages messages = new DoseMessages();
    private final boolean isUsed;

    ScriptDoses(final long seed, final ScriptSite site, final ScriptKnowledge knowledge) {
        random = new SplittableRandom(seed * 37 + 11);
        this.site = site;
        this.knowledge = knowledge;
        isUsed = random.nextInt(4) == 0;
    }

    boolean isNext() {
        return isUsed && oneIn(6);
    }

    boolean isToConfigure() {
        return oneIn(20);
    }

    boolean oneIn(final int count) {
        return random.nextInt(count) == 0;
    }

    /** How severe it is that one was missed; now and then with a fault. */
    List<byte[]> entries() {
        final int fault = oneIn(6) ? random.nextInt(2) : -1;
        final int none = oneIn(2) ? 0 : 6;
        return List.of(
                messages.entry(fault == 0 ? none : 1 + random.nextInt(5), fault == 1 ? none : 1 + random.nextInt(5)));
    }

    /** Of a source, of the host, or of somebody who is there, or not. */
    byte[] next(final From source, final From person, final long nowNs) {
        final From from = oneIn(3)
                ? source
                : oneIn(2) ? person : ScriptCommands.acting(person, oneIn(12) ? 99 : knowledge.someSession(random));
        final byte[] said = oneIn(3) ? record(from, nowNs) : schedule(from, nowNs);
        return oneIn(12) ? Commands.overriding(said, random.nextInt(4)) : said;
    }

    private byte[] schedule(final From from, final long nowNs) {
        final int fault = oneIn(10) ? random.nextInt(8) : -1;
        final int dose = random.nextInt(DOSES);
        final long dueNs = nowNs + MS_NS * (oneIn(4) ? 0 : random.nextInt(6_000) - 2_000);
        return messages.schedule(
                from,
                new DoseMessages.Dose(
                        fault == 0 ? "" : fault == 1 ? "d".repeat(37) : name(dose),
                        fault == 2 ? "" : fault == 3 ? "p".repeat(37) : patient(dose),
                        fault == 4
                                ? random.nextInt(2) == 0 ? "" : OracleFields.longText(48, dose)
                                : MEDICATIONS.get(random.nextInt(3)),
                        fault == 5
                                ? Long.MAX_VALUE * random.nextInt(2)
                                : fault == 6 ? nowNs - 2 * DAY_MS * MS_NS : dueNs,
                        fault == 7 ? DAY_MS + 1 : oneIn(3) ? 0 : random.nextInt(4_000),
                        oneIn(30) ? 2 : random.nextInt(2)));
    }

    private String patient(final int dose) {
        final String own = site.patients.get(dose % 3);
        return oneIn(12) ? site.any(site.patients) : oneIn(20) ? "stranger" + random.nextInt(9) : own;
    }

    private byte[] record(final From from, final long nowNs) {
        final int fault = oneIn(10) ? random.nextInt(6) : -1;
        final int dose = random.nextInt(DOSES);
        final boolean isOfAll = oneIn(12);
        return messages.record(
                from,
                fault == 0 || isOfAll ? "" : fault == 1 ? "d".repeat(37) : name(dose),
                fault == 2 ? "" : fault == 3 ? "p".repeat(37) : patient(dose),
                isOfAll ? 4 : fault == 4 ? 5 * random.nextInt(2) : 1 + random.nextInt(4),
                fault == 5 ? -1 : oneIn(2) ? 0 : nowNs,
                oneIn(12) ? OracleFields.longText(80, dose) : oneIn(2) ? "" : "vomited");
    }

    /** Of few doses, so that they are moved and told; at times of many, so that there is no room. */
    private String name(final int dose) {
        return "dose" + (oneIn(4) ? random.nextInt(60) : dose);
    }
}
