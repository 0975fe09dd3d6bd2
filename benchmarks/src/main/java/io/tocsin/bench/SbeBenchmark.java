package io.tocsin.bench;

import io.tocsin.codecs.sbe.Clause;
import io.tocsin.codecs.sbe.Lane;
import io.tocsin.codecs.sbe.MessageHeaderDecoder;
import io.tocsin.codecs.sbe.MessageHeaderEncoder;
import io.tocsin.codecs.sbe.OutputDispatchedDecoder;
import io.tocsin.codecs.sbe.OutputDispatchedEncoder;
import io.tocsin.codecs.sbe.OutputKind;
import io.tocsin.codecs.sbe.Priority;
import io.tocsin.codecs.sbe.RaiseAlertDecoder;
import io.tocsin.codecs.sbe.Severity;
import io.tocsin.codecs.sbe.VitalsBatchDecoder;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the generated codecs cost: every field written, every field read, texts as views of their bytes. */
public class SbeBenchmark extends BenchmarkBase {
    /**
     * Writes the message.
     *
     * @param state with the codec.
     * @return its length.
     */
    @Benchmark
    public int encode(final Codec state) {
        return state.encode();
    }

    /**
     * Reads every field of the message.
     *
     * @param state with the codec.
     * @return a sum over the fields.
     */
    @Benchmark
    public long decode(final Codec state) {
        return state.decode();
    }

    /**
     * The raw limit: copies the message's bytes.
     *
     * @param state with the codec.
     * @return something of the copy.
     */
    @Benchmark
    public long rawCopy(final Codec state) {
        return state.copy();
    }

    /** One message and its codec. */
    @State(Scope.Thread)
    public static class Codec {
        /** What is written and read. */
        @Param
        public SbeMessage message = SbeMessage.RAISE_ALERT;

        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
        private final UnsafeBuffer copy = new UnsafeBuffer(new byte[1024]);
        private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
        private final Commands commands = new Commands();
        private final Readings.Encoder readings = Readings.encoder();
        private final MessageHeaderEncoder header = new MessageHeaderEncoder();
        private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
        private final OutputDispatchedEncoder output = new OutputDispatchedEncoder();
        private final RaiseAlertDecoder raiseDecoder = new RaiseAlertDecoder();
        private final VitalsBatchDecoder vitalsDecoder = new VitalsBatchDecoder();
        private final OutputDispatchedDecoder outputDecoder = new OutputDispatchedDecoder();
        private int length;
        private int number;

        /** Writes the message for those who only read it. */
        @Setup(Level.Trial)
        public void start() {
            length = encode();
        }

        int encode() {
            number = (number + 1) & 0xFFFF;
            return switch (message) {
                case RAISE_ALERT -> commands.raise(buffer, 0, number, number, number, Severity.CRITICAL, false);
                case VITALS_1 -> readings.write(buffer, 0, ReadingKind.PLAIN, number, number);
                case VITALS_32 -> readings.write(buffer, 0, ReadingKind.THIRTY_TWO, number, number);
                case OUTPUT_DISPATCHED -> encodeOutput();
            };
        }

        long decode() {
            return switch (message) {
                case RAISE_ALERT -> decodeRaise();
                case VITALS_1, VITALS_32 -> decodeVitals();
                case OUTPUT_DISPATCHED -> decodeOutput();
            };
        }

        long copy() {
            copy.putBytes(0, buffer, 0, length);
            return copy.getLong(0);
        }

        private int encodeOutput() {
            output.wrapAndApplyHeader(buffer, 0, header);
            output.header()
                    .eventSeq(number)
                    .timestampNs(Hospital.START_NS)
                    .commandSeq(number)
                    .clause1(Clause.CREDIT_GIVEN)
                    .clause2(Clause.NONE)
                    .clause3(Clause.NONE)
                    .clause4(Clause.NONE);
            output.alertId(number)
                    .deadlineNs(Hospital.START_NS)
                    .subject(number)
                    .owner(-1)
                    .kind(OutputKind.OFFER)
                    .lane(Lane.CRITICAL)
                    .priority(Priority.CRITICAL)
                    .severity(Severity.CRITICAL)
                    .step((short) 0)
                    .redelivery((short) 0);
            output.recipientsCount(1).next().seq(number).person(number).prevDistance(1);
            return output.limit();
        }

