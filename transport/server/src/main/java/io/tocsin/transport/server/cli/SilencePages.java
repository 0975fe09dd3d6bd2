package io.tocsin.transport.server.cli;

import io.tocsin.codecs.json.ServerMessage;
import io.tocsin.codecs.json.SilenceReport;
import io.tocsin.transport.client.TocsinClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks a router for all its silences, page by page. */
final class SilencePages {
    private SilencePages() {}

    /** The pages, by rising number of their silences; at least one. */
    static CompletableFuture<List<ServerMessage.Silences>> all(final TocsinClient client) {
        return after(client, 0, new ArrayList<>());
    }

    private static CompletableFuture<List<ServerMessage.Silences>> after(
            final TocsinClient client, final long silenceId, final List<ServerMessage.Silences> pages) {
        return client.silences(ConnectionOptions.pageSize(), silenceId).thenCompose(page -> {
            pages.add(page);
            final List<SilenceReport> silences = page.silences();
            return page.more() && !silences.isEmpty()
                    ? after(client, silences.get(silences.size() - 1).silenceId(), pages)
                    : CompletableFuture.completedFuture(pages);
        });
    }
}
