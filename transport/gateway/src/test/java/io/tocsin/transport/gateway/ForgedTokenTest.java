package io.tocsin.transport.gateway;

import static io.tocsin.transport.gateway.Issuer.AUDIENCE;
import static io.tocsin.transport.gateway.Issuer.EC;
import static io.tocsin.transport.gateway.Issuer.ED;
import static io.tocsin.transport.gateway.Issuer.NAME;
import static io.tocsin.transport.gateway.Issuer.base64;
import static io.tocsin.transport.gateway.Issuer.claims;
import static io.tocsin.transport.gateway.Issuer.header;
import static io.tocsin.transport.gateway.Issuer.json;
import static io.tocsin.transport.gateway.Issuer.now;
import static io.tocsin.transport.gateway.Issuer.signed;
import static io.tocsin.transport.gateway.Issuer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.CloseCode;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.Token;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Forged and broken tokens, each said in a hello on a socket: RFC 8725, RFC 7515, and what was found in libraries of others. Nothing is let in. */
final class ForgedTokenTest {
    private static final Issuer ISSUER = new Issuer();
    private static final KeyPair STRANGER = Issuer.pair("EC", "secp256r1");
    private static final String ES256 = "SHA256withECDSAinP1363Format";
    private static final String GOOD = json(claims("ann", "clinician"));
    private static final String HEADER = header("ES256", EC);

    @TempDir
    private static Path folder;

    private static Rig rig;

