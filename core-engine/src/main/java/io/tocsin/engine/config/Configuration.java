package io.tocsin.engine.config;

import io.tocsin.codecs.sbe.AuthorityAction;
import io.tocsin.codecs.sbe.AuthorityEntryDecoder;
import io.tocsin.codecs.sbe.BedEntryDecoder;
import io.tocsin.codecs.sbe.CareEntryDecoder;
import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.ConfigBeginDecoder;
import io.tocsin.codecs.sbe.ConfigCommitDecoder;
import io.tocsin.codecs.sbe.ConfigPartDecoder;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.DutyEntryDecoder;
import io.tocsin.codecs.sbe.EmergencyContactEntryDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.codecs.sbe.PersonEntryDecoder;
import io.tocsin.codecs.sbe.PrecedenceEntryDecoder;
import io.tocsin.codecs.sbe.QualificationEntryDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.RoleEntryDecoder;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.SourceEntryDecoder;
import io.tocsin.codecs.sbe.UnitEntryDecoder;
import io.tocsin.codecs.sbe.WatchEntryDecoder;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.command.Answer;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import org.agrona.DirectBuffer;

/** {@code ConfigBegin}, {@code ConfigPart}, {@code ConfigCommit}: whole or not at all. */
public final class Configuration {
    private static final int SECTION_ID = 51;
    private static final int SECTION_VERSION = 1;
    private static final int AS_A_WHOLE = 0;

    private final ConfigStage stage;
    private final ConfigChecker checker;
    private final ConfigApplier applier;
    private final SystemEvents events;
    private final MessageLayout entry = new MessageLayout();
    private final ConfigBeginDecoder begin = new ConfigBeginDecoder();
    private final ConfigPartDecoder part = new ConfigPartDecoder();
    private final ConfigCommitDecoder commit = new ConfigCommitDecoder();
    private long appliedHash;
    private int checkedEntries;
    private int neededActions;
    private final Authority authority;

    /**
     * Nothing configured.
     *
     * @param configBytes of one configuration.
     * @param maxPeople   people.
     * @param maxUnits    units.
     * @param maxBeds     beds.
     * @param maxRoles    roles.
     * @param maxSubjects subjects.
     * @param state       that may change.
     * @param events      of configuration.
     */
    public Configuration(
            final int configBytes,
            final int maxPeople,
            final int maxUnits,
            final int maxBeds,
            final int maxRoles,
            final int maxSubjects,
            final ConfigState state,
            final SystemEvents events) {
        this.events = events;
        authority = state.authority();
        stage = new ConfigStage(configBytes);
        checker = new ConfigChecker(state, maxPeople, maxUnits, maxBeds, maxRoles, maxSubjects);
        applier = new ConfigApplier(state, events);
    }

    /**
     * Carries {@code ConfigBegin} out.
     *
     * @param buffer holds the message.
     * @param layout of the message.
     */
    public void begin(final DirectBuffer buffer, final MessageLayout layout) {
        begin.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        stage.begin(begin.configId());
    }

    /**
     * Carries {@code ConfigPart} out.
     *
     * @param buffer holds the message.
     * @param layout of the message.
     * @param answer to fill in.
     */
    public void part(final DirectBuffer buffer, final MessageLayout layout, final Answer answer) {
        part.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final ConfigRefusal refusal =
                stage.append(part.configId(), part.partNumber(), buffer, layout.textOffset(0), layout.textLength(0));
        if (refusal != ConfigRefusal.NONE) {
            refuse(part.configId(), AS_A_WHOLE, refusal, answer);
        }
    }

