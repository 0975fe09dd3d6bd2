package io.tocsin.engine.event;

import io.tocsin.codecs.sbe.ConfigAppliedEncoder;
import io.tocsin.codecs.sbe.ConfigEntryReportedEncoder;
import io.tocsin.codecs.sbe.ConfigProposedEncoder;
import io.tocsin.codecs.sbe.ConfigRefusal;
import io.tocsin.codecs.sbe.ConfigRefusedEncoder;
import io.tocsin.codecs.sbe.ConfigStateReportedEncoder;
import io.tocsin.codecs.sbe.CountersReportedEncoder;
import io.tocsin.codecs.sbe.EngineStartedEncoder;
import io.tocsin.codecs.sbe.GateReason;
import io.tocsin.codecs.sbe.IdInternedEncoder;
import io.tocsin.codecs.sbe.IdTable;
import io.tocsin.codecs.sbe.LimitViolatedEncoder;
import io.tocsin.codecs.sbe.LimitWatchedEncoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.ProposalState;
import io.tocsin.codecs.sbe.TechnicalCondition;
import io.tocsin.codecs.sbe.TechnicalNotedEncoder;
import io.tocsin.codecs.sbe.WatchStage;
import org.agrona.DirectBuffer;

/** Events of the log's life, of configuration, of readings and counters. Arguments are the raw values of the schema's enums; clauses are packed by {@link Because}. */
public final class SystemEvents {
    private static final int BLOCK = MessageHeaderEncoder.ENCODED_LENGTH;

    private final EventStream stream;
    private final EngineStartedEncoder started = new EngineStartedEncoder();
    private final IdInternedEncoder interned = new IdInternedEncoder();
    private final ConfigAppliedEncoder configApplied = new ConfigAppliedEncoder();
    private final ConfigRefusedEncoder configRefused = new ConfigRefusedEncoder();
    private final ConfigProposedEncoder configProposed = new ConfigProposedEncoder();
    private final ConfigStateReportedEncoder configState = new ConfigStateReportedEncoder();
    private final ConfigEntryReportedEncoder configEntry = new ConfigEntryReportedEncoder();
    private final LimitViolatedEncoder limitViolated = new LimitViolatedEncoder();
    private final TechnicalNotedEncoder technical = new TechnicalNotedEncoder();
    private final LimitWatchedEncoder limitWatched = new LimitWatchedEncoder();
    private final CountersReportedEncoder counters = new CountersReportedEncoder();

    /**
     * Events that go to a stream.
     *
     * @param stream that numbers them.
     */
    public SystemEvents(final EventStream stream) {
        this.stream = stream;
    }

    /**
     * Emits {@code EngineStarted}.
     *
     * @param epochHigh of the log.
     * @param epochLow  of the log.
     * @param version   of the engine's semantics.
     */
    public void started(final long epochHigh, final long epochLow, final long version) {
        stream.start(EngineStartedEncoder.TEMPLATE_ID, EngineStartedEncoder.BLOCK_LENGTH, Because.NOTHING);
        started.wrap(stream.buffer(), BLOCK)
                .epochHigh(epochHigh)
                .epochLow(epochLow)
                .engineVersion(version);
        stream.emit(started.encodedLength());
    }

    /**
     * Emits {@code IdInterned}.
     *
     * @param table  it is in.
     * @param index  it has.
     * @param buffer holds the id, its kind included.
     * @param offset of it.
     * @param length of it.
     */
    public void interned(
            final IdTable table, final int index, final DirectBuffer buffer, final int offset, final int length) {
        stream.start(IdInternedEncoder.TEMPLATE_ID, IdInternedEncoder.BLOCK_LENGTH, Because.NOTHING);
        interned.wrap(stream.buffer(), BLOCK).index(index).table(table).putValue(buffer, offset, length);
        stream.emit(interned.encodedLength());
    }

    /**
     * Emits {@code ConfigApplied}.
     *
     * @param clauses    why.
     * @param configId   of the configuration.
     * @param hash       of its entries.
     * @param entryCount of it.
     */
    public void configApplied(final long clauses, final long configId, final long hash, final int entryCount) {
        stream.start(ConfigAppliedEncoder.TEMPLATE_ID, ConfigAppliedEncoder.BLOCK_LENGTH, clauses);
        configApplied
                .wrap(stream.buffer(), BLOCK)
                .configId(configId)
                .contentHash(hash)
                .entryCount(entryCount);
        stream.emit(configApplied.encodedLength());
    }

