package io.tocsin.coverage;

import io.tocsin.Channel;
import io.tocsin.Policy;
import java.time.Duration;
import java.util.Random;

/** Now and then whom monitoring sessions name, beside others or in a step of their own: nobody runs one. Drawn apart, so that the rest of a seed's hospital stays as it was before there were such steps. */
final class SessionSteps {
    private final Random random;

    SessionSteps(final long seed) {
        random = new Random(31 * seed + 7);
    }

    Policy maybe(final Policy policy, final Duration delay) {
        return switch (random.nextInt(8)) {
            case 0 -> policy.andMonitoringRecipients();
            case 1 -> policy.andMonitoringViewers();
            case 2 -> policy.monitoringViewers(delay, Channel.WEBSOCKET).andMonitoringRecipients();
            default -> policy;
        };
    }
}
