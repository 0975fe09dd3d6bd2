package io.tocsin.testkit.model;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.BreakGlassDecoder;
import io.tocsin.codecs.sbe.EndViewDecoder;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.ViewReason;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Who may see a patient for a time: section 44. */
final class OracleViews {
    private static final long MS_NS = 1_000_000L;
    private static final long HOUR_NS = 3_600_000 * MS_NS;

    private static final class View {
        final long id;
        final int person;
        final int subject;
        final long sinceNs;
        long untilNs;
        int reason;
        boolean isActive = true;

        View(final long id, final int person, final int subject, final long sinceNs) {
            this.id = id;
            this.person = person;
            this.subject = subject;
            this.sinceNs = sinceNs;
        }
    }

    private final OracleState state;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    /** All there ever were. */
    private final List<View> all = new ArrayList<>();

    OracleViews(final OracleState state) {
        this.state = state;
    }

    static boolean isCommand(final int template) {
        return template == BreakGlassDecoder.TEMPLATE_ID || template == EndViewDecoder.TEMPLATE_ID;
    }

    boolean has(final int person, final int subject) {
        return find(person, subject) != null;
    }

    private @Nullable View find(final int person, final int subject) {
        return all.stream()
                .filter(view -> view.isActive && view.person == person && view.subject == subject)
                .findFirst()
                .orElse(null);
    }

    OracleAnswer carryOut(final int template, final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        return template == BreakGlassDecoder.TEMPLATE_ID ? breakGlass(buffer, envelope) : end(buffer, envelope);
    }

    private OracleAnswer breakGlass(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final BreakGlassDecoder said = new BreakGlassDecoder().wrapAndApplyHeader(buffer, 0, header);
        final String patient = OracleFields.latin(buffer, said.limit(), said.patientIdLength());
        said.skipPatientId();
        final String comment = OracleFields.latin(buffer, said.limit(), said.commentLength());
        final long asked = said.durationMs();
        if (asked != 0 && (asked < 60_000 || asked > 4 * 3_600_000)) {
            return OracleAnswer.invalid(2);
        }
        if (said.reasonRaw() < 1 || said.reasonRaw() > 3) {
            return OracleAnswer.invalid(3);
        }
        if (patient.isEmpty() || patient.length() > 36) {
            return patient.isEmpty() ? OracleAnswer.invalid(40) : OracleAnswer.of(Result.ID_TOO_LONG, 40);
        }
        if (comment.length() > 160 || (said.reasonRaw() == 3 && comment.length() < 10)) {
            return OracleAnswer.invalid(52);
        }
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        final int person = session.person();
        final OracleAnswer refusal = OracleGuard.alone(state, person, AuthorityAction.BREAK_GLASS);
        if (refusal != null) {
            return refusal;
        }
        final int subject = state.site.subjects.indexOf("P" + patient);
        if (subject < 0) {
            return OracleAnswer.invalid(40);
        }
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        final OracleViewRules rules = state.site.viewRules;
        if (asked > rules.mostMs()) {
            return OracleAnswer.of(Result.TOO_LONG, 2);
        }
        View view = find(person, subject);
        if (view == null) {
            final long ofToday = all.stream()
                    .filter(each -> each.person == person
                            && each.subject != subject
                            && (each.isActive || state.nowNs - each.sinceNs < 24 * HOUR_NS))
                    .map(each -> each.subject)
                    .distinct()
                    .count();
            if (ofToday >= 3) {
                return OracleAuthority.refusal(
                        state,
                        person,
                        OracleAuthority.roleOf(state, person),
                        AuthorityAction.BREAK_GLASS,
                        Clause.GLASS_BROKEN_TOO_OFTEN);
            }
            final long open = all.stream().filter(each -> each.isActive).count();
            final long own = all.stream()
                    .filter(each -> each.isActive && each.person == person)
                    .count();
            if (own >= rules.perPerson() || (rules.atOnce() > 0 && open >= rules.atOnce())) {
                return OracleAuthority.refusal(
                        state,
                        person,
                        OracleAuthority.roleOf(state, person),
                        AuthorityAction.BREAK_GLASS,
                        Clause.TOO_MANY_VIEWS);
            }
            view = new View(all.size() + 1L, person, subject, state.nowNs);
            all.add(view);
        }
        view.reason = said.reasonRaw();
        final long endNs = state.nowNs + (asked == 0 ? Math.min(HOUR_NS, rules.mostMs() * MS_NS) : asked * MS_NS);
        view.untilNs = Math.max(view.untilNs, Math.min(endNs, view.sinceNs + rules.mostMs() * MS_NS));
        state.event(
                "ViewGranted",
                List.of(Clause.GLASS_BROKEN),
                "viewId",
                view.id,
                "sinceNs",
                view.sinceNs,
                "untilNs",
                view.untilNs,
                "person",
                person,
                "subject",
                subject,
                "reason",
                ViewReason.get((short) view.reason),
                "comment",
                comment);
        return OracleAnswer.OK;
    }

    private OracleAnswer end(final UnsafeBuffer buffer, final OracleEnvelope envelope) {
        final EndViewDecoder said = new EndViewDecoder().wrapAndApplyHeader(buffer, 0, header);
        final String patient = OracleFields.latin(buffer, said.limit(), said.patientIdLength());
        said.skipPatientId();
        final String name = OracleFields.latin(buffer, said.limit(), said.personIdLength());
        if (patient.isEmpty() || patient.length() > 36) {
            return patient.isEmpty() ? OracleAnswer.invalid(40) : OracleAnswer.of(Result.ID_TOO_LONG, 40);
        }
        if (name.length() > 36) {
            return OracleAnswer.of(Result.ID_TOO_LONG, 41);
        }
        final OracleState.Session session = state.session(envelope.actorSession());
        if (session == null && envelope.actorSession() != 0) {
            return OracleAnswer.of(Result.UNKNOWN_SESSION);
        }
        if (name.isEmpty() && session == null) {
            return OracleAnswer.invalid(41);
        }
        final int whose = name.isEmpty() && session != null ? session.person() : state.site.people.indexOf(name);
        if (whose < 0) {
            return OracleAnswer.of(Result.UNKNOWN_PERSON);
        }
        if (session != null && session.person() != whose) {
            final OracleAnswer refusal = OracleGuard.alone(state, session.person(), AuthorityAction.REVOKE);
            if (refusal != null) {
                return refusal;
            }
        }
        if (!envelope.isProduction()) {
            return OracleAnswer.of(Result.TEST_TRAFFIC);
        }
        final View view = find(whose, state.site.subjects.indexOf("P" + patient));
        if (view != null) {
            over(view, Clause.VIEW_ENDED, envelope.sourceId(), session == null ? -1 : session.person());
        }
        return OracleAnswer.OK;
    }

    private void over(final View view, final Clause clause, final long sourceId, final int endedBy) {
        view.isActive = false;
        state.event(
                "ViewRevoked",
                List.of(clause),
                "viewId",
                view.id,
                "sourceId",
                Long.toUnsignedString(sourceId),
                "person",
                view.person,
                "subject",
                view.subject,
                "endedBy",
                endedBy);
    }

    private @Nullable View first() {
        View first = null;
        for (final View view : all) {
            if (view.isActive && (first == null || view.untilNs < first.untilNs)) {
                first = view;
            }
        }
        return first;
    }

    long dueNs() {
        final View first = first();
        return first == null ? OracleAlert.NEVER : first.untilNs;
    }

    void fire() {
        final View first = first();
        if (first != null) {
            over(first, Clause.VIEW_OVER, 0, -1);
        }
    }
}
