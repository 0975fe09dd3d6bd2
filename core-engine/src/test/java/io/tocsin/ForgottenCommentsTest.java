package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.PatientKeys;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.CreateSilenceEncoder;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.ScheduleDoseEncoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.text.DoseContent;
import io.tocsin.codecs.text.DoseNote;
import io.tocsin.engine.ingress.SealedText;
import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.InMemorySnapshotStore;
import io.tocsin.schedule.WindowTimes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Comments of silences, of limits and of doses, and what is to be given, are sealed with the key of the patient whom they are about: no record and no snapshot has them in the clear, and once the patient is forgotten they
 * are shown to nobody, neither at once nor after a start from the log or from a snapshot.
 */
@Timeout(60)
final class ForgottenCommentsTest {
    private static final String TYPED = "Jane Doe is in the shower, her daughter Mary asked";

    @TempDir
    private Path temp;

    private InMemoryJournal journal = new InMemoryJournal();
    private InMemoryEventLog events = new InMemoryEventLog();
    private InMemorySnapshotStore snapshots = new InMemorySnapshotStore();
    private final List<RouterEvent> told = new ArrayList<>();
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[1_024]);

    @BeforeEach
    void begin() {
        AtRestKeys.makeFirst(temp.resolve("keys"));
        PatientKeys.begin(temp.resolve("patients"), AtRestKeys.in(temp.resolve("keys")));
    }

    private PatientTexts texts() {
        return new PatientTexts(
                PatientKeys.open(
                        temp.resolve("patients"),
                        AtRestKeys.in(temp.resolve("keys")),
                        false,
                        System::currentTimeMillis),
                0);
    }

    private AlertRouter launch(final PatientTexts texts) {
        return AlertRouter.launch(new AlertRouter.Context()
                .site(site())
                .journal(journal)
                .eventLog(events)
                .snapshots(snapshots)
                .listener(told::add)
                .patientTexts(texts));
    }

    /** Patient p-17 has a key from then on: a busy disk would have a first text sealed with that of nobody. */
    private static void makeKey(final PatientTexts texts, final AlertRouter router) throws Exception {
        router.raise(North.arrest("key").description("of no matter")).join();
        router.cancel("key").join();
        texts.keys().force();
    }

    private static Site site() {
        return North.builder().rules(LimitRules.adult().news2(false)).build();
    }

    private static Silence silence() {
        return Silence.until(Instant.now().plus(Duration.ofMinutes(30)), TYPED);
    }

    private static PatientLimit limit(final double spo2) {
        return PatientLimit.below(Parameter.SPO2, spo2).because(LimitReason.USUAL, TYPED);
    }

    private static List<String> reasons(final AlertRouter router) {
        return router.view().patientLimits().stream()
                .map(changed -> changed.limit().comment())
                .toList();
    }

    private static void forget(final AlertRouter router) {
        router.operation().access().forget("p-17", ForgetReason.ASKED_FOR, "").join();
    }

    private static List<String> comments(final AlertRouter router) {
        return router.view().silences().stream()
                .map(RouterEvent.SilenceChanged::comment)
                .toList();
    }

    /** Everything that was recorded, snapshots among it, one character a byte. */
    private String recorded() {
        final StringBuilder all = new StringBuilder();
        journal.replay(0, (position, timestampNs, buffer, offset, length) -> append(all, buffer, offset, length));
        events.replay(1, (seq, buffer, offset, length) -> append(all, buffer, offset, length));
        assertThat(snapshots.list()).isNotEmpty();
        snapshots
                .list()
                .forEach(snapshot -> snapshot.read(source -> {
                    final UnsafeBuffer bytes = new UnsafeBuffer(new byte[4_096]);
                    for (int read = source.read(bytes, 0, 4_096); read > 0; read = source.read(bytes, 0, 4_096)) {
                        append(all, bytes, 0, read);
                    }
                }));
        return all.toString();
    }

    private static void append(final StringBuilder all, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        all.append(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private void reborn() {
        journal = journal.copy(Long.MAX_VALUE);
        events = events.copy(Long.MAX_VALUE);
    }

    @Test
    void shouldForgetCommentsOfSilencesOfThePatientAndOfTheBedAndNoOthers() throws Exception {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            makeKey(texts, router);
            router.silence(silence().patient("p-17")).join();
            router.silence(silence().bed("icu-1")).join();
            router.silence(silence().unit("icu")).join();
            assertThat(comments(router)).containsExactly(TYPED, TYPED, TYPED);
            final long sealed = texts.sealed();

            forget(router);

            assertThat(sealed).isEqualTo(4);
            assertThat(comments(router))
                    .as("that of the unit is about nobody in particular")
                    .containsExactly(PatientTexts.FORGOTTEN, PatientTexts.FORGOTTEN, TYPED);
            makeKey(texts, router);
            final long again = router.silence(silence().patient("p-17")).join().silenceId();
            assertThat(comments(router).get(3)).isEqualTo(TYPED);
            router.endSilence(1).join();
            assertThat(told)
                    .as("what is told of it from then on")
                    .filteredOn(RouterEvent.SilenceChanged.class::isInstance)
                    .last()
                    .extracting("comment")
                    .isEqualTo(PatientTexts.FORGOTTEN);
            assertThat(again).isEqualTo(4);
        }
        assertThat(recorded()).doesNotContain("Jane", "daughter", "Mary").contains("p-17");
        for (final boolean isFromSnapshot : new boolean[] {true, false}) {
            reborn();
            snapshots = isFromSnapshot ? snapshots : new InMemorySnapshotStore();
            try (PatientTexts texts = texts();
                    AlertRouter router = launch(texts)) {
                assertThat(comments(router))
                        .as("from a snapshot: %s", isFromSnapshot)
                        .containsExactly(PatientTexts.FORGOTTEN, TYPED, TYPED);
            }
        }
    }

    /** Whoever keeps them knows them by their words, which stand in the configuration anyway. What a person says of itself to be a window's is a person's. */
    @Test
    void shouldKeepTheWordsOfWindowsSoThatTheirKeeperKnowsTheirSilences() throws Exception {
        final SilenceWindow bath =
                window("bath", new SilenceScope("", "p-17", "", null, Severity.EMERGENT, null, null));
        final SilenceWindow rest =
                window("rest", new SilenceScope("", "", "icu-1", null, Severity.EMERGENT, null, null));
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            makeKey(texts, router);
            roll(router, bath, rest);
            router.connect("ann", offer -> {})
                    .silence(silence().patient("p-17").origin(SilenceOrigin.CALENDAR))
                    .join();
            assertThat(comments(router)).containsExactly("window 'bath': usual", "window 'rest': usual", TYPED);

            forget(router);

            assertThat(comments(router))
                    .containsExactly("window 'bath': usual", "window 'rest': usual", PatientTexts.FORGOTTEN);
            roll(router, bath, rest);
        }
        assertThat(recorded()).doesNotContain("Jane", "window", "usual").contains("p-17");
        reborn();
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            roll(router, bath);
            assertThat(router.view().silences())
                    .as("none is made twice, and that which is configured no more has ended")
                    .extracting(RouterEvent.SilenceChanged::silenceId)
                    .containsExactly(1L, 3L);
        }
    }

    private static SilenceWindow window(final String name, final SilenceScope scope) {
        final LocalDateTime from = LocalDateTime.now(ZoneOffset.UTC).plusHours(1);
        return new SilenceWindow(
                name,
                SilenceOrigin.CALENDAR,
                scope,
                WindowTimes.once(from, from.plusHours(1), ZoneOffset.UTC),
                "usual");
    }

    private static void roll(final AlertRouter router, final SilenceWindow... windows) {
        new WindowRoll(router, List.of(windows), Duration.ofDays(2), Instant::now)
                .send()
                .join();
    }

    @Test
    void shouldForgetWhyThePatientHasLimitsAndLeaveThemInForce() throws Exception {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            makeKey(texts, router);
            final RecipientSession ann = router.connect("ann", offer -> {});
            ann.limit(limit(87).patient("p-17")).join();
            ann.limit(limit(88).bed("icu-1").until(Instant.now().plusSeconds(600)))
                    .join();
            assertThat(reasons(router)).containsExactly(TYPED, TYPED);

            forget(router);

            assertThat(reasons(router)).containsExactly(PatientTexts.FORGOTTEN, PatientTexts.FORGOTTEN);
            makeKey(texts, router);
            ann.limit(limit(86).patient("p-17")).join();
            assertThat(reasons(router)).containsExactly(TYPED, PatientTexts.FORGOTTEN);
        }
        assertThat(recorded()).doesNotContain("Jane", "daughter", "Mary").contains("p-17");
        for (final boolean isFromSnapshot : new boolean[] {true, false}) {
            reborn();
            snapshots = isFromSnapshot ? snapshots : new InMemorySnapshotStore();
            try (PatientTexts texts = texts();
                    AlertRouter router = launch(texts)) {
                assertThat(reasons(router))
                        .as("from a snapshot: %s", isFromSnapshot)
                        .containsExactly(TYPED, PatientTexts.FORGOTTEN);
                assertThat(router.view().patientLimits())
                        .extracting(changed -> changed.limit().hundredths().orElse(0))
                        .containsExactly(8_600, 8_800);
            }
        }
    }

    /** What is said of doses is in the log alone; what is to be given also in the snapshot, and in the alert of a dose that is missed. */
    @Test
    void shouldForgetWhatWasToBeGivenAndWhatWasSaidOfIt() throws Exception {
        final String medication = "Jane's cefuroxime 1.5 g i.v.";
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            makeKey(texts, router);
            final RecipientSession ann = router.connect("ann", offer -> {});
            ann.doses().schedule(dose("d-1", medication)).join();
            ann.doses().schedule(dose("d-2", medication)).join();
            ann.doses()
                    .told(new DoseNote("d-1", "p-17", DoseOutcome.REFUSED, 0, TYPED))
                    .join();
            assertThat(doses()).containsExactly(medication, medication, medication + TYPED);
            told.clear();

            forget(router);

            ann.doses()
                    .told(new DoseNote("d-2", "p-17", DoseOutcome.GIVEN, 0, "by Jane"))
                    .join();
            assertThat(doses())
                    .as("whoever is heard of again has another key")
                    .containsExactly(PatientTexts.FORGOTTEN + "by Jane");
        }
        assertThat(recorded()).doesNotContain("Jane", "cefuroxime", "daughter").contains("p-17", "d-1");
    }

    private static DoseContent dose(final String id, final String medication) {
        final long nowNs = Checks.epochNs("now", Instant.now());
        return new DoseContent(id, "p-17", medication, nowNs, Duration.ofHours(1), false);
    }

    private List<String> doses() {
        return told.stream()
                .filter(RouterEvent.DoseChanged.class::isInstance)
                .map(event -> ((RouterEvent.DoseChanged) event).dose())
                .map(dose -> dose.medication() + dose.comment())
                .toList();
    }

    /** The content of such an alert is what scheduled the dose. */
    @Test
    void shouldShowWhatWasToBeGivenInTheAlertOfAMissedDose() {
        final ScheduleDoseEncoder schedule = new ScheduleDoseEncoder();
        schedule.wrapAndApplyHeader(command, 0, new MessageHeaderEncoder());
        schedule.doseId("d-1").patientId("p-17").medication("cefuroxime");
        final UnsafeBuffer sealed = new UnsafeBuffer(new byte[1_024]);
        try (PatientTexts texts = texts()) {
            final int length = (int)
                    texts.enter(command, 0, schedule.limit(), (alert, source, purpose, key) -> null, (b, at, n) -> {
                        sealed.putBytes(0, b, at, n);
                        return n;
                    });
            assertThat(new ContentReader(texts).read(sealed, 0, length).description())
                    .isEqualTo("cefuroxime");
            assertThat(new ContentReader(null).read(sealed, 0, length).description())
                    .isEqualTo(PatientTexts.SEALED);
        }
    }

    @Test
    void shouldKeepCommentsAsLongAsThoseThatAreNotSealed() {
        final String longest = "Jane ".repeat(Silence.MAX_COMMENT_BYTES / 5);
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            router.silence(Silence.until(Instant.now().plusSeconds(600), longest)
                            .patient("p-17"))
                    .join();
            assertThat(comments(router)).containsExactly(longest);
            router.connect("ann", offer -> {})
                    .limit(PatientLimit.below(Parameter.SPO2, 87)
                            .patient("p-17")
                            .because(LimitReason.OTHER, longest))
                    .join();
            assertThat(reasons(router)).containsExactly(longest.substring(0, PatientLimit.MAX_COMMENT_BYTES));
        }
        assertThat(recorded())
                .as("the sections of silences and of limits have versions that who reads no longer ones refuses")
                .doesNotContain("Jane")
                .contains("=\0\0\0\2\0\0\0", "J\0\0\0\4\0\0\0");
        reborn();
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            assertThat(comments(router)).containsExactly(longest);
            assertThat(reasons(router)).containsExactly(longest.substring(0, PatientLimit.MAX_COMMENT_BYTES));
        }
    }

    /** What the engine refuses stands in the log all the same: sealed, and still too long, also where a character would be cut in two. */
    @Test
    void shouldLetNothingThatIsTooLongIntoTheLogInTheClear() {
        final CreateSilenceEncoder create = new CreateSilenceEncoder();
        for (final String typed : List.of("J".repeat(160), "J".repeat(161), "J".repeat(254), "ä".repeat(100))) {
            create.wrapAndApplyHeader(command, 0, new MessageHeaderEncoder());
            create.unitId("").patientId("p-17").bedId("").comment(typed);
            shouldEnterSealed(create.limit(), typed, Silence.MAX_COMMENT_BYTES);
        }
        final ScheduleDoseEncoder schedule = new ScheduleDoseEncoder();
        for (final String typed : List.of("J".repeat(48), "J".repeat(60), "ж".repeat(24), "ж".repeat(25))) {
            schedule.wrapAndApplyHeader(command, 0, new MessageHeaderEncoder());
            schedule.doseId("d-1").patientId("p-17").medication(typed);
            shouldEnterSealed(schedule.limit(), typed, 48);
        }
    }

    private void shouldEnterSealed(final int commandBytes, final String typed, final int mostBytes) {
        final int bytes = typed.getBytes(StandardCharsets.UTF_8).length;
        final StringBuilder entered = new StringBuilder();
        try (PatientTexts texts = texts()) {
            texts.enter(command, 0, commandBytes, (alert, source, purpose, key) -> null, (buffer, at, length) -> {
                append(entered, buffer, at, length);
                return 1;
            });
        }
        final byte[] begin = typed.substring(0, 2).getBytes(StandardCharsets.UTF_8);
        final int sealed = entered.length() - (commandBytes - bytes) - SealedText.HEAD_BYTES;
        assertThat(entered).as(typed).doesNotContain(new String(begin, StandardCharsets.ISO_8859_1).repeat(2));
        assertThat(sealed).as(typed).isEqualTo(Math.min(bytes, mostBytes + 1));
    }

    @Test
    void shouldShowNoBytesAsWordsToWhoHasNoKeys() throws Exception {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            router.silence(silence().patient("p-17")).join();
        }
        reborn();
        try (AlertRouter router = AlertRouter.launch(
                new AlertRouter.Context().site(North.site()).journal(journal).eventLog(events))) {
            assertThat(comments(router)).containsExactly(PatientTexts.SEALED);
            assertThatThrownBy(() -> forget(router)).hasMessageContaining("INVALID_FIELD");
        }
    }
}
