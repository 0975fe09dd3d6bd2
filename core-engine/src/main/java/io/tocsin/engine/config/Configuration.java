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
import io.tocsin.codecs.sbe.ConfirmConfigDecoder;
import io.tocsin.codecs.sbe.ContactEntryDecoder;
import io.tocsin.codecs.sbe.DutyEntryDecoder;
import io.tocsin.codecs.sbe.EmergencyContactEntryDecoder;
import io.tocsin.codecs.sbe.EnvelopeDecoder;
import io.tocsin.codecs.sbe.GateEntryDecoder;
import io.tocsin.codecs.sbe.LimitProfileEntryDecoder;
import io.tocsin.codecs.sbe.PatientEntryDecoder;
import io.tocsin.codecs.sbe.PersonEntryDecoder;
import io.tocsin.codecs.sbe.PrecedenceEntryDecoder;
import io.tocsin.codecs.sbe.QualificationEntryDecoder;
import io.tocsin.codecs.sbe.Result;
import io.tocsin.codecs.sbe.RoleEntryDecoder;
import io.tocsin.codecs.sbe.RuleTimingEntryDecoder;
import io.tocsin.codecs.sbe.RulesEntryDecoder;
import io.tocsin.codecs.sbe.ScoreTableEntryDecoder;
import io.tocsin.codecs.sbe.SourceEntryDecoder;
import io.tocsin.codecs.sbe.UnitEntryDecoder;
import io.tocsin.codecs.sbe.WatchEntryDecoder;
import io.tocsin.engine.authority.Authority;
import io.tocsin.engine.authority.AuthorityTable;
import io.tocsin.engine.command.Answer;
import io.tocsin.engine.event.Because;
import io.tocsin.engine.event.EventStream;
import io.tocsin.engine.event.SystemEvents;
import io.tocsin.engine.ingress.MessageLayout;
import io.tocsin.engine.snapshot.SnapshotReader;
import io.tocsin.engine.snapshot.SnapshotWriter;
import io.tocsin.engine.store.Due;
import org.agrona.DirectBuffer;

/**
 * {@code ConfigBegin}, {@code ConfigPart}, {@code ConfigCommit}, {@code ConfirmConfig}: whole or not at all. What takes two persons is held at its commit, as a proposal
 * of its author, until another person confirms it, 24 hours are over or another configuration is begun; it is due when it ends by itself.
 */
public final class Configuration implements Due {
    private static final int SECTION_ID = 51;
    private static final int SECTION_VERSION = 2;
    private static final int AS_A_WHOLE = 0;
    private static final int NONE = -1;
    /** Longest entry that can be told to whoever builds views of a recovered engine. */
    private static final int MOST_TOLD_BYTES = 1152;
    /** Everything that an entry may do, {@link #actionOf}. */
    private static final int CONFIGURING = 1 << AuthorityAction.CHANGE_LIMITS.value()
            | 1 << AuthorityAction.ORDER_TREATMENT.value()
            | 1 << AuthorityAction.GRANT_VIEWERS.value()
            | 1 << AuthorityAction.MANAGE_SCHEDULES.value()
            | 1 << AuthorityAction.CHANGE_POLICY.value()
            | 1 << AuthorityAction.MANAGE_SYSTEM.value();

    private final ConfigStage stage;
    private final ConfigChecker checker;
    private final ConfigApplier applier;
    private final SystemEvents events;
    private final EventStream stream;
    private final Weakening weakening;
    private final MessageLayout entry = new MessageLayout();
    private final ConfigBeginDecoder begin = new ConfigBeginDecoder();
    private final ConfigPartDecoder part = new ConfigPartDecoder();
    private final ConfigCommitDecoder commit = new ConfigCommitDecoder();
    private final ConfirmConfigDecoder confirm = new ConfirmConfigDecoder();
    private long appliedHash;
    private int checkedEntries;
    private int neededActions;
    /** Number of the first entry that is too long to be told; 0 = none. */
    private int untoldEntry;

    private final Authority authority;
    private final ConfigProposal proposal;

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
     * @param stream      for engine time.
     */
    public Configuration(
            final int configBytes,
            final int maxPeople,
            final int maxUnits,
            final int maxBeds,
            final int maxRoles,
            final int maxSubjects,
            final ConfigState state,
            final SystemEvents events,
            final EventStream stream) {
        this.events = events;
        this.stream = stream;
        authority = state.authority();
        stage = new ConfigStage(configBytes);
        checker = new ConfigChecker(state, maxPeople, maxUnits, maxBeds, maxRoles, maxSubjects, configBytes);
        applier = new ConfigApplier(state, events);
        weakening = new Weakening(state);
        proposal = new ConfigProposal(stage, events);
    }