    /**
     * Carries {@code ConfigCommit} out.
     *
     * @param buffer holds the message.
     * @param layout of the message.
     * @param envelope of the message.
     * @param answer to fill in.
     */
    public void commit(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        commit.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final long configId = commit.configId();
        if (!stage.isOpen(configId)) {
            refuse(configId, AS_A_WHOLE, ConfigRefusal.NOT_BEGUN, answer);
            return;
        }
        if (commit.contentHash() != stage.hash()) {
            refuse(configId, AS_A_WHOLE, ConfigRefusal.INCOMPLETE, answer);
            return;
        }
        final ConfigRefusal refusal = check();
        if (refusal != ConfigRefusal.NONE) {
            refuse(configId, checkedEntries, refusal, answer);
            return;
        }
        if (commit.entryCount() != checkedEntries) {
            refuse(configId, AS_A_WHOLE, ConfigRefusal.INCOMPLETE, answer);
            return;
        }
        final int forbidden = authority.isUsed() ? authority.refusedOf(envelope, neededActions) : 0;
        if (forbidden != 0) {
            stage.forget();
            answer.refuse(Result.FORBIDDEN, forbidden);
            return;
        }
        apply();
        appliedHash = stage.hash();
        stage.forget();
        events.configApplied(Because.of(Clause.CONFIGURED), configId, appliedHash, checkedEntries);
    }

    /**
     * Hash of the configuration that was applied last.
     *
     * @return as {@code ConfigCommit} stated it; 0 if none was.
     */
    public long appliedHash() {
        return appliedHash;
    }

    private ConfigRefusal check() {
        checker.begin();
        checkedEntries = 0;
        neededActions = 0;
        for (stage.rewind(); stage.hasNext(); ) {
            checkedEntries++;
            if (!stage.next()) {
                return ConfigRefusal.MALFORMED_ENTRY;
            }
            final int fit = entry.walk(stage.bytes(), stage.entryOffset(), stage.entryLength());
            if (fit != MessageLayout.FITS) {
                return fit == MessageLayout.UNKNOWN ? ConfigRefusal.UNKNOWN_ENTRY : ConfigRefusal.MALFORMED_ENTRY;
            }
            neededActions |= 1 << actionOf(entry.templateId());
            final ConfigRefusal refusal = checker.check(stage.bytes(), entry);
            if (refusal != ConfigRefusal.NONE) {
                return refusal;
            }
        }
        return ConfigRefusal.NONE;
    }

    /** What an entry does, as authority sees it. */
    private static int actionOf(final int template) {
        final AuthorityAction action = switch (template) {
            case PersonEntryDecoder.TEMPLATE_ID,
                    UnitEntryDecoder.TEMPLATE_ID,
                    BedEntryDecoder.TEMPLATE_ID,
                    SourceEntryDecoder.TEMPLATE_ID,
                    WatchEntryDecoder.TEMPLATE_ID,
                    QualificationEntryDecoder.TEMPLATE_ID,
                    ContactEntryDecoder.TEMPLATE_ID,
                    PrecedenceEntryDecoder.TEMPLATE_ID,
                    AuthorityEntryDecoder.TEMPLATE_ID -> AuthorityAction.MANAGE_SYSTEM;
            case EmergencyContactEntryDecoder.TEMPLATE_ID -> AuthorityAction.GRANT_VIEWERS;
            case PatientEntryDecoder.TEMPLATE_ID -> AuthorityAction.ORDER_TREATMENT;
            case RoleEntryDecoder.TEMPLATE_ID, CareEntryDecoder.TEMPLATE_ID, DutyEntryDecoder.TEMPLATE_ID ->
                AuthorityAction.MANAGE_SCHEDULES;
            case RulesEntryDecoder.TEMPLATE_ID, RuleTimingEntryDecoder.TEMPLATE_ID -> AuthorityAction.CHANGE_LIMITS;
            default -> AuthorityAction.CHANGE_POLICY;
        };
        return action.value();
    }

    private void apply() {
        for (stage.rewind(); stage.hasNext() && stage.next(); ) {
            entry.walk(stage.bytes(), stage.entryOffset(), stage.entryLength());
            applier.apply(stage.bytes(), entry);
        }
        applier.finish();
    }

    private void refuse(final long configId, final int entryNumber, final ConfigRefusal refusal, final Answer answer) {
        stage.forget();
        events.configRefused(configId, entryNumber, refusal);
        answer.refuse(Result.CONFIG_REFUSED, entryNumber);
    }

    /**
     * Writes what was applied last and what is half collected.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(appliedHash);
        stage.snapshot(writer);
    }

    /**
     * Takes over what was applied last and what is half collected.
     *
     * @param reader of the snapshot.
     */
    public void restore(final SnapshotReader reader) {
        reader.section(SECTION_ID, SECTION_VERSION);
        appliedHash = reader.getLong();
        stage.restore(reader);
    }
}
