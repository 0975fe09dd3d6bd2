package io.tocsin.codecs.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is named by code, by path, and for the command that it was. */
final class RefusalTest {
    private static final String ALERT = "'alert':{'key':'k','emergency':'STROKE','severity':'CRITICAL'}";

    static Stream<Arguments> refusals() {
        return Stream.of(
                // Not a message at all.
                refusal("", "NOT_JSON", ""),
                refusal("  ", "NOT_JSON", ""),
                refusal("hello", "NOT_JSON", ""),
                refusal("[]", "NOT_JSON", ""),
                refusal("'hello'", "NOT_JSON", ""),
                refusal("17", "NOT_JSON", ""),
                refusal("null", "NOT_JSON", ""),
                refusal("{", "NOT_JSON", ""),
                refusal("{'type':'heartbeat'", "NOT_JSON", ""),
                refusal("{'type':'accept',}", "NOT_JSON", ""),
                refusal("{'type':'accept'} {}", "NOT_JSON", ""),
                refusal("{'type':'accept'}x", "NOT_JSON", ""),
                refusal("{type:'accept'}", "NOT_JSON", ""),
                refusal("{'type':NaN}", "NOT_JSON", ""),
                refusal("{'type':'a\u0001b'}", "NOT_JSON", ""),
                refusal("\uFEFF{'type':'accept','commandId':'1','alertId':'5'}", "NOT_JSON", ""),
                // Beyond a limit.
                refusal("{'x':" + "[".repeat(17) + "]".repeat(17) + "}", "TOO_LARGE", ""),
                refusal("{'x':" + "[".repeat(60_000), "TOO_LARGE", ""),
                refusal("{'x':" + "{'x':".repeat(17) + "1" + "}".repeat(18), "TOO_LARGE", ""),
                refusal("{'x':'" + "a".repeat(8_193) + "'}", "TOO_LARGE", ""),
                refusal("{'" + "a".repeat(257) + "':1}", "TOO_LARGE", ""),
                refusal("{'x':" + "1".repeat(33) + "}", "TOO_LARGE", ""),
                refusal("{'x':1}" + " ".repeat(65_536), "TOO_LARGE", ""),
                // Which message.
                refusal("{}", "MISSING_FIELD", "type"),
                refusal("{'type':null}", "MISSING_FIELD", "type"),
                refusal("{'type':''}", "MISSING_FIELD", "type"),
                refusal("{'type':1}", "INVALID_FIELD", "type"),
                refusal("{'type':'Hello'}", "UNKNOWN_TYPE", "type"),
                refusal("{'type':'welcome'}", "UNKNOWN_TYPE", "type"),
                refusal("{'type':'accept','type':'accept'}", "INVALID_FIELD", "type"),
                // A read-back is never cut: what is left of it might be right.
                refusal(
                        "{'type':'accept','commandId':'1','alertId':'1','readBack':'6.9" + " ".repeat(69) + "1'}",
                        "INVALID_FIELD",
                        "readBack",
                        1),
                // hello
                refusal("{'type':'hello','client':'c'}", "MISSING_FIELD", "role"),
                refusal("{'type':'hello','role':'CLINICIAN','client':'c'}", "INVALID_FIELD", "role"),
                refusal("{'type':'hello','role':'clinician','client':'c'}", "MISSING_FIELD", "person"),
                refusal("{'type':'hello','role':'source'}", "MISSING_FIELD", "client"),
                refusal(
                        "{'type':'hello','role':'source','client':'" + "c".repeat(37) + "'}",
                        "INVALID_FIELD",
                        "client"),
                refusal(
                        "{'type':'hello','role':'source','client':'" + "é".repeat(19) + "'}",
                        "INVALID_FIELD",
                        "client"),
                refusal("{'type':'hello','role':'source','client':'c','resume':[]}", "INVALID_FIELD", "resume"),
                refusal("{'type':'hello','role':'source','client':'c','resume':{}}", "MISSING_FIELD", "resume.epoch"),
                refusal(
                        "{'type':'hello','role':'source','client':'c','resume':{'epoch':'0f'}}",
                        "INVALID_FIELD",
                        "resume.epoch"),
                refusal(
                        "{'type':'hello','role':'source','client':'c','resume':{'epoch':'" + "g".repeat(32) + "'}}",
                        "INVALID_FIELD",
                        "resume.epoch"),
                refusal(
                        "{'type':'hello','role':'source','client':'c','resume':{'epoch':'" + "0".repeat(32)
                                + "','other':12}}",
                        "INVALID_FIELD",
                        "resume.other"),
                refusal(
                        "{'type':'hello','role':'source','client':'c','capabilities':'supports_push'}",
                        "INVALID_FIELD",
                        "capabilities"),
                refusal(
                        "{'type':'hello','role':'source','client':'c','capabilities':[1]}",
                        "INVALID_FIELD",
                        "capabilities[0]"),
                // ids and sequences
                refusal("{'type':'accept','alertId':'5'}", "MISSING_FIELD", "commandId"),
                refusal("{'type':'accept','commandId':7,'alertId':'5'}", "INVALID_FIELD", "commandId"),
                refusal("{'type':'accept','commandId':'0','alertId':'5'}", "INVALID_FIELD", "commandId"),
                refusal("{'type':'accept','commandId':'','alertId':'5'}", "INVALID_FIELD", "commandId"),
                refusal("{'type':'accept','commandId':'-1','alertId':'5'}", "INVALID_FIELD", "commandId"),
                refusal("{'type':'accept','commandId':'+1','alertId':'5'}", "INVALID_FIELD", "commandId"),
                refusal("{'type':'accept','commandId':'1e3','alertId':'5'}", "INVALID_FIELD", "commandId"),
                refusal("{'type':'accept','commandId':'٣','alertId':'5'}", "INVALID_FIELD", "commandId"),
                refusal(
                        "{'type':'accept','commandId':'18446744073709551616','alertId':'5'}",
                        "INVALID_FIELD",
                        "commandId"),
                refusal("{'type':'accept','commandId':'7'}", "MISSING_FIELD", "alertId", 7),
                refusal("{'type':'accept','commandId':'7','alertId':null}", "MISSING_FIELD", "alertId", 7),
                refusal(
                        "{'type':'accept','commandId':'7','alertId':'5','claimedNs':'9223372036854775808'}",
                        "INVALID_FIELD",
                        "claimedNs",
                        7),
                refusal(
                        "{'type':'reject','commandId':'7','alertId':'5','reason':'NULL_VAL'}",
                        "INVALID_FIELD",
                        "reason",
                        7),
                // breaks
                refusal("{'type':'beginBreak','commandId':'7','cover':'bob'}", "MISSING_FIELD", "durationMs", 7),
                refusal(
                        "{'type':'beginBreak','commandId':'7','durationMs':59999,'cover':'bob'}",
                        "INVALID_FIELD",
                        "durationMs",
                        7),
                refusal(
                        "{'type':'beginBreak','commandId':'7','durationMs':7200001,'cover':'bob'}",
                        "INVALID_FIELD",
                        "durationMs",
                        7),
                refusal("{'type':'beginBreak','commandId':'7','durationMs':60000}", "MISSING_FIELD", "cover", 7),
                // raise
                refusal("{'type':'raise','commandId':'7'}", "MISSING_FIELD", "alert", 7),
                refusal("{'type':'raise','commandId':'7','alert':'x'}", "INVALID_FIELD", "alert", 7),
                refusal(
                        "{'type':'raise','commandId':'7','alert':{'emergency':'STROKE','severity':'CRITICAL'}}",
                        "MISSING_FIELD",
                        "alert.key",
                        7),
                refusal(
                        "{'type':'raise','commandId':'7','alert':{'key':'','emergency':'STROKE','severity':'CRITICAL'}}",
                        "MISSING_FIELD",
                        "alert.key",
                        7),
                refusal(
                        "{'type':'raise','commandId':'7','alert':{'key':'k','severity':'CRITICAL'}}",
                        "MISSING_FIELD",
                        "alert.emergency",
                        7),
                refusal(
                        "{'type':'raise','commandId':'7','alert':{'key':'k','emergency':'FIRE','severity':'CRITICAL'}}",
                        "INVALID_FIELD",
                        "alert.emergency",
                        7),
                refusal(
                        "{'type':'raise','commandId':'7','alert':{'key':'k','emergency':'STROKE','severity':'critical'}}",
                        "INVALID_FIELD",
                        "alert.severity",
                        7),
                refusal("{'type':'raise','commandId':'7','level':'PAPER'," + ALERT + "}", "INVALID_FIELD", "level", 7),
                refusal("{'type':'raise','commandId':'7','purpose':1," + ALERT + "}", "INVALID_FIELD", "purpose", 7),
                with("'patient':'" + "p".repeat(37) + "'", "INVALID_FIELD", "alert.patient"),
                with("'patient':17", "INVALID_FIELD", "alert.patient"),
                with("'description':'a\\u0000b'", "INVALID_FIELD", "alert.description"),
                with("'description':'a\\ud83d'", "INVALID_FIELD", "alert.description"),
                with("'description':'\\ude00\\ud83d'", "INVALID_FIELD", "alert.description"),
                with("'metadata':{'a':1}", "INVALID_FIELD", "alert.metadata.a"),
                with("'metadata':{'\\ud83d':'x'}", "NOT_JSON", "", 0),
                with("'metadata':{'\\u0000':'x'}", "INVALID_FIELD", "alert.metadata.?"),
                with("'metadata':['a']", "INVALID_FIELD", "alert.metadata"),
                with("'metadata':{'a':'1','a':'2'}", "INVALID_FIELD", "alert.metadata.a"),
                with("'specializations':{'a':'b'}", "INVALID_FIELD", "alert.specializations"),
                with("'specializations':['a',null]", "INVALID_FIELD", "alert.specializations[1]"),
                with("'vitals':{'heartRate':'72'}", "INVALID_FIELD", "alert.vitals.heartRate"),
                with("'vitals':{'heartRate':21474836.48}", "INVALID_FIELD", "alert.vitals.heartRate"),
                with("'vitals':{'heartRate':1e999999999}", "INVALID_FIELD", "alert.vitals.heartRate"),
                with("'vitals':{'heartRate':1e99999999999}", "INVALID_FIELD", "alert.vitals.heartRate"),
                with("'vitals':{'pain':11}", "INVALID_FIELD", "alert.vitals.pain"),
                with("'vitals':{'pain':3.5}", "INVALID_FIELD", "alert.vitals.pain"),
                with("'vitals':{'consciousness':4}", "INVALID_FIELD", "alert.vitals.consciousness"),
                with("'vitals':{'consciousness':'SLEEPY'}", "INVALID_FIELD", "alert.vitals.consciousness"),
                with("'location':{'latitude':48}", "MISSING_FIELD", "alert.location.longitude"),
                with("'location':{'longitude':48}", "MISSING_FIELD", "alert.location.latitude"),
                with("'location':{'latitude':90.5,'longitude':0}", "INVALID_FIELD", "alert.location.latitude"),
                with("'location':{'latitude':'48','longitude':0}", "INVALID_FIELD", "alert.location.latitude"),
                with("'estimatedResponseMs':0", "INVALID_FIELD", "alert.estimatedResponseMs"),
                with("'estimatedResponseMs':4294967295", "INVALID_FIELD", "alert.estimatedResponseMs"),
                with("'estimatedResponseMs':1.5", "INVALID_FIELD", "alert.estimatedResponseMs"),
                with("'createdAtNs':1", "INVALID_FIELD", "alert.createdAtNs"),
                with("'key':'again'", "INVALID_FIELD", "alert.key", 0),
                // update, clear, cancel
                refusal("{'type':'clear','commandId':'7'}", "MISSING_FIELD", "alertId", 7),
                refusal("{'type':'clear','commandId':'7','alertId':'5','key':'k'}", "INVALID_FIELD", "key", 7),
                refusal("{'type':'update','commandId':'7','alertId':'5','severity':0}", "INVALID_FIELD", "severity", 7),
                // vitals
                refusal("{'type':'vitals','readings':[{'parameter':'SPO2','value':97}]}", "MISSING_FIELD", "patient"),
                refusal("{'type':'vitals','patient':'p'}", "MISSING_FIELD", "readings"),
                refusal(
                        "{'type':'vitals','patient':'p','readings':[{'parameter':'SPO2','value':97},{'parameter':'SYSTOLIC','value':16,'unit':'kpa'}]}",
                        "INVALID_FIELD",
                        "readings[1].unit"),
                refusal(
                        "{'type':'vitals','patient':'p','accuracy':1,'accuracyUnit':'kPa','readings':[{'parameter':'SPO2','value':97},{'parameter':'SYSTOLIC','value':120}]}",
                        "INVALID_FIELD",
                        "accuracyUnit"),
                refusal(
                        "{'type':'vitals','patient':'p','accuracy':90,'accuracyUnit':'kPa','readings':[{'parameter':'SYSTOLIC','value':120}]}",
                        "INVALID_FIELD",
                        "accuracy"),
                refusal(
                        "{'type':'vitals','patient':'p','accuracyUnit':'kPa','readings':[{'parameter':'SYSTOLIC','value':120}]}",
                        "MISSING_FIELD",
                        "accuracy"),
                refusal(
                        "{'type':'vitals','patient':'p','accuracy':1,'accuracyUnit':'kg','readings':[{'parameter':'WEIGHT','value':80}]}",
                        "INVALID_FIELD",
                        "accuracyUnit"),
                refusal(
                        "{'type':'vitals','patient':'p','readings':[{'parameter':'TEMPERATURE','value':98,'unit':'lb'}]}",
                        "INVALID_FIELD",
                        "readings[0].unit"),
                refusal(
                        "{'type':'vitals','patient':'p','readings':[{'parameter':'CONSCIOUSNESS','value':'ALERT','unit':'%'}]}",
                        "INVALID_FIELD", "readings[0].unit"),
                refusal(
                        "{'type':'vitals','patient':'p','readings':[{'parameter':'TEMPERATURE','value':1e999999999,'unit':'degF'}]}",
                        "INVALID_FIELD",
                        "readings[0].value"),
                refusal("{'type':'vitals','patient':'p','readings':[]}", "MISSING_FIELD", "readings"),
                refusal(
                        "{'type':'vitals','patient':'p','measuredNs':'-1','readings':[{'parameter':'SPO2','value':97}]}",
                        "INVALID_FIELD",
                        "measuredNs"),
                refusal(
                        "{'type':'vitals','patient':'p','status':65536,'readings':[{'parameter':'SPO2','value':97}]}",
                        "INVALID_FIELD",
                        "status"),
                refusal(
                        "{'type':'vitals','patient':'p','statusOf':['SHOE_SIZE'],'readings':[{'parameter':'SPO2','value':97}]}",
                        "INVALID_FIELD",
                        "statusOf[0]"),
                refusal(
                        "{'type':'vitals','patient':'p','statusOf':['GCS'],'readings':[{'parameter':'SPO2','value':97}]}",
                        "INVALID_FIELD",
                        "statusOf"),
                refusal("{'type':'vitals','patient':'p','readings':[17]}", "INVALID_FIELD", "readings[0]"),
                refusal(
                        "{'type':'vitals','patient':'p','readings':[{'parameter':'SPO2'}]}",
                        "MISSING_FIELD",
                        "readings[0].value"),
                refusal(
                        "{'type':'vitals','patient':'p','readings':[{'parameter':'SPO2','value':97},{'parameter':'SHOE_SIZE','value':42}]}",
                        "INVALID_FIELD",
                        "readings[1].parameter"),
                refusal(
                        "{'type':'vitals','patient':'p','readings':[{'parameter':'SPO2','value':97,'value':9}]}",
                        "INVALID_FIELD",
                        "readings[0].value"),
                refusal(
                        "{'type':'vitals','patient':'p','readings':[{'parameter':'OXYGEN_THERAPY','value':1}]}",
                        "INVALID_FIELD",
                        "readings[0].value"),
                refusal(
                        "{'type':'vitals','patient':'p','readings':[{'parameter':'OXYGEN_THERAPY'}]}",
                        "MISSING_FIELD",
                        "readings[0].value"),
                refusal(
                        "{'type':'vitals','patient':'p','readings':[" + "{'parameter':'SPO2','value':97},".repeat(32)
                                + "{'parameter':'SPO2','value':97}]}",
                        "INVALID_FIELD",
                        "readings"),
                // receipts, alerts
                refusal("{'type':'receipts','critical':12}", "INVALID_FIELD", "critical"),
                refusal(
                        "{'type':'receipts','displayed':[{'lane':'FAST','seq':'1'}]}",
                        "INVALID_FIELD",
                        "displayed[0].lane"),
                refusal("{'type':'receipts','displayed':[{'lane':'OTHER'}]}", "MISSING_FIELD", "displayed[0].seq"),
                refusal(
                        "{'type':'receipts','displayed':[" + "{'lane':'OTHER','seq':'1'},".repeat(64)
                                + "{'lane':'OTHER','seq':'1'}]}",
                        "INVALID_FIELD",
                        "displayed"),
                refusal("{'type':'alerts'}", "MISSING_FIELD", "ref"),
                refusal("{'type':'alerts','ref':'9','limit':0}", "INVALID_FIELD", "limit"),
                refusal("{'type':'alerts','ref':'9','limit':201}", "INVALID_FIELD", "limit"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void shouldNameWhatIsWrong(final String json, final ErrorCode code, final String field, final long commandId) {
        final ProtocolException refused = refused(json.replace('\'', '"').getBytes(UTF_8));

        assertThat(refused).isNotNull();
        assertThat(refused.code()).as(refused.text()).isEqualTo(code);
        assertThat(refused.field()).isEqualTo(field);
        assertThat(refused.commandId()).isEqualTo(commandId);
        assertThat(refused.text()).isNotEmpty();
        assertThat(refused.getStackTrace()).isEmpty();
    }

    @Test
    void shouldRefuseWhatIsNotUtf8() {
        assertThat(refused(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'})
                        .code())
                .isEqualTo(ErrorCode.NOT_JSON);
        assertThat(refused(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'})
                        .code())
                .as("NUL in two bytes")
                .isEqualTo(ErrorCode.NOT_JSON);
        assertThat(refused("{\"type\":\"accept\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE))
                        .code())
                .as("UTF-16 is not guessed")
                .isEqualTo(ErrorCode.NOT_JSON);
    }

    @Test
    void shouldNameTheRefOfReadings() {
        final ProtocolException refused =
                refused("{\"type\":\"vitals\",\"ref\":\"r-7\",\"patient\":\"p\"}".getBytes(UTF_8));

        assertThat(refused.ref()).isEqualTo("r-7");
        assertThat(refused.toMessage())
                .isEqualTo(new ServerMessage.ProtocolError(
                        ErrorCode.MISSING_FIELD, "readings", "readings must be there", 0, "r-7", 0));
    }

    @Test
    void shouldIgnoreWhatLaterVersionsSay() throws ProtocolException {
        final String hello =
                "{\"x\":[{\"y\":null}],\"type\":\"hello\",\"role\":\"source\",\"client\":\"c\",\"person\":null,"
                        + "\"capabilities\":[\"telepathy\",\"supports_push\"]}";

        final ClientMessage.Hello read =
                (ClientMessage.Hello) ClientMessageReader.read(ByteBuffer.wrap(hello.getBytes(UTF_8)));

        assertThat(read.capabilities()).containsExactly(Capability.SUPPORTS_PUSH);
        assertThat(read.person()).isEmpty();
    }

    @Test
    void shouldRepeatLittleOfWhatWasWritten() {
        final ProtocolException refused = refused(("{\"type\":\"" + "<script>\\n".repeat(500) + "\"}").getBytes(UTF_8));

        assertThat(refused.text()).hasSizeLessThan(120).doesNotContain("\n");
    }

    private static ProtocolException refused(final byte[] utf8) {
        return catchThrowableOfType(ProtocolException.class, () -> ClientMessageReader.read(ByteBuffer.wrap(utf8)));
    }

    private static Arguments refusal(final String json, final String code, final String field) {
        return refusal(json, code, field, 0);
    }

    private static Arguments refusal(final String json, final String code, final String field, final long commandId) {
        return Arguments.of(json, ErrorCode.valueOf(code), field, commandId);
    }

    /** A raise with one more field in its alert. */
    private static Arguments with(final String field, final String code, final String path) {
        return with(field, code, path, path.equals("alert.metadata.a") && field.contains("'2'") ? 0 : 7);
    }

    private static Arguments with(final String field, final String code, final String path, final long commandId) {
        return refusal(
                "{'type':'raise','commandId':'7'," + ALERT.substring(0, ALERT.length() - 1) + ',' + field + "}}",
                code,
                path,
                commandId);
    }
}