    /**
     * Emits {@code ConfigRefused}.
     *
     * @param configId    of the configuration.
     * @param entryNumber from 1; 0 = as a whole.
     * @param refusal     why.
     */
    public void configRefused(final long configId, final int entryNumber, final ConfigRefusal refusal) {
        stream.start(ConfigRefusedEncoder.TEMPLATE_ID, ConfigRefusedEncoder.BLOCK_LENGTH, Because.NOTHING);
        configRefused
                .wrap(stream.buffer(), BLOCK)
                .configId(configId)
                .entryNumber(entryNumber)
                .refusal(refusal);
        stream.emit(configRefused.encodedLength());
    }

    /**
     * Emits {@code ConfigProposed}.
     *
     * @param clauses     why.
     * @param configId    of the configuration.
     * @param hash        of its entries.
     * @param untilNs     when it ends by itself.
     * @param entryCount  of it.
     * @param actions     that the second person has to be allowed to confirm, bits.
     * @param author      index.
     * @param confirmedBy index, or -1.
     * @param replacedBy  who began another configuration: index, or -1.
     * @param state       of it.
     */
    public void configProposed(
            final long clauses,
            final long configId,
            final long hash,
            final long untilNs,
            final int entryCount,
            final int actions,
            final int author,
            final int confirmedBy,
            final int replacedBy,
            final ProposalState state) {
        stream.start(ConfigProposedEncoder.TEMPLATE_ID, ConfigProposedEncoder.BLOCK_LENGTH, clauses);
        configProposed
                .wrap(stream.buffer(), BLOCK)
                .configId(configId)
                .contentHash(hash)
                .untilNs(untilNs)
                .entryCount(entryCount)
                .actions(actions)
                .author(author)
                .confirmedBy(confirmedBy)
                .state(state)
                .replacedBy(replacedBy);
        stream.emit(configProposed.encodedLength());
    }

    /**
     * Emits {@code ConfigStateReported}.
     *
     * @param hash          of the configuration that was applied last, or 0.
     * @param policyVersion highest held, unsigned, or 0.
     * @param rulesVersion  or 0.
     */
    public void configState(final long hash, final int policyVersion, final int rulesVersion) {
        stream.start(ConfigStateReportedEncoder.TEMPLATE_ID, ConfigStateReportedEncoder.BLOCK_LENGTH, Because.NOTHING);
        configState
                .wrap(stream.buffer(), BLOCK)
                .contentHash(hash)
                .policyVersion(policyVersion & 0xFFFF_FFFFL)
                .rulesVersion(rulesVersion);
        stream.emit(configState.encodedLength());
    }

    /**
     * Emits {@code ConfigEntryReported} of an entry that is in force.
     *
     * @param buffer holds the entry with its header.
     * @param length of header and entry.
     */
    public void configEntry(final DirectBuffer buffer, final int length) {
        configEntry(buffer, 0, length, 0);
    }

    /**
     * Emits {@code ConfigEntryReported} of an entry that is proposed.
     *
     * @param buffer holds the entry with its header.
     * @param offset of it.
     * @param length of header and entry.
     */
    public void proposedEntry(final DirectBuffer buffer, final int offset, final int length) {
        configEntry(buffer, offset, length, 1);
    }

    private void configEntry(final DirectBuffer buffer, final int offset, final int length, final int proposed) {
        stream.start(ConfigEntryReportedEncoder.TEMPLATE_ID, ConfigEntryReportedEncoder.BLOCK_LENGTH, Because.NOTHING);
        configEntry.wrap(stream.buffer(), BLOCK).proposed((short) proposed).putEntry(buffer, offset, length);
        stream.emit(configEntry.encodedLength());
    }

