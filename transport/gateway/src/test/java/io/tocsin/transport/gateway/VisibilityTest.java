package io.tocsin.transport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.AlertCause;
import io.tocsin.AlertDetails;
import io.tocsin.AlertState;
import io.tocsin.Assessment;
import io.tocsin.DutyPlace;
import io.tocsin.OnDuty;
import io.tocsin.RouterEvent;
import io.tocsin.Sight;
import io.tocsin.SilenceScope;
import io.tocsin.Site;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.HistoryRange;
import io.tocsin.codecs.json.LimitsQuery;
import io.tocsin.codecs.json.Location;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.json.RecordDose;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.SetLimit;
import io.tocsin.codecs.json.SilenceReport;
import io.tocsin.codecs.json.StopMonitoring;
import io.tocsin.codecs.json.Subject;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.AuthorityRole;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.Condition;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Response;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.SilenceOrigin;
import io.tocsin.codecs.sbe.SilenceState;
import io.tocsin.testkit.RouterTestKit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do and see what, as a table. */
final class VisibilityTest {
    private static final long OWN = 7;
    private static final long OTHER = 8;

    @ParameterizedTest
    @CsvSource({
        // message, source, clinician, operator
        "raise,    yes, yes, yes",
        "update,   yes, yes, yes",
        "clear,    yes, yes, yes",
        "cancel,   yes, yes, yes",
        "vitals,   yes, yes, no",
        "dose,     yes, yes, no",
        "accept,   no,  yes, no",
        "reject,   no,  yes, no",
        "resolve,  no,  yes, no",
        "release,  no,  yes, no",
        "redirect, no,  yes, no",
        "escalate, no,  yes, no",
        "arrive,   no,  yes, no",
        "snooze,   no,  yes, no",
        "end snooze, no,  yes, no",
        "silence,  no,  yes, no",
        "confirm,  no,  yes, no",
        "end,      no,  yes, no",
        "silences, no,  yes, yes",
        "break,    no,  yes, no",
        "back,     no,  yes, no",
        "duty,     no,  yes, yes",
        "history,  no,  yes, yes",
        "monitor,  no,  yes, no",
        "monitorings, no,  yes, yes",
        "limit,    yes, yes, no",
        "limits,   no,  yes, yes",
        "watch,    no,  yes, yes",
        "own position,       no,  yes, no",
        "position of ann,    yes, no,  yes",
        "own presence,       no,  yes, no",
        "presence of ann,    yes, no,  yes",
        "receipts, no,  yes, no",
        "alerts,   yes, yes, yes",
    })
    void shouldAllowByRole(final String message, final String source, final String clinician, final String operator) {
        assertThat(Visibility.maySend(Role.SOURCE, message(message))).isEqualTo(source.equals("yes"));
        assertThat(Visibility.maySend(Role.CLINICIAN, message(message))).isEqualTo(clinician.equals("yes"));
        assertThat(Visibility.maySend(Role.OPERATOR, message(message))).isEqualTo(operator.equals("yes"));
    }