    /**
     * Carries {@code ConfigBegin} out: what was proposed ends, unless whoever begins could configure nothing anyway.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void begin(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        begin.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        int person = NONE;
        if (authority.isUsed() && envelope.actorSession() != 0) {
            person = authority.actor(envelope);
            if (person == NONE) {
                answer.refuse(Result.UNKNOWN_SESSION, 0);
                return;
            }
            if (!AuthorityTable.permitsAny(authority.roleOf(person), CONFIGURING)) {
                answer.refuse(Result.FORBIDDEN, authority.refusedOf(person, CONFIGURING));
                return;
            }
        }
        if (proposal.isOpen()) {
            proposal.replaced(person);
        }
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
        if (!authority.isUsed() || envelope.actorSession() == 0) {
            apply();
            return;
        }
        final int person = authority.actor(envelope);
        if (person == NONE) {
            stage.forget();
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return;
        }
        final int forbidden = authority.refusedOf(person, neededActions);
        if (forbidden != 0) {
            stage.forget();
            answer.refuse(Result.FORBIDDEN, forbidden);
            return;
        }
        final int toConfirm =
                authority.proposedOf(person, neededActions) | weakening.actions(checker.profilesContent());
        if (toConfirm == 0) {
            apply();
        } else if (untoldEntry != 0) {
            refuse(configId, untoldEntry, ConfigRefusal.TOO_LARGE, answer);
        } else {
            proposal.open(person, toConfirm, checkedEntries, stream.nowNs());
            answer.propose();
        }
    }

    /**
     * Carries {@code ConfirmConfig} out.
     *
     * @param buffer   holds the message.
     * @param layout   of the message.
     * @param envelope of the message.
     * @param answer   to fill in.
     */
    public void confirm(
            final DirectBuffer buffer,
            final MessageLayout layout,
            final EnvelopeDecoder envelope,
            final Answer answer) {
        confirm.wrap(buffer, layout.blockOffset(), layout.blockLength(), layout.version());
        final int person = authority.actor(envelope);
        if (person == NONE) {
            answer.refuse(Result.UNKNOWN_SESSION, 0);
            return;
        }
        if (!proposal.is(confirm.contentHash(), stream.nowNs())) {
            answer.refuse(Result.UNKNOWN_PROPOSAL, ConfirmConfigDecoder.contentHashId());
            return;
        }
        final int forbidden = authority.refusedToConfirm(person, proposal.actions());
        if (forbidden != 0) {
            answer.refuse(Result.FORBIDDEN, forbidden);
            return;
        }
        if (person == proposal.author()) {
            answer.refuse(Result.SAME_PERSON, 0);
            return;
        }
        // What has happened since it was proposed may have taken the room for it, or its time.
        final ConfigRefusal refusal = check();
        if (refusal != ConfigRefusal.NONE) {
            events.configRefused(stage.configId(), checkedEntries, refusal);
            answer.refuse(Result.CONFIG_REFUSED, checkedEntries);
            proposal.refused();
            return;
        }
        proposal.confirmed(person);
        apply();
    }

    @Override
    public long firstNs() {
        return proposal.untilNs();
    }

    @Override
    public void fire(final long nowNs) {
        proposal.expired();
    }

    /**
     * Tells what is proposed, if anything is, and its entries.
     *
     * @param to of the report's stream.
     */
    public void report(final SystemEvents to) {
        proposal.report(to);
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
        weakening.begin();
        checkedEntries = 0;
        neededActions = 0;
        untoldEntry = 0;
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
            weakening.add(stage.bytes(), entry);
            if (untoldEntry == 0 && stage.entryLength() > MOST_TOLD_BYTES) {
                untoldEntry = checkedEntries;
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
            case RulesEntryDecoder.TEMPLATE_ID,
                    RuleTimingEntryDecoder.TEMPLATE_ID,
                    ScoreTableEntryDecoder.TEMPLATE_ID,
                    LimitProfileEntryDecoder.TEMPLATE_ID,
                    GateEntryDecoder.TEMPLATE_ID,
                    TrendEntries.TEMPLATE_ID -> AuthorityAction.CHANGE_LIMITS;
            default -> AuthorityAction.CHANGE_POLICY;
        };
        return action.value();
    }

    private void apply() {
        for (stage.rewind(); stage.hasNext() && stage.next(); ) {
            entry.walk(stage.bytes(), stage.entryOffset(), stage.entryLength());
            applier.apply(stage.bytes(), entry);
        }
        applier.finish(checker.profilesContent());
        appliedHash = stage.hash();
        stage.forget();
        events.configApplied(Because.of(Clause.CONFIGURED), stage.configId(), appliedHash, checkedEntries);
    }

    private void refuse(final long configId, final int entryNumber, final ConfigRefusal refusal, final Answer answer) {
        // Parts and a commit of something else are no reason to end what is proposed.
        if (!proposal.isOpen()) {
            stage.forget();
        }
        events.configRefused(configId, entryNumber, refusal);
        answer.refuse(Result.CONFIG_REFUSED, entryNumber);
    }

    /**
     * Writes what was applied last and what is half collected or proposed.
     *
     * @param writer of the snapshot.
     */
    public void snapshot(final SnapshotWriter writer) {
        writer.section(SECTION_ID, SECTION_VERSION);
        writer.putLong(appliedHash);
        stage.snapshot(writer);
        proposal.snapshot(writer);
    }

    /**
     * Takes over what was applied last and what is half collected or proposed.
     *
     * @param reader of the snapshot.
     * @param people how many there are.
     */
    public void restore(final SnapshotReader reader, final int people) {
        reader.section(SECTION_ID, SECTION_VERSION);
        appliedHash = reader.getLong();
        stage.restore(reader);
        proposal.restore(reader, people);
    }
}
