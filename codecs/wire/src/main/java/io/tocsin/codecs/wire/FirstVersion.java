package io.tocsin.codecs.wire;

/**
 * How long the blocks of the first version were: what the oldest sender has, whatever is added later. A template that is younger needs no line: nobody who does not know
 * it sends it. Any thread; does not allocate.
 */
final class FirstVersion {
    private static final int MOST = 256;

    /** Template and bytes. Never changed, never added to. */
    private static final int[][] BLOCKS = {
        {1, 35},
        {2, 0},
        {3, 0},
        {4, 20},
        {5, 26},
        {6, 25},
        {7, 25},
        {8, 34},
        {9, 27},
        {10, 30},
        {11, 27},
        {12, 29},
        {13, 25},
        {14, 24},
        {15, 24},
        {16, 25},
        {17, 33},
        {18, 25},
        {19, 28},
        {20, 24},
        {21, 36},
        {22, 20},
        {23, 20},
        {24, 24},
        {25, 17},
        {26, 20},
        {27, 16},
        {28, 17},
        {29, 24},
        {30, 25},
        {31, 31},
        {32, 16},
        {33, 9},
        {34, 9},
        {35, 1},
        {36, 9},
        {37, 18},
        {38, 0},
        {39, 9},
        {40, 0},
        {41, 9},
        {51, 62},
        {52, 31},
        {53, 39},
        {54, 9},
        {55, 9},
        {56, 9},
        {57, 9},
        {58, 0},
        {59, 2},
        {60, 9},
        {61, 8},
        {62, 18},
        {63, 0},
        {64, 8},
        {65, 8},
        {66, 8},
        {67, 4},
        {68, 13},
        {101, 100},
        {102, 21},
        {103, 26},
        {104, 8},
        {105, 26},
        {106, 62},
        {107, 15},
        {69, 1},
        {70, 9},
        {71, 9},
        {72, 0},
        {108, 34},
        {109, 17},
        {110, 26},
        {151, 41},
        {152, 17},
        {153, 21},
        {154, 16},
        {165, 17},
        {200, 9},
        {201, 9},
        {202, 9}
    };

    private static final int[] LENGTHS = new int[MOST];

    static {
        for (final int[] block : BLOCKS) {
            LENGTHS[block[0]] = block[1];
        }
    }

    private FirstVersion() {}

    /** Bytes of a template's block in the first version; 0 if it had no such template. */
    static int blockLength(final int template) {
        return template < MOST ? LENGTHS[template] : 0;
    }
}
