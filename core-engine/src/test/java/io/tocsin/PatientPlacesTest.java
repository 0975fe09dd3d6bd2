package io.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.journal.InMemoryEventLog;
import io.tocsin.journal.InMemoryJournal;
import io.tocsin.testkit.RouterTestKit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the configuration in force says that patients are, and who belongs to them. */
final class PatientPlacesTest {
    private static final Policy ALL = Policy.named("all").failSafe("desk", Policy.seconds(60));

    private static Site.Builder site() {
        return Site.named("north")
                .desk("desk")
                .person("ann")
                .person("bob")
                .person("zoe")
                .unit("icu")
                .bed("icu-1", "icu")
                .bed("icu-2", "icu")
                .careForBed("icu-1", "ann")
                .patient("p-1", "icu-1")
                .patient("p-2", "icu-1")
                .care("p-2", "bob", "ann")
                .patientInUnit("p-3", "icu")
                .emergencyContacts("p-3", "zoe")
                .policy(ALL);
    }

    @Test
    void shouldFollowTheConfigurationInForce() {
        final InMemoryJournal journal = new InMemoryJournal();
        final InMemoryEventLog events = new InMemoryEventLog();
        final AlertRouter.Context context =
                new AlertRouter.Context().site(site().build()).journal(journal).eventLog(events);
        try (RouterTestKit kit = RouterTestKit.launch(context)) {
            assertThat(kit.router().view().patientPlaces())
                    .containsExactly(
                            new PatientPlace("p-1", "icu", "icu-1", List.of("ann"), List.of()),
                            new PatientPlace("p-2", "icu", "icu-1", List.of("bob", "ann"), List.of()),
                            new PatientPlace("p-3", "icu", "", List.of(), List.of("zoe")));

            kit.answer(kit.router().configure(site().patient("p-2", "icu-2").build()));
            assertThat(kit.router().view().patientPlaces())
                    .extracting(PatientPlace::bed)
                    .containsExactly("icu-1", "icu-2", "");

            // Who is on duty says who cares, wherever a roster does.
            final Instant now = Instant.EPOCH.plusNanos(kit.nowNs());
            final Roster.Shift shift = new Roster.Shift("bob", now, now.plus(Duration.ofHours(1)));
            kit.answer(kit.router().duty().replace(List.of(new Roster(DutyPlace.bed("icu-1"), false, List.of(shift)))));
            assertThat(kit.router().view().patientPlaces())
                    .extracting(PatientPlace::care)
                    .containsExactly(List.of(), List.of("bob", "ann"), List.of());
        }
        // A router that comes back says so before anything is configured anew.
        final AlertRouter.Context again = new AlertRouter.Context()
                .site(site().patient("p-2", "icu-2").build())
                .journal(journal.copy(Long.MAX_VALUE))
                .eventLog(events.copy(events.lastEventSeq()));
        try (RouterTestKit kit = RouterTestKit.launch(again)) {
            assertThat(kit.router().view().patientPlaces())
                    .extracting(PatientPlace::bed)
                    .containsExactly("icu-1", "icu-2", "");
            assertThat(kit.router().view().patientPlaces())
                    .extracting(PatientPlace::care)
                    .containsExactly(List.of(), List.of("bob", "ann"), List.of());
        }
    }
}
