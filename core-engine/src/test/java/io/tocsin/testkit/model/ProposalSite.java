package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AuthorityRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A ward whose doctor and whose "second" configure; the heart rate alarms above 120 as EMERGENT, and NEWS2 is computed. */
final class ProposalSite {
    static final From DOCTOR = From.session(2);
    static final From SECOND = From.session(3);
    final Scene scene;
    private long configs = 1_000;
    long hash;

    ProposalSite(final Side side, final AuthorityRole doctor, final AuthorityRole second) {
        scene = Scene.staffed(side, 4);
        scene.configure(List.of(
                scene.entries.person("second", 0),
                role("doctor", doctor),
                role("second", second),
                // So that there are roles whatever those two have.
                role("desk", AuthorityRole.AUDITOR)));
        scene.open(3, "second");
    }

    private byte[] role(final String person, final AuthorityRole role) {
        final boolean isOfPatient = role == AuthorityRole.PATIENT || role == AuthorityRole.FAMILY;
        return scene.entries.authority(person, role.value(), isOfPatient ? "p1" : "");
    }

    List<Line> commit(final From from, final List<byte[]> list) {
        final byte[] content = Entries.joined(list);
        configs++;
        hash = OracleConfig.fnv(content);
        final List<Line> lines = new ArrayList<>(scene.lines(scene.commands.configBegin(From.HOST, configs)));
        lines.addAll(scene.lines(scene.commands.configPart(From.HOST, configs, 0, content)));
        lines.addAll(scene.lines(scene.commands.configCommit(from, configs, list.size(), hash)));
        return lines;
    }

    List<Line> begin(final From from) {
        return scene.lines(scene.commands.configBegin(from, 2_000));
    }

    List<Line> confirm(final From from) {
        return scene.lines(scene.commands.confirmConfig(from, hash));
    }

    /** Entries that do one thing each. */
    List<byte[]> change(final String what) {
        final Entries entries = scene.entries;
        return switch (what) {
            case "policy" -> List.of(entries.policy(scene.policy(2, 10_000, 20_000)));
            case "system" -> List.of(entries.person("newcomer", 0));
            case "limits" -> rules(new Entries.Rule(12_000, 1, 1, 2));
            case "schedule" -> List.of(entries.care(0, "p1", List.of("doctor")));
            case "patient" -> List.of(entries.patient("p1", 2, "b1", ""));
            case "viewers" -> List.of(new ContactMessages().emergencyContacts(1, "p1", List.of("doctor")));
            default -> throw new IllegalArgumentException(what);
        };
    }

    List<byte[]> rules(final Entries.Rule... rules) {
        return List.of(scene.entries.rules(2, 1, 900_000, 3_600_000, 14_400_000, List.of(rules)));
    }

    /** A policy like the one in force, version 2. */
    byte[] policy(final long id, final int severities, final int types) {
        return policy(id, severities, types, scene.policy(2, 10_000, 20_000).steps());
    }

    byte[] policy(final long id, final int severities, final int types, final List<Entries.Step> steps) {
        final Entries.Policy like = scene.policy(2, 10_000, 20_000);
        return scene.entries.policy(new Entries.Policy(
                id,
                2,
                severities,
                0,
                like.repeatMs(),
                like.reviewMs(),
                like.staleMs(),
                like.expireMs(),
                steps,
                like.failSafe(),
                0,
                0,
                types));
    }

    /** What became of it, in a word: what is in force is told by ConfigApplied alone. */
    static String outcome(final List<Line> lines) {
        final String result = lines.get(lines.size() - 1).text("result");
        final boolean isInForce = lines.stream().anyMatch(line -> line.is("ConfigApplied"));
        assertThat(isInForce).isEqualTo(result.equals("OK"));
        return result.toLowerCase(Locale.ROOT);
    }

    /** What became of proposals, and who is named; who replaced one, if a person did. */
    static List<String> told(final List<Line> lines) {
        final List<String> told = new ArrayList<>();
        for (final Line line : lines) {
            if (line.is("ConfigProposed")) {
                told.add(line.text("state") + " " + line.text("clauses") + " author " + line.text("author") + " by "
                        + line.text("confirmedBy")
                        + (line.text("replacedBy").equals("-1") ? "" : " replaced by " + line.text("replacedBy")));
            } else if (line.is("ConfigApplied") || line.is("ConfigRefused")) {
                told.add(line.name());
            }
        }
        return told;
    }
}