    @BeforeAll
    static void open() {
        rig = Rig.launch(router -> {}, gateway -> gateway.jwt(ISSUER.settings(folder)));
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    static List<Arguments> forged() throws Exception {
        final List<Arguments> rows = new ArrayList<>();
        final String good = ISSUER.es256(HEADER, GOOD);
        final String input = good.substring(0, good.lastIndexOf('.') + 1);
        final String signature = good.substring(input.length());

        // Its form.
        row(rows, TokenFault.MALFORMED, "no token at all", "token");
        row(rows, TokenFault.MALFORMED, "two parts", input.substring(0, input.length() - 1));
        row(rows, TokenFault.MALFORMED, "no signature", input);
        row(rows, TokenFault.MALFORMED, "no header", good.substring(good.indexOf('.')));
        row(rows, TokenFault.MALFORMED, "no payload", base64(HEADER) + ".." + signature);
        row(rows, TokenFault.MALFORMED, "four parts", good + ".AAAA");
        row(rows, TokenFault.MALFORMED, "five parts, as encrypted ones have", good + ".AAAA.AAAA");
        row(rows, TokenFault.MALFORMED, "padding", good + "==");
        row(rows, TokenFault.MALFORMED, "padding of the payload", padded(good));
        row(rows, TokenFault.MALFORMED, "a line feed behind it", good + "\n");
        row(rows, TokenFault.MALFORMED, "a blank before it", " " + good);
        row(rows, TokenFault.MALFORMED, "a blank inside", input.replace(".ey", ".e y") + signature);
        row(rows, TokenFault.MALFORMED, "the alphabet of Base64", input + "+/" + signature.substring(2));
        row(
                rows,
                TokenFault.MALFORMED,
                "bits that count for nothing",
                good.substring(0, good.length() - 1) + next(good));
        row(rows, TokenFault.MALFORMED, "a header that is no JSON", ISSUER.es256("alg=ES256", GOOD));
        row(rows, TokenFault.MALFORMED, "a header that is a list", ISSUER.es256("[" + HEADER + "]", GOOD));
        row(rows, TokenFault.MALFORMED, "a payload that is no JSON", ISSUER.es256(HEADER, "ann"));
        row(rows, TokenFault.MALFORMED, "a payload that is a list", ISSUER.es256(HEADER, "[" + GOOD + "]"));
        row(rows, TokenFault.MALFORMED, "a claim twice", ISSUER.es256(HEADER, "{\"sub\":\"bob\"," + GOOD.substring(1)));
        row(
                rows,
                TokenFault.MALFORMED,
                "an algorithm twice",
                ISSUER.es256("{\"alg\":\"none\"," + HEADER.substring(1), GOOD));
        row(
                rows,
                TokenFault.MALFORMED,
                "a long header",
                ISSUER.es256(with(",\"x\":\"" + "x".repeat(2_000) + '"'), GOOD));

        // How it is signed.
        row(rows, TokenFault.ALGORITHM, "none", base64(header("none", EC)) + '.' + base64(GOOD) + ".AAAA");
        row(rows, TokenFault.ALGORITHM, "nOnE", base64(header("nOnE", EC)) + '.' + base64(GOOD) + '.' + signature);
        row(
                rows,
                TokenFault.ALGORITHM,
                "HS256 with the public key",
                hs256(ISSUER.ec.getPublic().getEncoded()));
        row(
                rows,
                TokenFault.ALGORITHM,
                "HS256 with the JWK set",
                hs256(ISSUER.jwks().getBytes(StandardCharsets.UTF_8)));
        row(rows, TokenFault.ALGORITHM, "RS256", ISSUER.es256(header("RS256", EC), GOOD));
        row(rows, TokenFault.ALGORITHM, "PS256", ISSUER.es256(header("PS256", EC), GOOD));
        row(
                rows,
                TokenFault.ALGORITHM,
                "ES384 on its own curve",
                signed("SHA384withECDSAinP1363Format", Issuer.pair("EC", "secp384r1"), header("ES384", EC), GOOD));
        row(rows, TokenFault.ALGORITHM, "ES256K", ISSUER.es256(header("ES256K", EC), GOOD));
        row(rows, TokenFault.ALGORITHM, "es256", ISSUER.es256(header("es256", EC), GOOD));
        row(rows, TokenFault.ALGORITHM, "no algorithm", ISSUER.es256("{\"typ\":\"at+jwt\",\"kid\":\"ec-1\"}", GOOD));
        row(
                rows,
                TokenFault.ALGORITHM,
                "an algorithm that is a number",
                ISSUER.es256(HEADER.replace("\"ES256\"", "256"), GOOD));
        row(rows, TokenFault.ALGORITHM, "ES256 and the name of the other key", ISSUER.es256(header("ES256", ED), GOOD));
        row(
                rows,
                TokenFault.ALGORITHM,
                "EdDSA and the name of the other key",
                signed("Ed25519", ISSUER.ed, header("EdDSA", EC), GOOD));

        // With what.
        row(rows, TokenFault.SIGNATURE, "a stranger's key", signed(ES256, STRANGER, HEADER, GOOD));
        row(
                rows,
                TokenFault.SIGNATURE,
                "a stranger's Ed25519 key",
                signed("Ed25519", Issuer.pair("Ed25519", ""), header("EdDSA", ED), GOOD));
        row(rows, TokenFault.SIGNATURE, "zeros (CVE-2022-21449)", input + base64(new byte[64]));
        row(
                rows,
                TokenFault.SIGNATURE,
                "zeros for EdDSA",
                base64(header("EdDSA", ED)) + '.' + base64(GOOD) + '.' + base64(new byte[64]));
        row(rows, TokenFault.SIGNATURE, "DER", input + base64(Issuer.sign("SHA256withECDSA", ISSUER.ec, input)));
        row(
                rows,
                TokenFault.SIGNATURE,
                "the end cut off",
                input + base64(Arrays.copyOf(Base64.getUrlDecoder().decode(signature), 61)));
        row(rows, TokenFault.SIGNATURE, "more than a signature", input + base64(new byte[65]));
        row(
                rows,
                TokenFault.SIGNATURE,
                "another token's signature",
                input + signatureOf(ISSUER.es256(HEADER, json(claims("bob", "clinician")))));
        row(
                rows,
                TokenFault.SIGNATURE,
                "another subject",
                base64(HEADER) + '.' + base64(GOOD.replace("ann", "bob")) + '.' + signature);
        row(
                rows,
                TokenFault.SIGNATURE,
                "another role",
                base64(HEADER) + '.' + base64(GOOD.replace("clinician", "operator")) + '.' + signature);
        row(
                rows,
                TokenFault.SIGNATURE,
                "another header",
                base64(with(",\"x\":1")) + '.' + base64(GOOD) + '.' + signature);
        for (final int bit : new int[] {0, 255, 256, 511}) {
            row(rows, TokenFault.SIGNATURE, "bit " + bit + " of the signature", input + flipped(signature, bit));
        }
        row(rows, TokenFault.KEY, "no key's name", ISSUER.es256("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", GOOD));
        row(rows, TokenFault.KEY, "an empty name", ISSUER.es256(header("ES256", ""), GOOD));
        row(rows, TokenFault.KEY, "a name that is a number", ISSUER.es256(HEADER.replace("\"ec-1\"", "1"), GOOD));
        row(rows, TokenFault.UNAVAILABLE, "an unknown name", ISSUER.es256(header("ES256", "ec-2"), GOOD));
        row(rows, TokenFault.KEY, "a long name", ISSUER.es256(header("ES256", "k".repeat(300)), GOOD));
        row(rows, TokenFault.UNAVAILABLE, "a path", ISSUER.es256(header("ES256", "../../../dev/null"), GOOD));
        row(rows, TokenFault.UNAVAILABLE, "a query", ISSUER.es256(header("ES256", "x' OR '1'='1"), GOOD));
        row(
                rows,
                TokenFault.KEY,
                "a key of its own (CVE-2018-0114)",
                signed(
                        ES256,
                        STRANGER,
                        "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"jwk\":" + Issuer.jwk("x", STRANGER) + "}",
                        GOOD));
        row(
                rows,
                TokenFault.SIGNATURE,
                "a key of its own under a known name",
                signed(ES256, STRANGER, with(",\"jwk\":" + Issuer.jwk(EC, STRANGER)), GOOD));
        row(
                rows,
                TokenFault.SIGNATURE,
                "an address of keys",
                signed(ES256, STRANGER, with(",\"jku\":\"https://evil.example/jwks\""), GOOD));
        row(
                rows,
                TokenFault.SIGNATURE,
                "an address of certificates",
                signed(ES256, STRANGER, with(",\"x5u\":\"https://evil.example/x\""), GOOD));
        row(
                rows,
                TokenFault.SIGNATURE,
                "a certificate of its own",
                signed(ES256, STRANGER, with(",\"x5c\":[\"MIIB\"]"), GOOD));

        // How it is to be read.
        row(rows, TokenFault.MALFORMED, "an extension", ISSUER.es256(with(",\"crit\":[\"exp\"],\"exp\":1"), GOOD));
        row(
                rows,
                TokenFault.MALFORMED,
                "a payload that is not encoded",
                ISSUER.es256(with(",\"b64\":false,\"crit\":[\"b64\"]"), GOOD));
        row(rows, TokenFault.MALFORMED, "a token in a token", ISSUER.es256(with(",\"cty\":\"JWT\""), good));
        row(rows, TokenFault.MALFORMED, "compressed", ISSUER.es256(with(",\"zip\":\"DEF\""), GOOD));
        row(rows, TokenFault.TYPE, "an identity token", ISSUER.es256(HEADER.replace("at+jwt", "JWT"), GOOD));
        row(rows, TokenFault.TYPE, "no type", ISSUER.es256("{\"alg\":\"ES256\",\"kid\":\"ec-1\"}", GOOD));

        // What it says.
        row(rows, TokenFault.EXPIRED, "expired", claiming("exp", String.valueOf(now() - 120)));
        row(rows, TokenFault.EXPIRED, "expired in 1970", claiming("exp", "0"));
        row(rows, TokenFault.CLAIMS, "for ever", claiming("exp", null));
        row(rows, TokenFault.CLAIMS, "an end that is a text", claiming("exp", text("tomorrow")));
        row(rows, TokenFault.CLAIMS, "an end that is null", claiming("exp", "null"));
        row(rows, TokenFault.NOT_YET, "from later on", claiming("nbf", String.valueOf(now() + 1_800)));
        row(rows, TokenFault.NOT_YET, "made later on", claiming("iat", String.valueOf(now() + 1_800)));
        row(rows, TokenFault.ISSUER, "another issuer", claiming("iss", text("https://evil.example")));
        row(rows, TokenFault.ISSUER, "almost the issuer", claiming("iss", text(NAME + "/")));
        row(rows, TokenFault.ISSUER, "no issuer", claiming("iss", null));
        row(rows, TokenFault.AUDIENCE, "for somebody else", claiming("aud", text("billing")));
        row(rows, TokenFault.AUDIENCE, "for many others", claiming("aud", "[\"billing\",\"" + AUDIENCE + "2\"]"));
        row(rows, TokenFault.AUDIENCE, "for nobody", claiming("aud", null));
        row(rows, TokenFault.CLAIMS, "of nobody", claiming("sub", null));
        row(rows, TokenFault.CLAIMS, "of an empty name", claiming("sub", text("")));
        row(rows, TokenFault.CLAIMS, "of a number", claiming("sub", "7"));
        row(rows, TokenFault.CLAIMS, "of a name that is too long", claiming("sub", text("a".repeat(37))));
        row(rows, TokenFault.CLAIMS, "of a name with NUL", claiming("sub", "\"ann\\u0000\""));
        row(rows, TokenFault.CLAIMS, "without roles", claiming("roles", null));
        row(rows, TokenFault.CLAIMS, "with no roles", claiming("roles", "[]"));
        row(rows, TokenFault.CLAIMS, "with another's roles", claiming("roles", "[\"admin\",7,null]"));
        row(rows, TokenFault.CLAIMS, "with roles in an object", claiming("roles", "{\"clinician\":true}"));
        return rows;
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("forged")
    void shouldLetNothingIn(final String what, final TokenFault fault, final String token) {
        try (JdkPeer peer = rig.connect()) {
            peer.say(new ClientMessage.Hello(Role.CLINICIAN, "ann", "phone", Set.of(), null, new Token(token)));
            assertThat(peer.error(fault.isTransient() ? ErrorCode.UNAVAILABLE : ErrorCode.UNAUTHENTICATED)
                            .message())
                    .isEqualTo("the token " + fault.meaning());
            peer.closedWith(fault.isTransient() ? CloseCode.TRY_LATER : CloseCode.UNAUTHENTICATED);
        }
        assertThat(rig.count(GatewayMetric.TOKENS_ACCEPTED)).isZero();
        assertThat(rig.count(GatewayMetric.CLIENTS_WELCOMED)).isZero();
        assertThat(rig.count(GatewayMetric.SESSIONS_OPEN)).isZero();
        assertThat(rig.count(GatewayMetric.INTERNAL_ERRORS)).isZero();
    }

    private static void row(final List<Arguments> rows, final TokenFault fault, final String what, final String token) {
        rows.add(arguments(what, fault, token));
    }

    /** The good header with more in it. */
    private static String with(final String more) {
        return HEADER.substring(0, HEADER.length() - 1) + more + "}";
    }

    /** Signed as it should be, with another claim, or without it. */
    private static String claiming(final String name, final @Nullable String value) {
        final Map<String, String> claims = claims("ann", "clinician");
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
        return ISSUER.es256(HEADER, json(claims));
    }

    private static String signatureOf(final String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static String padded(final String token) {
        final String[] parts = token.split("\\.", -1);
        return parts[0] + '.' + Base64.getUrlEncoder().encodeToString((GOOD + " ").getBytes(StandardCharsets.UTF_8))
                + "=." + parts[2];
    }

    /** Another last character for the same bytes: 86 of them hold 516 bits, 4 more than 64 bytes. */
    private static char next(final String token) {
        return (char) (token.charAt(token.length() - 1) + 1);
    }

    private static String flipped(final String signature, final int bit) {
        final byte[] bytes = Base64.getUrlDecoder().decode(signature);
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return base64(bytes);
    }

    private static String hs256(final byte[] secret) throws Exception {
        final String input = base64(header("HS256", EC)) + '.' + base64(GOOD);
        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return input + '.' + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    }
}
