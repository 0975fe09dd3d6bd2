package io.tocsin.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.sbe.AccessScope;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.engine.delivery.SessionLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the proof behind a session permits takes away from what role and relationship permit, and never gives; by the engine, and by the model that it is compared with. */
final class SessionProofScenarioTest {
    private static final long ACK = 1 << 14 | 1;
    private static final long SESSION = 9;

    static Stream<Side> sides() {
        return Stream.of(new EngineSide(), new OracleEngine(Set.of()));
    }

    /** The charge nurse of the unit, whom nobody has asked; the nurse is asked, and cares for the patient. */
    private static Scene ward(final Side side) {
        final Scene scene = Scene.staffed(side, 4);
        scene.configure(List.of(
                scene.entries.person("charge", 0),
                scene.entries.unit("surgery"),
                scene.entries.role("icu", "charge", List.of("charge")),
                scene.entries.authority("charge", AuthorityRole.CHARGE_NURSE.value(), ""),
                scene.entries.authority("nurse", AuthorityRole.NURSE.value(), "")));
        scene.raise("k", Severity.URGENT);
        return scene;
    }

    private static List<String> open(final Scene scene, final String person, final ScriptProof proof) {
        return scene.say(scene.commands.sessionOpened(From.HOST, SESSION, 1, 0, person, proof));
    }

    private static String accept(final Scene scene) {
        return answer(scene.say(scene.commands.accept(From.session(SESSION), 1)));
    }

    private static String answer(final List<String> said) {
        final String refused = said.stream()
                .filter(line -> line.startsWith("AccessRefused"))
                .map(line -> line.replaceAll("\\w+ \\[(.*)\\].*", " $1"))
                .findFirst()
                .orElse("");
        return said.get(said.size() - 1).replaceAll(".*result=(\\w+).*", "$1") + refused;
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldHaveNobodyBeOfAUnitThatTheirTokenIsNotFor(final Side side) {
        final Scene scene = ward(side);
        final List<String> said = open(scene, "charge", ScriptProof.of(0, "surgery", "not-here"));
        assertThat(said).anyMatch(line -> line.startsWith("SessionLimited []"));

        assertThat(accept(scene)).isEqualTo("FORBIDDEN UNIT_NOT_OF_SESSION");
        // A newer token counts from here on.
        open(scene, "charge", ScriptProof.of(0, "surgery", "icu"));
        assertThat(accept(scene)).isEqualTo("OK");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldMakeNobodyOfAUnitThatTheSiteDoesNotSayTheyAreOf(final Side side) {
        final Scene scene = ward(side);
        scene.configure(List.of(scene.entries.role("icu", "charge", List.of("doctor"))));
        open(scene, "charge", ScriptProof.of(0, "icu"));
        assertThat(accept(scene)).isEqualTo("FORBIDDEN RELATIONSHIP_MISSING");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldLeaveWhoIsAskedAndWhoCaresForThePatientAsTheyAre(final Side side) {
        final Scene scene = ward(side);
        open(scene, "nurse", ScriptProof.of(0, "surgery"));
        assertThat(accept(scene)).isEqualTo("OK");
        assertThat(answer(scene.say(scene.commands.resolve(From.session(SESSION), 1))))
                .isEqualTo("OK");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeATokenForNoUnitAsOneForNoneAndWithoutTheClaimForAll(final Side side) {
        final Scene scene = ward(side);
        open(scene, "charge", ScriptProof.raw(0, 0));
        assertThat(accept(scene)).isEqualTo("FORBIDDEN UNIT_NOT_OF_SESSION");
        final List<String> said = open(scene, "charge", ScriptProof.ALL);
        assertThat(said).anyMatch(line -> line.startsWith("SessionLimited []"));
        assertThat(accept(scene)).isEqualTo("OK");
        assertThat(open(scene, "charge", ScriptProof.ALL))
                .as("nothing is told of what is as it was")
                .noneMatch(line -> line.startsWith("SessionLimited"));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRefuseWhatTheScopesOfASessionDoNotCover(final Side side) {
        final Scene scene = ward(side);
        open(scene, "charge", ScriptProof.of(1 | 1 << AccessScope.SILENCE.value()));
        assertThat(accept(scene)).isEqualTo("SCOPE_MISSING");
        open(scene, "charge", ScriptProof.of(ACK));
        assertThat(accept(scene)).isEqualTo("OK");
        assertThat(answer(scene.say(scene.commands.escalate(From.session(SESSION), 1, 0, 0, 0))))
                .isEqualTo("SCOPE_MISSING");
    }

    /** What is permitted to patients is nobody else's, also when it is the same token; the role is asked as it stands. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldGiveThePatientsScopesToPatientsAlone(final Side side) {
        final Scene scene = ward(side);
        open(scene, "charge", ScriptProof.scopes(1, ACK & ~1));
        assertThat(accept(scene)).isEqualTo("SCOPE_MISSING");
        scene.configure(List.of(scene.entries.authority("charge", AuthorityRole.PATIENT.value(), "p1")));
        assertThat(accept(scene)).as("as a patient, whose role it forbids").isEqualTo("FORBIDDEN ROLE_FORBIDS");
    }

    @ParameterizedTest
    @MethodSource("sides")
    void shouldRefuseUnitsThatAreNoListOfAtMostSixteenIds(final Side side) {
        final Scene scene = ward(side);
        final String[] most = IntStream.range(0, SessionLimits.MAX_UNITS)
                .mapToObj(i -> "u" + i)
                .toArray(String[]::new);
        final String[] more = Arrays.copyOf(most, most.length + 1);
        more[most.length] = "icu";
        final List<ScriptProof> wrong = new ArrayList<>(List.of(
                ScriptProof.of(0, more),
                ScriptProof.of(0, "u".repeat(37)),
                ScriptProof.of(0, ""),
                ScriptProof.raw(0, 2, 1, 'u'),
                ScriptProof.raw(0, 0, 0),
                ScriptProof.raw(0, 1, 4, 'u')));
        for (final ScriptProof proof : wrong) {
            assertThat(answer(open(scene, "charge", proof))).isEqualTo("INVALID_FIELD");
            assertThat(accept(scene)).isEqualTo("UNKNOWN_SESSION");
        }
        assertThat(answer(open(scene, "charge", ScriptProof.of(0, most)))).isEqualTo("OK");
    }

    /** A sender that does not know of proofs, and one that ends behind the person. */
    @ParameterizedTest
    @MethodSource("sides")
    void shouldTakeAnOlderSenderAsOneWhoseSessionsMayEverything(final Side side) {
        final Scene scene = ward(side);
        final byte[] opened =
                scene.commands.sessionOpened(From.HOST, SESSION, 1, 0, "charge", ScriptProof.of(1, "surgery"));
        assertThat(scene.say(FormerVersion.of(opened))).noneMatch(line -> line.startsWith("SessionLimited"));
        assertThat(accept(scene)).isEqualTo("OK");
        final byte[] all = scene.commands.sessionOpened(From.HOST, SESSION + 1, 1, 0, "charge");
        assertThat(answer(scene.say(Arrays.copyOf(all, all.length - 2)))).isEqualTo("OK");
    }
}
