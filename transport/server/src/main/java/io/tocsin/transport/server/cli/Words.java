package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.MonitoringReport;
import io.tocsin.codecs.sbe.Bound;
import io.tocsin.codecs.sbe.Cause;
import io.tocsin.codecs.sbe.DeviceCondition;
import io.tocsin.codecs.sbe.DeviceKind;
import io.tocsin.codecs.sbe.DoseOutcome;
import io.tocsin.codecs.sbe.EmergencyType;
import io.tocsin.codecs.sbe.ForgetReason;
import io.tocsin.codecs.sbe.LimitReason;
import io.tocsin.codecs.sbe.MonitoringList;
import io.tocsin.codecs.sbe.MonitoringType;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Presence;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.codecs.sbe.RejectReason;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.ViewReason;
import io.tocsin.codecs.text.EdgeText;
import io.tocsin.codecs.text.OverrideReason;
import io.tocsin.router.Suggestion;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The constants of the schema as arguments: in upper or lower case, with dashes or underscores. */
final class Words {
    private static final String NONE = "NULL_VAL";

    private Words() {}

    private static <E extends Enum<E>> E parse(final Class<E> type, final String text) {
        final List<String> names = names(type);
        final String name = text.trim().toUpperCase(Locale.ROOT).replace('-', '_');
        if (!names.contains(name)) {
            throw new TypeConversionException(
                    "'" + text + "' is none of " + String.join(", ", names) + Suggestion.of(name, names));
        }
        return Enum.valueOf(type, name);
    }

    private static List<String> names(final Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Enum::name)
                .filter(name -> !name.equals(NONE))
                .toList();
    }

    /** Why somebody does not take an alert. */
    static final class RejectReasons implements Iterable<String>, ITypeConverter<RejectReason> {
        @Override
        public RejectReason convert(final String text) {
            return parse(RejectReason.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(RejectReason.class).iterator();
        }
    }

    /** Why it is an emergency that lets a person through. */
    static final class OverrideReasons implements Iterable<String>, ITypeConverter<OverrideReason> {
        @Override
        public OverrideReason convert(final String text) {
            return parse(OverrideReason.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(OverrideReason.class).iterator();
        }
    }

    /** What became of a dose. */
    static final class DoseOutcomes implements Iterable<String>, ITypeConverter<DoseOutcome> {
        @Override
        public DoseOutcome convert(final String text) {
            return parse(DoseOutcome.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(DoseOutcome.class).iterator();
        }
    }

    /** What happened. */
    static final class EmergencyTypes implements Iterable<String>, ITypeConverter<EmergencyType> {
        @Override
        public EmergencyType convert(final String text) {
            return parse(EmergencyType.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(EmergencyType.class).iterator();
        }
    }

    /** What is the matter with a device. */
    static final class DeviceConditions implements Iterable<String>, ITypeConverter<DeviceCondition> {
        @Override
        public DeviceCondition convert(final String text) {
            return parse(DeviceCondition.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(DeviceCondition.class).iterator();
        }
    }

    /** How severe it is. */
    static final class Severities implements Iterable<String>, ITypeConverter<Severity> {
        @Override
        public Severity convert(final String text) {
            return parse(Severity.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(Severity.class).iterator();
        }
    }

    /** Whether a person is there. */
    static final class Presences implements Iterable<String>, ITypeConverter<Presence> {
        @Override
        public Presence convert(final String text) {
            return parse(Presence.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(Presence.class).iterator();
        }
    }

    /** What a command is for. */
    static final class Purposes implements Iterable<String>, ITypeConverter<Purpose> {
        @Override
        public Purpose convert(final String text) {
            return parse(Purpose.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(Purpose.class).iterator();
        }
    }

    /** What opened an alert. */
    static final class Causes implements Iterable<String>, ITypeConverter<Cause> {
        @Override
        public Cause convert(final String text) {
            return parse(Cause.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(Cause.class).iterator();
        }
    }

    /** What is measured. */
    static final class Parameters implements Iterable<String>, ITypeConverter<Parameter> {
        @Override
        public Parameter convert(final String text) {
            return parse(Parameter.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(Parameter.class).iterator();
        }
    }

    /** Which of two limits. */
    static final class Bounds implements Iterable<String>, ITypeConverter<Bound> {
        @Override
        public Bound convert(final String text) {
            return parse(Bound.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(Bound.class).iterator();
        }
    }

    /** Why a patient has a limit of their own. */
    static final class LimitReasons implements Iterable<String>, ITypeConverter<LimitReason> {
        @Override
        public LimitReason convert(final String text) {
            return parse(LimitReason.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(LimitReason.class).iterator();
        }
    }

    /** Why a patient is forgotten. */
    static final class ForgetReasons implements Iterable<String>, ITypeConverter<ForgetReason> {
        @Override
        public ForgetReason convert(final String text) {
            return parse(ForgetReason.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(ForgetReason.class).iterator();
        }
    }

    /** Why somebody has to see a patient. */
    static final class ViewReasons implements Iterable<String>, ITypeConverter<ViewReason> {
        @Override
        public ViewReason convert(final String text) {
            return parse(ViewReason.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(ViewReason.class).iterator();
        }
    }

    /** What a monitoring session is for. */
    static final class MonitoringTypes implements Iterable<String>, ITypeConverter<MonitoringType> {
        @Override
        public MonitoringType convert(final String text) {
            return parse(MonitoringType.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(MonitoringType.class).iterator();
        }
    }

    /** Who may look on, or is told. */
    static final class MonitoringLists implements Iterable<String>, ITypeConverter<MonitoringList> {
        @Override
        public MonitoringList convert(final String text) {
            return parse(MonitoringList.class, text);
        }

        @Override
        public Iterator<String> iterator() {
            return names(MonitoringList.class).iterator();
        }
    }

    /** A device and its kind, as in {@code ekg-4=EKG_MONITOR}. */
    static final class Devices implements Iterable<String>, ITypeConverter<MonitoringReport.Device> {
        @Override
        public MonitoringReport.Device convert(final String text) {
            final int kind = text.lastIndexOf('=');
            if (kind < 0) {
                throw new TypeConversionException("'" + text + "' does not say what it is, as in ekg-4=EKG_MONITOR");
            }
            try {
                return new MonitoringReport.Device(
                        parse(DeviceKind.class, text.substring(kind + 1)),
                        EdgeText.requiredId("the device", text.substring(0, kind)));
            } catch (final IllegalArgumentException wrong) {
                throw new TypeConversionException(wrong.getMessage());
            }
        }

        @Override
        public Iterator<String> iterator() {
            return names(DeviceKind.class).iterator();
        }
    }
}
