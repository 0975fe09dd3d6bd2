package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.AlertReport;
import io.tocsin.codecs.json.ClientMessage;
import io.tocsin.codecs.json.ErrorCode;
import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.Shown;
import io.tocsin.transport.client.ClientListener;
import io.tocsin.transport.client.Disconnect;
import io.tocsin.transport.client.TocsinClient;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a person sees who watches. Client's thread, but for {@link #awaitEnd}. */
final class WatchScreen implements ClientListener {
    private static final String LINE = "%s  %-15s  %s%s";

    private final Printer printer;
    private final boolean json;
    private final String person;
    private final int count;
    private final AlertWords words = new AlertWords(ZoneId.systemDefault());
    private final CompletableFuture<@Nullable Void> welcomed = new CompletableFuture<>();
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final CompletableFuture<TocsinClient> client = new CompletableFuture<>();
    private final Set<Long> told = new HashSet<>();
    private boolean wasConnected;
    private boolean isConnected;
    private int shown;

    WatchScreen(final Printer printer, final boolean json, final String person, final int count) {
        this.printer = printer;
        this.json = json;
        this.person = person;
        this.count = count;
    }

    /** Whose deliveries it shows. */
    void show(final TocsinClient watching) {
        client.complete(watching);
    }

    /** Waits for the connection, as long as the options say, then for ever. */
    int awaitEnd(final ConnectionOptions options) throws InterruptedException {
        try {
            CompletableFuture.anyOf(welcomed, end).get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return end.get();
        } catch (final TimeoutException late) {
            printer.complain("no answer from " + options.url() + " within "
                    + options.timeout().toSeconds() + " s");
            return Exit.UNREACHABLE;
        } catch (final ExecutionException failed) {
            final Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            printer.complain(Terminal.nobodyAnswers(options, cause));
            return Exit.UNREACHABLE;
        }
    }

    @Override
    public void onWelcome(final ServerMessage.Welcome welcome) {
        isConnected = true;
        if (json) {
            printer.json(welcome);
        } else if (wasConnected) {
            printer.remark("connected again (" + AlertWords.word(welcome.resume()) + ')');
        } else {
            printer.remark("watching as " + person + "; stop with Ctrl-C");
            client.thenAccept(this::showOpen);
        }
        wasConnected = true;
        welcomed.complete(null);
    }

    @Override
    public void onDelivery(final ServerMessage.Delivery delivery) {
        if (json) {
            printer.json(delivery);
        } else {
            printer.line(printer.coloured(delivery.alert().severity(), line(delivery)));
        }
        told.add(delivery.alert().alertId());
        client.thenAccept(watching -> watching.displayed(delivery));
        if (++shown == count) {
            // Off this thread, so that the receipts leave before the client is closed.
            end.completeAsync(() -> Exit.DONE);
        }
    }

    @Override
    public void onError(final ServerMessage.ProtocolError error) {
        printer.complain(Terminal.words(error));
        // A front that finds no router just now is asked again, as one that is gone is.
        if (!isConnected && !(wasConnected && error.code() == ErrorCode.UNAVAILABLE)) {
            end.complete(Exit.REFUSED);
        }
    }

    @Override
    public void onDisconnected(final Disconnect disconnect) {
        isConnected = false;
        if (!wasConnected) {
            end.completeExceptionally(new IllegalStateException(disconnect.reason()));
        } else if (disconnect.retryMs() >= 0 && disconnect.welcomed()) {
            printer.remark("the connection is gone (" + disconnect.reason() + "): waiting for the router");
        }
    }

    /** What the person was told by an earlier terminal is not delivered again, but may still be open. */
    private void showOpen(final TocsinClient watching) {
        watching.alerts(ClientMessage.MAX_ALERTS, 0)
                .thenAccept(alerts -> alerts.alerts().stream()
                        .filter(alert -> told.add(alert.alertId()))
                        .forEach(alert -> printer.line(printer.coloured(alert.severity(), open(alert)))));
    }

    private String open(final AlertReport alert) {
        return String.format(
                Locale.ROOT,
                LINE,
                words.time(alert.raisedAtNs()),
                "OPEN",
                summary(alert),
                result(alert) + "; " + words.state(alert));
    }

    private String line(final ServerMessage.Delivery delivery) {
        final AlertReport alert = delivery.alert();
        final String kind = delivery.kind().name().replace('_', ' ');
        final String rest = switch (delivery.kind()) {
            case UPDATE -> result(alert);
            case OFFER -> alert.shown() == Shown.SUMMARY ? "; " + words.state(alert) : offer(delivery);
            case TAKEN -> "; taken by " + whom(delivery);
            case JOINED -> "; " + whom(delivery) + " comes, more are needed";
            case CLOSED -> delivery.outcome() == null ? "" : "; " + AlertWords.word(delivery.outcome());
            default -> "";
        };
        return String.format(Locale.ROOT, LINE, words.time(delivery.offeredNs()), kind, summary(alert), rest);
    }

    /** Somebody whose name is not for this person is somebody. */
    private static String whom(final ServerMessage.Delivery delivery) {
        return delivery.owner().isEmpty() ? "somebody" : delivery.owner();
    }

    private String offer(final ServerMessage.Delivery delivery) {
        return found(delivery.alert())
                + (delivery.deadlineNs() == 0 ? "" : "; answer until " + words.time(delivery.deadlineNs()))
                + (delivery.redelivery() ? "; told before" : "")
                + "; " + AlertWords.accept(delivery.alert(), person);
    }

    /** What a critical result says now, and since which number; of any other alert nothing. */
    private static String result(final AlertReport alert) {
        return AlertWords.isResult(alert) ? found(alert) + "; occurrence " + alert.occurrence() : "";
    }

    private static String found(final AlertReport alert) {
        final String description = alert.text().description();
        return description.isEmpty() ? "" : ": " + description;
    }

    private String summary(final AlertReport alert) {
        return words.severity(alert) + " alert " + Long.toUnsignedString(alert.alertId()) + ' ' + words.what(alert)
                + ", " + words.where(alert) + ", " + words.who(alert);
    }
}
