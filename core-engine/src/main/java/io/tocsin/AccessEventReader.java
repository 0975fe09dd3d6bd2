package io.tocsin;

import static java.util.Objects.requireNonNull;

import io.tocsin.codecs.sbe.AccessScope;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.PatientForgottenDecoder;
import io.tocsin.codecs.sbe.RevocationChangedDecoder;
import io.tocsin.codecs.sbe.SessionLimitedDecoder;
import io.tocsin.codecs.sbe.ViewGrantedDecoder;
import io.tocsin.codecs.sbe.ViewRevokedDecoder;
import io.tocsin.router.IdBook;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/** Decodes events of who is let in, and who is forgotten. Delivery thread only. */
final class AccessEventReader {
    private final IdBook ids;
    private final RevocationChangedDecoder changed = new RevocationChangedDecoder();
    private final ViewGrantedDecoder granted = new ViewGrantedDecoder();
    private final ViewRevokedDecoder revoked = new ViewRevokedDecoder();
    private final PatientForgottenDecoder forgotten = new PatientForgottenDecoder();
    private final SessionLimitedDecoder limited = new SessionLimitedDecoder();
    /** Those that are active: what ends says no more than its number. */
    private final Map<Long, ViewState> known = new HashMap<>();

    AccessEventReader(final IdBook ids) {
        this.ids = ids;
    }

    /** {@code null}: it is no event of access. */
    @Nullable
    RouterEvent read(
            final RouterEvent.Stamp stamp,
            final MessageHeaderDecoder header,
            final DirectBuffer buffer,
            final int offset) {
        return switch (header.templateId()) {
            case RevocationChangedDecoder.TEMPLATE_ID ->
                changed(stamp, changed.wrapAndApplyHeader(buffer, offset, header));
            case ViewGrantedDecoder.TEMPLATE_ID -> {
                granted.wrapAndApplyHeader(buffer, offset, header);
                final ViewState view = new ViewState(
                        granted.viewId(),
                        ids.id(IdTable.PERSON, granted.person()),
                        patient(granted.subject()),
                        granted.reason(),
                        granted.comment(),
                        granted.sinceNs(),
                        granted.untilNs(),
                        true,
                        "");
                known.put(view.viewId(), view);
                yield new RouterEvent.ViewGranted(stamp, view);
            }
            case ViewRevokedDecoder.TEMPLATE_ID -> {
                revoked.wrapAndApplyHeader(buffer, offset, header);
                final String by = revoked.endedBy() < 0 ? "" : ids.id(IdTable.PERSON, revoked.endedBy());
                final ViewState before = known.remove(revoked.viewId());
                yield new RouterEvent.ViewRevoked(
                        stamp,
                        requireNonNull(before, "a view that ends was granted").over(stamp.timestampNs(), by));
            }
            case PatientForgottenDecoder.TEMPLATE_ID -> {
                forgotten.wrapAndApplyHeader(buffer, offset, header);
                yield new RouterEvent.PatientForgotten(
                        stamp, forgotten.lastKey(), forgotten.reason(), forgotten.patientId());
            }
            case SessionLimitedDecoder.TEMPLATE_ID ->
                limited(stamp, limited.wrapAndApplyHeader(buffer, offset, header));
            default -> null;
        };
    }

    private RouterEvent limited(final RouterEvent.Stamp stamp, final SessionLimitedDecoder event) {
        final Set<String> units = new LinkedHashSet<>();
        for (final SessionLimitedDecoder.UnitsDecoder unit : event.units()) {
            units.add(ids.id(IdTable.UNIT, unit.unit()));
        }
        final Set<AccessScope> scopes = EnumSet.noneOf(AccessScope.class);
        final Set<AccessScope> ofPatient = EnumSet.noneOf(AccessScope.class);
        for (final SessionLimitedDecoder.ScopesDecoder scope : event.scopes()) {
            (scope.isOfPatient() == 0 ? scopes : ofPatient).add(scope.scope());
        }
        return new RouterEvent.SessionLimited(
                stamp,
                event.sessionId(),
                ids.id(IdTable.PERSON, event.person()),
                new SessionPermit(
                        event.isScoped() == 0 ? null : scopes, ofPatient, event.isForUnits() == 0 ? null : units));
    }

    private String patient(final int subject) {
        return requireNonNull(Subject.parse(ids.id(IdTable.SUBJECT, subject)), "subject")
                .id();
    }

    private RouterEvent changed(final RouterEvent.Stamp stamp, final RevocationChangedDecoder event) {
        final String subject = event.subject();
        return new RouterEvent.RevocationChanged(
                stamp,
                new Revocation(
                        event.kind(),
                        subject,
                        event.tokenId(),
                        event.sessionId(),
                        event.issuedBeforeNs(),
                        event.untilNs()),
                event.state(),
                event.person() < 0 ? "" : ids.id(IdTable.PERSON, event.person()),
                event.sourceId());
    }
}