    @ParameterizedTest
    @CsvSource({
        // role, person, raised by, told, owner, sees it
        "SOURCE,    '',  own,    ann, '',  yes",
        "SOURCE,    '',  other,  ann, '',  no",
        "SOURCE,    '',  engine, ann, '',  no",
        "CLINICIAN, ann, other,  ann, '',  yes",
        "CLINICIAN, ann, engine, ann, bob, yes",
        "CLINICIAN, ann, other,  bob, ann, yes",
        "CLINICIAN, ann, other,  bob, bob, no",
        "CLINICIAN, ann, own,    bob, bob, yes",
        "CLINICIAN, ann, engine, '',  '',  no",
        "OPERATOR,  '',  other,  bob, bob, yes",
        "OPERATOR,  '',  engine, '',  '',  yes",
    })
    void shouldShowByRole(
            final Role role,
            final String person,
            final String raisedBy,
            final String told,
            final String owner,
            final String sees) {
        final Peer peer = new Peer(role, person, "client", OWN, 0);
        final long source = switch (raisedBy) {
            case "own" -> OWN;
            case "other" -> OTHER;
            default -> 0;
        };
        final AlertState alert = alert(source, told, owner.isEmpty() ? null : owner);
        try (RouterTestKit kit = RouterTestKit.launch(Rig.site().build())) {
            assertThat(Visibility.sight(peer, alert, kit.router().view()))
                    .isEqualTo(sees.equals("yes") ? Sight.WHOLE : Sight.NOTHING);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // role in the table of authority, raised by, told, sees; what each role sees of others' alerts is in SightTest
        "NURSE,   other, ann, WHOLE",
        "NURSE,   other, bob, NOTHING",
        "NURSE,   own,   bob, SUMMARY",
        "AUDITOR, own,   bob, METADATA",
        "TECH,    own,   ann, SUMMARY",
        "TECH,    other, ann, NOTHING",
    })
    void shouldNeverHideFromAPersonThatWhatTheyRaisedIsThere(
            final AuthorityRole role, final String raisedBy, final String told, final Sight sight) {
        final Peer peer = new Peer(Role.CLINICIAN, "ann", "client", OWN, 1);
        final AlertState alert = alert(raisedBy.equals("own") ? OWN : OTHER, told, null);
        final Site site = Rig.site().authority("ann", role).build();
        try (RouterTestKit kit = RouterTestKit.launch(site)) {
            assertThat(Visibility.sight(peer, alert, kit.router().view())).isEqualTo(sight);
        }
    }