    /**
     * Emits {@code LimitViolated}.
     *
     * @param clauses   why.
     * @param alertId   of the limit's alert, or 0.
     * @param subject   index.
     * @param value     of the reading.
     * @param limit     that it violates.
     * @param rule      id.
     * @param parameter of the reading.
     * @param first     the reading before it did not violate.
     */
    public void limitViolated(
            final long clauses,
            final long alertId,
            final int subject,
            final int value,
            final int limit,
            final int rule,
            final int parameter,
            final boolean first) {
        stream.start(LimitViolatedEncoder.TEMPLATE_ID, LimitViolatedEncoder.BLOCK_LENGTH, clauses);
        limitViolated
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .subject(subject)
                .value(value)
                .limitValue(limit)
                .rule((short) rule)
                .parameter(Parameter.get((short) parameter))
                .first((short) (first ? 1 : 0));
        stream.emit(limitViolated.encodedLength());
    }

    /**
     * Emits {@code TechnicalNoted}.
     *
     * @param clauses   why.
     * @param alertId   that is open for it, or 0.
     * @param subject   index, or -1.
     * @param value     as the condition says.
     * @param condition that came or is over.
     * @param active    it is there.
     */
    public void technical(
            final long clauses,
            final long alertId,
            final int subject,
            final int value,
            final TechnicalCondition condition,
            final boolean active) {
        stream.start(TechnicalNotedEncoder.TEMPLATE_ID, TechnicalNotedEncoder.BLOCK_LENGTH, clauses);
        technical
                .wrap(stream.buffer(), BLOCK)
                .alertId(alertId)
                .subject(subject)
                .value(value)
                .condition(condition)
                .active((short) (active ? 1 : 0));
        stream.emit(technical.encodedLength());
    }

    /**
     * Emits {@code LimitWatched}.
     *
     * @param clauses    why.
     * @param startedNs  when the stage before it began, or 0.
     * @param deadlineNs when time alone decides, or 0.
     * @param subject    index.
     * @param value      of the reading that decided.
     * @param limit      of the rule.
     * @param rule       id.
     * @param parameter  of the rule.
     * @param stage      that begins.
     */
    public void limitWatched(
            final long clauses,
            final long startedNs,
            final long deadlineNs,
            final int subject,
            final int value,
            final int limit,
            final int rule,
            final int parameter,
            final WatchStage stage) {
        stream.start(LimitWatchedEncoder.TEMPLATE_ID, LimitWatchedEncoder.BLOCK_LENGTH, clauses);
        limitWatched
                .wrap(stream.buffer(), BLOCK)
                .startedNs(startedNs)
                .deadlineNs(deadlineNs)
                .subject(subject)
                .value(value)
                .limitValue(limit)
                .rule((short) rule)
                .parameter(Parameter.get((short) parameter))
                .stage(stage);
        stream.emit(limitWatched.encodedLength());
    }

    /**
     * Emits {@code CountersReported}.
     *
     * @param commands     entrances.
     * @param refused      commands.
     * @param alertsRaised since Genesis.
     * @param alertsOpen   now.
     * @param waiting      offers without credit.
     * @param subjects     interned.
     * @param outputs      dispatched.
     * @param readings     per value of the enum Parameter.
     * @param gated        per value of the enum GateReason.
     */
    public void counters(
            final long commands,
            final long refused,
            final long alertsRaised,
            final int alertsOpen,
            final int waiting,
            final int subjects,
            final long outputs,
            final long[] readings,
            final long[] gated) {
        stream.start(CountersReportedEncoder.TEMPLATE_ID, CountersReportedEncoder.BLOCK_LENGTH, Because.NOTHING);
        final CountersReportedEncoder.ReadingsEncoder group = counters.wrap(stream.buffer(), BLOCK)
                .commands(commands)
                .refused(refused)
                .alertsRaised(alertsRaised)
                .alertsOpen(alertsOpen)
                .waiting(waiting)
                .subjects(subjects)
                .outputs(outputs)
                .readingsCount(used(readings));
        for (int parameter = 0; parameter < readings.length; parameter++) {
            if (readings[parameter] > 0) {
                group.next().readCount(readings[parameter]).parameter(Parameter.get((short) parameter));
            }
        }
        final CountersReportedEncoder.GatedEncoder reasons = counters.gatedCount(used(gated));
        for (int reason = 0; reason < gated.length; reason++) {
            if (gated[reason] > 0) {
                reasons.next().gatedCount(gated[reason]).reason(GateReason.get((short) reason));
            }
        }
        stream.emit(counters.encodedLength());
    }

    private static int used(final long[] counts) {
        int used = 0;
        for (final long count : counts) {
            used += count > 0 ? 1 : 0;
        }
        return used;
    }
}
