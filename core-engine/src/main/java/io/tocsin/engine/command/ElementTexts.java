package io.tocsin.engine.command;

import io.tocsin.engine.ingress.MessageLayout;
import org.agrona.DirectBuffer;

/** Where the texts are that stand behind the elements of a message's group, one behind the block of each. */
final class ElementTexts {
    /** Where each begins. */
    final int[] at;
    /** How many bytes each has. */
    final int[] length;

    ElementTexts(final int most) {
        at = new int[most];
        length = new int[most];
    }

    /** Of a message of at most so many elements. */
    void find(final DirectBuffer buffer, final MessageLayout layout) {
        int element = layout.groupOffset();
        for (int i = 0; i < layout.groupCount(); i++) {
            at[i] = element + layout.elementBytes() + 1;
            length[i] = buffer.getByte(at[i] - 1) & 0xFF;
            element = at[i] + length[i];
        }
    }

    /** Whether an element before has the same text. */
    boolean isThereBefore(final DirectBuffer buffer, final int index) {
        for (int before = 0; before < index; before++) {
            int same = length[before] == length[index] ? 0 : -1;
            while (same >= 0 && same < length[index]) {
                same = buffer.getByte(at[before] + same) == buffer.getByte(at[index] + same) ? same + 1 : -1;
            }
            if (same >= 0) {
                return true;
            }
        }
        return false;
    }
}