    @Test
    void shouldShowWhoCaresForAPatientToThatPersonAndToOperators() {
        final OnDuty nurse = new OnDuty(DutyPlace.role("icu", "nurse"), "ann", 1);
        final OnDuty carer = new OnDuty(DutyPlace.patient("p-17"), "ann", 1);

        assertThat(Visibility.maySee(new Peer(Role.OPERATOR, "", "client", OWN, 0), carer))
                .isTrue();
        assertThat(Visibility.maySee(new Peer(Role.CLINICIAN, "ann", "client", OWN, 0), carer))
                .isTrue();
        assertThat(Visibility.maySee(new Peer(Role.CLINICIAN, "bob", "client", OWN, 0), carer))
                .isFalse();
        assertThat(Visibility.maySee(new Peer(Role.CLINICIAN, "bob", "client", OWN, 0), nurse))
                .isTrue();
        assertThat(Visibility.maySee(new Peer(Role.SOURCE, "", "client", OWN, 0), nurse))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // role, person, patient, bed, author, confirmed by, sees it
        "OPERATOR,  '',  p-17, '',  bob, '',  yes",
        "SOURCE,    '',  '',   '',  bob, '',  no",
        "CLINICIAN, ann, '',   '',  bob, '',  yes",
        "CLINICIAN, ann, p-17, '',  bob, '',  no",
        "CLINICIAN, ann, '',   b-1, bob, eve, no",
        "CLINICIAN, ann, p-17, '',  ann, '',  yes",
        "CLINICIAN, ann, p-17, b-1, bob, ann, yes",
    })
    void shouldShowSilencesByRole(
            final Role role,
            final String person,
            final String patient,
            final String bed,
            final String author,
            final String confirmedBy,
            final String sees) {
        final RouterEvent.SilenceChanged silence = new RouterEvent.SilenceChanged(
                new RouterEvent.Stamp(1, 1, 1, List.of()),
                1,
                SilenceState.ACTIVE,
                1,
                2,
                author,
                confirmedBy,
                SilenceOrigin.PERSON,
                new SilenceScope("icu", patient, bed, null, Severity.URGENT, null, null),
                "because");
        assertThat(Visibility.maySee(new Peer(role, person, "client", OWN, 0), silence))
                .isEqualTo(sees.equals("yes"));
    }

    private static ClientMessage message(final String name) {
        final ClientMessage.AlertName alert = ClientMessage.AlertName.id(1);
        return switch (name) {
            case "raise" -> JdkPeer.raiseOf(1, "k", Severity.CRITICAL);
            case "update" -> new ClientMessage.Update(1, 0, alert, null, "");
            case "clear" -> new ClientMessage.Clear(1, 0, alert);
            case "cancel" -> new ClientMessage.Cancel(1, 0, alert);
            case "vitals" ->
                new ClientMessage.Vitals(
                        "",
                        0,
                        0,
                        "p",
                        "",
                        "",
                        Acuity.CONTINUOUS,
                        Purpose.PRODUCTION,
                        ReadingQuality.UNSTATED,
                        List.of(new ClientMessage.Reading(Parameter.SPO2, 9_000)));
            case "accept" -> new ClientMessage.Accept(1, 0, 1);
            case "reject" -> new ClientMessage.Reject(1, 0, 1, RejectReason.BUSY);
            case "resolve" -> new ClientMessage.Resolve(1, 0, 1);
            case "release" -> new ClientMessage.Release(1, 0, 1);
            case "redirect" -> new ClientMessage.Redirect(1, 0, 1, "bob", RejectReason.BUSY);
            case "escalate" -> new ClientMessage.Escalate(1, 0, 1, 0, 0, 0);
            case "dose" -> new RecordDose(1, 0, Purpose.PRODUCTION, "dose-1", "p-1", DoseOutcome.GIVEN, 0, "", null);
            case "arrive" -> new ClientMessage.Arrive(1, 0, 1, null);
            case "snooze" -> new ClientMessage.Snooze(1, 0, 1, 1);
            case "end snooze" -> new ClientMessage.EndSnooze(1, 0, 1);
            case "silence" ->
                new ClientMessage.Silence(
                        1,
                        0,
                        0,
                        1,
                        new SilenceReport.Scope("icu", "", "", null, Severity.URGENT, null, null),
                        "because");
            case "confirm" -> new ClientMessage.ConfirmSilence(1, 0, 1);
            case "end" -> new ClientMessage.EndSilence(1, 0, 1);
            case "break" -> new ClientMessage.BeginBreak(1, 0, 60_000, "bob");
            case "back" -> new ClientMessage.EndBreak(1, 0);
            case "duty" -> new ClientMessage.DutyQuery("r", 1, null);
            case "history" ->
                new ClientMessage.HistoryQuery(
                        "r", new HistoryRange(new Subject(Subject.Kind.PATIENT, "p"), Parameter.SPO2, 0, 0, 1));
            case "monitor" -> new StopMonitoring(1, 0, 1);
            case "watch" -> new ClientMessage.WatchVitals("r", 1, true);
            case "limit" ->
                new SetLimit(1, 0, "p", "", Parameter.SPO2, Bound.BELOW, 8_500, 0, LimitReason.UNSTATED, "");
            case "limits" -> new LimitsQuery("r", new Subject(Subject.Kind.PATIENT, "p"));
            case "monitorings" -> new ClientMessage.MonitoringsQuery("r", 1, 0);
            case "silences" -> new ClientMessage.SilencesQuery("r", 1, 0);
            case "own position" -> new ClientMessage.Position(1, 0, "", "icu", Location.UNKNOWN);
            case "position of ann" -> new ClientMessage.Position(1, 0, "ann", "icu", Location.UNKNOWN);
            case "own presence" -> new ClientMessage.PresenceChange(1, 0, "", Presence.BUSY);
            case "presence of ann" -> new ClientMessage.PresenceChange(1, 0, "ann", Presence.BUSY);
            case "receipts" -> new ClientMessage.Receipts(1, 1, List.of());
            default -> new ClientMessage.AlertsQuery("r", 1, 0);
        };
    }

    private static AlertState alert(final long source, final String told, final @Nullable String owner) {
        return new AlertState(
                1,
                "k",
                source,
                null,
                true,
                "",
                "",
                EmergencyType.STROKE,
                Severity.URGENT,
                Priority.NORMAL,
                Condition.ACTIVE,
                Purpose.PRODUCTION,
                new AlertCause(Cause.DECLARED, null, 0, 0, 0),
                1,
                owner,
                0,
                0,
                0,
                0,
                false,
                0,
                false,
                1,
                0,
                0,
                0,
                0,
                Map.of(),
                told.isEmpty() ? Map.of() : Map.of(told, Response.OFFERED),
                Set.of(),
                AlertDetails.NONE,
                Assessment.declared(Severity.URGENT));
    }
}
