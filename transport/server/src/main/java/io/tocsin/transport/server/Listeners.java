package io.tocsin.transport.server;

import io.tocsin.AlertView;
import io.tocsin.RouterEvent;
import io.tocsin.RouterListener;
import org.agrona.DirectBuffer;

/** Two listeners where a router takes one: people first, then whoever writes about it. Delivery thread. */
final class Listeners implements RouterListener {
    private final RouterListener first;
    private final RouterListener second;

    Listeners(final RouterListener first, final RouterListener second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void onView(final AlertView view) {
        first.onView(view);
        second.onView(view);
    }

    @Override
    public void onEvent(final RouterEvent event) {
        try {
            first.onEvent(event);
        } finally {
            second.onEvent(event);
        }
    }

    @Override
    public void onAnswer(final DirectBuffer buffer, final int offset, final int length) {
        try {
            first.onAnswer(buffer, offset, length);
        } finally {
            second.onAnswer(buffer, offset, length);
        }
    }

    @Override
    public void onCycleEnd(final int outputs) {
        try {
            first.onCycleEnd(outputs);
        } finally {
            second.onCycleEnd(outputs);
        }
    }
}
