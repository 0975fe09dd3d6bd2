package io.tocsin.transport.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.Capability;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ReadingQuality;
import io.tocsin.codecs.json.Role;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.sbe.Acuity;
import io.tocsin.codecs.sbe.Parameter;
import io.tocsin.codecs.sbe.Purpose;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.TocsinClient;
import io.tocsin.transport.server.Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a configuration file to the sentence that somebody reads: the presets of people and of readings together, over sockets. */
final class VitalSignsTest {
    private static final int PATIENCE_S = 30;
    private static final String SITE = """
        journal.level = memory
        listen { port = 0, management-port = 0 }
        sources.monitors.id = 1001
        site {
          people { paul {}, olga {}, carl {}, emma {} }
          desks = [ desk ]
          units.icu {
            facility = 1
            beds.icu-1 {}
            roles { primary-care = [ paul ], on-call = [ carl ], emergency-provider = [ emma ] }
          }
          patients.p-17 { bed = icu-1, care = [ paul ], spo2-scale = %d }
          preset = mydr24
          preset-fail-safe = desk
        }
        rules.preset = mydr24
        %s
        """;

    @TempDir
    private Path folder;

    @Test
    void shouldTellPeopleOfAReadingAsThePlatformDoes() throws Exception {
        try (Server server = Server.launch(
                        new ConfigText(folder).read(SITE.formatted(1, "")).config());
                Phone paul = new Phone(server, "paul");
                Phone emma = new Phone(server, "emma");
                Phone carl = new Phone(server, "carl");
                Phone monitor = new Phone(server, "")) {
            monitor.reads(Parameter.TEMPERATURE, 38.5);
            monitor.reads(Parameter.SPO2, 89);
            assertThat(paul.next()).isEqualTo("EMERGENT icu-1 Vital sign alert: SpO2 89 % below 90 %");
            assertThat(carl.next()).isEqualTo("EMERGENT icu-1 Vital sign alert: SpO2 89 % below 90 %");

            monitor.reads(Parameter.SPO2, 86.5);
            assertThat(emma.next())
                    .as("the first that she hears: HIGH was not for her")
                    .isEqualTo("CRITICAL icu-1 Critical vital sign alert: SpO2 86.5 % below 88 %");

            assertThat(java.util.Objects.requireNonNull(emma.seen).text().vitals())
                    .as("her call has what else is known of the patient filled in")
                    .isEqualTo(Map.of(Parameter.TEMPERATURE, 3_850, Parameter.SPO2, 8_650));

            monitor.reads(Parameter.HEART_RATE, 130);
            assertThat(paul.next()).startsWith("CRITICAL");
            assertThat(paul.next()).isEqualTo("URGENT icu-1 Vital sign alert: heart rate 130/min above 120/min");
        }
    }

    @Test
    void shouldLeaveAPatientOnScaleTwoInPeaceWhereTheSiteSaysSo() throws Exception {
        final String text = SITE.formatted(2, "rules.published-profiles = [ hypercapnic ]");
        try (Server server = Server.launch(new ConfigText(folder).read(text).config());
                Phone paul = new Phone(server, "paul");
                Phone monitor = new Phone(server, "")) {
            monitor.reads(Parameter.SPO2, 87);
            monitor.reads(Parameter.SPO2, 85);
            assertThat(paul.next())
                    .as("87 % is nothing, 85 % is two points of NEWS2 on that scale")
                    .isEqualTo("EMERGENT icu-1 Vital sign alert: SpO2 85 % below 86 %");
            monitor.reads(Parameter.SPO2, 83);
            assertThat(paul.next()).isEqualTo("CRITICAL icu-1 Critical vital sign alert: SpO2 83 % below 84 %");
        }
    }

    /** Of a person; without one the monitor. */
    private static final class Phone implements ClientListener, AutoCloseable {
        private final BlockingQueue<ServerMessage.Delivery> deliveries = new LinkedBlockingQueue<>();
        private final TocsinClient client;
        private @Nullable AlertReport seen;

        Phone(final Server server, final String person) throws Exception {
            final boolean isMonitor = person.isEmpty();
            final TocsinClient.Context context = new TocsinClient.Context()
                    .endpoints(server.url())
                    .role(isMonitor ? Role.SOURCE : Role.CLINICIAN)
                    .client(isMonitor ? "monitors" : "phone-of-" + person)
                    .listener(this);
            client = TocsinClient.connect(
                    isMonitor ? context : context.person(person).capabilities(Capability.EMERGENCY_RESPONSE_CAPABLE));
            client.connected().get(PATIENCE_S, TimeUnit.SECONDS);
        }

        void reads(final Parameter parameter, final double value) throws Exception {
            client.vitals(new ClientMessage.Vitals(
                            "r",
                            0,
                            0,
                            "p-17",
                            "",
                            "",
                            Acuity.CONTINUOUS,
                            Purpose.PRODUCTION,
                            ReadingQuality.UNSTATED,
                            List.of(new ClientMessage.Reading(parameter, (int) Math.round(value * 100)))))
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        }

        String next() throws InterruptedException {
            final ServerMessage.Delivery delivery = deliveries.poll(PATIENCE_S, TimeUnit.SECONDS);
            assertThat(delivery).isNotNull();
            seen = delivery.alert();
            return delivery.alert().severity() + " " + delivery.alert().bed() + " "
                    + delivery.alert().cause().message(delivery.alert().severity());
        }

        @Override
        public void onDelivery(final ServerMessage.Delivery delivery) {
            deliveries.add(delivery);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
