package io.tocsin;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.atrest.AtRestKeys;
import io.tocsin.atrest.PatientKeys;
import io.tocsin.atrest.PatientTexts;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.journal.InMemorySnapshotStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was typed about a patient is sealed before it is recorded, shown to who may see it, and readable by nobody once the patient is forgotten. */
@Timeout(60)
final class ForgottenPatientTest {
    private static final String TYPED = "Jane Doe, no pulse, daughter is on her way";
    private static final String ADDRESS = "12 Elm Street";
    private static final String PERSONAL = "Jane Doe, 1951-02-03";

    @TempDir
    private Path temp;

    private InMemoryJournal journal = new InMemoryJournal();
    private InMemoryEventLog events = new InMemoryEventLog();
    private InMemorySnapshotStore snapshots = new InMemorySnapshotStore();
    private final AtomicLong nowMs = new AtomicLong(System.currentTimeMillis());
    private int keepDays;

    @BeforeEach
    void begin() {
        AtRestKeys.makeFirst(temp.resolve("keys"));
        PatientKeys.begin(temp.resolve("patients"), site());
    }

    private AtRestKeys site() {
        return AtRestKeys.in(temp.resolve("keys"));
    }

    private PatientTexts texts() {
        return new PatientTexts(PatientKeys.open(temp.resolve("patients"), site(), false, nowMs::get), keepDays);
    }

    private AlertRouter launch(final PatientTexts texts) {
        return launch(texts, event -> {});
    }

    private AlertRouter launch(final PatientTexts texts, final RouterListener listener) {
        return AlertRouter.launch(new AlertRouter.Context()
                .site(North.site())
                .journal(journal)
                .eventLog(events)
                .snapshots(snapshots)
                .listener(listener)
                .patientTexts(texts));
    }

    private static Raise typed(final String key) {
        return North.arrest(key)
                .description(TYPED)
                .address(ADDRESS)
                .personal(PERSONAL)
                .metadata("kin", "daughter Mary")
                .room("4");
    }

    /** A machine that is busy keeps a first key too late for the first text, which is sealed with the key of nobody then. */
    private static void makeKeys(final PatientTexts texts, final AlertRouter router, final String... patients) {
        for (final String patient : patients) {
            router.raise(Raise.alert("key")
                            .type(EmergencyType.STROKE)
                            .severity(Severity.URGENT)
                            .patient(patient)
                            .description("of no matter"))
                    .join();
            router.cancel("key").join();
        }
        assertThatNoException().isThrownBy(texts.keys()::force);
    }

    private static AlertDetails details(final AlertRouter router, final long alertId) {
        return requireNonNull(router.view().alert(alertId)).details();
    }

    private static void forget(final AlertRouter router) {
        router.operation().access().forget("p-17", ForgetReason.ASKED_FOR, "").join();
    }

    /** Everything that was recorded, one character a byte. */
    private String recorded() {
        final StringBuilder all = new StringBuilder();
        journal.replay(0, (position, timestampNs, buffer, offset, length) -> append(all, buffer, offset, length));
        events.replay(1, (seq, buffer, offset, length) -> append(all, buffer, offset, length));
        return all.toString();
    }

    private static void append(final StringBuilder all, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        all.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
    }

    private void reborn() {
        journal = journal.copy(Long.MAX_VALUE);
        events = events.copy(Long.MAX_VALUE);
    }