        private long decodeRaise() {
            raiseDecoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
            long sum = raiseDecoder.envelope().sourceId()
                    + raiseDecoder.envelope().commandId()
                    + raiseDecoder.envelope().correlation()
                    + raiseDecoder.envelope().actorSession()
                    + raiseDecoder.envelope().purposeRaw()
                    + raiseDecoder.emergencyTypeRaw()
                    + raiseDecoder.severityRaw()
                    + raiseDecoder.consciousnessRaw()
                    + raiseDecoder.pain()
                    + raiseDecoder.contentFlags()
                    + raiseDecoder.systolic()
                    + raiseDecoder.diastolic()
                    + raiseDecoder.heartRate()
                    + raiseDecoder.respiratoryRate()
                    + raiseDecoder.temperature()
                    + raiseDecoder.spo2()
                    + raiseDecoder.glucose()
                    + raiseDecoder.latitude()
                    + raiseDecoder.longitude()
                    + raiseDecoder.estimatedResponseMs()
                    + raiseDecoder.createdAtNs();
            final RaiseAlertDecoder.SpecializationsDecoder specializations = raiseDecoder.specializations();
            while (specializations.hasNext()) {
                specializations.next().wrapName(view);
                sum += view.capacity();
            }
            raiseDecoder.wrapAlertKey(view);
            sum += text();
            raiseDecoder.wrapPatientId(view);
            sum += text();
            raiseDecoder.wrapDeviceId(view);
            sum += text();
            raiseDecoder.wrapFacilityName(view);
            sum += text();
            raiseDecoder.wrapBuilding(view);
            sum += text();
            raiseDecoder.wrapFloor(view);
            sum += text();
            raiseDecoder.wrapDepartment(view);
            sum += text();
            raiseDecoder.wrapUnitId(view);
            sum += text();
            raiseDecoder.wrapRoom(view);
            sum += text();
            raiseDecoder.wrapBedId(view);
            sum += text();
            raiseDecoder.wrapAddress(view);
            sum += text();
            raiseDecoder.wrapTypeText(view);
            sum += text();
            raiseDecoder.wrapDescription(view);
            sum += text();
            raiseDecoder.wrapMetadata(view);
            sum += text();
            raiseDecoder.wrapPersonal(view);
            return sum + text();
        }

        private long decodeVitals() {
            vitalsDecoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
            long sum = vitalsDecoder.envelope().sourceId()
                    + vitalsDecoder.envelope().correlation()
                    + vitalsDecoder.envelope().purposeRaw()
                    + vitalsDecoder.deviceSequence()
                    + vitalsDecoder.acuityRaw();
            final VitalsBatchDecoder.ReadingsDecoder group = vitalsDecoder.readings();
            while (group.hasNext()) {
                group.next();
                sum += group.value() + group.parameterRaw();
            }
            vitalsDecoder.wrapPatientId(view);
            sum += text();
            vitalsDecoder.wrapBedId(view);
            sum += text();
            vitalsDecoder.wrapDeviceId(view);
            return sum + text();
        }

        private long decodeOutput() {
            outputDecoder.wrapAndApplyHeader(buffer, 0, headerDecoder);
            long sum = outputDecoder.header().eventSeq()
                    + outputDecoder.header().timestampNs()
                    + outputDecoder.header().commandSeq()
                    + outputDecoder.header().clause1Raw()
                    + outputDecoder.alertId()
                    + outputDecoder.deadlineNs()
                    + outputDecoder.subject()
                    + outputDecoder.owner()
                    + outputDecoder.kindRaw()
                    + outputDecoder.laneRaw()
                    + outputDecoder.priorityRaw()
                    + outputDecoder.severityRaw()
                    + outputDecoder.step()
                    + outputDecoder.redelivery();
            final OutputDispatchedDecoder.RecipientsDecoder recipients = outputDecoder.recipients();
            while (recipients.hasNext()) {
                recipients.next();
                sum += recipients.seq() + recipients.person() + recipients.prevDistance();
            }
            return sum;
        }

        private int text() {
            return view.capacity() == 0 ? 0 : view.getByte(0) + view.capacity();
        }
    }
}
