package io.tocsin.transport.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** {@code tocsin sla}: whether a router keeps its promise. */
@Command(
        name = "sla",
        description = "Says whether a running router keeps its promise: response, delivery, availability, integrity.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0 it does; 1 it does not; 2 the arguments cannot be used; 3 no router answers."})
public final class SlaCommand implements Callable<Integer> {
    private static final String DEFAULT_URL = "http://127.0.0.1:8081";
    private static final String METRICS = "metrics.";
    private static final List<String> REQUIREMENTS =
            List.of("emergencyResponse", "delivery", "availability", "integrity");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:TOCSIN_MANAGEMENT_URL:-" + DEFAULT_URL + "}",
            description =
                    "Where the router's management is; default ${DEFAULT-VALUE}, or what the variable TOCSIN_MANAGEMENT_URL says.")
    private URI url = URI.create(DEFAULT_URL);

    @Option(names = "--json", description = "Print what the router says, as one JSON object.")
    private boolean json;

    /** For picocli. */
    public SlaCommand() {}

    @Override
    public Integer call() {
        final CommandSpec command = Specs.require(spec);
        final PrintWriter out = command.commandLine().getOut();
        final PrintWriter err = command.commandLine().getErr();
        final HttpResponse<String> answer;
        try {
            answer = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .build()
                    .send(
                            HttpRequest.newBuilder(url.resolve("/sla"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (final IOException | IllegalArgumentException away) {
            err.println("tocsin sla: no router answers at " + url);
            return Exit.UNREACHABLE;
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Exit.UNREACHABLE;
        }
        if (answer.statusCode() != 200) {
            err.println("tocsin sla: " + answer.body());
            return Exit.UNREACHABLE;
        }
        final Map<String, String> page = read(answer.body());
        if (json) {
            out.println(answer.body());
        } else {
            show(page, out);
        }
        out.flush();
        return isTrue(page, "compliant") ? Exit.DONE : Exit.REFUSED;
    }

    /** The values of the page, by their path. */
    private static Map<String, String> read(final String text) {
        final Map<String, String> values = new LinkedHashMap<>();
        String outer = "";
        String name = "";
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case PROPERTY_NAME -> name = json.currentName();
                    case START_OBJECT -> outer = name + '.';
                    case END_OBJECT -> outer = "";
                    default -> values.put(outer + name, json.getString());
                }
            }
        }
        return values;
    }

    private static boolean isTrue(final Map<String, String> page, final String path) {
        return "true".equals(page.get(path));
    }

    private static void show(final Map<String, String> page, final PrintWriter out) {
        final Table table = new Table();
        table.row("REQUIREMENT", "KEPT", "CURRENT", "THRESHOLD", "COMPLIANCE", "");
        for (final String name : REQUIREMENTS) {
            table.row(
                    name,
                    isTrue(page, name + ".compliant") ? "yes" : "NO",
                    page.getOrDefault(name + ".current", ""),
                    page.getOrDefault(name + ".threshold", ""),
                    page.getOrDefault(name + ".compliancePercentage", "") + " %",
                    page.getOrDefault(name + ".requirement", ""));
        }
        table.print(out);
        out.println(isTrue(page, "compliant") ? "the promise is kept" : "THE PROMISE IS NOT KEPT");
        page.forEach((path, value) -> {
            if (path.startsWith(METRICS)) {
                out.println("  " + path.substring(METRICS.length()) + ' ' + value);
            }
        });
    }
}