    @Test
    void shouldRecordNothingThatWasTypedInTheClearAndShowAllOfIt() {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            makeKeys(texts, router, "p-17");
            final long ofNobody = texts.nobodys();
            final long alert = router.raise(typed("k1")).join().alertId();
            final AlertDetails shown = details(router, alert);
            assertThat(shown.description()).isEqualTo(TYPED);
            assertThat(shown.place().address()).isEqualTo(ADDRESS);
            assertThat(shown.place().room()).isEqualTo("4");
            assertThat(shown.metadata()).containsEntry("kin", "daughter Mary");
            assertThat(shown.descriptionCut()).isFalse();

            router.update(Update.alert("k1").description("Jane Doe is awake")).join();
            assertThat(details(router, alert).description()).isEqualTo("Jane Doe is awake");
            assertThat(details(router, alert).place().address()).isEqualTo(ADDRESS);
            assertThat(texts.nobodys()).isEqualTo(ofNobody);
        }
        assertThat(recorded())
                .doesNotContain("Jane", "Elm Street", "Mary", "1951")
                .contains("p-17");
    }

    /** Sealed or not, an alert that is said again is no news, and one that has changed is. */
    @Test
    void shouldTellPeopleOfChangesAloneAsIfNothingWereSealed() {
        final List<RouterEvent.AlertUpdated> updates = new ArrayList<>();
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts, event -> {
                    if (event instanceof RouterEvent.AlertUpdated updated) {
                        updates.add(updated);
                    }
                })) {
            router.raise(typed("k1")).join();
            router.raise(typed("k1")).join();
            router.raise(typed("k1").description("another")).join();
        }
        assertThat(updates).hasSize(2);
        assertThat(updates.get(0).details()).as("the same again").isNull();
        assertThat(requireNonNull(updates.get(1).details()).description()).isEqualTo("another");
    }

    /** As a monitor does that has nothing new to say, or a laboratory that was not answered. */
    @Test
    void shouldTakeTheSameWordsAgainAndAgain() {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            final Raise same = North.arrest("k1").description(TYPED);
            final long alert = router.raise(same).join().alertId();
            for (int i = 0; i < 3; i++) {
                assertThat(router.raise(same).join().isNew()).isFalse();
                router.update(Update.alert("k1").description(TYPED)).join();
            }
            assertThat(details(router, alert).description()).isEqualTo(TYPED);
        }
    }

    @Test
    void shouldCutWhatIsTooLongAtAWholeCharacterAndSayIt() {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            final String umlauts = "ä".repeat(80);
            final long alert =
                    router.raise(North.arrest("k1").description(umlauts)).join().alertId();
            final AlertDetails shown = details(router, alert);
            assertThat(shown.description())
                    .isEqualTo("ä".repeat((PatientTexts.MOST_DESCRIPTION_BYTES - 3) / 2) + "\u2026");
            assertThat(shown.descriptionCut()).isTrue();
        }
    }

    @Test
    void shouldForgetWhatWasTypedAndNothingElse() throws Exception {
        final List<RouterEvent.PatientForgotten> told = new ArrayList<>();
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts, event -> {
                    if (event instanceof RouterEvent.PatientForgotten forgotten) {
                        told.add(forgotten);
                    }
                })) {
            final long alert = router.raise(typed("k1")).join().alertId();
            assertThatThrownBy(() -> forget(router))
                    .as("an open alert")
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("SILENCE_REFUSED");
            assertThat(details(router, alert).description()).isEqualTo(TYPED);
            router.cancel("k1").join();

            forget(router);

            assertThat(told).singleElement().satisfies(event -> {
                assertThat(event.patientId()).isEqualTo("p-17");
                assertThat(event.reason()).isEqualTo(ForgetReason.ASKED_FOR);
                assertThat(event.lastKey()).isPositive();
            });
            assertThat(texts.keys().count()).isZero();
            assertThat(texts.keys().destroyed()).isEqualTo(1);
            assertThat(router.view().alert(alert))
                    .as("of closed alerts in memory")
                    .isNull();

            final long again = router.raise(typed("k2")).join().alertId();
            assertThat(details(router, again).description())
                    .as("whoever comes again has another key")
                    .isEqualTo(TYPED);
            assertThat(opened(texts)).containsExactly(PatientTexts.FORGOTTEN, TYPED);
        }
        assertThat(recorded()).doesNotContain("Jane").contains("p-17");
        // The log is as it was: it is carried out again, and nobody needs a key for that.
        reborn();
        snapshots = new InMemorySnapshotStore();
        final Path keys = temp.resolve("patients").resolve(PatientKeys.FILE_NAME);
        final byte[] kept = Files.readAllBytes(keys);
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            assertThat(router.openAlerts())
                    .singleElement()
                    .satisfies(
                            alert -> assertThat(alert.details().description()).isEqualTo(TYPED));
            assertThat(opened(texts)).containsExactly(PatientTexts.FORGOTTEN, TYPED);
        }
        assertThat(Files.readAllBytes(keys)).isEqualTo(kept);
    }

    /** Every description of a raise in the journal, as its keys open it. */
    private List<String> opened(final PatientTexts texts) {
        final List<String> descriptions = new ArrayList<>();
        final UnsafeBuffer clear = new UnsafeBuffer(new byte[2_048]);
        final ContentReader reader = new ContentReader(null);
        journal.replay(0, (position, timestampNs, buffer, offset, length) -> {
            final int bytes = texts.open(buffer, offset, length, clear);
            if (bytes > 0) {
                descriptions.add(reader.read(clear, 0, bytes).description());
            }
        });
        return descriptions;
    }

    /** As when the process was killed between the log's word and the disk's, or an older copy of the keys was put back. */
    @Test
    void shouldForgetAgainAtTheNextStartWhatACopyOfTheKeysBringsBack() throws Exception {
        final Path keys = temp.resolve("patients").resolve(PatientKeys.FILE_NAME);
        final byte[] copy;
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            router.raise(typed("k1")).join();
            router.cancel("k1").join();
            texts.keys().force();
            copy = Files.readAllBytes(keys);
            forget(router);
        }
        for (final boolean isFromSnapshot : new boolean[] {true, false}) {
            reborn();
            snapshots = isFromSnapshot ? snapshots : new InMemorySnapshotStore();
            Files.write(keys, copy);
            try (PatientTexts texts = texts()) {
                assertThat(opened(texts)).containsExactly(TYPED);
                try (AlertRouter router = launch(texts)) {
                    assertThat(router.openAlerts()).isEmpty();
                    assertThat(texts.keys().count()).isZero();
                    assertThat(opened(texts)).containsExactly(PatientTexts.FORGOTTEN);
                }
            }
        }
    }

    @Test
    void shouldKeepForAsLongAsTheSiteHasTo() {
        keepDays = 30;
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            router.raise(typed("k1")).join();
            router.cancel("k1").join();
            assertThatThrownBy(() -> forget(router)).hasMessageContaining("SILENCE_REFUSED");
            assertThat(texts.keys().count()).isEqualTo(1);
            router.operation()
                    .access()
                    .forget("somebody else", ForgetReason.MISTAKE, "")
                    .join();
        }
        reborn();
        keepDays = 0;
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            forget(router);
            assertThat(texts.keys().count()).isZero();
        }
    }

    @Test
    void shouldBeRefusedWhereNothingIsSealed() {
        try (AlertRouter router =
                AlertRouter.launch(new AlertRouter.Context().site(North.site()).journal(journal))) {
            assertThatThrownBy(() -> forget(router)).hasMessageContaining("INVALID_FIELD");
        }
    }

    /** As on another host, or when the folder is left out of the configuration. */
    @Test
    void shouldShowNoBytesAsWordsToWhoHasNoKeys() {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            router.raise(typed("k1")).join();
            router.raise(North.arrest("k2")).join();
            router.update(Update.alert("k2").description(TYPED)).join();
        }
        reborn();
        try (AlertRouter router = AlertRouter.launch(new AlertRouter.Context()
                .site(North.site())
                .journal(journal)
                .eventLog(events)
                .snapshots(snapshots))) {
            assertThat(router.openAlerts())
                    .hasSize(2)
                    .allSatisfy(
                            alert -> assertThat(alert.details().description()).isEqualTo(PatientTexts.SEALED));
            assertThat(router.openAlerts().get(0).details().place().address()).isEqualTo(PatientTexts.SEALED);
            assertThat(router.openAlerts().get(0).details().place().room()).isEqualTo("4");
        }
    }

    /** The alert was of a bed first: what it says now is sealed with the patient's key. */
    @Test
    void shouldForgetNobodyOfWhomAnOpenAlertSpeaksByNow() {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            final Raise ofBed = Raise.alert("k1")
                    .type(EmergencyType.STROKE)
                    .severity(Severity.URGENT)
                    .patient("unknown-7");
            router.raise(ofBed.description(TYPED)).join();
            router.raise(Raise.alert("k1")
                            .type(EmergencyType.STROKE)
                            .severity(Severity.URGENT)
                            .patient("p-17")
                            .description("Jane Doe, by her card"))
                    .join();
            assertThatThrownBy(() -> forget(router)).hasMessageContaining("SILENCE_REFUSED");
        }
    }

    /** A test of the same key is another alert, of another patient perhaps. */
    @Test
    void shouldSealAnUpdateWithTheKeyOfItsOwnAlertsPatient() {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            makeKeys(texts, router, "p-17", "test-patient");
            final long ofNobody = texts.nobodys();
            final long alert = router.raise(typed("k1")).join().alertId();
            router.raise(Raise.alert("k1")
                            .type(EmergencyType.STROKE)
                            .severity(Severity.URGENT)
                            .patient("test-patient")
                            .purpose(Purpose.TEST)
                            .description("a test"))
                    .join();
            router.update(Update.alert("k1").description("now in CT")).join();
            router.cancel("k1").join();
            forget(router);
            assertThat(texts.nobodys()).isEqualTo(ofNobody);
            assertThat(router.view().alert(alert)).isNull();
            assertThat(texts.keys().count()).as("the other patient's").isEqualTo(1);
        }
    }

    @Test
    void shouldEndWhatIsCutOfAnUpdateInAnEllipsis() {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            final long alert = router.raise(North.arrest("k1")).join().alertId();
            router.update(Update.alert("k1").description("x".repeat(150))).join();
            assertThat(details(router, alert).description())
                    .isEqualTo("x".repeat(PatientTexts.MOST_DESCRIPTION_BYTES - 3) + "\u2026");
        }
    }

    /** Without a patient's id there is nobody whose key it could be: sealed it is all the same. */
    @Test
    void shouldSealWhatIsTypedAboutNobodyWhoIsNamed() {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            final long alert = router.raise(Raise.alert("k1")
                            .type(EmergencyType.STROKE)
                            .severity(Severity.URGENT)
                            .bed("icu-1")
                            .description(TYPED))
                    .join()
                    .alertId();
            assertThat(details(router, alert).description()).isEqualTo(TYPED);
            assertThat(texts.nobodys()).isEqualTo(1);
        }
        assertThat(recorded()).doesNotContain("Jane");
    }

    /** Nothing that was accepted is sealed with a key that goes: each patient is forgotten again and again while alerts come in. */
    @Test
    void shouldLoseNoTextOfAnAlertThatComesInMeanwhile() throws Exception {
        try (PatientTexts texts = texts();
                AlertRouter router = launch(texts)) {
            final Thread forgetting = new Thread(() -> {
                for (int i = 0; i < 300; i++) {
                    router.operation()
                            .access()
                            .forget("p-17", ForgetReason.TIME_OVER, "")
                            .exceptionally(refused -> new Confirmed(0, false, false))
                            .join();
                }
            });
            forgetting.start();
            for (int i = 0; i < 300; i++) {
                final String key = String.format(Locale.ROOT, "k%d", i);
                final long alert = router.raise(typed(key)).join().alertId();
                assertThat(details(router, alert).description()).as(key).isEqualTo(TYPED);
                router.cancel(key).join();
            }
            forgetting.join();
        }
    }
}
