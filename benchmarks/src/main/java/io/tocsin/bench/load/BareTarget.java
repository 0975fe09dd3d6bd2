package io.tocsin.bench.load;

import io.tocsin.bench.raw.BareClients;

/** The bare relay as a target: as many connections, frames as long as a raise, and nothing to accept or to resolve. */
final class BareTarget implements Target {
    private final BareClients clients;

    BareTarget(final int port, final int sources, final int clinicians, final String padding)
            throws InterruptedException {
        clients = new BareClients(port, sources, clinicians, padding);
    }

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public void listener(final Listener listener) {
        clients.listener(new BareClients.Listener() {
            @Override
            public void acknowledged(final int number) {
                listener.acknowledged(number, System.nanoTime());
            }

            @Override
            public void received(final int number) {
                listener.received(number, System.nanoTime());
            }
        });
    }

    @Override
    public void raise(final int number) {
        clients.send(number);
    }

    @Override
    public boolean isQuiet() {
        return true;
    }

    @Override
    public void pause(final boolean isPaused) {
        clients.pause(isPaused);
    }

    @Override
    public void close() {
        clients.close();
    }
}
